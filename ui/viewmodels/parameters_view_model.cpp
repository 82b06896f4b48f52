// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/parameters_view_model.h"

#include <QLocale>

namespace mingsi::ui {

namespace {

/// The text of a number as the interface's language writes it.
QString toText(const QJsonValue &value)
{
    if (value.isDouble())
        return QLocale().toString(value.toDouble(), 'g', 6);
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    return value.toString();
}

}  // namespace

ParametersViewModel::ParametersViewModel(ChatViewModel &chat, ConversationsViewModel &conversations,
                                         app::ChatService &service, app::Database &database, Notices &notices)
    : m_chat(chat), m_conversations(conversations), m_service(service), m_settings(database), m_notices(notices)
{
    connect(&service, &app::ChatService::modelOpened, this, &ParametersViewModel::takeModel);
    connect(&chat, &ChatViewModel::conversationChanged, this, &ParametersViewModel::takeConversation);
}

QVariantMap ParametersViewModel::usual() const
{
    app::AnswerSettings settings;
    // A server has its own.
    if (m_service.model().isRemote())
        return toMap(settings);
    const auto sampler = settings.sampler(m_service.modelInfo().description);
    settings.temperature = static_cast<double>(sampler.temperature);
    settings.topP = static_cast<double>(sampler.top_p);
    settings.topK = sampler.top_k;
    settings.minP = static_cast<double>(sampler.min_p);
    settings.repetitionPenalty = static_cast<double>(sampler.repetition_penalty);
    settings.maxTokens = 0;
    settings.thinkingBudget = 0;
    return toMap(settings);
}

bool ParametersViewModel::isThinking() const
{
    const auto settings = m_conversation.over(m_model);
    return settings.thinking.value_or(m_service.modelInfo().description.thinks_by_default);
}

void ParametersViewModel::setThinking(bool thinking)
{
    app::AnswerSettings settings = m_model;
    settings.thinking.reset();
    if (thinking != m_service.modelInfo().description.thinks_by_default)
        settings.thinking = thinking;
    app::AnswerSettings conversation = m_conversation;
    conversation.thinking.reset();
    setModel(settings);
    if (conversation != m_conversation)
        setConversation(conversation);
}

void ParametersViewModel::setOfModel(const QString &key, const QString &text)
{
    setModel(with(m_model, key, text));
}

void ParametersViewModel::setOfConversation(const QString &key, const QString &text)
{
    setConversation(with(m_conversation, key, text));
}

void ParametersViewModel::resetModel()
{
    setModel({});
}

void ParametersViewModel::resetConversation()
{
    setConversation({});
}

void ParametersViewModel::restore(const QHash<QString, QString> &settings)
{
    for (auto setting = settings.begin(); setting != settings.end(); ++setting) {
        if (setting.key().startsWith(keyPrefix()))
            m_models.insert(setting.key().mid(keyPrefix().size()), app::AnswerSettings::fromText(setting.value()));
    }
}

QVariantMap ParametersViewModel::toMap(const app::AnswerSettings &settings)
{
    QVariantMap map;
    const QJsonObject object = settings.toJson();
    for (auto field = object.begin(); field != object.end(); ++field)
        map.insert(field.key(), toText(field.value()));
    return map;
}

app::AnswerSettings ParametersViewModel::with(const app::AnswerSettings &settings, const QString &key,
                                              const QString &text)
{
    QJsonObject object = settings.toJson();
    object.remove(key);
    if (text.trimmed().isEmpty())
        return app::AnswerSettings::fromJson(object);
    bool isNumber = false;
    const double number = QLocale().toDouble(text.trimmed(), &isNumber);
    if (key == u"thinking")
        object.insert(key, text == u"true");
    else if (key == u"seed" || key == u"system_prompt" || !isNumber)
        object.insert(key, text);
    else
        object.insert(key, number);
    return app::AnswerSettings::fromJson(object);
}

void ParametersViewModel::setModel(const app::AnswerSettings &settings)
{
    m_model = settings;
    m_models.insert(m_service.model().toText(), settings);
    m_service.setSettings(settings);
    m_settings.set(keyPrefix() + m_service.model().toText(), settings.toText())
        .then(this, [this](const app::Result<app::Done> &stored) {
            if (!stored)
                m_notices.show(stored.failure());
        });
    emit changed();
}

void ParametersViewModel::setConversation(const app::AnswerSettings &settings)
{
    m_conversation = settings;
    m_chat.setSettings(settings);
    if (m_chat.conversation() != 0)
        m_conversations.setSettings(m_chat.conversation(), settings.isEmpty() ? QString() : settings.toText());
    emit changed();
}

void ParametersViewModel::takeModel()
{
    m_model = m_models.value(m_service.model().toText());
    m_service.setSettings(m_model);
    emit changed();
}

void ParametersViewModel::takeConversation()
{
    m_conversation = app::AnswerSettings::fromText(m_conversations.conversation(m_chat.conversation()).settings);
    m_chat.setSettings(m_conversation);
    emit changed();
}

}  // namespace mingsi::ui
