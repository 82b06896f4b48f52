// SPDX-License-Identifier: Apache-2.0
#include "engine/generation/constraint/byte_automaton.h"

#include <algorithm>

#include "engine/base/error.h"

namespace mingsi::engine {
namespace {

constexpr std::size_t kMostNodes = 1 << 20;
constexpr std::size_t kMostStates = 1 << 16;
constexpr std::int32_t kEnd = 0;

// Code points of one length in UTF-8 (RFC 3629, 3).
constexpr CodeRange kLengths[] = {{0, 0x7f}, {0x80, 0x7ff}, {0x800, 0xffff}, {0x10000, 0x10ffff}};

std::size_t encode(char32_t code, std::uint8_t* bytes) {
  if (code < 0x80) return bytes[0] = static_cast<std::uint8_t>(code), 1;
  const std::size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  for (std::size_t i = length; i-- > 1; code >>= 6)
    bytes[i] = static_cast<std::uint8_t>(0x80 | (code & 0x3f));
  constexpr std::uint8_t leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
  bytes[0] = static_cast<std::uint8_t>(leads[length] | code);
  return length;
}

}  // namespace

ByteAutomaton::ByteAutomaton(const TextPattern& pattern) {
  add({});
  const std::int32_t begin = build(pattern, kEnd);
  start_ = state_of({begin});
}

std::int32_t ByteAutomaton::add(Node node) {
  if (nodes_.size() >= kMostNodes)
    throw Error(ErrorCode::InvalidArgument, "what restricts the answer is too large: its repetitions unfold too far");
  nodes_.push_back(node);
  return static_cast<std::int32_t>(nodes_.size() - 1);
}

std::int32_t ByteAutomaton::build(const TextPattern& pattern, std::int32_t end) {
  switch (pattern.kind()) {
    case TextPattern::Kind::Class: return build_class(pattern.ranges(), end);
    case TextPattern::Kind::Sequence: {
      std::int32_t at = end;
      for (auto part = pattern.parts().rbegin(); part != pattern.parts().rend(); ++part)
        at = build(*part, at);
      return at;
    }
    case TextPattern::Kind::Choice: {
      std::int32_t at = add({});  // a node that nothing leads on from
      for (auto part = pattern.parts().rbegin(); part != pattern.parts().rend(); ++part) {
        const std::int32_t begin = build(*part, end);
        at = add({1, 0, begin, at, true});
      }
      return at;
    }
    case TextPattern::Kind::Repeat: break;
  }
  return build_repeat(pattern, end);
}

std::int32_t ByteAutomaton::build_repeat(const TextPattern& pattern, std::int32_t end) {
  const TextPattern& part = pattern.parts().front();
  std::int32_t at = end;
  if (pattern.most() == TextPattern::kUnlimited) {
    at = add({1, 0, -1, end, true});
    const std::int32_t begin = build(part, at);
    nodes_[static_cast<std::size_t>(at)].to = begin;
  } else {
    // One more of them, or out of it all.
    for (std::uint32_t i = pattern.least(); i < pattern.most(); ++i)
      at = add({1, 0, build(part, at), end, true});
  }
  for (std::uint32_t i = 0; i < pattern.least(); ++i)
    at = build(part, at);
  return at;
}

std::int32_t ByteAutomaton::build_class(const std::vector<CodeRange>& ranges, std::int32_t end) {
  std::int32_t at = -1;
  for (const CodeRange& range : ranges)
    for (const CodeRange& length : kLengths) {
      if (range.last < length.first || range.first > length.last) continue;
      std::uint8_t first[4], last[4];
      const std::size_t count = encode(std::max(range.first, length.first), first);
      encode(std::min(range.last, length.last), last);
      const std::int32_t begin = build_bytes(first, last, count, end);
      at = at < 0 ? begin : add({1, 0, begin, at, true});
    }
  return at < 0 ? add({}) : at;
}

/// All byte strings of a length from `first` to `last` whose later bytes are continuations.
std::int32_t ByteAutomaton::build_bytes(const std::uint8_t* first, const std::uint8_t* last, std::size_t length,
                                        std::int32_t end) {
  if (length == 1) return add({*first, *last, end});
  if (*first == *last) return add({*first, *last, build_bytes(first + 1, last + 1, length - 1, end)});
  constexpr std::uint8_t lowest[] = {0x80, 0x80, 0x80}, highest[] = {0xbf, 0xbf, 0xbf};
  // The first lead byte with what is not below `first`, the last with what is not above `last`, all between with
  // anything.
  std::int32_t at = add({*first, *first, build_bytes(first + 1, highest, length - 1, end)});
  at = add({1, 0, at, add({*last, *last, build_bytes(lowest, last + 1, length - 1, end)}), true});
  if (*first + 1 < *last) {
    const std::int32_t between = add({static_cast<std::uint8_t>(*first + 1), static_cast<std::uint8_t>(*last - 1),
                                      build_bytes(lowest, highest, length - 1, end)});
    at = add({1, 0, at, between, true});
  }
  return at;
}

ByteAutomaton::State ByteAutomaton::state_of(std::vector<std::int32_t> nodes) {
  // What is reached without a byte.
  std::vector<std::int32_t> open = std::move(nodes), reached;
  std::vector<bool> seen(nodes_.size());
  while (!open.empty()) {
    const std::int32_t number = open.back();
    open.pop_back();
    if (number < 0 || seen[static_cast<std::size_t>(number)]) continue;
    seen[static_cast<std::size_t>(number)] = true;
    const Node& node = nodes_[static_cast<std::size_t>(number)];
    if (node.splits) {
      open.push_back(node.to);
      open.push_back(node.otherwise);
    } else if (number == kEnd || node.first <= node.last) {
      reached.push_back(number);
    }
  }
  if (reached.empty()) return kDead;
  std::ranges::sort(reached);
  if (const auto known = numbers_.find(reached); known != numbers_.end()) return known->second;
  if (states_.size() >= kMostStates)
    throw Error(ErrorCode::InvalidArgument, "what restricts the answer is too large: it has too many states");
  Known state;
  state.next.fill(kUnknown);
  state.accepts = reached.front() == kEnd;
  state.nodes = reached;
  const auto number = static_cast<State>(states_.size());
  states_.push_back(std::move(state));
  numbers_.emplace(std::move(reached), number);
  return number;
}

ByteAutomaton::State ByteAutomaton::next(State state, unsigned char byte) {
  if (state == kDead) return kDead;
  const auto index = static_cast<std::size_t>(state);
  if (const State known = states_[index].next[byte]; known != kUnknown) return known;
  std::vector<std::int32_t> nodes;
  for (const std::int32_t number : states_[index].nodes) {
    const Node& node = nodes_[static_cast<std::size_t>(number)];
    if (node.first <= byte && byte <= node.last) nodes.push_back(node.to);
  }
  const State next = nodes.empty() ? kDead : state_of(std::move(nodes));
  states_[index].next[byte] = next;
  return next;
}

ByteAutomaton::State ByteAutomaton::next(State state, std::string_view bytes) {
  for (const char byte : bytes)
    if ((state = next(state, static_cast<unsigned char>(byte))) == kDead) break;
  return state;
}

}  // namespace mingsi::engine
