// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

#include "app/failure.h"
#include "app/store/types.h"
#include "engine/engine.h"

namespace mingsi::app {

/// One answer to be generated: the conversation so far and how to sample. `message` names the answer in the store.
struct GenerationJob {
    RowId message = 0;
    std::vector<engine::ChatMessage> messages;
    engine::ChatOptions options;
    engine::SamplerParameters sampler;
    std::size_t maxTokens = 0;
};

/// The state of an answer while it is written; texts are whole, not differences, so that a lost or merged signal
/// costs nothing.
struct GenerationProgress {
    RowId message = 0;
    QString answer;
    Reasoning reasoning;
    bool thinking = false;
    int completionTokens = 0;
    double tokensPerSecond = 0;
    int contextUsed = 0;
    int contextLength = 0;
    double prefillDone = 1;  ///< share of the prompt that has been read
};

/// How it ended. With `failure`, the texts are what there was until then.
struct GenerationOutcome {
    GenerationProgress last;
    engine::GenerationResult result;
    QString device;
    std::optional<Failure> failure;
};

/// An opened model as the rest of the application sees it.
struct OpenedModelInfo {
    engine::ModelDescription description;
    QString device;
    int contextLength = 0;
};

}  // namespace mingsi::app

Q_DECLARE_METATYPE(mingsi::app::GenerationProgress)
Q_DECLARE_METATYPE(mingsi::app::GenerationOutcome)
Q_DECLARE_METATYPE(mingsi::app::OpenedModelInfo)
