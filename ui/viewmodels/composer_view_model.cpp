// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/composer_view_model.h"

#include <QThreadPool>
#include <QPromise>
#include <QFuture>

namespace mingsi::ui {

namespace {

constexpr int kStorePause = 600;  // ms
constexpr int kCountPause = 150;

/// Counts on a thread of the global pool.
QFuture<int> countTokens(const std::shared_ptr<const engine::Model> &model, const QString &text)
{
    auto promise = std::make_shared<QPromise<int>>();
    const auto future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, model, text] {
        promise->addResult(static_cast<int>(model->tokenizer().encode(text.toStdString(), false).size()));
        promise->finish();
    });
    return future;
}

}  // namespace

ComposerViewModel::ComposerViewModel(ChatViewModel &chat, ConversationsViewModel &conversations,
                                     app::ChatService &service, app::Database &database, Notices &notices)
    : m_chat(chat), m_conversations(conversations), m_service(service), m_settings(database), m_notices(notices)
{
    for (QTimer *timer : {&m_storePause, &m_countPause})
        timer->setSingleShot(true);
    m_storePause.setInterval(kStorePause);
    m_countPause.setInterval(kCountPause);
    connect(&m_storePause, &QTimer::timeout, this, &ComposerViewModel::store);
    connect(&m_countPause, &QTimer::timeout, this, &ComposerViewModel::count);
    connect(&chat, &ChatViewModel::conversationChanged, this, &ComposerViewModel::takeConversation);
}

ComposerViewModel::~ComposerViewModel()
{
    store();
}

void ComposerViewModel::edited(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    m_storePause.start();
    m_countPause.start();
}

bool ComposerViewModel::send(const QString &text)
{
    m_text = text;
    if (!m_chat.send(text))
        return false;
    m_text.clear();
    if (m_conversation == 0)
        m_newDraft.clear();
    store();
    count();
    return true;
}

void ComposerViewModel::restore(const QString &draft)
{
    m_newDraft = draft;
    if (m_conversation == 0 && m_text.isEmpty()) {
        m_text = draft;
        emit textWanted(draft);
    }
}

void ComposerViewModel::takeConversation()
{
    if (m_chat.conversation() == m_conversation)
        return;
    store();
    m_conversation = m_chat.conversation();
    m_text = m_conversation == 0 ? m_newDraft : m_conversations.conversation(m_conversation).draft;
    emit textWanted(m_text);
    count();
}

void ComposerViewModel::store()
{
    m_storePause.stop();
    if (m_conversation != 0) {
        m_conversations.setDraft(m_conversation, m_text);
        return;
    }
    if (m_newDraft == m_text)
        return;
    m_newDraft = m_text;
    m_settings.set(draftKey(), m_text);
}

void ComposerViewModel::count()
{
    const auto model = m_service.modelInfo().model;
    if (m_text.isEmpty() || !model) {
        m_tokens = m_text.isEmpty() ? 0 : -1;
        emit tokensChanged();
        return;
    }
    countTokens(model, m_text).then(this, [this, text = m_text](int tokens) {
        if (text != m_text)
            return;
        m_tokens = tokens;
        emit tokensChanged();
    });
}

}  // namespace mingsi::ui
