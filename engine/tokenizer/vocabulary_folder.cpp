// SPDX-License-Identifier: Apache-2.0
// Vocabularies of Hugging Face folders: tokenizer.json (the format of Hugging Face tokenizers) and tokenizer.model.
#include <algorithm>
#include <unordered_map>

#include "engine/base/error.h"
#include "engine/base/memory_map.h"
#include "engine/formats/hugging_face_config.h"
#include "engine/tokenizer/pre_tokenizer.h"
#include "engine/tokenizer/sentence_piece.h"
#include "engine/tokenizer/vocabulary.h"

namespace mingsi::engine {
namespace {

/// Reads tokenizer.json; failures name the file and the field.
class TokenizerJson {
 public:
  TokenizerJson(Json json, std::string file) : json_(std::move(json)), file_(std::move(file)) {}

  Vocabulary read() const {
    Vocabulary vocabulary;
    read_model(vocabulary);
    read_added_tokens(vocabulary);
    read_normalizer(find(json_, "normalizer"), vocabulary);
    read_pre_tokenizer(find(json_, "pre_tokenizer"), vocabulary);
    if (const auto known = PreTokenizer::name_of(vocabulary.expressions)) {
      vocabulary.pre_tokenizer = *known;
      vocabulary.expressions.clear();
    } else {
      vocabulary.pre_tokenizer = "tokenizer.json";
    }
    return vocabulary;
  }

 private:
  [[noreturn]] void malformed(const std::string& field, const std::string& message) const {
    throw Error(ErrorCode::Malformed, file_, field, message);
  }
  [[noreturn]] void unsupported(const std::string& field, const std::string& what) const {
    throw Error(ErrorCode::UnsupportedTokenizer, file_, field, "\"" + what.substr(0, 80) + "\" is not supported");
  }

  void put_token(Vocabulary& vocabulary, const std::string& text, const Json& id, std::size_t most) const {
    if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= most)
      malformed("token \"" + text.substr(0, 80) + "\"", "its id lies outside the vocabulary");
    const auto index = id.get<std::size_t>();
    if (index >= vocabulary.tokens.size()) vocabulary.tokens.resize(index + 1);
    if (!vocabulary.tokens[index].empty() && vocabulary.tokens[index] != text)
      malformed("token \"" + text.substr(0, 80) + "\"",
                "its id " + std::to_string(index) + " belongs to another token");
    vocabulary.tokens[index] = text;
  }

  std::size_t most_ids() const {
    const auto* model = find(json_, "model");
    const auto* vocab = model ? find(*model, "vocab") : nullptr;
    const auto* added = find(json_, "added_tokens");
    // Ids may leave gaps, but not so many that memory exceeds the size of the file.
    return 4096 + 2 * ((vocab ? vocab->size() : 0) + (added ? added->size() : 0));
  }

  void read_model(Vocabulary& vocabulary) const {
    const auto* model = find(json_, "model");
    if (!model) malformed("model", "this field is missing");
    // Old files leave the type out.
    if (const auto type = text_or(*model, "type", "BPE"); type != "BPE") unsupported("model.type", type);
    const auto* vocab = find(*model, "vocab");
    const auto* merges = find(*model, "merges");
    if (!vocab || !vocab->is_object() || vocab->empty()) malformed("model.vocab", "an object of tokens is expected");
    if (!merges || !merges->is_array()) malformed("model.merges", "a list is expected");
    const auto most = most_ids();
    for (const auto& [text, id] : vocab->items()) {
      if (text.empty()) malformed("model.vocab", "a token is empty");
      put_token(vocabulary, text, id, most);
    }
    vocabulary.merges.reserve(merges->size());
    for (const auto& merge : *merges) {
      if (merge.is_string()) {
        vocabulary.merges.push_back(merge.get<std::string>());
      } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
        vocabulary.merges.push_back(merge[0].get<std::string>() + " " + merge[1].get<std::string>());
      } else {
        malformed("model.merges", "pairs of tokens are expected");
      }
    }
    const auto flag = [&](const char* name) {
      const auto* value = find(*model, name);
      return value && value->is_boolean() && value->get<bool>();
    };
    vocabulary.ignore_merges = flag("ignore_merges");
    if (flag("byte_fallback")) unsupported("model.byte_fallback", "a SentencePiece vocabulary without tokenizer.model");
  }

  void read_added_tokens(Vocabulary& vocabulary) const {
    const auto* added = find(json_, "added_tokens");
    if (!added) return;
    if (!added->is_array()) malformed("added_tokens", "a list is expected");
    const auto most = most_ids();
    for (const auto& token : *added) {
      const auto text = text_or(token, "content", "");
      const auto* id = find(token, "id");
      if (text.empty() || !id) malformed("added_tokens", "content and id are expected");
      put_token(vocabulary, text, *id, most);
      const auto* special = find(token, "special");
      const bool control = special && special->is_boolean() && special->get<bool>();
      (control ? vocabulary.special : vocabulary.user_defined).push_back(id->get<TokenId>());
    }
  }

