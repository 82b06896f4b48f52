// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>
#include <memory>
#include <optional>

#include "app/chat/answer_settings.h"
#include "app/chat/token_trace.h"
#include "app/failure.h"
#include "app/models/model_identity.h"
#include "app/store/types.h"
#include "engine/engine.h"

namespace mingsi::app {

/// What an answer begins with, before the model goes on: tokens of an earlier answer and, after them, text of a
/// person. Tokens are exact and found in the prefix cache; text also serves where another model goes on.
struct AnswerPrefix {
    QList<engine::TokenId> ids;
    QString reasoning;           ///< goes on with the thought
    bool closesThought = false;  ///< the thought ends here, if it is still open
    QString answer;              ///< goes on with the answer

    bool isEmpty() const { return ids.isEmpty() && reasoning.isEmpty() && !closesThought && answer.isEmpty(); }
};

/// One answer to be generated. `message` names it in the store; jobs that are not stored use negative numbers.
struct GenerationJob {
    RowId message = 0;
    ModelReference model;  ///< opened first when another one is open
    std::vector<engine::ChatMessage> messages;
    AnswerSettings settings;
    AnswerPrefix prefix;
};

/// The state of an answer while it is written; texts are whole, not differences, so that a lost or merged signal
/// costs nothing.
struct GenerationProgress {
    RowId message = 0;
    QString answer;
    Reasoning reasoning;
    QList<TokenMark> marks;
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
    TokenTrace trace;
    ModelIdentity model;
    AnswerSettings settings;  ///< with every value that was used, the seed among them
    QString device;
    bool repeated = false;  ///< ended by the repetition guard
    std::optional<Failure> failure;
};

/// An opened model as the rest of the application sees it.
struct OpenedModelInfo {
    std::shared_ptr<const engine::Model> model;  ///< immutable: any thread may use its tokenizer
    engine::ModelDescription description;
    ModelIdentity identity;
    QString device;
    std::optional<engine::Placement> placement;  ///< on a GPU
    std::optional<Failure> gpuFailure;           ///< why it is not on the GPU that was asked for
    int contextLength = 0;
};

}  // namespace mingsi::app

Q_DECLARE_METATYPE(mingsi::app::GenerationProgress)
Q_DECLARE_METATYPE(mingsi::app::GenerationOutcome)
Q_DECLARE_METATYPE(mingsi::app::OpenedModelInfo)
