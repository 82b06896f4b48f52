// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mingsi::engine {

class ByteAutomaton;
class TextPattern;
class Tokenizer;

/// What an answer may be: tokens that no such answer goes on with are not drawn. Two line breaks may come first, as
/// models write them behind a thought. It learns which tokens of a tokenizer may follow where as answers are written, so
/// that one for many answers costs least; given another tokenizer (told by its address) it learns anew. Used by one
/// thread at a time.
class Constraint {
 public:
  /// A regular expression for the whole answer (see parse_regex()). Throws InvalidArgument.
  static std::shared_ptr<Constraint> regex(std::string_view pattern);
  /// One of these texts. Throws InvalidArgument when there is none, or one is no UTF-8.
  static std::shared_ptr<Constraint> choice(std::span<const std::string> texts);
  /// JSON that a schema allows (see parse_json_schema()). Throws InvalidArgument or Malformed.
  static std::shared_ptr<Constraint> json_schema(std::string_view schema);
  ~Constraint();

 private:
  friend class ConstrainedText;
  struct Masks;

  explicit Constraint(const TextPattern& pattern);

  std::unique_ptr<ByteAutomaton> automaton_;
  std::unique_ptr<Masks> masks_;
};

/// One answer under a constraint, as it is written.
class ConstrainedText {
 public:
  /// `tokenizer` outlives it.
  ConstrainedText(std::shared_ptr<Constraint> constraint, const Tokenizer& tokenizer);

  /// Makes the logits of all tokens that may not follow minus infinite. Throws InvalidArgument when that is all of
  /// them: the vocabulary can't write such a text.
  void restrict(std::span<float> logits);
  void append(std::int32_t token);

 private:
  std::shared_ptr<Constraint> constraint_;
  const Tokenizer& tokenizer_;
  std::int32_t state_ = 0;
};

}  // namespace mingsi::engine
