// SPDX-License-Identifier: Apache-2.0
#include "app/chat/answer_settings.h"

#include <QJsonDocument>
#include <algorithm>

#include "app/models/default_sampler.h"

namespace mingsi::app {

namespace {

/// Calls `field(key, member)` for every setting: the one list from which reading, writing and merging follow.
template<class Settings, class Field>
void eachField(Settings &settings, const Field &field)
{
    field(QStringLiteral("thinking"), settings.thinking);
    field(QStringLiteral("thinking_budget"), settings.thinkingBudget);
    field(QStringLiteral("max_tokens"), settings.maxTokens);
    field(QStringLiteral("temperature"), settings.temperature);
    field(QStringLiteral("top_p"), settings.topP);
    field(QStringLiteral("top_k"), settings.topK);
    field(QStringLiteral("min_p"), settings.minP);
    field(QStringLiteral("repetition_penalty"), settings.repetitionPenalty);
    field(QStringLiteral("seed"), settings.seed);
    field(QStringLiteral("system_prompt"), settings.systemPrompt);
}

QJsonValue toValue(bool value)
{
    return value;
}
QJsonValue toValue(int value)
{
    return value;
}
QJsonValue toValue(double value)
{
    return value;
}
QJsonValue toValue(quint64 value)
{
    return QString::number(value);
}
QJsonValue toValue(const QString &value)
{
    return value;
}

void read(const QJsonValue &value, std::optional<bool> &out)
{
    if (value.isBool())
        out = value.toBool();
}

void read(const QJsonValue &value, std::optional<int> &out)
{
    if (value.isDouble() && value.toDouble() >= 0 && value.toDouble() <= INT_MAX)
        out = static_cast<int>(value.toDouble());
}

void read(const QJsonValue &value, std::optional<double> &out)
{
    if (value.isDouble())
        out = value.toDouble();
}

void read(const QJsonValue &value, std::optional<quint64> &out)
{
    bool ok = false;
    const quint64 number = value.toString().toULongLong(&ok);
    if (ok)
        out = number;
}

void read(const QJsonValue &value, std::optional<QString> &out)
{
    if (value.isString())
        out = value.toString();
}

}  // namespace

AnswerSettings AnswerSettings::over(const AnswerSettings &below) const
{
    const QJsonObject own = toJson();
    QJsonObject merged = below.toJson();
    for (auto field = own.begin(); field != own.end(); ++field)
        merged.insert(field.key(), field.value());
    return fromJson(merged);
}

engine::SamplerParameters AnswerSettings::sampler(const engine::ModelDescription &model) const
{
    engine::SamplerParameters sampler = defaultSampler(model);
    const auto set = [](float &target, const std::optional<double> &value, float least, float most) {
        if (value)
            target = std::clamp(static_cast<float>(*value), least, most);
    };
    set(sampler.temperature, temperature, 0.0f, 100.0f);
    set(sampler.top_p, topP, 0.001f, 1.0f);
    set(sampler.min_p, minP, 0.0f, 1.0f);
    set(sampler.repetition_penalty, repetitionPenalty, 0.01f, 100.0f);
    if (topK)
        sampler.top_k = std::max(0, *topK);
    if (seed)
        sampler.seed = *seed;
    return sampler;
}

QJsonObject AnswerSettings::toJson() const
{
    QJsonObject object;
    eachField(*this, [&object](const QString &key, const auto &value) {
        if (value)
            object.insert(key, toValue(*value));
    });
    return object;
}

AnswerSettings AnswerSettings::fromJson(const QJsonObject &object)
{
    AnswerSettings settings;
    eachField(settings, [&object](const QString &key, auto &value) { read(object.value(key), value); });
    return settings;
}

QString AnswerSettings::toText() const
{
    return QString::fromUtf8(QJsonDocument(toJson()).toJson(QJsonDocument::Compact));
}

AnswerSettings AnswerSettings::fromText(const QString &json)
{
    return fromJson(QJsonDocument::fromJson(json.toUtf8()).object());
}

}  // namespace mingsi::app
