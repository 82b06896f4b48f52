// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <optional>

namespace mingsi::app {

/// Row ids of the database; 0 means none.
using RowId = qint64;

enum class MessageRole { System, User, Assistant };

/// How a message ended. An answer is stored as Interrupted from its first byte on and gets its real state at the
/// end, so that a killed process leaves the truth behind.
enum class MessageState { Complete, Stopped, Interrupted, Failed };

struct Conversation {
    RowId id = 0;
    QString title;    ///< empty until named; the interface shows the first question then
    QString preview;  ///< start of the first question
    QDateTime createdAt;
    QDateTime usedAt;          ///< last message
    RowId currentMessage = 0;  ///< leaf of the branch that is shown
};

/// What produced an answer; enough to say later how it came about.
struct Run {
    RowId id = 0;
    QString model;  ///< name for people
    QString modelFile;
    QString device;
    QString parameters;  ///< JSON object: temperature, top_p, … and seed
    QString finishReason;
    int promptTokens = 0;
    int completionTokens = 0;
    double prefillSeconds = 0;
    double decodeSeconds = 0;
};

/// The thought before an answer, kept apart from it.
struct Reasoning {
    QString text;
    int tokens = 0;
    double seconds = 0;
};

struct Message {
    RowId id = 0;
    RowId conversation = 0;
    RowId parent = 0;
    int position = 0;  ///< among its siblings
    MessageRole role = MessageRole::User;
    MessageState state = MessageState::Complete;
    QString text;
    QDateTime createdAt;
    QString failure;  ///< for Failed: the sentence that was shown
    std::optional<Reasoning> reasoning;
    std::optional<Run> run;
};

/// One place where a search text was found.
struct SearchHit {
    RowId conversation = 0;
    RowId message = 0;
    bool inReasoning = false;
    QString title;    ///< of the conversation (or its preview)
    QString snippet;  ///< the match between U+E000 and U+E001, with text around it
};

}  // namespace mingsi::app
