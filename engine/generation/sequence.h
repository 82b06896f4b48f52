// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>

#include "engine/generation/answer_writer.h"
#include "engine/generation/kv_cache.h"

namespace mingsi::engine {

/// One sequence of a session: its cache, and the request that is answered in it.
struct Sequence {
  using Clock = std::chrono::steady_clock;

  explicit Sequence(KvCache empty) : cache(std::move(empty)) {}

  KvCache cache;
  std::size_t prompt_size = 0;  ///< of the prompt that was read last
  std::uint64_t turn = 0;       ///< the higher, the later it was begun

  const GenerationRequest* request = nullptr;  ///< null: free
  std::size_t index = 0;                       ///< of the request among those that are answered
  GenerationResult result;
  std::optional<AnswerWriter> answer;  ///< once the prompt has been read
  Clock::time_point since;             ///< the prompt, or the answer, was begun
  /// Of the tokens whose logits were computed last: [MoE layers, top_k] each.
  std::vector<std::vector<std::int32_t>> experts;

  /// What speculation goes on from: states of tokens whose rows the prediction layer lacks, and the tokens behind them.
  bool speculates = false;
  std::vector<float> states;  ///< [followers, hidden], and one row more until the follower of the last is drawn
  std::vector<TokenId> followers;
  std::optional<TokenId> draft;  ///< what is foretold to come behind answer->token()
  double acceptance = 1;         ///< a running mean

  bool reads() const { return request && !answer; }
  double seconds() const { return std::chrono::duration<double>(Clock::now() - since).count(); }

  void free() {
    answer.reset();
    request = nullptr;
    stop_speculating();
  }
  void stop_speculating() {
    speculates = false;
    states.clear();
    followers.clear();
    draft.reset();
  }
};

}  // namespace mingsi::engine
