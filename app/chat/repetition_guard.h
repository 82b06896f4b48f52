// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/engine.h"

namespace mingsi::app {

/// Notices a model that has run into a loop: the last tokens are one stretch over and over again. Reasoning models
/// without their recommended temperature are known for it (DeepSeek-R1's model card, "usage recommendations").
class RepetitionGuard
{
public:
    /// Takes the next token; true when the text has begun to run in circles.
    bool add(engine::TokenId id);
    /// Begins anew, at the change from thought to answer.
    void reset() { m_ids.clear(); }

    /// A loop is this many tokens long in all, and goes round this often at least: a table with equal rows, or a
    /// child counting apples, is none.
    static constexpr std::size_t kLeastTokens = 256;
    static constexpr std::size_t kLeastRounds = 6;

private:
    std::vector<engine::TokenId> m_ids;
};

}  // namespace mingsi::app
