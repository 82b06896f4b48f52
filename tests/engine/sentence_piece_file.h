// SPDX-License-Identifier: Apache-2.0
// Writes tokenizer.model files, right and wrong ones: protocol buffers as sentencepiece_model.proto describes them.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mingsi::engine::test {

/// A small SentencePiece vocabulary, in lists as a GGUF file has them: an unknown token, bos and eos, all bytes and
/// some pieces. The types are those of SentencePiece.
struct SentencePieces {
  SentencePieces() {
    add("<unk>", 2);
    add("<s>", 3);
    add("</s>", 3);
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (std::size_t byte = 0; byte < 256; ++byte)
      add(std::string("<0x") + digits[byte / 16] + digits[byte % 16] + ">", 6);
    for (const char* piece : {"\xe2\x96\x81", "a", "b", "ab",
                              "\xe2\x96\x81"
                              "ab"})
      add(piece, 1);
  }
  void add(const std::string& text, std::int64_t type) {
    scores.push_back(-static_cast<double>(texts.size()));
    texts.push_back(text);
    types.push_back(type);
  }

  std::vector<std::string> texts;
  std::vector<double> scores;
  std::vector<std::int64_t> types;
};

inline std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7)
    bytes += static_cast<char>(value | 0x80);
  return bytes + static_cast<char>(value);
}
inline std::string number_field(std::uint32_t field, std::uint64_t value) { return varint(field << 3) + varint(value); }
inline std::string text_field(std::uint32_t field, std::string_view value) {
  return varint(field << 3 | 2) + varint(value.size()) + std::string(value);
}
inline std::string little_endian(std::uint32_t value) {
  std::string bytes;
  for (int i = 0; i < 4; ++i)
    bytes += static_cast<char>(value >> (8 * i));
  return bytes;
}

/// A tokenizer.model; `charsmap` is the normalizer's precompiled_charsmap.
inline std::string sentence_piece_file(const SentencePieces& pieces, std::string_view charsmap = {}) {
  std::string model;
  for (std::size_t i = 0; i < pieces.texts.size(); ++i)
    model += text_field(1, text_field(1, pieces.texts[i]) + varint(2 << 3 | 5) +
                               little_endian(std::bit_cast<std::uint32_t>(static_cast<float>(pieces.scores[i]))) +
                               number_field(3, static_cast<std::uint64_t>(pieces.types[i])));
  model += text_field(2, number_field(3, 2) + number_field(35, 1));  // BPE with bytes for what has no piece
  std::string normalizer = text_field(1, "a test's");
  if (!charsmap.empty()) normalizer += text_field(2, charsmap);
  return model + text_field(3, normalizer + number_field(4, 0));  // remove_extra_whitespaces
}

/// The parts of a precompiled_charsmap: a double array (of Darts-clone) whose leaves hold places in a table of texts
/// that end with a zero byte. This one turns "A" into "a".
struct CharsMap {
  static constexpr std::size_t kStep = 'A';  ///< the unit to which the letter leads
  static constexpr std::size_t kLeaf = 2;
  static constexpr std::uint32_t unit(std::uint32_t offset, std::uint32_t letter) {
    return offset << 10 | 1u << 8 | letter;
  }
  CharsMap() {
    array[kStep] = unit(kStep ^ kLeaf, 'A');
    array[kLeaf] = 1u << 31;  // the place 0
  }

  std::string array_bytes() const {
    std::string bytes;
    for (const auto unit : array)
      bytes += little_endian(unit);
    return bytes;
  }
  std::string bytes() const {
    const auto units = array_bytes();
    return little_endian(static_cast<std::uint32_t>(units.size())) + units + texts;
  }

  std::vector<std::uint32_t> array = std::vector<std::uint32_t>(256);
  std::string texts = std::string("a\0", 2);
};

/// Maps that reach outside of themselves, each in a way of its own.
inline std::vector<std::string> broken_chars_maps() {
  std::vector<std::string> maps;
  const auto changed = [&maps](auto change) {
    CharsMap map;
    change(map);
    maps.push_back(map.bytes());
  };
  changed([](CharsMap& m) { m.array.assign(1024, 0x7ffffc00); });                         // all units lead outside
  changed([](CharsMap& m) { m.array[0] = CharsMap::unit(1 << 20, 0); });                  // the root does
  changed([](CharsMap& m) { m.array[CharsMap::kStep] = CharsMap::unit(1 << 20, 'A'); });  // a letter does
  changed([](CharsMap& m) { m.array.resize(100); });                                      // letters from 100 on do
  changed([](CharsMap& m) { m.array.resize(1); });                                        // all letters do
  changed([](CharsMap& m) { m.array.clear(); });                                          // there is no root
  changed([](CharsMap& m) { m.array[CharsMap::kLeaf] = 1u << 31 | 2; });                  // a text behind the table
  changed([](CharsMap& m) { m.array[CharsMap::kLeaf] = 1u << 31 | 0x7fffffff; });         // far behind it
  changed([](CharsMap& m) { m.texts = "a"; });                                            // a text without its end
  const auto units = CharsMap().array_bytes();
  const auto with_size = [](std::size_t size, const std::string& rest) {
    return little_endian(static_cast<std::uint32_t>(size)) + rest;
  };
  maps.push_back(with_size(units.size() - 1, units + CharsMap().texts));  // a part of a unit
  maps.push_back(with_size(units.size() + 1000, units + CharsMap().texts));
  maps.push_back(with_size(0xffffffff, units + CharsMap().texts));
  maps.push_back(with_size(units.size(), units));  // no table
  maps.push_back("abc");                           // not even a size
  return maps;
}

}  // namespace mingsi::engine::test
