// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QNetworkAccessManager>
#include <QObject>

#include "app/chat/generation.h"
#include "app/remote/server_keys.h"

namespace mingsi::app {

class RemoteAnswer;

/// Has servers answer, as EngineWorker has the engine: the same requests, the same signals. Several answers are written
/// at a time; everything happens on the thread of this object, which never waits.
class RemoteWorker : public QObject
{
    Q_OBJECT

public:
    explicit RemoteWorker(const ServerKeys &keys);
    ~RemoteWorker() override;

    /// finished follows in every case.
    void generate(const GenerationJob &job);
    void stop(RowId message);
    void stopAll();
    void answerNow(RowId message);

signals:
    void progress(const mingsi::app::GenerationProgress &progress);
    void finished(const mingsi::app::GenerationOutcome &outcome);

private:
    const ServerKeys &m_keys;
    QNetworkAccessManager m_network;
    QHash<RowId, RemoteAnswer *> m_answers;
};

}  // namespace mingsi::app
