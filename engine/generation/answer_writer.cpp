// SPDX-License-Identifier: Apache-2.0
#include "engine/generation/answer_writer.h"

#include <algorithm>

namespace mingsi::engine {

std::optional<FinishReason> AnswerWriter::next(LogitsRow& row, std::span<const TokenId> history, std::size_t capacity,
                                               std::span<const std::int32_t> experts) {
  const auto reason = draw(row, history, capacity, experts);
  if (reason && request_.on_token)
    if (const auto rest = text_.finish(); !rest.empty()) request_.on_token({-1, rest, count_});
  return reason;
}

std::optional<FinishReason> AnswerWriter::draw(LogitsRow& row, std::span<const TokenId> history, std::size_t capacity,
                                               std::span<const std::int32_t> experts) {
  if (request_.stop.stop_requested()) return FinishReason::Cancelled;
  if (request_.max_tokens != 0 && count_ >= request_.max_tokens) return FinishReason::Length;
  const bool looks_at_best = best_are_enough(row);
  if (!looks_at_best && request_.alternatives > 0)  // the sampler's penalties change the logits in place
    raw_logits_.assign(row.all().begin(), row.all().end());
  if (constrained_) constrained_->restrict(row.all());
  try {
    token_ = looks_at_best ? sampler_.sample(row, history) : sampler_.sample(row.all(), history);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::NotFinite) throw model_.not_finite();
    throw;
  }
  if (!request_.ignore_end && model_.tokenizer().ends_turn(token_)) return FinishReason::Stop;
  if (constrained_)
    constrained_->append(token_);
  else if (request_.constraint && token_ == request_.constrained_behind)
    constrain();
  TokenEvent event{token_, text_.push(model_.tokenizer().bytes(token_)), count_};
  if (request_.alternatives > 0) {
    if (looks_at_best && std::ranges::count(row.best()->tokens, token_, &BestTokens::Token::id) > 0)
      probabilities_.read(*row.best(), request_.alternatives);
    else
      probabilities_.read(looks_at_best ? row.all() : std::span<float>(raw_logits_), request_.alternatives);
    event.probability = probabilities_.of(token_);
    event.alternatives = probabilities_.best();
  }
  event.experts = experts;
  if (request_.on_token) request_.on_token(event);
  ++count_;
  if (history.size() >= capacity) return FinishReason::ContextFull;
  return std::nullopt;
}

}  // namespace mingsi::engine
