// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace mingsi::engine {

/// Code points from `first` to `last`.
struct CodeRange {
  char32_t first;
  char32_t last;
  bool operator==(const CodeRange&) const = default;
};

/// What a text may be, as regular expressions say it: a tree, immutable and shared.
class TextPattern {
 public:
  enum class Kind { Class, Sequence, Choice, Repeat };
  static constexpr std::uint32_t kUnlimited = UINT32_MAX;

  /// One of these characters; those that no UTF-8 has (surrogates) are left out.
  static TextPattern of(std::vector<CodeRange> ranges);
  /// These characters, which are UTF-8.
  static TextPattern literal(std::string_view text);
  /// One behind the other; of none, the empty text.
  static TextPattern sequence(std::vector<TextPattern> parts);
  /// One of them; of none, nothing matches.
  static TextPattern choice(std::vector<TextPattern> parts);
  static TextPattern repeat(TextPattern part, std::uint32_t least, std::uint32_t most);
  static TextPattern optional(TextPattern part) { return repeat(std::move(part), 0, 1); }

  Kind kind() const { return node_->kind; }
  const std::vector<CodeRange>& ranges() const { return node_->ranges; }
  const std::vector<TextPattern>& parts() const { return node_->parts; }
  std::uint32_t least() const { return node_->least; }
  std::uint32_t most() const { return node_->most; }

 private:
  struct Node {
    Kind kind;
    std::vector<CodeRange> ranges;
    std::vector<TextPattern> parts;
    std::uint32_t least = 1, most = 1;
  };
  explicit TextPattern(Node node) : node_(std::make_shared<const Node>(std::move(node))) {}

  std::shared_ptr<const Node> node_;
};

/// The ranges in order, without overlaps.
std::vector<CodeRange> united(std::vector<CodeRange> ranges);
/// All characters that are not in the ranges.
std::vector<CodeRange> complement(const std::vector<CodeRange>& ranges);

/// Reads a regular expression: the common part of ECMA-262 (JSON schema's) and others, without look-around, back
/// references, word boundaries and flags. It is about the whole text; ^ at its start and $ at its end change nothing.
/// Throws InvalidArgument with the place.
TextPattern parse_regex(std::string_view pattern);

/// The texts that a JSON schema (draft 2020-12) allows: objects have their properties in the schema's order and no
/// others; between parts there may be a space, or a line break and an indent. Of the assertions it knows type, enum,
/// const, properties, required, items, prefixItems, minItems, maxItems, minLength, maxLength, pattern, minimum and
/// maximum of integers, anyOf, oneOf and references that do not lead back to themselves; others but annotations are
/// refused. Throws InvalidArgument with the place, or Malformed.
TextPattern parse_json_schema(std::string_view schema);

}  // namespace mingsi::engine
