// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <functional>

#include "app/chat/engine_worker.h"
#include "app/chat/generation.h"
#include "app/models/model_reference.h"
#include "app/remote/remote_worker.h"
#include "app/remote/server_list.h"
#include "app/store/message_db.h"

namespace mingsi::app {

/// Which model makes an answer, and how.
struct AnswerRecipe {
    ModelReference model;
    AnswerSettings settings;
};

/// Asks and answers: commits the question, has the engine answer it, and stores the answer as it grows. Lives on the
/// thread of its user; never waits, except in shutdown().
class ChatService : public QObject
{
    Q_OBJECT

public:
    explicit ChatService(Database &database);
    ~ChatService() override;

    /// The keys of the servers that answer.
    ServerKeys &serverKeys() { return m_keys; }
    /// What a server (ModelReference::server()) asks for its answers from now on.
    void setPrice(const QUrl &server, const Price &price) { m_prices.insert(server, price); }

    /// Opens a model in the background; modelOpened or modelFailed follows. A server's model is there at once.
    void openModel(const ModelReference &model);
    /// Goes back to the model that was open before, or else to the starter model; modelOpened follows.
    void cancelOpening() { m_worker.cancelOpening(); }
    const ModelReference &model() const { return m_model; }
    /// What the opened model is; empty until it has opened.
    const OpenedModelInfo &modelInfo() const { return m_info; }
    /// Asks the server of the model for its context length, as opening does; contextLengthChanged() follows when it
    /// tells one.
    void askContextLength();

    /// See EngineWorker.
    void setSessionSettings(const SessionSettings &settings);
    const SessionSettings &sessionSettings() const { return m_sessionSettings; }
    void forgetRead() { m_worker.forget(); }

    /// How answers are made for which no recipe is given.
    void setSettings(const AnswerSettings &settings) { m_settings = settings; }
    AnswerRecipe recipe() const { return {m_model, m_settings}; }

    /// Adds a question below the end of `branch` (what comes before it, root first; empty: the first of the
    /// conversation) and has it answered, once by each recipe.
    void ask(RowId conversation, const QList<Message> &branch, const QString &text, const QList<AnswerRecipe> &recipes,
             const QList<Attachment> &attachments = {});
    void ask(RowId conversation, const QList<Message> &branch, const QString &text)
    {
        ask(conversation, branch, text, {recipe()});
    }
    /// Has the question at the end of `branch` answered again: a sibling of the answers that it has. The answer begins
    /// with `prefix`.
    void answer(const QList<Message> &branch, const AnswerRecipe &recipe, const AnswerPrefix &prefix = {})
    {
        answer(branch, QList{recipe}, prefix);
    }
    void stop(RowId message);
    /// Ends the thought of an answer that is being written; the model goes on with the answer itself.
    void answerNow(RowId message);
    /// Whether an answer to this message is being written or waits for its turn.
    bool isAnswering(RowId message) const { return m_answers.contains(message); }
    bool isBusy() const { return !m_answers.isEmpty(); }

    /// Generates something that is not a message of a conversation; `done` gets what became of it, stopped or not.
    /// Gives a number for stopAside().
    qint64 generateAside(GenerationJob job, const std::function<void(const GenerationOutcome &)> &done,
                         const std::function<void(const GenerationProgress &)> &progressed = {});
    void stopAside(qint64 number) { stop(number); }

    /// A question as the model reads it: the attached texts follow it, each under its name.
    static QString withAttachments(const QString &text, const QList<Attachment> &attachments);
    /// The prompt for what follows `branch`: answers without their reasoning, as R1 asks.
    static std::vector<engine::ChatMessage> toPrompt(const QList<Message> &branch, const AnswerSettings &settings);

    /// Stops all answers and stores what there is of them; returns when it is on disk. For the end of the program.
    void shutdown();

signals:
    void modelOpened(const mingsi::app::OpenedModelInfo &info);
    void modelFailed(const mingsi::app::Failure &failure);
    /// A server has told how long the context of the opened model is.
    void contextLengthChanged();
    /// The share of a model's weights that has been read.
    void modelOpening(double done);
    /// A message was stored: the question, then the answer that is about to be written.
    void messageAdded(const mingsi::app::Message &message);
    void answerProgressed(const mingsi::app::GenerationProgress &progress);
    /// The answer has its final state; `message` is as it is stored.
    void answerFinished(const mingsi::app::Message &message, const mingsi::app::TokenTrace &trace);
    /// Something could not be stored. The text is still there, in memory.
    void storeFailed(const mingsi::app::Failure &failure);

private:
    struct Answer {
        Message message;
        QElapsedTimer sinceSave;
        bool saving = false;
    };

    /// Once by each recipe.
    void answer(const QList<Message> &branch, const QList<AnswerRecipe> &recipes, const AnswerPrefix &prefix);
    /// Generates from the prompt of a branch.
    void generateFor(const QList<Message> &branch, QList<GenerationJob> jobs);
    void generate(const QList<GenerationJob> &jobs);
    void takeCancelledOpening();
    void takeServerModels(const QUrl &server, const QList<ServerModel> &models);
    void takeProgress(const GenerationProgress &progress);
    void takeOutcome(const GenerationOutcome &outcome);
    void save(Answer &answer);
    /// Brings the chosen model back after others have answered in its place.
    void restoreModel();

    MessageDb m_messages;
    Database &m_database;
    EngineWorker m_worker;
    ServerKeys m_keys;
    QHash<QUrl, Price> m_prices;
    QHash<RowId, bool> m_prompting;  ///< answers whose prompt is being made; whether it is not wanted any more
    RemoteWorker m_remote{m_keys};
    ServerList m_serverModels;
    QHash<QString, int> m_contextLengths;  ///< of servers' models, by ModelReference::toText()
    ModelReference m_model;
    OpenedModelInfo m_info;
    ModelReference m_modelBefore;  ///< what was open when the opening began
    OpenedModelInfo m_infoBefore;
    AnswerSettings m_settings;
    SessionSettings m_sessionSettings;
    QHash<RowId, Answer> m_answers;
    struct Aside {
        std::function<void(const GenerationOutcome &)> done;
        std::function<void(const GenerationProgress &)> progressed;
    };
    QHash<qint64, Aside> m_asides;
    qint64 m_lastAside = 0;
    QString m_loaded;  ///< ModelReference::toText() of what the worker has open
};

}  // namespace mingsi::app
