// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/composer_view_model.h"

#include <QClipboard>
#include <QFuture>
#include <QGuiApplication>
#include <algorithm>
#include <functional>
#include <utility>

#include "app/background.h"
#include "app/documents/document_text.h"
#include "app/documents/excerpt.h"
#include "ui/viewmodels/attachment_cards.h"

namespace mingsi::ui {

namespace {

constexpr int kStorePause = 600;  // ms
constexpr int kCountPause = 150;
constexpr qsizetype kLongestPaste = 8000;  // characters; longer texts are attached

constexpr int kUsualRoom = 16000;  // tokens of passages, where nobody knows the context

using Counter = std::function<int(const QString &)>;

/// Counts tokens by the model's own tokenizer; without one, by what is usual: four letters a token, or two thirds of a
/// Chinese character.
Counter counter(const std::shared_ptr<const engine::Model> &model)
{
    if (model)
        return [model](const QString &text) {
            return static_cast<int>(model->tokenizer().encode(text.toStdString(), false).size());
        };
    return [](const QString &text) {
        const auto wide = std::count_if(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() >= 0x2e80; });
        return static_cast<int>(wide * 2 / 3 + (text.size() - wide) / 4 + 1);
    };
}

/// The lengths of a text and of attachments in tokens; a text of -1 can't be read.
struct Lengths {
    int text = 0;
    QList<int> each;
};

Lengths lengthsOf(const Counter &count, const QString &text, const QList<app::Attachment> &attachments)
{
    try {
        Lengths lengths{text.isEmpty() ? 0 : count(text), {}};
        for (const app::Attachment &attachment : attachments)
            lengths.each.append(count(app::promptText(attachment)));
        return lengths;
    } catch (const engine::Error &) {
        // Whoever sends the text is told why it can't be read.
        return {-1, {}};
    }
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
    connect(this, &ComposerViewModel::attachmentsChanged, this, [this] {
        m_sizes.clear();
        m_countPause.start();
        emit cardsChanged();
    });
    // Another model has other tokens, and another context.
    connect(&service, &app::ChatService::modelOpened, this, [this] {
        m_sizes.clear();
        count();
    });
    connect(&service, &app::ChatService::contextLengthChanged, this, &ComposerViewModel::count);
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
    return attachmentCards(m_attachments, m_sizes);
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

void ComposerViewModel::setExcerpt(int number, const QString &excerpt)
{
    if (number < 0 || number >= m_attachments.size() || m_attachments.at(number).excerpt == excerpt)
        return;
    QList<app::Attachment> changed = m_attachments;
    changed[number].excerpt = excerpt;
    attachmentsAre(changed);
}

bool ComposerViewModel::send(const QString &text)
{
    if (m_fitting || m_chat.isAnswering() || (text.trimmed().isEmpty() && m_attachments.isEmpty()))
        return false;
    const auto left = room(std::max(0, m_textTokens));
    // Emptied before it goes: a store that refuses at once gives everything back within send().
    m_sent = {text, std::exchange(m_attachments, {})};
    m_text.clear();
    emit textWanted({});
    emit attachmentsChanged();
    const auto toSearch = [](const app::Attachment &one) {
        return one.excerpt == app::kBestPassages || one.excerpt == app::kWholeDocument;
    };
    m_ready = m_sent.attachments;
    if (std::none_of(m_ready.cbegin(), m_ready.cend(), toSearch))
        return deliver();
    m_fitting = true;
    emit fittingChanged();
    const auto conversation = m_conversation;
    app::inBackground([count = counter(m_service.modelInfo().model), sent = m_sent, left] {
        return app::fitted(sent.attachments, sent.text, left.value_or(kUsualRoom), count);
    }).then(this, [this, conversation](const std::optional<QList<app::Attachment>> &ready) {
        m_fitting = false;
        emit fittingChanged();
        if (!ready && conversation == m_conversation) {
            giveBack();
            m_notices.showText(tr("Nothing of the documents fits beside the conversation. Start a new one, take fewer "
                                  "documents, or choose a longer context in the settings."));
            return;
        }
        m_ready = ready.value_or(m_sent.attachments);
        if (conversation == m_conversation) {
            deliver();
            return;
        }
        // Who has gone elsewhere meanwhile finds the draft where it was.
        const Draft sent = std::exchange(m_sent, {});
        m_kept[conversation] = sent.attachments;
        m_drafts.set(conversation, sent.attachments);
        m_conversations.setDraft(conversation, sent.text);
    });
    return true;
}

bool ComposerViewModel::deliver()
{
    const bool attached = !m_sent.attachments.isEmpty();
    if (!m_chat.send(QString(m_sent.text), std::exchange(m_ready, {}))) {
        giveBack();
        return false;
    }
    store();
    count();
    if (attached)
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
    if (m_notices.lasting() == fittingNotice())
        m_notices.dismiss();
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
    const int asked = ++m_counts;
    if (m_text.isEmpty() && m_attachments.isEmpty()) {
        takeCount(0, {});
        return;
    }
    if (!model && m_service.modelInfo().identity.file.isEmpty()) {
        m_tokens = -1;
        emit tokensChanged();
        return;
    }
    // Long documents are counted once, not with every letter that is typed.
    const auto attachments = m_sizes.size() == m_attachments.size() ? QList<app::Attachment>() : m_attachments;
    app::inBackground([count = counter(model), text = m_text, attachments] {
        return lengthsOf(count, text, attachments);
    }).then(this, [this, asked](const Lengths &lengths) {
        if (asked != m_counts)
            return;  // another text has been counted since
        takeCount(lengths.text, lengths.each.isEmpty() ? m_sizes : lengths.each);
    });
}

void ComposerViewModel::takeCount(int text, const QList<int> &each)
{
    if (each.size() == m_attachments.size())
        m_sizes = each;
    m_textTokens = text;
    m_tokens = text;
    for (qsizetype i = 0; i < m_sizes.size() && m_tokens >= 0; ++i)
        m_tokens += m_attachments.at(i).excerpt == app::kBestPassages ? 0 : m_sizes.at(i);  // those fill what is left
    emit tokensChanged();
    emit cardsChanged();
    fit(std::max(0, text));
}

std::optional<int> ComposerViewModel::room(int text) const
{
    const int context = m_service.modelInfo().contextLength;
    if (context <= 0)
        return std::nullopt;
    // The answer and its thought want a part of the context, too.
    const int used = m_chat.contextLength() > 0 ? m_chat.contextUsed() : 0;
    return std::max(0, context - context / 4 - used - text);
}

void ComposerViewModel::fit(int text)
{
    const auto most = room(text);
    if (!most || m_sizes.size() != m_attachments.size())
        return;
    qint64 wanted = 0;
    for (qsizetype i = 0; i < m_sizes.size(); ++i)
        wanted += m_attachments.at(i).excerpt == app::kBestPassages ? 0 : m_sizes.at(i);
    QList<app::Attachment> changed = m_attachments;
    QList<int> sizes = m_sizes;
    while (wanted > *most) {
        qsizetype longest = -1;
        for (qsizetype i = 0; i < changed.size(); ++i) {
            if (changed.at(i).excerpt.isEmpty() && (longest < 0 || sizes.at(i) > sizes.at(longest)))
                longest = i;
        }
        if (longest < 0)
            break;
        changed[longest].excerpt = app::kBestPassages;
        wanted -= sizes.at(longest);
    }
    const auto differs = [](const app::Attachment &a, const app::Attachment &b) { return a.excerpt != b.excerpt; };
    if (std::equal(changed.cbegin(), changed.cend(), m_attachments.cbegin(), std::not_fn(differs)))
        return;
    attachmentsAre(changed);
    m_notices.showText(fittingNotice());
}

QString ComposerViewModel::fittingNotice()
{
    return tr("The documents are longer than the context: the passages that fit your question will be "
              "searched in them. Click a document to choose otherwise.");
}

}  // namespace mingsi::ui
