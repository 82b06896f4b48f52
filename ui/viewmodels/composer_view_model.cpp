// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/composer_view_model.h"

#include <QClipboard>
#include <QFile>
#include <QFuture>
#include <QGuiApplication>
#include <QLocale>
#include <QPromise>
#include <QStringDecoder>
#include <QThreadPool>

#include "app/prompts/prompt_library.h"

namespace mingsi::ui {

namespace {

constexpr int kStorePause = 600;  // ms
constexpr int kCountPause = 150;
constexpr qsizetype kLongestPaste = 8000;  // characters; longer texts are attached
constexpr qint64 kLargestFile = 64 << 20;

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

/// The content of a file of text, read on a thread of the global pool; null when it is none, or too large.
QFuture<QByteArray> readText(const QString &path)
{
    auto promise = std::make_shared<QPromise<QByteArray>>();
    const auto future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, path] {
        QFile file(path);
        QByteArray content;
        if (file.size() <= kLargestFile && file.open(QIODevice::ReadOnly))
            content = file.readAll();
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString text = decoder(content);
        const bool isText = !decoder.hasError() && !text.contains(QChar(0));
        promise->addResult(isText ? content : QByteArray());
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
    connect(this, &ComposerViewModel::attachmentsChanged, &m_countPause, qOverload<>(&QTimer::start));
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

QVariantList ComposerViewModel::attachments() const
{
    QVariantList list;
    for (const app::Attachment &attachment : m_attachments) {
        list.append(QVariantMap{{QStringLiteral("name"), attachment.name},
                                {QStringLiteral("size"), QLocale().formattedDataSize(attachment.content.size())}});
    }
    return list;
}

bool ComposerViewModel::takeClipboard()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (text.size() < kLongestPaste)
        return false;
    m_attachments.append(
        {tr("Pasted text %1").arg(m_attachments.size() + 1), QStringLiteral("text/plain"), text.toUtf8()});
    emit attachmentsChanged();
    return true;
}

void ComposerViewModel::attachFiles(const QList<QUrl> &files)
{
    for (const QUrl &url : files) {
        readText(url.toLocalFile()).then(this, [this, url](const QByteArray &content) {
            if (content.isNull()) {
                m_notices.showText(tr("%1 can't be attached. Text files of up to %2 can be.")
                                       .arg(url.fileName(), QLocale().formattedDataSize(kLargestFile)));
                return;
            }
            m_attachments.append({url.fileName(), QStringLiteral("text/plain"), content});
            emit attachmentsChanged();
        });
    }
}

void ComposerViewModel::detach(int number)
{
    if (number < 0 || number >= m_attachments.size())
        return;
    m_attachments.removeAt(number);
    emit attachmentsChanged();
}

QVariantList ComposerViewModel::prompts(const QString &typed) const
{
    const QString language = tr("en", "the language of the prompts that come with the program: en or zh_CN");
    QVariantList list;
    for (const app::Prompt &prompt : app::matchingPrompts(app::builtInPrompts(language), typed)) {
        list.append(QVariantMap{{QStringLiteral("name"), prompt.name},
                                {QStringLiteral("title"), prompt.title},
                                {QStringLiteral("text"), prompt.text}});
    }
    return list;
}

bool ComposerViewModel::send(const QString &text)
{
    m_text = text;
    if (!m_chat.send(text, m_attachments))
        return false;
    m_text.clear();
    m_attachments.clear();
    emit attachmentsChanged();
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
    const QString whole = app::ChatService::withAttachments(m_text, m_attachments);
    const auto model = m_service.modelInfo().model;
    if (whole.isEmpty() || !model) {
        m_tokens = whole.isEmpty() ? 0 : -1;
        emit tokensChanged();
        return;
    }
    countTokens(model, whole).then(this, [this, whole](int tokens) {
        if (whole != app::ChatService::withAttachments(m_text, m_attachments))
            return;
        m_tokens = tokens;
        emit tokensChanged();
    });
}

}  // namespace mingsi::ui
