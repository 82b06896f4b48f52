// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QObject>
#include <QQmlEngine>
#include <QTimer>
#include <QUrl>
#include <QVariantList>
#include <optional>

#include "app/store/draft_db.h"
#include "app/store/setting_db.h"
#include "ui/viewmodels/conversations_view_model.h"

namespace mingsi::ui {

/// What stands in the composer: a draft for each conversation that outlives the program, and its length in tokens.
class ComposerViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    /// Tokens of the text; -1 while they are unknown.
    Q_PROPERTY(int tokens READ tokens NOTIFY tokensChanged)
    /// {name, size, preview, part} of the texts that go with the question.
    Q_PROPERTY(QVariantList attachments READ attachments NOTIFY cardsChanged)
    /// The passages of documents that fit the question are being looked for.
    Q_PROPERTY(bool fitting READ isFitting NOTIFY fittingChanged)

public:
    ComposerViewModel(ChatViewModel &chat, ConversationsViewModel &conversations, app::ChatService &service,
                      app::Database &database, Notices &notices);
    /// Stores what was typed last.
    ~ComposerViewModel() override;

    int tokens() const { return m_tokens; }
    QVariantList attachments() const;
    bool isFitting() const { return m_fitting; }
    app::Attachment attachment(int number) const { return m_attachments.value(number); }
    /// Which parts of an attachment go to the model: Attachment::excerpt, or one of the words of excerpt.h.
    void setExcerpt(int number, const QString &excerpt);

    /// The text has changed by hand.
    Q_INVOKABLE void edited(const QString &text);
    /// Makes an attachment of what is on the clipboard, when it is too long to stand in the composer; false otherwise.
    Q_INVOKABLE bool takeClipboard();
    /// Attaches the text of files (see readDocument()); a notice tells of those that have none.
    Q_INVOKABLE void attachFiles(const QList<QUrl> &files);
    Q_INVOKABLE void detach(int number);
    /// Sends the text, and empties the composer if it may be sent. What then can't be stored comes back.
    Q_INVOKABLE bool send(const QString &text);
    /// The draft of the conversation that is not there yet; what is attached to drafts is read from the store.
    void restore(const QString &draft);
    void retranslate() { emit cardsChanged(); }
    static QString draftKey() { return QStringLiteral("draft"); }

signals:
    /// Another text belongs into the composer.
    void textWanted(const QString &text);
    void tokensChanged();
    /// Other ones are attached.
    void attachmentsChanged();
    /// They are shown otherwise.
    void cardsChanged();
    void fittingChanged();

private:
    void store();
    void count();
    void takeCount(int text, const QList<int> &each);
    /// Tokens that attachments may have beside the text; nothing when the context is not known.
    std::optional<int> room(int text) const;
    /// Has the passages searched in documents that are too long, the longest first, where nobody chose otherwise.
    static QString fittingNotice();
    void fit(int text);
    bool deliver();
    void takeConversation();
    void attach(app::RowId conversation, const app::Attachment &attachment);
    void giveBack();
    /// The attachments are other ones: told, and stored.
    void attachmentsAre(const QList<app::Attachment> &attachments);
    void takeStored(const app::DraftDb::Attachments &stored);

    struct Draft {
        QString text;
        QList<app::Attachment> attachments;
    };

    ChatViewModel &m_chat;
    ConversationsViewModel &m_conversations;
    app::ChatService &m_service;
    app::SettingDb m_settings;
    app::DraftDb m_drafts;
    Notices &m_notices;
    app::RowId m_conversation = 0;
    QString m_text;
    QList<app::Attachment> m_attachments;
    QHash<app::RowId, QList<app::Attachment>> m_kept;  ///< attachments of the drafts of other conversations
    Draft m_sent;                                      ///< what is on its way into the store
    QList<app::Attachment> m_ready;                    ///< its attachments, as they are stored
    QString m_newDraft;                                ///< of the conversation that is not there yet
    QTimer m_storePause;
    QTimer m_countPause;
    QList<int> m_sizes;  ///< tokens of each attachment; empty while they are not known
    bool m_fitting = false;
    int m_tokens = 0;
    int m_textTokens = 0;    ///< without attachments
    int m_counts = 0;        ///< that have been begun
    bool m_started = false;  ///< a conversation has been shown
};

}  // namespace mingsi::ui
