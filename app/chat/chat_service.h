// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>

#include "app/chat/engine_worker.h"
#include "app/chat/generation.h"
#include "app/models/model_reference.h"
#include "app/store/message_db.h"

namespace mingsi::app {

/// Asks and answers: commits the question, has the engine answer it, and stores the answer as it grows. Lives on the
/// thread of its user; never waits, except in shutdown().
class ChatService : public QObject
{
    Q_OBJECT

public:
    explicit ChatService(Database &database);
    ~ChatService() override;

    /// Opens a model in the background; modelOpened or modelFailed follows.
    void openModel(const ModelReference &model);
    const ModelReference &model() const { return m_model; }

    /// Adds a question below `parent` (0: the first of the conversation) and answers it. `branch` is what comes before
    /// it, root first.
    void ask(RowId conversation, const QList<Message> &branch, const QString &text);
    /// Whether the next answers think first; empty: as the model has it.
    void setThinking(std::optional<bool> thinking) { m_options.thinking = thinking; }
    void stop(RowId message);
    /// Whether an answer to this message is being written or waits for its turn.
    bool isAnswering(RowId message) const { return m_answers.contains(message); }
    bool isBusy() const { return !m_answers.isEmpty(); }

    /// Stops all answers and stores what there is of them; returns when it is on disk. For the end of the program.
    void shutdown();

signals:
    void modelOpened(const mingsi::app::OpenedModelInfo &info);
    void modelFailed(const mingsi::app::Failure &failure);
    /// A message was stored: the question, then the answer that is about to be written.
    void messageAdded(const mingsi::app::Message &message);
    void answerProgressed(const mingsi::app::GenerationProgress &progress);
    /// The answer has its final state; `message` is as it is stored.
    void answerFinished(const mingsi::app::Message &message);
    /// Something could not be stored. The text is still there, in memory.
    void storeFailed(const mingsi::app::Failure &failure);

private:
    struct Answer {
        Message message;
        QElapsedTimer sinceSave;
        bool saving = false;
    };

    void beginAnswer(const QList<Message> &branch, const Message &question);
    void takeProgress(const GenerationProgress &progress);
    void takeOutcome(const GenerationOutcome &outcome);
    void save(Answer &answer);

    MessageDb m_messages;
    Database &m_database;
    EngineWorker m_worker;
    ModelReference m_model;
    engine::ModelDescription m_description;
    engine::ChatOptions m_options;
    QHash<RowId, Answer> m_answers;
    bool m_modelReady = false;
};

}  // namespace mingsi::app
