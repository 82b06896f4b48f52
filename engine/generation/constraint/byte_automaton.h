// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "engine/generation/constraint/text_pattern.h"

namespace mingsi::engine {

/// A finite automaton over the bytes of UTF-8 that accepts the texts of a pattern: Thompson's construction (1968), made
/// deterministic state by state as texts lead there. Used by one thread at a time.
class ByteAutomaton {
 public:
  using State = std::int32_t;
  static constexpr State kDead = -1;

  /// Throws InvalidArgument for a pattern that needs too many states.
  explicit ByteAutomaton(const TextPattern& pattern);

  /// kDead when nothing matches.
  State start() const { return start_; }
  /// kDead: no text goes on like this.
  State next(State state, unsigned char byte);
  State next(State state, std::string_view bytes);
  /// Whether the text may end here.
  bool accepts(State state) const { return state != kDead && states_[static_cast<std::size_t>(state)].accepts; }

 private:
  struct Node {
    std::uint8_t first = 1, last = 0;      ///< the bytes that lead on to `to`; none of a node that only splits
    std::int32_t to = -1, otherwise = -1;  ///< of a splitting node both are tried
    bool splits = false;
  };
  struct Known {
    std::array<State, 256> next;
    std::vector<std::int32_t> nodes;
    bool accepts = false;
  };
  static constexpr State kUnknown = -2;

  std::int32_t add(Node node);
  /// The node at which a text of the pattern begins that goes on at `end`.
  std::int32_t build(const TextPattern& pattern, std::int32_t end);
  std::int32_t build_class(const std::vector<CodeRange>& ranges, std::int32_t end);
  std::int32_t build_bytes(const std::uint8_t* first, const std::uint8_t* last, std::size_t length, std::int32_t end);
  std::int32_t build_repeat(const TextPattern& pattern, std::int32_t end);
  State state_of(std::vector<std::int32_t> nodes);

  State start_ = kDead;
  std::vector<Node> nodes_;  ///< the first is the end
  std::vector<Known> states_;
  std::map<std::vector<std::int32_t>, State> numbers_;
};

}  // namespace mingsi::engine
