// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/sentence_piece.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <sentencepiece_processor.h>

#include "engine/base/error.h"
#include "engine/base/utf8_stream.h"

namespace mingsi::engine {
namespace {

constexpr std::string_view kSpace = "\xe2\x96\x81";  // U+2581

/// Writes protocol buffers.
class Message {
 public:
  void text(std::uint32_t field, std::string_view value) {
    varint(field << 3 | 2);
    varint(value.size());
    bytes_ += value;
  }
  void number(std::uint32_t field, std::uint64_t value) {
    varint(field << 3);
    varint(value);
  }
  void real(std::uint32_t field, float value) {
    varint(field << 3 | 5);
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int i = 0; i < 4; ++i)
      bytes_ += static_cast<char>(bits >> (8 * i));
  }
  const std::string& bytes() const { return bytes_; }

 private:
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7)
      bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  std::string bytes_;
};

/// Reads the fields of a protocol buffer. What different readers may take for different things throws Malformed: sizes
/// beyond the message, and keys beyond 32 bits.
class Fields {
 public:
  Fields(std::string_view message, const std::string& file) : message_(message), file_(file) {}

  /// Goes to the next field; false at the end.
  bool next() {
    if (at_ == message_.size()) return false;
    const std::uint64_t key = varint();
    if (key > UINT32_MAX) malformed();
    field = key >> 3;
    wire = key & 7;
    begin = at_;
    switch (wire) {
      case 0: number = varint(); break;
      case 1: skip(8); break;
      case 2: {
        const std::uint64_t length = varint();
        begin = at_;
        skip(length);
        break;
      }
      case 5: skip(4); break;
      default: malformed();
    }
    text = message_.substr(begin, at_ - begin);
    return true;
  }

  /// Throws unless the field that was read is of this wire type.
  void expect(std::uint64_t type) const {
    if (wire != type) malformed();
  }

  std::uint64_t field = 0;
  std::uint64_t wire = 0;    ///< 0 varint, 2 bytes
  std::uint64_t number = 0;  ///< of a varint
  std::string_view text;     ///< the bytes of its value
  std::size_t begin = 0;     ///< where they begin in the message

 private:
  [[noreturn]] void malformed() const {
    throw Error(ErrorCode::Malformed, file_, "tokenizer", "this is not a SentencePiece model: a field is broken");
  }
  void skip(std::uint64_t bytes) {
    if (bytes > message_.size() - at_) malformed();
    at_ += static_cast<std::size_t>(bytes);
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ == message_.size()) malformed();
      const auto byte = static_cast<std::uint8_t>(message_[at_++]);
      value |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return value;
    }
    malformed();
  }

  std::string_view message_;
  const std::string& file_;
  std::size_t at_ = 0;
};

/// Whether each place that a text can lead to lies inside: the library follows the map without looking. It is the size
/// of a double array (Darts-clone's units of 32 bits), the array, and the replacements, each ended by a NUL.
bool is_sound_character_map(std::string_view map) {
  const auto u32 = [map](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
      value |= std::uint32_t{static_cast<std::uint8_t>(map[at + i])} << (8 * i);
    return value;
  };
  if (map.size() < 8) return false;
  const std::size_t bytes = u32(0), units = bytes / 4;
  if (bytes % 4 != 0 || units == 0 || bytes > map.size() - 5 || map.back() != 0) return false;
  const std::size_t replacements = map.size() - 4 - bytes;
  const auto unit = [&](std::size_t i) { return u32(4 + 4 * i); };
  const auto offset = [](std::uint32_t u) { return std::size_t{(u >> 10) << ((u & (1u << 9)) >> 6)}; };

  std::vector<bool> seen(units, false);
  std::vector<std::size_t> bases;
  const auto reach = [&](std::size_t base) {
    if ((base | 255) >= units) return false;
    bases.push_back(base);
    return true;
  };
  if (!reach(offset(unit(0)))) return false;
  while (!bases.empty()) {
    const std::size_t base = bases.back();
    bases.pop_back();
    for (std::size_t c = 0; c < 256; ++c) {
      const std::size_t place = base ^ c;
      const std::uint32_t u = unit(place);
      if ((u & (1u << 31 | 255)) != c || seen[place]) continue;
      seen[place] = true;
      const std::size_t next = place ^ offset(u);
      if (!reach(next)) return false;
      if ((u >> 8 & 1) != 0 && (unit(next) & 0x7fffffff) >= replacements) return false;
    }
  }
  return true;
}

/// Throws unless a piece can be a key of the library's tries: it ends the program over others.
void check_piece(std::string_view piece, const std::string& file) {
  if (piece.empty() || piece.find('\0') != std::string_view::npos)
    throw Error(ErrorCode::Malformed, file, "tokenizer", "a piece of the vocabulary is empty or holds a NUL byte");
}

