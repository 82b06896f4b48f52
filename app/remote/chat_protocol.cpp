// SPDX-License-Identifier: Apache-2.0
#include "app/remote/chat_protocol.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace mingsi::app {

namespace {

constexpr qsizetype kLongestError = 400;

QString roleName(engine::Role role)
{
    switch (role) {
    case engine::Role::System: return QStringLiteral("system");
    case engine::Role::Assistant: return QStringLiteral("assistant");
    case engine::Role::User: break;
    }
    return QStringLiteral("user");
}

QJsonObject message(const QString &role, const QString &text)
{
    return {{QStringLiteral("role"), role}, {QStringLiteral("content"), text}};
}

template<class T>
void put(QJsonObject &body, const char *key, const std::optional<T> &value)
{
    if (value)
        body.insert(QLatin1String(key), *value);
}

}  // namespace

QByteArray chatBody(const GenerationJob &job, const ChatRequest &request)
{
    QJsonArray messages;
    for (const engine::ChatMessage &m : job.messages)
        messages.append(message(roleName(m.role), QString::fromStdString(m.content)));
    QJsonObject body{{QStringLiteral("model"), job.model.remoteModel()},
                     {QStringLiteral("stream"), true},
                     {QStringLiteral("stream_options"), QJsonObject{{QStringLiteral("include_usage"), true}}}};
    if (request.begun) {
        messages.append(message(QStringLiteral("assistant"), *request.begun));
        body.insert(QStringLiteral("continue_final_message"), true);
        body.insert(QStringLiteral("add_generation_prompt"), false);
    }
    body.insert(QStringLiteral("messages"), messages);
    const AnswerSettings &settings = job.settings;
    put(body, "temperature", settings.temperature);
    put(body, "top_p", settings.topP);
    put(body, "top_k", settings.topK);
    put(body, "min_p", settings.minP);
    put(body, "repetition_penalty", settings.repetitionPenalty);
    if (settings.seed)  // the protocol has signed numbers, and JSON no more than 53 bits
        body.insert(QStringLiteral("seed"), static_cast<qint64>(*settings.seed & 0x7fffffff));
    if (request.maxTokens > 0)
        body.insert(QStringLiteral("max_tokens"), request.maxTokens);
    // DeepSeek V3.1's template names it one way, Qwen3's the other.
    if (request.thinking)
        body.insert(QStringLiteral("chat_template_kwargs"),
                    QJsonObject{{QStringLiteral("thinking"), *request.thinking},
                                {QStringLiteral("enable_thinking"), *request.thinking}});
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

std::optional<ChatPiece> chatPiece(const QByteArray &data)
{
    const QJsonDocument document = QJsonDocument::fromJson(data);
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    ChatPiece piece;
    if (object.contains(QStringLiteral("error"))) {
        piece.error = errorText(data);
        return piece;
    }
    const QJsonObject usage = object[QStringLiteral("usage")].toObject();
    piece.promptTokens = usage[QStringLiteral("prompt_tokens")].toInt();
    piece.completionTokens = usage[QStringLiteral("completion_tokens")].toInt();
    piece.cachedTokens = usage[QStringLiteral("prompt_tokens_details")][QStringLiteral("cached_tokens")].toInt();
    const QJsonObject choice = object[QStringLiteral("choices")].toArray().at(0).toObject();
    const QJsonObject delta = choice[QStringLiteral("delta")].toObject();
    piece.text = delta[QStringLiteral("content")].toString();
    // DeepSeek's name, which vLLM and SGLang took over, and vLLM's newer one.
    piece.reasoning = delta[QStringLiteral("reasoning_content")].toString();
    if (piece.reasoning.isEmpty())
        piece.reasoning = delta[QStringLiteral("reasoning")].toString();
    piece.finishReason = choice[QStringLiteral("finish_reason")].toString();
    return piece;
}

std::optional<QList<ServerModel>> serverModels(const QByteArray &body)
{
    const QJsonValue data = QJsonDocument::fromJson(body)[QStringLiteral("data")];
    if (!data.isArray())
        return std::nullopt;
    QList<ServerModel> models;
    for (const auto &model : data.toArray()) {
        if (const QString id = model[QStringLiteral("id")].toString(); !id.isEmpty())
            models.append({id, std::max(0, model[QStringLiteral("max_model_len")].toInt())});
    }
    return models;
}

QString errorText(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    QString text;
    // {"error": {"message"}} of OpenAI, {"message"} and {"detail"} of others.
    for (const QJsonValue &value :
         {document[QStringLiteral("error")][QStringLiteral("message")], document[QStringLiteral("error")],
          document[QStringLiteral("message")], document[QStringLiteral("detail")]}) {
        if (text.isEmpty())
            text = value.toString();
    }
    if (text.isEmpty())
        text = QString::fromUtf8(body);
    return text.simplified().left(kLongestError);
}

}  // namespace mingsi::app
