// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QThread>
#include <memory>
#include <stop_token>

#include "app/chat/answer_run.h"
#include "app/chat/generation.h"
#include "app/models/model_reference.h"

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
    /// Queues an answer; finished follows in every case.
    void generate(const GenerationJob &job);
    /// Stops the answer to `message`, whether it runs or waits.
    void stop(RowId message);
    void stopAll();
    /// Where caches of conversations are kept for later; empty: nowhere. For models that are opened from now on.
    void setCacheFolder(const QString &folder);
    /// Forgets what was read, on disk too, when what runs has ended.
    void forget();
    /// Ends the thought of the answer to `message`; the model goes on with the answer.
    void answerNow(RowId message);

signals:
    void modelOpened(const mingsi::app::OpenedModelInfo &info);
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
    class Engine;

    QThread m_thread;
    std::unique_ptr<Engine> m_engine;  ///< lives on m_thread
    QList<Queued> m_queued;
    std::stop_source m_opening;
};

}  // namespace mingsi::app

Q_DECLARE_METATYPE(mingsi::app::Failure)
