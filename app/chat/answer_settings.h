// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>
#include <optional>

#include "engine/engine.h"

namespace mingsi::app {

/// How an answer is to be made. What is empty is as the model's publisher recommends, or as the settings below have
/// it: settings of the conversation go over those of the model, and those over the defaults.
struct AnswerSettings {
    std::optional<bool> thinking;
    std::optional<int> thinkingBudget;  ///< tokens of thought, then the answer is asked for; 0: no limit
    std::optional<int> maxTokens;       ///< of thought and answer together; 0: as many as the context holds
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<int> topK;
    std::optional<double> minP;
    std::optional<double> repetitionPenalty;
    std::optional<quint64> seed;  ///< empty: another one each time
    std::optional<QString> systemPrompt;

    bool operator==(const AnswerSettings &) const = default;
    bool isEmpty() const { return *this == AnswerSettings{}; }

    /// These settings, where they say something, over `below`.
    AnswerSettings over(const AnswerSettings &below) const;
    /// The publisher's sampler (see defaultSampler()) with these changes, every value brought into its range.
    engine::SamplerParameters sampler(const engine::ModelDescription &model) const;

    /// Keys as in the JSON of the command line: temperature, top_p, …; the seed as text, for a JSON number does not
    /// hold 64 bits. Values of the wrong type are left out.
    QJsonObject toJson() const;
    static AnswerSettings fromJson(const QJsonObject &object);
    QString toText() const;
    static AnswerSettings fromText(const QString &json);
};

}  // namespace mingsi::app
