// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/chat_view_model.h"

#include <QClipboard>
#include <QGuiApplication>

namespace mingsi::ui {

ChatViewModel::ChatViewModel(app::ChatService &service, app::Database &database, Notices &notices)
    : m_service(service), m_messages(database), m_notices(notices)
{
    connect(&service, &app::ChatService::messageAdded, this, &ChatViewModel::takeMessage);
    connect(&service, &app::ChatService::answerProgressed, this, &ChatViewModel::takeProgress);
    connect(&service, &app::ChatService::answerFinished, this, &ChatViewModel::takeFinished);
    connect(&service, &app::ChatService::storeFailed, this, [this](const app::Failure &failure) {
        m_asking = false;
        m_notices.show(failure);
    });
    connect(&service, &app::ChatService::modelOpened, this, [this](const app::OpenedModelInfo &info) {
        m_contextLength = info.contextLength;
        emit meterChanged();
    });
}

void ChatViewModel::open(app::RowId conversation)
{
    m_conversation = conversation;
    m_asking = false;
    m_transcript.reset({});
    setAnswering(0);
    showMeterOf({});
    emit conversationChanged();
    if (conversation == 0)
        return;
    m_messages.branch(conversation).then(this, [this, conversation](const app::Result<QList<app::Message>> &branch) {
        if (m_conversation != conversation)
            return;  // another one was opened meanwhile
        if (!branch) {
            m_notices.show(branch.failure());
            return;
        }
        m_transcript.reset(*branch);
        showMeterOf(*branch);
        if (!branch->isEmpty() && m_service.isAnswering(branch->last().id))
            setAnswering(branch->last().id);
    });
}

bool ChatViewModel::send(const QString &text)
{
    if (text.trimmed().isEmpty() || isAnswering() || m_asking)
        return false;
    if (m_conversation == 0) {
        emit conversationNeeded(text);
        return true;
    }
    m_asking = true;
    m_service.ask(m_conversation, m_transcript.branch(), text);
    emit asked(m_conversation, text);
    return true;
}

void ChatViewModel::stop()
{
    if (isAnswering())
        m_service.stop(m_answering);
}

void ChatViewModel::copy(const QString &text) const
{
    QGuiApplication::clipboard()->setText(text);
}

void ChatViewModel::takeMessage(const app::Message &message)
{
    if (message.conversation != m_conversation)
        return;
    const bool answer = message.role == app::MessageRole::Assistant;
    m_transcript.append(message, answer);
    if (answer) {
        m_asking = false;
        setAnswering(message.id);
    }
}

void ChatViewModel::takeProgress(const app::GenerationProgress &progress)
{
    if (!m_transcript.contains(progress.message))
        return;
    setAnswering(progress.message);
    m_transcript.progress(progress);
    m_tokensPerSecond = progress.tokensPerSecond;
    m_contextUsed = progress.contextUsed;
    m_contextLength = progress.contextLength;
    emit meterChanged();
}

void ChatViewModel::takeFinished(const app::Message &message)
{
    if (message.conversation != m_conversation)
        return;
    m_transcript.finish(message);
    setAnswering(0);
    showMeterOf({message});
}

void ChatViewModel::setAnswering(app::RowId message)
{
    if (m_answering == message)
        return;
    m_answering = message;
    emit answeringChanged();
}

void ChatViewModel::showMeterOf(const QList<app::Message> &branch)
{
    m_tokensPerSecond = 0;
    m_contextUsed = 0;
    if (!branch.isEmpty() && branch.last().run) {
        const app::Run &run = *branch.last().run;
        m_contextUsed = run.promptTokens + run.completionTokens;
        if (run.completionTokens > 1 && run.decodeSeconds > 0)
            m_tokensPerSecond = run.completionTokens / run.decodeSeconds;
    }
    emit meterChanged();
}

}  // namespace mingsi::ui
