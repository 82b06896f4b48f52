// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/byte_pair.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utf8proc.h>

#include "engine/base/error.h"
#include "engine/tokenizer/byte_alphabet.h"

namespace mingsi::engine {
namespace {

std::uint64_t pair_key(TokenId left, TokenId right) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32 | static_cast<std::uint32_t>(right);
}

[[noreturn]] void refuse(const std::string& message) { throw Error(ErrorCode::BadConfig, {}, "tokenizer", message); }

/// The text in form NFC; as it is when it is not valid UTF-8.
std::string compose(std::string_view text) {
  utf8proc_uint8_t* composed = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &composed, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(composed, &std::free);
  if (length < 0) return std::string(text);
  return {reinterpret_cast<const char*>(composed), static_cast<std::size_t>(length)};
}

}  // namespace

/// One symbol of a piece while it is being merged, in a doubly linked list by index.
struct BytePairEncoder::Symbol {
  TokenId id;
  int previous;
  int next;
  bool alive = true;
};

struct BytePairEncoder::Candidate {
  const Merge* merge;
  int left;
  TokenId left_id;
  TokenId right_id;
  /// For a heap with the lowest rank on top, then the leftmost.
  bool operator<(const Candidate& other) const {
    return merge->rank != other.merge->rank ? merge->rank > other.merge->rank : left > other.left;
  }
};

struct BytePairEncoder::Workspace {
  std::vector<Symbol> symbols;
  std::vector<Candidate> heap;
};

BytePairEncoder::BytePairEncoder(const Vocabulary& vocabulary, const std::vector<bool>& whole)
    : pre_tokenizer_(vocabulary.expressions.empty() ? PreTokenizer(vocabulary.pre_tokenizer)
                                                    : PreTokenizer(vocabulary.expressions)),
      compose_(vocabulary.compose),
      byte_ids_(256, -1) {
  const auto& tokens = vocabulary.tokens;
  std::unordered_map<std::string_view, TokenId> by_spelling;
  by_spelling.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (whole[i] || tokens[i].empty()) continue;
    by_spelling.emplace(tokens[i], static_cast<TokenId>(i));
    const auto bytes = from_byte_symbols(tokens[i]);
    if (!bytes) continue;
    if (bytes->size() == 1) byte_ids_[static_cast<std::uint8_t>(bytes->front())] = static_cast<TokenId>(i);
    if (vocabulary.ignore_merges) entries_.emplace(*bytes, static_cast<TokenId>(i));
  }
  // Bytes that never occur in UTF-8 may lack a token (deepseek-llm's vocabulary leaves them out).
  for (int byte = 0; byte < 256; ++byte)
    if (byte_ids_[static_cast<std::size_t>(byte)] < 0 && byte != 0xc0 && byte != 0xc1 && byte < 0xf5)
      refuse("the vocabulary has no token for the byte " + std::to_string(byte));

  merges_.reserve(vocabulary.merges.size());
  for (std::size_t rank = 0; rank < vocabulary.merges.size(); ++rank) {
    const std::string_view merge = vocabulary.merges[rank];
    const auto space = merge.find(' ', 1);
    const auto place = [&] {
      return "merge " + std::to_string(rank) + " (\"" + std::string(merge.substr(0, 80)) + "\") ";
    };
    if (space == std::string_view::npos) refuse(place() + "is not a pair");
    const auto left = by_spelling.find(merge.substr(0, space));
    const auto right = by_spelling.find(merge.substr(space + 1));
    if (left == by_spelling.end() || right == by_spelling.end()) refuse(place() + "names unknown tokens");
    const auto joined = by_spelling.find(std::string(left->first) + std::string(right->first));
    if (joined == by_spelling.end()) refuse(place() + "makes an unknown token");
    merges_.emplace(pair_key(left->second, right->second), Merge{static_cast<std::uint32_t>(rank), joined->second});
  }
}

const BytePairEncoder::Merge* BytePairEncoder::find_merge(TokenId left, TokenId right) const {
  const auto place = merges_.find(pair_key(left, right));
  return place == merges_.end() ? nullptr : &place->second;
}

void BytePairEncoder::encode(std::string_view text, std::vector<TokenId>& ids) const {
  const std::string composed = compose_ ? compose(text) : std::string();
  Workspace work;
  for (const auto piece : pre_tokenizer_.split(compose_ ? composed : text))
    encode_piece(piece, work, ids);
}

void BytePairEncoder::encode_piece(std::string_view piece, Workspace& work, std::vector<TokenId>& ids) const {
  if (!entries_.empty())
    if (const auto whole = entries_.find(std::string(piece)); whole != entries_.end()) {
      ids.push_back(whole->second);
      return;
    }
  auto& symbols = work.symbols;
  symbols.clear();
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

  auto& heap = work.heap;
  heap.clear();
  const auto consider = [&](int left) {
    if (left < 0 || at(left).next < 0) return;
    const TokenId right_id = at(at(left).next).id;
    const Merge* merge = find_merge(at(left).id, right_id);
    if (!merge) return;
    heap.push_back({merge, left, at(left).id, right_id});
    std::push_heap(heap.begin(), heap.end());
  };
  for (int i = 0; i < static_cast<int>(symbols.size()); ++i)
    consider(i);
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end());
    const Candidate best = heap.back();
    heap.pop_back();
    Symbol& left = at(best.left);
    // A candidate is stale when one of its symbols was merged meanwhile.
    if (!left.alive || left.id != best.left_id || left.next < 0 || at(left.next).id != best.right_id) continue;
    Symbol& right = at(left.next);
    left.id = best.merge->result;
    right.alive = false;
    left.next = right.next;
    if (left.next >= 0) at(left.next).previous = best.left;
    consider(left.previous);
    consider(best.left);
  }
  for (int i = 0; i >= 0; i = at(i).next)
    ids.push_back(at(i).id);
}

}  // namespace mingsi::engine
