// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/chat_view_model.h"

#include <QClipboard>
#include <QGuiApplication>
#include <utility>

namespace mingsi::ui {

ChatViewModel::ChatViewModel(app::ChatService &service, app::Database &database, Notices &notices)
    : m_service(service), m_messages(database), m_tree(database), m_notices(notices)
{
    connect(&service, &app::ChatService::messageAdded, this, &ChatViewModel::takeMessage);
    connect(&service, &app::ChatService::answerProgressed, this, &ChatViewModel::takeProgress);
    connect(&service, &app::ChatService::answerFinished, this, &ChatViewModel::takeFinished);
    connect(&service, &app::ChatService::storeFailed, this, [this](const app::Failure &failure) {
        m_notices.show(failure);
        failSending();
    });
    const auto takeLength = [this] {
        m_contextLength = m_service.modelInfo().contextLength;
        emit meterChanged();
    };
    connect(&service, &app::ChatService::modelOpened, this, takeLength);
    connect(&service, &app::ChatService::contextLengthChanged, this, takeLength);
}

void ChatViewModel::show(app::RowId conversation)
{
    if (m_held && m_conversation != 0)
        failSending();  // it belongs to the conversation that is left
    m_conversation = conversation;
    m_reveal = 0;
    m_asking = m_held.has_value();
    m_loading = true;
    m_transcript.reset({});
    forgetAnswers();
    showMeterOf({});
    emit conversationChanged();
    emit branchChanged();
}

void ChatViewModel::open(app::RowId conversation)
{
    show(conversation);
    if (conversation == 0) {
        setLoaded();
        return;
    }
    m_messages.branch(conversation).then(this, [this, conversation](const app::Result<QList<app::Message>> &branch) {
        if (m_conversation != conversation)
            return;  // another one was opened meanwhile
        if (branch) {
            showBranch(*branch);
            return;
        }
        m_notices.show(branch.failure());
        failSending();
    });
}

void ChatViewModel::openEmpty(app::RowId conversation)
{
    show(conversation);
    setLoaded();
}

void ChatViewModel::setLoaded()
{
    m_loading = false;
    if (!m_held)
        return;
    const Question question = *std::exchange(m_held, std::nullopt);
    m_asking = false;
    if (!send(question.text, question.attachments))
        emit notSent();
}

void ChatViewModel::showBranch(const QList<app::Message> &branch)
{
    m_transcript.reset(branch);
    forgetAnswers();
    showMeterOf(branch);
    for (const app::Message &message : branch) {
        if (m_service.isAnswering(message.id))
            setAnswering(message.id, true);
    }
    emit branchChanged();
    if (m_reveal != 0 && m_transcript.contains(m_reveal)) {
        emit revealed(std::exchange(m_reveal, 0), m_revealReasoning, m_revealText);
    }
    setLoaded();
}

void ChatViewModel::failSending()
{
    m_held.reset();
    if (std::exchange(m_asking, false))
        emit notSent();
}

void ChatViewModel::reveal(qint64 message, bool inReasoning, const QString &text)
{
    if (m_transcript.contains(message)) {
        emit revealed(message, inReasoning, text);
        return;
    }
    m_reveal = message;
    m_revealReasoning = inReasoning;
    m_revealText = text;
    m_tree.show(message).then(this, [this, message](const app::Result<QList<app::Message>> &branch) {
        if (m_reveal != message)
            return;  // it came with its conversation, or another one was opened meanwhile
        if (!branch)
            m_notices.show(branch.failure());
        else if (!branch->isEmpty() && branch->constFirst().conversation == m_conversation)
            showBranch(*branch);
    });
}

bool ChatViewModel::send(const QString &text, const QList<app::Attachment> &attachments)
{
    if ((text.trimmed().isEmpty() && attachments.isEmpty()) || isAnswering() || m_asking)
        return false;
    m_asking = true;
    if (m_loading) {
        m_held = Question{text, attachments};
        return true;
    }
    if (m_conversation == 0) {
        emit conversationNeeded(text, attachments);
        return true;
    }
    m_service.ask(m_conversation, m_transcript.branch(), text, {recipe()}, attachments);
    emit asked(m_conversation, text);
    return true;
}

qint64 ChatViewModel::questionOf(qint64 answer) const
{
    const auto before = m_transcript.contains(answer) ? m_transcript.branchTo(answer, false) : QList<app::Message>();
    return before.isEmpty() ? 0 : before.constLast().id;
}

void ChatViewModel::editQuestion(qint64 message, const QString &text)
{
    if (text.trimmed().isEmpty() || m_asking || !m_transcript.contains(message))
        return;
    stop();
    m_asking = true;
    m_service.ask(m_conversation, m_transcript.branchTo(message, false), text, {recipe()},
                  m_transcript.message(message).attachments);
    emit asked(m_conversation, text);
}

void ChatViewModel::regenerate(qint64 message)
{
    answerFrom(message, {});
}

void ChatViewModel::answerFrom(app::RowId message, const app::AnswerPrefix &prefix)
{
    const auto branch = m_transcript.branchTo(message, false);
    if (branch.isEmpty() || branch.last().role != app::MessageRole::User)
        return;
    stop();
    m_service.answer(branch, recipe(), prefix);
    emit asked(m_conversation, branch.last().text);
}

QString ChatViewModel::reasoningOf(qint64 message) const
{
    return m_transcript.message(message).reasoning.value_or(app::Reasoning{}).text;
}

app::AnswerRecipe ChatViewModel::recipe() const
{
    auto recipe = m_service.recipe();
    recipe.settings = m_settings.over(recipe.settings);
    return recipe;
}

void ChatViewModel::stop()
{
    for (const app::RowId message : std::as_const(m_answering))
        m_service.stop(message);
}

void ChatViewModel::answerNow()
{
    if (isAnswering())
        m_service.answerNow(m_answering.constFirst());
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
    if (!answer && m_asking)
        emit sent();
    if (message.parent == 0 || m_transcript.contains(message.parent))
        m_transcript.place(message, answer);
    if (answer) {
        m_asking = false;
        setAnswering(message.id, true);
    }
    emit branchChanged();
}

void ChatViewModel::takeProgress(const app::GenerationProgress &progress)
{
    if (!m_answering.contains(progress.message))
        return;
    // What is written now comes first; the others wait for their turn.
    m_answering.move(m_answering.indexOf(progress.message), 0);
    m_transcript.progress(progress);
    setThinking(progress.thinking);
    m_tokensPerSecond = progress.tokensPerSecond;
    m_contextUsed = progress.contextUsed;
    m_contextLength = progress.contextLength;
    emit meterChanged();
    emit progressed(progress);
}

void ChatViewModel::takeFinished(const app::Message &message, const app::TokenTrace &trace)
{
    if (message.conversation != m_conversation)
        return;
    m_transcript.finish(message);
    setAnswering(message.id, false);
    showMeterOf({message});
    emit finished(message, trace);
}

void ChatViewModel::setAnswering(app::RowId message, bool answering)
{
    if (m_answering.contains(message) == answering)
        return;
    if (answering)
        m_answering.append(message);
    else
        m_answering.removeAll(message);
    setThinking(false);
    emit answeringChanged();
}

void ChatViewModel::forgetAnswers()
{
    m_answering.clear();
    setThinking(false);
    emit answeringChanged();
}

void ChatViewModel::setThinking(bool thinking)
{
    if (m_thinking == thinking)
        return;
    m_thinking = thinking;
    emit thinkingChanged();
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