/// The model with its dangers taken out: a broken map of characters is refused, and pieces that are spelt like markup
/// become control pieces, because the library finds user-defined ones in any text and what people write must not steer
/// the model (see Tokenizer).
std::string checked_model(std::string_view model, const std::string& file) {
  constexpr std::uint64_t pieces = 1, normalizer = 3, denormalizer = 5;
  constexpr char user_defined = 4, control = 3;
  std::string checked(model);
  for (Fields part(model, file); part.next();) {
    if (part.field == pieces) {
      part.expect(2);
      std::string_view text;
      std::optional<std::size_t> type;  // where it stands, if it is user-defined
      for (Fields piece(part.text, file); piece.next();) {
        if (piece.field == 1) {
          piece.expect(2);
          text = piece.text;
        }
        if (piece.field == 3) {
          piece.expect(0);
          // The library keeps the low 32 bits.
          const bool is_user_defined = static_cast<std::uint32_t>(piece.number) == user_defined;
          if (is_user_defined && piece.text.size() > 1)
            throw Error(ErrorCode::Malformed, file, "tokenizer", "the type of a piece is written strangely");
          type = is_user_defined ? std::optional(piece.begin) : std::nullopt;
        }
      }
      check_piece(text, file);
      if (text.starts_with('<') && type) checked[part.begin + *type] = control;
    } else if (part.field == normalizer || part.field == denormalizer) {
      part.expect(2);
      for (Fields spec(part.text, file); spec.next();) {
        if (spec.field != 2) continue;
        spec.expect(2);
        if (!spec.text.empty() && !is_sound_character_map(spec.text))
          throw Error(ErrorCode::Malformed, file, "precompiled_charsmap", "the map of characters is broken");
      }
    }
  }
  return checked;
}

std::unique_ptr<sentencepiece::SentencePieceProcessor> load(std::string_view model, const std::string& file) {
  auto processor = std::make_unique<sentencepiece::SentencePieceProcessor>();
  const auto status = processor->LoadFromSerializedProto({model.data(), model.size()});
  if (!status.ok())
    throw Error(ErrorCode::Malformed, file, "tokenizer", "this is not a SentencePiece model: " + status.ToString());
  return processor;
}

/// Whether a text may be cut before a space that follows another character without a change of its pieces: none spans
/// such a place, and nothing but the first piece of a text depends on where it stands.
bool may_be_cut(const std::string& model) {
  constexpr std::uint64_t bpe = 2;
  const std::string file;
  bool is_bpe = false, keeps_spaces = false, has_space = false;
  for (Fields part(model, file); part.next();) {
    if (part.field == 1) {
      for (Fields piece(part.text, file); piece.next();) {
        if (piece.field != 1) continue;
        has_space |= piece.text == kSpace;
        if (piece.text.find(' ') != std::string_view::npos) return false;
        for (auto at = piece.text.find(kSpace, 1); at != std::string_view::npos; at = piece.text.find(kSpace, at + 1))
          if (!piece.text.substr(0, at).ends_with(kSpace)) return false;
      }
    } else if (part.field == 2) {
      for (Fields trainer(part.text, file); trainer.next();) {
        if (trainer.field == 3) is_bpe = trainer.number == bpe;
        if (trainer.field == 24 && trainer.number != 0) return false;  // treat_whitespace_as_suffix
      }
    } else if (part.field == 3) {
      for (Fields normalizer(part.text, file); normalizer.next();) {
        if (normalizer.field == 2 && !normalizer.text.empty()) return false;  // precompiled_charsmap
        if (normalizer.field == 4) keeps_spaces = normalizer.number == 0;     // remove_extra_whitespaces
        if (normalizer.field == 5 && normalizer.number == 0) return false;    // escape_whitespaces
      }
    }
  }
  return is_bpe && keeps_spaces && has_space;
}

/// The same model for what does not begin a text: without the space before it (add_dummy_prefix). A part of a message
/// that comes again adds to the first.
std::string without_prefix(const std::string& model) {
  Message normalizer, more;
  normalizer.number(3, 0);
  more.text(3, normalizer.bytes());
  return model + more.bytes();
}

class SentencePieceEncoder final : public TextEncoder {
 public:
  explicit SentencePieceEncoder(const std::string& model) : processor_(load(model, {})) {
    if (may_be_cut(model)) rest_processor_ = load(without_prefix(model), {});
  }

