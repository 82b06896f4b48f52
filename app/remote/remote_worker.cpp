// SPDX-License-Identifier: Apache-2.0
#include "app/remote/remote_worker.h"

#include "app/remote/remote_answer.h"

namespace mingsi::app {

RemoteWorker::RemoteWorker(const ServerKeys &keys) : m_keys(keys) {}

RemoteWorker::~RemoteWorker() = default;

void RemoteWorker::generate(const GenerationJob &job)
{
    auto *answer = new RemoteAnswer(m_network, job, m_keys.of(job.model.server()), this);
    m_answers.insert(job.message, answer);
    connect(answer, &RemoteAnswer::progressed, this, &RemoteWorker::progress);
    connect(answer, &RemoteAnswer::finished, this, [this, answer](const GenerationOutcome &outcome) {
        m_answers.remove(outcome.last.message);
        answer->deleteLater();
        emit finished(outcome);
    });
    answer->start();
}

void RemoteWorker::stop(RowId message)
{
    if (RemoteAnswer *answer = m_answers.value(message))
        answer->stop();
}

void RemoteWorker::stopAll()
{
    for (RemoteAnswer *answer : m_answers.values())
        answer->stop();
}

void RemoteWorker::answerNow(RowId message)
{
    if (RemoteAnswer *answer = m_answers.value(message))
        answer->answerNow();
}

}  // namespace mingsi::app
