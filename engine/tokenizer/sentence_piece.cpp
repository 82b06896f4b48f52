// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/sentence_piece.h"

#include <bit>
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

std::unique_ptr<sentencepiece::SentencePieceProcessor> load(std::string_view model, const std::string& file) {
  auto processor = std::make_unique<sentencepiece::SentencePieceProcessor>();
  const auto status = processor->LoadFromSerializedProto({model.data(), model.size()});
  if (!status.ok())
    throw Error(ErrorCode::Malformed, file, "tokenizer", "this is not a SentencePiece model: " + status.ToString());
  return processor;
}

class SentencePieceEncoder final : public TextEncoder {
 public:
  explicit SentencePieceEncoder(const std::string& model) : processor_(load(model, {})) {}

  void encode(std::string_view text, std::vector<TokenId>& ids) const override {
    // Bytes that are no UTF-8 become U+FFFD here: versions of the library differ in how many.
    Utf8Stream stream;
    std::string valid(stream.push(text));
    valid += stream.finish();
    std::vector<int> encoded;
    const auto status = processor_->Encode({valid.data(), valid.size()}, &encoded);
    if (!status.ok()) throw Error(ErrorCode::InvalidArgument, "the text cannot be encoded: " + status.ToString());
    ids.insert(ids.end(), encoded.begin(), encoded.end());
  }

 private:
  std::unique_ptr<sentencepiece::SentencePieceProcessor> processor_;
};

}  // namespace

Vocabulary read_sentence_piece(std::string_view model, const std::string& file) {
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
  constexpr std::int64_t unknown = 2, byte = 6;
  Message model;
  std::int64_t unknown_id = 0;
  bool byte_fallback = false;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (types[i] == unknown) unknown_id = static_cast<std::int64_t>(i);
    byte_fallback |= types[i] == byte;
    Message piece;
    piece.text(1, pieces[i]);
    piece.real(2, static_cast<float>(scores[i]));
    piece.number(3, static_cast<std::uint64_t>(types[i] >= 1 && types[i] <= byte ? types[i] : 1));
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