  void encode(std::string_view text, std::vector<TokenId>& ids) const override {
    // Bytes that are no UTF-8 become U+FFFD here: versions of the library differ in how many.
    Utf8Stream stream;
    std::string valid(stream.push(text));
    valid += stream.finish();
    // The library's time grows faster than the text.
    constexpr std::size_t kCut = 256;
    for (std::size_t begin = 0; begin < valid.size() || begin == 0;) {
      std::size_t end = rest_processor_ ? begin + kCut : valid.size();
      while (end < valid.size() && !is_place_to_cut(valid, end))
        ++end;
      end = std::min(end, valid.size());
      encode_part(begin == 0 ? *processor_ : *rest_processor_, std::string_view(valid).substr(begin, end - begin), ids);
      if (end == begin) break;
      begin = end;
    }
  }

 private:
  static bool is_place_to_cut(std::string_view text, std::size_t at) {
    return text[at] == ' ' && text[at - 1] != ' ' && !text.substr(0, at).ends_with(kSpace);
  }
  static void encode_part(const sentencepiece::SentencePieceProcessor& processor, std::string_view text,
                          std::vector<TokenId>& ids) {
    std::vector<int> encoded;
    const auto status = processor.Encode({text.data(), text.size()}, &encoded);
    if (!status.ok()) throw Error(ErrorCode::InvalidArgument, "the text cannot be encoded: " + status.ToString());
    ids.insert(ids.end(), encoded.begin(), encoded.end());
  }

  std::unique_ptr<sentencepiece::SentencePieceProcessor> processor_;
  std::unique_ptr<sentencepiece::SentencePieceProcessor> rest_processor_;  ///< behind a cut; null where none may be
};

}  // namespace

Vocabulary read_sentence_piece(std::string_view bytes, const std::string& file) {
  const std::string model = checked_model(bytes, file);
  const auto processor = load(model, file);
  Vocabulary vocabulary;
  vocabulary.model = Vocabulary::Model::SentencePiece;
  vocabulary.pre_tokenizer = "sentencepiece";
  vocabulary.sentence_piece = model;
  for (int id = 0; id < processor->GetPieceSize(); ++id) {
    vocabulary.tokens.push_back(processor->IdToPiece(id));
    if (processor->IsControl(id)) vocabulary.special.push_back(id);
  }
  if (processor->bos_id() >= 0) vocabulary.bos = processor->bos_id();
  if (processor->eos_id() >= 0) vocabulary.end_of_turn.push_back(processor->eos_id());
  vocabulary.add_bos = true;
  return vocabulary;
}

std::string serialize_sentence_piece(const std::vector<std::string>& pieces, const std::vector<double>& scores,
                                     const std::vector<std::int64_t>& types, bool add_space_prefix) {
  // The types of GGUF are those of SentencePiece.
  constexpr std::int64_t unknown = 2, control = 3, user_defined = 4, byte = 6;
  Message model;
  std::int64_t unknown_id = 0;
  bool byte_fallback = false;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    check_piece(pieces[i], {});
    if (types[i] == unknown) unknown_id = static_cast<std::int64_t>(i);
    byte_fallback |= types[i] == byte;
    Message piece;
    piece.text(1, pieces[i]);
    piece.real(2, static_cast<float>(scores[i]));
    // As in checked_model().
    const bool markup = types[i] == user_defined && pieces[i].starts_with('<');
    piece.number(3, static_cast<std::uint64_t>(markup ? control : types[i] >= 1 && types[i] <= byte ? types[i] : 1));
    model.text(1, piece.bytes());
  }
  Message trainer;
  trainer.number(3, 2);  // model_type: BPE
  trainer.number(35, byte_fallback);
  trainer.number(40, static_cast<std::uint64_t>(unknown_id));
  for (const std::uint32_t id : {41u, 42u, 43u})  // bos, eos and pad are found by their pieces elsewhere
    trainer.number(id, ~std::uint64_t{0});
  model.text(2, trainer.bytes());
  Message normalizer;
  normalizer.text(1, "identity");
  normalizer.number(3, add_space_prefix);
  normalizer.number(4, 0);  // remove_extra_whitespaces
  normalizer.number(5, 1);  // escape_whitespaces
  model.text(3, normalizer.bytes());
  return model.bytes();
}

std::unique_ptr<TextEncoder> make_sentence_piece_encoder(const std::string& model) {
  return std::make_unique<SentencePieceEncoder>(model);
}

std::string sentence_piece_bytes(std::string_view piece) {
  if (piece.size() == 6 && piece.starts_with("<0x") && piece.back() == '>') {
    const auto digit = [&](std::size_t i) {
      const char c = piece[i];
      return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    };
    if (digit(3) >= 0 && digit(4) >= 0) return std::string(1, static_cast<char>(digit(3) * 16 + digit(4)));
  }
  std::string bytes;
  for (std::size_t i = 0; i < piece.size();) {
    if (piece.substr(i).starts_with(kSpace)) {
      bytes += ' ';
      i += kSpace.size();
    } else {
      bytes += piece[i++];
    }
  }
  return bytes;
}

}  // namespace mingsi::engine
