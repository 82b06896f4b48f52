// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/tokenizer.h"

#include <algorithm>

#include <queue>

#include "engine/base/error.h"
#include "engine/tokenizer/byte_alphabet.h"

namespace mingsi::engine {
namespace {

// `tokenizer.ggml.token_type` values of tokens that are matched as a whole.
constexpr std::int64_t kControlToken = 3;
constexpr std::int64_t kUserDefinedToken = 4;

std::uint64_t pair_key(TokenId left, TokenId right) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32 | static_cast<std::uint32_t>(right);
}

[[noreturn]] void refuse(const std::string& message) { throw Error(ErrorCode::BadConfig, {}, "tokenizer", message); }

/// One symbol of a piece while it is being merged, in a doubly linked list by index.
struct Symbol {
  TokenId id;
  int previous;
  int next;
  bool alive = true;
};

struct Candidate {
  std::uint32_t rank;
  int left;
  TokenId left_id;
  TokenId right_id;
  /// Lowest rank first, then leftmost.
  bool operator<(const Candidate& other) const { return rank != other.rank ? rank > other.rank : left > other.left; }
};

}  // namespace

Vocabulary Vocabulary::from_metadata(const Metadata& metadata) {
  const auto model = metadata.text("tokenizer.ggml.model");
  if (model != "gpt2")
    throw Error(ErrorCode::UnsupportedTokenizer, metadata.file(), "tokenizer.ggml.model",
                "the tokenizer \"" + model + "\" is not supported; byte-level BPE (\"gpt2\") is");
  Vocabulary vocabulary;
  vocabulary.tokens = metadata.texts("tokenizer.ggml.tokens");
  if (vocabulary.tokens.empty()) metadata.fail("tokenizer.ggml.tokens", "the vocabulary is empty");
  vocabulary.merges = metadata.texts("tokenizer.ggml.merges");
  vocabulary.pre_tokenizer = metadata.text("tokenizer.ggml.pre");

  const auto last = static_cast<std::int64_t>(vocabulary.tokens.size()) - 1;
  if (const auto* types = metadata.integers("tokenizer.ggml.token_type")) {
    if (types->size() != vocabulary.tokens.size())
      metadata.fail("tokenizer.ggml.token_type", "it must have one value a token");
    for (std::size_t i = 0; i < types->size(); ++i) {
      if ((*types)[i] == kControlToken) vocabulary.special.push_back(static_cast<TokenId>(i));
      if ((*types)[i] == kUserDefinedToken) vocabulary.user_defined.push_back(static_cast<TokenId>(i));
    }
  }
  if (metadata.contains("tokenizer.ggml.bos_token_id"))
    vocabulary.bos = static_cast<TokenId>(metadata.integer("tokenizer.ggml.bos_token_id", 0, last));
  for (const char* key : {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"})
    if (metadata.contains(key)) vocabulary.end_of_turn.push_back(static_cast<TokenId>(metadata.integer(key, 0, last)));
  return vocabulary;
}

Tokenizer::Tokenizer(Vocabulary vocabulary)
    : pre_tokenizer_(vocabulary.pre_tokenizer),
      byte_ids_(256, -1),
      is_special_(vocabulary.tokens.size(), false),
      end_of_turn_(std::move(vocabulary.end_of_turn)),
      bos_(vocabulary.bos) {
  const auto& tokens = vocabulary.tokens;
  const auto add_whole = [&](const std::vector<TokenId>& ids, bool user_defined) {
    for (const TokenId id : ids) {
      const std::string& text = tokens.at(static_cast<std::size_t>(id));
      if (text.empty()) continue;
      is_special_[static_cast<std::size_t>(id)] = true;
      // Added words are words (deepseek-llm has thirteen letters among them), but what is spelt like markup
      // (<think>) steers the model, and text of people must not.
      const bool plain = user_defined && text.front() != '<';
      any_in_plain_text_ |= plain;
      whole_.push_back({text, id, plain});
    }
  };
  add_whole(vocabulary.special, false);
  add_whole(vocabulary.user_defined, true);
  std::ranges::sort(whole_, [](const auto& a, const auto& b) {
    return a.text.size() != b.text.size() ? a.text.size() > b.text.size() : a.text < b.text;
  });

  bytes_.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    auto raw = is_special_[i] ? std::nullopt : from_byte_symbols(tokens[i]);
    bytes_.push_back(raw ? std::move(*raw) : tokens[i]);
  }
  for (std::size_t i = 0; i < bytes_.size(); ++i)
    if (!is_special_[i] && bytes_[i].size() == 1)
      byte_ids_[static_cast<std::uint8_t>(bytes_[i][0])] = static_cast<TokenId>(i);
  // Bytes that never occur in UTF-8 may lack a token (deepseek-llm's vocabulary leaves them out).
  for (int byte = 0; byte < 256; ++byte)
    if (byte_ids_[static_cast<std::size_t>(byte)] < 0 && byte != 0xc0 && byte != 0xc1 && byte < 0xf5)
      refuse("the vocabulary has no token for the byte " + std::to_string(byte));
  add_merges(vocabulary.merges, tokens);
}

void Tokenizer::add_merges(const std::vector<std::string>& merges, const std::vector<std::string>& tokens) {
  std::unordered_map<std::string_view, TokenId> by_spelling;
  by_spelling.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (!is_special_[i]) by_spelling.emplace(tokens[i], static_cast<TokenId>(i));
  merges_.reserve(merges.size());
  for (std::size_t rank = 0; rank < merges.size(); ++rank) {
    const std::string& merge = merges[rank];
    const auto space = merge.find(' ', 1);
    const auto left = by_spelling.find(std::string_view(merge).substr(0, space));
    const auto right =
        space == std::string::npos ? by_spelling.end() : by_spelling.find(std::string_view(merge).substr(space + 1));
    const auto place = "merge " + std::to_string(rank) + " (\"" + merge.substr(0, 80) + "\") ";
    if (left == by_spelling.end() || right == by_spelling.end()) refuse(place + "names unknown tokens");
    const auto joined = by_spelling.find(std::string(left->first) + std::string(right->first));
    if (joined == by_spelling.end()) refuse(place + "makes an unknown token");
    merges_.emplace(pair_key(left->second, right->second), Merge{static_cast<std::uint32_t>(rank), joined->second});
  }
}

std::vector<TokenId> Tokenizer::encode(std::string_view text, bool parse_special) const {
  std::vector<TokenId> ids;
  if (!parse_special && !any_in_plain_text_) {
    encode_text(text, ids);
    return ids;
  }
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto found = std::ranges::find_if(whole_, [&, rest = text.substr(i)](const WholeToken& token) {
      return (parse_special || token.in_plain_text) && rest.starts_with(token.text);
    });
    if (found == whole_.end()) {
      ++i;
      continue;
    }
    encode_text(text.substr(start, i - start), ids);
    ids.push_back(found->id);
    start = i += found->text.size();
  }
  encode_text(text.substr(start), ids);
  return ids;
}