  void read_normalizer(const Json* normalizer, Vocabulary& vocabulary) const {
    if (!normalizer) return;
    const auto type = text_or(*normalizer, "type", "");
    if (type == "NFC") {
      vocabulary.compose = true;
    } else if (type == "Sequence") {
      if (const auto* list = find(*normalizer, "normalizers"))
        for (const auto& part : *list)
          read_normalizer(&part, vocabulary);
    } else {
      unsupported("normalizer", type);
    }
  }

  void read_pre_tokenizer(const Json* step, Vocabulary& vocabulary) const {
    if (!step) return;
    auto& expressions = vocabulary.expressions;
    if (expressions.size() > 100) malformed("pre_tokenizer", "there are too many steps");
    const auto flag = [&](const char* name, bool missing) {
      const auto* value = find(*step, name);
      return value && value->is_boolean() ? value->get<bool>() : missing;
    };
    const auto type = text_or(*step, "type", "");
    if (type == "Sequence") {
      if (const auto* list = find(*step, "pretokenizers"))
        for (const auto& part : *list)
          read_pre_tokenizer(&part, vocabulary);
    } else if (type == "Split") {
      if (const auto behavior = text_or(*step, "behavior", ""); behavior != "Isolated" || flag("invert", false))
        unsupported("pre_tokenizer.Split", behavior);
      const auto* pattern = find(*step, "pattern");
      const auto regex = pattern ? text_or(*pattern, "Regex", "") : "";
      const auto literal = pattern ? text_or(*pattern, "String", "") : "";
      if (regex.empty() && (literal.empty() || literal.find("\\E") != std::string::npos))
        malformed("pre_tokenizer.Split", "a pattern is expected");
      expressions.push_back(regex.empty() ? "\\Q" + literal + "\\E" : regex);
    } else if (type == "Digits") {
      expressions.push_back(flag("individual_digits", false) ? "\\p{N}" : "\\p{N}+");
    } else if (type == "ByteLevel") {
      if (flag("add_prefix_space", true)) unsupported("pre_tokenizer.ByteLevel", "add_prefix_space");
      if (flag("use_regex", true)) expressions.push_back(std::string(PreTokenizer::kGpt2));
    } else {
      unsupported("pre_tokenizer", type);
    }
  }

  Json json_;
  std::string file_;
};

/// A token of tokenizer_config.json: a string, or an object with its content.
std::string token_text(const Json& config, const char* field) {
  const auto* value = find(config, field);
  return value && value->is_object() ? text_or(*value, "content", "") : text_or(config, field, "");
}

/// The tokens of a folder. Where there are both files, tokenizer.model is either the SentencePiece model of which
/// tokenizer.json is a translation in terms that Mingsi does not read, or something else (Llama 3's is).
Vocabulary read_tokens(const std::filesystem::path& folder) {
  const auto json = folder / "tokenizer.json", model = folder / "tokenizer.model";
  const bool both = std::filesystem::exists(json) && std::filesystem::exists(model);
  if (both || !std::filesystem::exists(model)) {
    try {
      const MemoryMap map(json);
      return Vocabulary::from_json(as_text(map.bytes()), json.string());
    } catch (const Error& error) {
      if (!both || error.code() != ErrorCode::UnsupportedTokenizer) throw;
    }
  }
  const MemoryMap map(model);
  return read_sentence_piece(as_text(map.bytes()), model.string());
}

}  // namespace

Vocabulary Vocabulary::from_json(std::string_view text, const std::string& file) {
  return TokenizerJson(parse_json(text, file), file).read();
}

Vocabulary Vocabulary::from_folder(const std::filesystem::path& folder, const Metadata& metadata) {
  Vocabulary vocabulary = read_tokens(folder);
  std::unordered_map<std::string_view, TokenId> ids;
  for (std::size_t i = 0; i < vocabulary.tokens.size(); ++i)
    ids.emplace(vocabulary.tokens[i], static_cast<TokenId>(i));
  const auto config_file = folder / "tokenizer_config.json";
  if (std::filesystem::exists(config_file)) {
    const auto config = read_json(config_file);
    const auto id_of = [&](const char* field) -> std::optional<TokenId> {
      const auto text = token_text(config, field);
      const auto place = ids.find(text);
      if (text.empty() || place == ids.end()) return std::nullopt;
      return place->second;
    };
    if (const auto bos = id_of("bos_token")) vocabulary.bos = bos;
    if (const auto eos = id_of("eos_token")) vocabulary.end_of_turn.push_back(*eos);
    const auto* add = find(config, "add_bos_token");
    if (add && add->is_boolean()) vocabulary.add_bos = add->get<bool>();
  }
  if (const auto* ends = metadata.integers("tokenizer.ggml.eos_token_ids")) {
    for (const auto id : *ends) {
      if (static_cast<std::size_t>(id) >= vocabulary.tokens.size())
        throw Error(ErrorCode::BadConfig, (folder / "generation_config.json").string(), "eos_token_id",
                    "the id " + std::to_string(id) + " lies outside the vocabulary");
      vocabulary.end_of_turn.push_back(static_cast<TokenId>(id));
    }
  }
  vocabulary.add_known_ends();
  return vocabulary;
}

}  // namespace mingsi::engine
