// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QTimer>
#include <QVariantList>

#include "app/store/tree_db.h"
#include "ui/viewmodels/chat_view_model.h"
#include "ui/viewmodels/compare_rows_model.h"

namespace mingsi::ui {

/// Two to four answers side by side: one question asked of several models or settings, or answers that are there.
class CompareViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    /// The page is shown.
    Q_PROPERTY(bool active READ isActive NOTIFY changed)
    Q_PROPERTY(QString question READ question NOTIFY changed)
    /// That question, where it stands in the branch that is shown; 0 elsewhere.
    Q_PROPERTY(qint64 questionMessage READ questionMessage NOTIFY changed)
    /// A column each: {message, question, model, settings, tokens, reasoningTokens, seconds, rate, cost, status, writing,
    /// chosen}; the question is empty where all columns answer the same one.
    Q_PROPERTY(QVariantList columns READ columns NOTIFY changed)
    Q_PROPERTY(mingsi::ui::CompareRowsModel *rows READ rows CONSTANT)
    Q_PROPERTY(bool differences READ differences WRITE setDifferences NOTIFY changed)
    /// A vote can be given: the columns answer one question, and all are written.
    Q_PROPERTY(bool canVote READ canVote NOTIFY changed)
    /// Answers, of any conversations, that are kept to be laid side by side.
    Q_PROPERTY(QVariantList marked READ marked NOTIFY markedChanged)
    /// The vote was given, and for none of them.
    Q_PROPERTY(bool noneChosen READ noneChosen NOTIFY changed)

public:
    static constexpr int kMostColumns = 4;

    CompareViewModel(ChatViewModel &chat, app::ChatService &service, app::Database &database, Notices &notices);

    bool isActive() const { return m_active; }
    QString question() const { return m_question.text; }
    qint64 questionMessage() const { return m_chat.transcript()->contains(m_question.id) ? m_question.id : 0; }
    QVariantList columns() const;
    CompareRowsModel *rows() { return &m_rows; }
    bool differences() const { return m_rows.differences(); }
    void setDifferences(bool shown);
    bool canVote() const;
    bool noneChosen() const { return m_voted && m_choice == 0; }
    QVariantList marked() const;

    /// Asks `text` of each recipe, {model, thinking, temperature, seed} with empty values for "as usual", below the
    /// question `instead` takes the place of (0: at the end of the branch).
    Q_INVOKABLE void ask(const QString &text, const QVariantList &recipes, qint64 instead);
    /// Lays the answers to the question of `message` side by side, that one first.
    Q_INVOKABLE void showSiblings(qint64 message);
    /// Marks an answer, or takes its mark away; of a fifth one says that four are the most.
    Q_INVOKABLE void toggleMark(qint64 message);
    Q_INVOKABLE void clearMarks();
    /// Lays the marked answers side by side, and takes the marks away.
    Q_INVOKABLE void showMarked();
    Q_INVOKABLE void close();
    /// Which answer is the best; 0: none of them.
    Q_INVOKABLE void vote(qint64 message);
    /// Goes on with one of the answers in its conversation.
    Q_INVOKABLE void take(qint64 message);
    void retranslate() { emit changed(); }
    /// Something was deleted: its marks and columns go, too.
    void forgetDeleted();

signals:
    /// A question was asked to several columns.
    void asked(qint64 conversation, const QString &text);
    /// There is no conversation to ask in: one is to be made, and asked in.
    void conversationNeeded(const QString &text, const QVariantList &recipes);
    /// An answer of another conversation is to be shown there.
    void conversationWanted(qint64 conversation);
    void markedChanged();
    void changed();

private:
    struct Column {
        app::Message message;
        QString question;
        bool writing = false;
        double rate = 0;
        int tokens = 0;
    };

    void open(const QList<app::RowId> &messages);
    void takeMessage(const app::Message &message);
    void takeProgress(const app::GenerationProgress &progress);
    void takeFinished(const app::Message &message);
    void readVote();
    void refresh();
    Column *find(app::RowId message);

    ChatViewModel &m_chat;
    app::ChatService &m_service;
    app::MessageDb m_messages;
    app::TreeDb m_tree;
    Notices &m_notices;
    CompareRowsModel m_rows;
    app::Message m_question;
    QList<Column> m_columns;
    QList<app::RowId> m_marked;
    QTimer m_pause;     ///< rows are laid out anew at most so often while answers stream
    int m_awaited = 0;  ///< answers that are still to be begun
    bool m_active = false;
    bool m_voted = false;
    app::RowId m_choice = 0;
};

}  // namespace mingsi::ui
