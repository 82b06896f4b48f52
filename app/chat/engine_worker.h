// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QThread>
#include <memory>
#include <stop_token>

#include "app/chat/answer_run.h"
#include "app/chat/generation.h"
#include "app/models/model_reference.h"
#include "app/models/session_settings.h"

namespace mingsi::app {

/// The one engine thread of the application. Requests are queued and run in order; every signal arrives on the thread
/// that this object lives on. Progress is sent at most once a frame.
class EngineWorker : public QObject
{
    Q_OBJECT

public:
    EngineWorker();
    /// Stops what runs and waits for it (one token, or one prefill chunk).
    ~EngineWorker() override;

    /// Replaces the opened model, when its weights have been read; modelOpened, modelFailed or openingCancelled follows.
    void open(const ModelReference &model);
    /// Leaves the model open that is.
    void cancelOpening();
    /// Queues answers; finished follows for each in every case. Those of one model are written together, as memory
    /// allows, and models take turns.
    void generate(const QList<GenerationJob> &jobs);
    /// Stops the answer to `message`, whether it runs or waits.
    void stop(RowId message);
    void stopAll();
    /// Where models compute and how what was read is kept, from now on. When length or type of the cache change under
    /// the open model, that forgets, and modelOpened follows. Another place is taken by the next answer.
    void setSessionSettings(const SessionSettings &settings);
    /// Forgets what was read, on disk too, when what runs has ended.
    void forget();
    /// Ends the thought of the answer to `message`; the model goes on with the answer.
    void answerNow(RowId message);

signals:
    void modelOpened(const mingsi::app::OpenedModelInfo &info);
    /// An answer has opened its model again.
    void modelReopened(const mingsi::app::OpenedModelInfo &info);
    void modelFailed(const mingsi::app::Failure &failure);
    /// The share of the weights that is read.
    void opening(double done);
    void openingCancelled();
    void progress(const mingsi::app::GenerationProgress &progress);
    void finished(const mingsi::app::GenerationOutcome &outcome);

private:
    struct Queued {
        RowId message;
        AnswerControl control;
    };
    struct Task {
        GenerationJob job;
        AnswerControl control;
    };
    class Engine;

    QThread m_thread;
    std::unique_ptr<Engine> m_engine;  ///< lives on m_thread
    QList<Queued> m_queued;
    std::stop_source m_opening;
};

}  // namespace mingsi::app

Q_DECLARE_METATYPE(mingsi::app::Failure)
