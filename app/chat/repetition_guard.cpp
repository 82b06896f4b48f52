// SPDX-License-Identifier: Apache-2.0
#include "app/chat/repetition_guard.h"

#include <algorithm>

namespace mingsi::app {

namespace {

// Looked at now and then: a loop does not run away, and the search costs periods × tokens.
constexpr std::size_t kInterval = 32;
constexpr std::size_t kLongestPeriod = 160;

/// How many tokens at the end repeat what stands `period` before them.
std::size_t repeated(const std::vector<engine::TokenId> &ids, std::size_t period)
{
    std::size_t count = 0;
    while (count + period < ids.size() && ids[ids.size() - 1 - count] == ids[ids.size() - 1 - count - period])
        ++count;
    return count;
}

}  // namespace

bool RepetitionGuard::add(engine::TokenId id)
{
    m_ids.push_back(id);
    if (m_ids.size() % kInterval != 0)
        return false;
    for (std::size_t period = 1; period <= kLongestPeriod; ++period) {
        if (repeated(m_ids, period) + period >= std::max(kLeastTokens, kLeastRounds * period))
            return true;
    }
    return false;
}

}  // namespace mingsi::app
