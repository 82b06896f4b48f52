// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace mingsi::app {

/// Row ids of the database; 0 means none.
using RowId = qint64;

enum class MessageRole { System, User, Assistant };

/// How a message ended. An answer is stored as Interrupted from its first byte on and gets its real state at the
/// end, so that a killed process leaves the truth behind.
enum class MessageState { Complete, Stopped, Interrupted, Failed };

/// How a thought came to its end.
enum class ThoughtEnd { Model, Person, Budget, Repetition };

struct Conversation {
    RowId id = 0;
    QString title;    ///< empty until named; the interface shows the first question then
    QString preview;  ///< start of the first question
    QDateTime createdAt;
    QDateTime usedAt;          ///< last message
    RowId currentMessage = 0;  ///< leaf of the branch that is shown
    RowId folder = 0;
    bool pinned = false;
    bool archived = false;
    QStringList tags;  ///< sorted
    QString draft;     ///< what stands in the composer, unsent
    QString settings;  ///< AnswerSettings as JSON; empty: as the model has them
};

struct Folder {
    RowId id = 0;
    QString name;
};

/// What a server asks for a million tokens. No currency: nothing is known of it.
struct Price {
    double prompt = 0;
    double completion = 0;
    QString currency;
};

/// A server that answers.
struct Endpoint {
    RowId id = 0;
    QString url;    ///< ModelReference::server()
    QString model;  ///< chosen there last; may be empty
    Price price{};
};

/// What produced an answer; enough to say later how it came about.
struct Run {
    RowId id = 0;
    QString model;  ///< name for people
    QString modelFile;
    QString device;
    QString parameters;  ///< AnswerSettings as JSON, with every value that was used
    QString modelHash;   ///< these four as in ModelIdentity
    QString quantization;
    QString templateHash;
    QString engineVersion;
    QString finishReason;
    int promptTokens = 0;
    int completionTokens = 0;
    double prefillSeconds = 0;
    double decodeSeconds = 0;
    double cost = 0;   ///< by the server's price at that time, without what it takes off for cached tokens
    QString currency;  ///< empty: no price was known
};

/// The thought before an answer, kept apart from it.
struct Reasoning {
    QString text;
    int tokens = 0;
    double seconds = 0;
    ThoughtEnd end = ThoughtEnd::Model;
};

/// A text that goes with a question.
struct Attachment {
    QString name;
    QString mediaType;
    QByteArray content;
    QString excerpt{};  ///< which of its parts (splitDocument()) go to the model, as PartNumbers; empty: the whole
};

struct Message {
    RowId id = 0;
    RowId conversation = 0;
    RowId parent = 0;
    QList<RowId> siblings;  ///< itself among them, in order
    MessageRole role = MessageRole::User;
    MessageState state = MessageState::Complete;
    QString text;
    QDateTime createdAt;
    QString failure;  ///< for Failed: the sentence that was shown
    std::optional<Reasoning> reasoning;
    std::optional<Run> run;
    QList<Attachment> attachments;
};

/// A message in the map of a conversation's tree.
struct TreeNode {
    RowId id = 0;
    RowId parent = 0;
    MessageRole role = MessageRole::User;
    MessageState state = MessageState::Complete;
    QString preview;
    QString model;  ///< of an answer
};

}  // namespace mingsi::app
