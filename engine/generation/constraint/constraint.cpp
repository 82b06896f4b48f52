// SPDX-License-Identifier: Apache-2.0
#include "engine/generation/constraint/constraint.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "engine/base/error.h"
#include "engine/generation/constraint/byte_automaton.h"
#include "engine/tokenizer/tokenizer.h"

namespace mingsi::engine {
namespace {

constexpr std::size_t kMostMasks = 4096;  // of 16 KiB each with a large vocabulary

}  // namespace

/// Which tokens may follow, by the automaton's state.
struct Constraint::Masks {
  const Tokenizer* tokenizer = nullptr;
  std::vector<TokenId> order;       ///< tokens of text, by their bytes
  std::vector<std::size_t> shared;  ///< how many bytes each has in common with the one before
  std::unordered_map<std::int32_t, std::vector<bool>> by_state;

  void learn(const Tokenizer& other) {
    if (tokenizer == &other) return;
    tokenizer = &other;
    by_state.clear();
    order.clear();
    for (TokenId id = 0; id < static_cast<TokenId>(other.size()); ++id)
      if (!other.bytes(id).empty() && other.special(other.bytes(id)) != id) order.push_back(id);
    std::ranges::sort(order, {}, [&](TokenId id) { return other.bytes(id); });
    shared.assign(order.size(), 0);
    for (std::size_t i = 1; i < order.size(); ++i) {
      const auto before = other.bytes(order[i - 1]), bytes = other.bytes(order[i]);
      shared[i] = static_cast<std::size_t>(std::ranges::mismatch(before, bytes).in1 - before.begin());
    }
  }

  /// Tokens that begin alike are looked at together: where the automaton dies at a byte, it does for all of them.
  const std::vector<bool>& of(std::int32_t state, ByteAutomaton& automaton) {
    if (by_state.size() >= kMostMasks) by_state.clear();
    const auto [found, is_new] = by_state.try_emplace(state);
    if (!is_new) return found->second;
    std::vector<bool> mask(tokenizer->size());
    std::vector<std::int32_t> states{state};                     // before each byte of the present token
    std::size_t dead = std::numeric_limits<std::size_t>::max();  // so many bytes lead to nothing
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (shared[i] >= dead) continue;
      dead = std::numeric_limits<std::size_t>::max();
      const std::string_view bytes = tokenizer->bytes(order[i]);
      states.resize(std::min(states.size(), shared[i] + 1));
      while (states.size() <= bytes.size()) {
        const auto next = automaton.next(states.back(), static_cast<unsigned char>(bytes[states.size() - 1]));
        if (next == ByteAutomaton::kDead) {
          dead = states.size();
          break;
        }
        states.push_back(next);
      }
      if (dead > bytes.size()) mask[static_cast<std::size_t>(order[i])] = true;
    }
    if (automaton.accepts(state))
      for (const TokenId id : tokenizer->end_of_turn())
        mask[static_cast<std::size_t>(id)] = true;
    return found->second = std::move(mask);
  }
};

Constraint::Constraint(const TextPattern& pattern)
    : automaton_(std::make_unique<ByteAutomaton>(
          TextPattern::sequence({TextPattern::optional(TextPattern::literal("\n\n")), pattern}))),
      masks_(std::make_unique<Masks>()) {}

Constraint::~Constraint() = default;

std::shared_ptr<Constraint> Constraint::regex(std::string_view pattern) {
  return std::shared_ptr<Constraint>(new Constraint(parse_regex(pattern)));
}

std::shared_ptr<Constraint> Constraint::choice(std::span<const std::string> texts) {
  if (texts.empty()) throw Error(ErrorCode::InvalidArgument, "there is nothing to choose from");
  std::vector<TextPattern> parts;
  for (const std::string& text : texts)
    parts.push_back(TextPattern::literal(text));
  return std::shared_ptr<Constraint>(new Constraint(TextPattern::choice(std::move(parts))));
}

std::shared_ptr<Constraint> Constraint::json_schema(std::string_view schema) {
  return std::shared_ptr<Constraint>(new Constraint(parse_json_schema(schema)));
}

ConstrainedText::ConstrainedText(std::shared_ptr<Constraint> constraint, const Tokenizer& tokenizer)
    : constraint_(std::move(constraint)), tokenizer_(tokenizer) {
  constraint_->masks_->learn(tokenizer);
  state_ = constraint_->automaton_->start();
}

void ConstrainedText::restrict(std::span<float> logits) {
  const std::vector<bool>& mask = constraint_->masks_->of(state_, *constraint_->automaton_);
  bool some = false;
  for (std::size_t id = 0; id < logits.size(); ++id) {
    if (id < mask.size() && mask[id])
      some = true;
    else
      logits[id] = -std::numeric_limits<float>::infinity();
  }
  if (!some)
    throw Error(ErrorCode::InvalidArgument, "the model's vocabulary can't write what the answer is restricted to");
}

void ConstrainedText::append(std::int32_t token) {
  state_ = constraint_->automaton_->next(state_, tokenizer_.bytes(token));
}

}  // namespace mingsi::engine