void Tokenizer::encode_text(std::string_view text, std::vector<TokenId>& ids) const {
  for (const auto piece : pre_tokenizer_.split(text))
    encode_piece(piece, ids);
}

void Tokenizer::encode_piece(std::string_view piece, std::vector<TokenId>& ids) const {
  std::vector<Symbol> symbols;
  symbols.reserve(piece.size());
  const auto add_byte = [&](char byte) {
    const int index = static_cast<int>(symbols.size());
    symbols.push_back({byte_ids_[static_cast<std::uint8_t>(byte)], index - 1, index + 1});
  };
  for (const char byte : piece) {
    if (byte_ids_[static_cast<std::uint8_t>(byte)] >= 0) {
      add_byte(byte);
    } else {
      for (const char part : std::string_view("\xef\xbf\xbd"))
        add_byte(part);  // U+FFFD
    }
  }
  if (symbols.empty()) return;
  symbols.back().next = -1;
  const auto at = [&symbols](int index) -> Symbol& { return symbols[static_cast<std::size_t>(index)]; };

  std::priority_queue<Candidate> queue;
  const auto consider = [&](int left) {
    if (left < 0 || at(left).next < 0) return;
    const TokenId right_id = at(at(left).next).id;
    const auto merge = merges_.find(pair_key(at(left).id, right_id));
    if (merge != merges_.end()) queue.push({merge->second.rank, left, at(left).id, right_id});
  };
  for (int i = 0; i < static_cast<int>(symbols.size()); ++i)
    consider(i);
  while (!queue.empty()) {
    const auto best = queue.top();
    queue.pop();
    Symbol& left = at(best.left);
    // A candidate is stale when one of its symbols was merged meanwhile.
    if (!left.alive || left.id != best.left_id || left.next < 0 || at(left.next).id != best.right_id) continue;
    Symbol& right = at(left.next);
    left.id = merges_.at(pair_key(best.left_id, best.right_id)).result;
    right.alive = false;
    left.next = right.next;
    if (left.next >= 0) at(left.next).previous = best.left;
    consider(left.previous);
    consider(best.left);
  }
  for (int i = 0; i >= 0; i = at(i).next)
    ids.push_back(at(i).id);
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
  return text;
}

std::optional<TokenId> Tokenizer::special(std::string_view text) const {
  const auto found = std::ranges::find(whole_, text, &WholeToken::text);
  return found == whole_.end() ? std::nullopt : std::optional(found->id);
}

bool Tokenizer::ends_turn(TokenId id) const { return std::ranges::find(end_of_turn_, id) != end_of_turn_.end(); }

bool Tokenizer::is_special(TokenId id) const {
  return id >= 0 && static_cast<std::size_t>(id) < is_special_.size() && is_special_[static_cast<std::size_t>(id)];
}

}  // namespace mingsi::engine
