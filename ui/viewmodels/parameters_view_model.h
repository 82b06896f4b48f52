// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QVariantMap>

#include "app/store/setting_db.h"
#include "ui/viewmodels/conversations_view_model.h"

namespace mingsi::ui {

/// How answers are made: for the opened model, and for the conversation over that. An empty value is as below it: the
/// conversation's as the model's, the model's as its publisher recommends.
class ParametersViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    /// Keys as in AnswerSettings; texts as people write them.
    Q_PROPERTY(QVariantMap ofModel READ ofModel NOTIFY changed)
    Q_PROPERTY(QVariantMap ofConversation READ ofConversation NOTIFY changed)
    /// What holds where nothing is said, for the fields' hints.
    Q_PROPERTY(QVariantMap usual READ usual NOTIFY changed)
    /// Whether the next answer thinks first, and whether that can be chosen.
    Q_PROPERTY(bool thinking READ isThinking WRITE setThinking NOTIFY changed)
    Q_PROPERTY(bool canThink READ canThink NOTIFY changed)

public:
    ParametersViewModel(ChatViewModel &chat, ConversationsViewModel &conversations, app::ChatService &service,
                        app::Database &database, Notices &notices);

    QVariantMap ofModel() const { return toMap(m_model); }
    QVariantMap ofConversation() const { return toMap(m_conversation); }
    QVariantMap usual() const;
    bool isThinking() const;
    void setThinking(bool thinking);
    bool canThink() const { return m_service.modelInfo().description.can_think; }

    Q_INVOKABLE void setOfModel(const QString &key, const QString &text);
    Q_INVOKABLE void setOfConversation(const QString &key, const QString &text);
    Q_INVOKABLE void resetModel();
    Q_INVOKABLE void resetConversation();

    /// Takes the stored settings of all models; keys begin with keyPrefix().
    void restore(const QHash<QString, QString> &settings);
    static QString keyPrefix() { return QStringLiteral("answers/"); }

signals:
    void changed();

private:
    static QVariantMap toMap(const app::AnswerSettings &settings);
    static app::AnswerSettings with(const app::AnswerSettings &settings, const QString &key, const QString &text);
    void setModel(const app::AnswerSettings &settings);
    void setConversation(const app::AnswerSettings &settings);
    void takeModel();
    void takeConversation();

    ChatViewModel &m_chat;
    ConversationsViewModel &m_conversations;
    app::ChatService &m_service;
    app::SettingDb m_settings;
    Notices &m_notices;
    QHash<QString, app::AnswerSettings> m_models;  ///< by ModelReference::toText()
    app::AnswerSettings m_model;
    app::AnswerSettings m_conversation;
};

}  // namespace mingsi::ui
