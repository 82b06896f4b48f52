// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/chat/generation.h"

namespace mingsi::app {

/// A place in an answer: a UTF-16 offset in its reasoning or in the answer itself.
struct AnswerPlace {
    bool inReasoning = true;
    qsizetype at = 0;
};

/// What a new answer begins with, so that it parts from `message` at `place` and goes on with `written` there. With
/// the trace of the same model, everything before the place is the old answer's own tokens, which the prefix cache
/// holds; without, its text.
AnswerPrefix forkAt(const Message &message, const TokenTrace &trace, bool sameModel, const AnswerPlace &place,
                    const QString &written);

/// The same for a token: the tokens before it, and `instead` in its place.
AnswerPrefix forkAtToken(const TokenTrace &trace, qsizetype token, engine::TokenId instead);

/// What an answer began with: the tokens that were chosen for it and the text that a person wrote behind them; empty for
/// one that the model began itself.
AnswerPrefix beginningOf(const Message &message, const TokenTrace &trace);

}  // namespace mingsi::app
