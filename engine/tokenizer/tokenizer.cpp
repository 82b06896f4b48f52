// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/tokenizer.h"

#include <algorithm>
#include <numeric>

#include "engine/tokenizer/byte_alphabet.h"
#include "engine/tokenizer/byte_pair.h"
#include "engine/tokenizer/sentence_piece.h"

namespace mingsi::engine {

Tokenizer::Tokenizer(Vocabulary vocabulary)
    : name_(vocabulary.pre_tokenizer),
      end_of_turn_(std::move(vocabulary.end_of_turn)),
      bos_(vocabulary.bos),
      add_bos_(vocabulary.add_bos) {
  const auto& tokens = vocabulary.tokens;
  std::vector<bool> is_whole(tokens.size(), false);
  const auto add_whole = [&](const std::vector<TokenId>& ids, bool user_defined) {
    for (const TokenId id : ids) {
      const std::string& text = tokens.at(static_cast<std::size_t>(id));
      if (text.empty()) continue;
      is_whole[static_cast<std::size_t>(id)] = true;
      // Added words are words (deepseek-llm has thirteen letters among them), but what is spelt like markup
      // (<think>) steers the model, and text of people must not.
      whole_.push_back({text, id, user_defined && text.front() != '<'});
    }
  };
  add_whole(vocabulary.special, false);
  add_whole(vocabulary.user_defined, true);
  std::ranges::stable_sort(whole_, {}, &WholeToken::text);
  for (const auto& token : whole_)
    ++whole_by_byte_[static_cast<std::uint8_t>(token.text.front()) + 1];
  std::partial_sum(whole_by_byte_.begin(), whole_by_byte_.end(), whole_by_byte_.begin());

  const bool sentence_piece = vocabulary.model == Vocabulary::Model::SentencePiece;
  bytes_.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_whole[i]) {
      bytes_.push_back(tokens[i]);
    } else if (sentence_piece) {
      bytes_.push_back(sentence_piece_bytes(tokens[i]));
    } else {
      bytes_.push_back(from_byte_symbols(tokens[i]).value_or(tokens[i]));
    }
  }
  if (sentence_piece) {
    encoder_ = make_sentence_piece_encoder(vocabulary.sentence_piece);
    std::vector<TokenId> ids;
    encoder_->encode("a", ids);
    strips_space_ = !ids.empty() && bytes(ids.front()).starts_with(' ');
  } else {
    encoder_ = std::make_unique<BytePairEncoder>(vocabulary, is_whole);
  }
}

template <class MayMatch>
const Tokenizer::WholeToken* Tokenizer::whole_token(std::string_view text, const MayMatch& may_match) const {
  const auto first = static_cast<std::uint8_t>(text.front());
  auto begin = whole_.begin() + whole_by_byte_[first], end = whole_.begin() + whole_by_byte_[first + 1];
  const WholeToken* best = nullptr;
  // The tokens that agree with the text so far lie together; one that ends here comes first among them.
  for (std::size_t length = 1; begin != end; ++length) {
    if (begin->text.size() == length && may_match(length, begin->in_plain_text)) best = &*begin;
    if (length == text.size()) break;
    const auto byte_at = [length](const WholeToken& token) {
      return length < token.text.size() ? static_cast<std::uint8_t>(token.text[length]) : -1;
    };
    const int byte = static_cast<std::uint8_t>(text[length]);
    begin = std::partition_point(begin, end, [&](const WholeToken& token) { return byte_at(token) < byte; });
    end = std::partition_point(begin, end, [&](const WholeToken& token) { return byte_at(token) == byte; });
  }
  return best;
}

template <class MaySteer>
std::vector<TokenId> Tokenizer::encode_with(std::string_view text, const MaySteer& may_steer) const {
  std::vector<TokenId> ids;
  std::size_t start = 0;
  const auto flush = [&](std::size_t end) {
    if (end > start) encoder_->encode(text.substr(start, end - start), ids);
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto* found = whole_token(
        text.substr(i), [&](std::size_t length, bool in_plain_text) { return in_plain_text || may_steer(i, length); });
    if (!found) {
      ++i;
      continue;
    }
    flush(i);
    ids.push_back(found->id);
    start = i += found->text.size();
  }
  flush(text.size());
  return ids;
}

std::vector<TokenId> Tokenizer::encode(std::string_view text, bool parse_special) const {
  return encode_with(text, [parse_special](std::size_t, std::size_t) { return parse_special; });
}

std::vector<TokenId> Tokenizer::encode(std::string_view text, std::string_view typed) const {
  return encode_with(text, [typed](std::size_t begin, std::size_t length) {
    const auto range = typed.substr(begin, length);
    return std::ranges::all_of(range, [](char mark) { return mark == 0; });
  });
}

std::string_view Tokenizer::bytes(TokenId id) const {
  return id >= 0 && static_cast<std::size_t>(id) < bytes_.size()
             ? std::string_view(bytes_[static_cast<std::size_t>(id)])
             : std::string_view{};
}

std::string Tokenizer::decode(std::span<const TokenId> ids) const {
  std::string text;
  for (const TokenId id : ids)
    text += bytes(id);
  if (strips_space_ && text.starts_with(' ')) text.erase(0, 1);
  return text;
}

std::optional<TokenId> Tokenizer::special(std::string_view text) const {
  if (text.empty()) return std::nullopt;
  const auto found = std::ranges::lower_bound(whole_, text, {}, &WholeToken::text);
  return found == whole_.end() || found->text != text ? std::nullopt : std::optional(found->id);
}

bool Tokenizer::ends_turn(TokenId id) const { return std::ranges::find(end_of_turn_, id) != end_of_turn_.end(); }

}  // namespace mingsi::engine
