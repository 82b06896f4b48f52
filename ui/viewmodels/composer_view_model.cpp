// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/composer_view_model.h"

#include <QClipboard>
#include <QFuture>
#include <QGuiApplication>
#include <utility>

#include "app/background.h"
#include "app/documents/document_text.h"
#include "ui/viewmodels/attachment_cards.h"

namespace mingsi::ui {

namespace {

constexpr int kStorePause = 600;  // ms
constexpr int kCountPause = 150;
constexpr qsizetype kLongestPaste = 8000;  // characters; longer texts are attached

/// The length of a text in tokens, counted in the background; -1 when it can't be read.
QFuture<int> countTokens(const std::shared_ptr<const engine::Model> &model, const QString &text,
                         const QList<app::Attachment> &attachments)
{
    return app::inBackground([model, text, attachments] {
        try {
            const auto whole = app::ChatService::withAttachments(text, attachments).toStdString();
            return static_cast<int>(model->tokenizer().encode(whole, false).size());
        } catch (const engine::Error &) {
            // Whoever sends the text is told why it can't be read.
            return -1;
        }
    });
}

}  // namespace

ComposerViewModel::ComposerViewModel(ChatViewModel &chat, ConversationsViewModel &conversations,
                                     app::ChatService &service, app::Database &database, Notices &notices)
    : m_chat(chat), m_conversations(conversations), m_service(service), m_settings(database), m_drafts(database),
      m_notices(notices)
{
    for (QTimer *timer : {&m_storePause, &m_countPause})
        timer->setSingleShot(true);
    m_storePause.setInterval(kStorePause);
    m_countPause.setInterval(kCountPause);
    connect(&m_storePause, &QTimer::timeout, this, &ComposerViewModel::store);
    connect(&m_countPause, &QTimer::timeout, this, &ComposerViewModel::count);
    connect(this, &ComposerViewModel::attachmentsChanged, &m_countPause, qOverload<>(&QTimer::start));
    connect(&chat, &ChatViewModel::conversationChanged, this, &ComposerViewModel::takeConversation);
    connect(&chat, &ChatViewModel::sent, this, [this] { m_sent = {}; });
    connect(&chat, &ChatViewModel::notSent, this, &ComposerViewModel::giveBack);
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

QVariantList ComposerViewModel::attachments() const
{
    return attachmentCards(m_attachments);
}

bool ComposerViewModel::takeClipboard()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (text.size() < kLongestPaste)
        return false;
    attach(m_conversation,
           {tr("Pasted text %1").arg(m_attachments.size() + 1), QStringLiteral("text/plain"), text.toUtf8()});
    return true;
}

void ComposerViewModel::attachFiles(const QList<QUrl> &files)
{
    for (const QUrl &url : files) {
        const auto conversation = m_conversation;
        app::inBackground([path = url.toLocalFile()] {
            return app::readDocument(path);
        }).then(this, [this, url, conversation](const app::Result<app::DocumentText> &document) {
            if (document)
                attach(conversation, {url.fileName(), document->mediaType, document->text});
            else
                m_notices.showText(tr("%1 can't be attached: %2. PDF, DOCX, XLSX, HTML and all files of text can be.")
                                       .arg(url.fileName(), document.failure().detail));
        });
    }
}

void ComposerViewModel::attach(app::RowId conversation, const app::Attachment &attachment)
{
    if (conversation == m_conversation) {
        attachmentsAre(m_attachments + QList{attachment});
        return;
    }
    m_kept[conversation].append(attachment);
    m_drafts.set(conversation, m_kept.value(conversation));
}

void ComposerViewModel::attachmentsAre(const QList<app::Attachment> &attachments)
{
    m_attachments = attachments;
    emit attachmentsChanged();
    m_drafts.set(m_conversation, m_attachments).then(this, [this](const app::Result<app::Done> &stored) {
        if (!stored)
            m_notices.show(stored.failure());
    });
}

void ComposerViewModel::takeStored(const app::DraftDb::Attachments &stored)
{
    for (auto draft = stored.cbegin(); draft != stored.cend(); ++draft) {
        // What was attached while the program started comes behind.
        if (draft.key() == m_conversation)
            m_attachments = *draft + m_attachments;
        else
            m_kept[draft.key()] = *draft + m_kept.value(draft.key());
    }
    emit attachmentsChanged();
}

void ComposerViewModel::detach(int number)
{
    if (number < 0 || number >= m_attachments.size())
        return;
    QList<app::Attachment> left = m_attachments;
    left.removeAt(number);
    attachmentsAre(left);
}

bool ComposerViewModel::send(const QString &text)
{
    // Emptied before it goes: a store that refuses at once gives everything back within send().
    m_sent = {text, std::exchange(m_attachments, {})};
    m_text.clear();
    emit textWanted({});
    emit attachmentsChanged();
    const Draft sending = m_sent;
    if (!m_chat.send(sending.text, sending.attachments)) {
        giveBack();
        return false;
    }
    store();
    count();
    if (!sending.attachments.isEmpty())
        m_drafts.set(m_conversation, m_attachments);
    return true;
}

void ComposerViewModel::giveBack()
{
    const Draft sent = std::exchange(m_sent, {});
    if (sent.text.isEmpty() && sent.attachments.isEmpty())
        return;
    m_text = m_text.isEmpty() ? sent.text : sent.text + u'\n' + m_text;
    emit textWanted(m_text);
    if (!sent.attachments.isEmpty())
        attachmentsAre(sent.attachments + m_attachments);
    m_storePause.start();
}

void ComposerViewModel::restore(const QString &draft)
{
    m_newDraft = draft;
    m_drafts.all().then(this, [this](const app::Result<app::DraftDb::Attachments> &stored) {
        if (stored)
            takeStored(*stored);
    });
    if (m_conversation == 0 && m_text.isEmpty()) {
        m_text = draft;
        emit textWanted(draft);
    }
}

void ComposerViewModel::takeConversation()
{
    if (m_chat.conversation() == m_conversation)
        return;
    // What is typed while the program starts belongs to the conversation that then is shown.
    if (!std::exchange(m_started, true) && m_text != m_newDraft) {
        m_conversation = m_chat.conversation();
        m_text += m_conversations.conversation(m_conversation).draft;
        m_attachments += m_kept.take(m_conversation);
        emit textWanted(m_text);
        emit attachmentsChanged();
        m_storePause.start();
        return;
    }
    store();
    if (!m_attachments.isEmpty())
        m_kept[m_conversation] = m_attachments;
    m_conversation = m_chat.conversation();
    m_attachments = m_kept.take(m_conversation);
    emit attachmentsChanged();
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
    const bool empty = m_text.isEmpty() && m_attachments.isEmpty();
    const int asked = ++m_counts;
    if (empty || !model) {
        m_tokens = empty ? 0 : -1;
        emit tokensChanged();
        return;
    }
    countTokens(model, m_text, m_attachments).then(this, [this, asked](int tokens) {
        if (asked != m_counts)
            return;  // another text has been counted since
        m_tokens = tokens;
        emit tokensChanged();
    });
}

}  // namespace mingsi::ui
