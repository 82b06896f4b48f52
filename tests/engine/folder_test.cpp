// SPDX-License-Identifier: Apache-2.0
// Hugging Face folders, safetensors and split GGUF files: right ones are read, wrong ones refused by name.
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <unistd.h>

#include "engine/engine.h"
#include "engine/formats/gguf.h"
#include "engine/formats/gguf_writer.h"
#include "engine/formats/safetensors.h"
#include "tests/engine/sentence_piece_file.h"

namespace mingsi::engine {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::optional<Error> error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

class Folder : public testing::Test {
 protected:
  Folder() { fs::create_directories(path_); }
  ~Folder() override { fs::remove_all(path_); }

  void copy(const std::string& golden) {
    fs::copy(MINGSI_GOLDEN_DIR "/hf/" + golden, path_, fs::copy_options::recursive);
  }
  Json read(const std::string& file) const {
    std::ifstream stream(path_ / file);
    return Json::parse(stream);
  }
  void write(const std::string& file, const std::string& text) const {
    std::ofstream(path_ / file, std::ios::binary) << text;
  }
  /// Gives a tensor a name that nothing reads, in the index too, as if it were not there.
  void hide(const std::string& tensor) const {
    const auto from = '"' + tensor + '"', to = "\"?" + tensor.substr(1) + '"';
    std::size_t found = 0;
    for (const auto& entry : fs::directory_iterator(path_)) {
      const auto name = entry.path().filename().string();
      if (!name.ends_with(".safetensors") && name != "model.safetensors.index.json") continue;
      std::ifstream stream(entry.path(), std::ios::binary);
      std::string bytes((std::istreambuf_iterator<char>(stream)), {});
      const auto place = bytes.find(from);
      if (place == std::string::npos) continue;
      write(name, bytes.replace(place, from.size(), to));
      ++found;
    }
    EXPECT_GE(found, 1u) << tensor;
  }
  std::optional<Error> open_error() const {
    return error_of([&] { Model::open(ModelSource::from_file(path_)); });
  }
  /// Changes a JSON file of the folder, and gives the error of opening the model.
  std::optional<Error> with(const std::string& file, const std::function<void(Json&)>& change) const {
    const auto before = read(file);
    auto changed = before;
    change(changed);
    write(file, changed.dump());
    const auto error = error_of([&] { Model::open(ModelSource::from_file(path_)); });
    write(file, before.dump());
    return error;
  }
  ErrorCode code_with(const std::string& file, const std::function<void(Json&)>& change) const {
    const auto error = with(file, change);
    return error ? error->code() : ErrorCode::InvalidArgument;
  }

  const fs::path path_ = fs::path(testing::TempDir()) / ("mingsi-folder-" + std::to_string(::getpid()));
};

TEST_F(Folder, DescribesItself) {
  copy("v3-fp8");
  const auto model = Model::open(ModelSource::from_file(path_));
  const auto& d = model->description();
  EXPECT_EQ(d.format, "Hugging Face");
  EXPECT_EQ(d.architecture, "deepseek2");
  EXPECT_EQ(d.layers, 2u);
  EXPECT_EQ(d.mtp_layers, 1u);
  EXPECT_EQ(d.gating, "sigmoid");
  EXPECT_EQ(d.tokenizer, "deepseek-v3");
  EXPECT_EQ(d.temperature, 0.6f);
  EXPECT_EQ(d.top_p, 0.95f);
  EXPECT_TRUE(model->tokenizer().ends_turn(1));
  // A file of the folder names it too.
  EXPECT_EQ(Model::open(ModelSource::from_file(path_ / "config.json"))->description().layers, 2u);
  EXPECT_EQ(Model::open(ModelSource::from_file(path_ / "model-00001-of-00002.safetensors"))->description().layers, 2u);
}

TEST_F(Folder, WrongConfigurationsAreRefusedByField) {
  copy("v3");
  const auto refused = [&](const char* field, const Json& value, ErrorCode code = ErrorCode::BadConfig) {
    const auto error = with("config.json", [&](Json& config) { config[field] = value; });
    ASSERT_TRUE(error) << field << " = " << value;
    EXPECT_EQ(error->code(), code) << field << " = " << value << ": " << error->what();
  };
  refused("model_type", "mamba", ErrorCode::UnsupportedArchitecture);
  refused("num_attention_heads", 0);
  refused("num_attention_heads", -1);
  refused("num_attention_heads", "four");
  refused("num_hidden_layers", 1e300);
  refused("num_hidden_layers", nullptr);
  refused("n_group", 5);
  refused("num_experts_per_tok", 13);
  refused("first_k_dense_replace", 9);
  refused("moe_layer_freq", 2);
  refused("scoring_func", "relu");
  refused("rope_theta", -1);
  refused("rope_scaling", Json{{"type", "dynamic"}, {"factor", 2}});
  refused("rms_norm_eps", -1);
  refused("qk_rope_head_dim", 15);
  refused("hidden_size", 65, ErrorCode::BadShape);
  refused("vocab_size", 319, ErrorCode::BadShape);
  refused("num_hidden_layers", 4, ErrorCode::MissingTensor);
  refused("quantization_config", Json{{"quant_method", "awq"}}, ErrorCode::UnsupportedType);
  const auto unknown = with("config.json", [](Json& config) { config["model_type"] = "mamba"; });
  EXPECT_NE(unknown->message().find("deepseek_v3"), std::string::npos);  // the list of known ones
}

TEST_F(Folder, ShardsAreLookedForInsideTheFolderOnly) {
  copy("v3");
  for (const std::string name : {"../model.safetensors", "/etc/passwd", "a/b.safetensors", "", "..", ".hidden"})
    EXPECT_EQ(code_with("model.safetensors.index.json",
                        [&](Json& index) { index["weight_map"]["model.norm.weight"] = name; }),
              ErrorCode::Malformed)
        << name;
  EXPECT_EQ(code_with("model.safetensors.index.json",
                      [](Json& index) { index["weight_map"]["model.norm.weight"] = "missing.safetensors"; }),
            ErrorCode::FileNotFound);
  EXPECT_EQ(
      code_with("model.safetensors.index.json",
                [](Json& index) { index["weight_map"]["model.nothing.weight"] = "model-00001-of-00002.safetensors"; }),
      ErrorCode::MissingTensor);
}

TEST_F(Folder, Fp8NeedsItsScales) {
  copy("v3-fp8");
  // Leaving a scale out of the index is as if it were not there.
  const auto code = code_with("model.safetensors.index.json", [](Json& index) {
    const std::string name = "model.layers.0.mlp.up_proj.weight_scale_inv";
    ASSERT_TRUE(index["weight_map"].contains(name));
    index["weight_map"][name] = index["weight_map"][name] == "model-00001-of-00002.safetensors"
                                    ? "model-00002-of-00002.safetensors"
                                    : "model-00001-of-00002.safetensors";
  });
  EXPECT_EQ(code, ErrorCode::MissingTensor);
}

TEST_F(Folder, WrongTokenizersAreRefused) {
  copy("v3");
  const auto code = [&](const std::function<void(Json&)>& change) { return code_with("tokenizer.json", change); };
  EXPECT_EQ(code([](Json& t) { t["model"]["type"] = "WordPiece"; }), ErrorCode::UnsupportedTokenizer);
  EXPECT_EQ(code([](Json& t) { t["model"]["vocab"]["!"] = 1'000'000'000; }), ErrorCode::Malformed);
  EXPECT_EQ(code([](Json& t) { t["model"]["vocab"]["!"] = -1; }), ErrorCode::Malformed);
  EXPECT_EQ(code([](Json& t) { t["model"]["vocab"]["new"] = 5; }), ErrorCode::Malformed);  // an id twice
  EXPECT_EQ(code([](Json& t) { t["model"]["merges"].push_back("un known"); }), ErrorCode::BadConfig);
  EXPECT_EQ(code([](Json& t) { t["model"]["merges"].push_back(7); }), ErrorCode::Malformed);
  EXPECT_EQ(code([](Json& t) { t["normalizer"] = {{"type", "Lowercase"}}; }), ErrorCode::UnsupportedTokenizer);
  EXPECT_EQ(code([](Json& t) { t["pre_tokenizer"] = {{"type", "Whitespace"}}; }), ErrorCode::UnsupportedTokenizer);
  EXPECT_EQ(code([](Json& t) { t["pre_tokenizer"]["pretokenizers"][0]["pattern"]["Regex"] = "("; }),
            ErrorCode::UnsupportedTokenizer);
  EXPECT_EQ(code([](Json& t) { t["added_tokens"][0]["id"] = "x"; }), ErrorCode::Malformed);
  write("tokenizer.json", "{\"a\": 1, \"a\": 2}");
  EXPECT_EQ(error_of([&] { Model::open(ModelSource::from_file(path_)); })->code(), ErrorCode::Malformed);
  write("tokenizer.json", std::string(200, '['));
  EXPECT_EQ(error_of([&] { Model::open(ModelSource::from_file(path_)); })->code(), ErrorCode::Malformed);
  write("tokenizer.json", "<!DOCTYPE html><p>404");
  EXPECT_EQ(error_of([&] { open_tokenizer(ModelSource::from_file(path_)); })->code(), ErrorCode::Malformed);
}

std::vector<float> logits_of(const fs::path& folder) {
  SessionOptions options;
  options.exact = true;
  const std::vector<TokenId> ids = {0, 5, 6, 7, 8, 200};
  return Session::open(Model::open(ModelSource::from_file(folder)), options)->logits(ids, 8);
}

/// Published names or GGUF's, the engine may tell either.
void expect_missing(const std::optional<Error>& error, const std::string& name, const std::string& published) {
  ASSERT_TRUE(error) << "opens without " << published;
  EXPECT_EQ(error->code(), ErrorCode::MissingTensor) << error->what();
  const std::string text = error->what();
  EXPECT_TRUE(text.find(name) != std::string::npos || text.find(published) != std::string::npos) << text;
}

TEST_F(Folder, MissingBiasesAreNamed) {
  copy("qwen2");
  hide("model.layers.1.self_attn.k_proj.bias");
  expect_missing(open_error(), "blk.1.attn_k.bias", "model.layers.1.self_attn.k_proj.bias");
}

TEST_F(Folder, V3NeedsTheBiasOfItsChoiceOfExperts) {
  copy("v3");
  hide("model.layers.2.mlp.gate.e_score_correction_bias");
  const std::string name = "blk.2.exp_probs_b.bias", published = "model.layers.2.mlp.gate.e_score_correction_bias";
  expect_missing(open_error(), name, published);
  // It is V3's rule that needs it, not a field that says so.
  expect_missing(with("config.json", [](Json& config) { config.erase("topk_method"); }), name, published);
  expect_missing(with("config.json", [](Json& config) { config.erase("scoring_func"); }), name, published);
  fs::remove_all(path_);
  copy("v2-plain");
  EXPECT_FALSE(open_error());
}

TEST_F(Folder, OnlyTiedModelsHaveNoHead) {
  // Qwen2's golden model is tied, and the field is what says so.
  copy("qwen2");
  EXPECT_FALSE(open_error());
  const auto untied = [](Json& config) { config["tie_word_embeddings"] = false; };
  const auto silent = [](Json& config) { config.erase("tie_word_embeddings"); };
  expect_missing(with("config.json", untied), "output.weight", "lm_head.weight");
  expect_missing(with("config.json", silent), "output.weight", "lm_head.weight");
  for (const std::string golden : {"llama3", "v3", "v2-plain"}) {
    fs::remove_all(path_);
    copy(golden);
    EXPECT_FALSE(with("config.json", silent)) << golden;  // the head is there
    hide("lm_head.weight");
    expect_missing(open_error(), "output.weight", "lm_head.weight");
    expect_missing(with("config.json", silent), "output.weight", "lm_head.weight");
  }
}

// Some publishers leave the prediction layers out, and the field in.
TEST_F(Folder, PredictionLayersMayBeLeftOut) {
  copy("v3");
  const auto expected = logits_of(path_);
  auto config = read("config.json");
  config["num_nextn_predict_layers"] = 1;
  write("config.json", config.dump());
  const auto error = open_error();
  ASSERT_FALSE(error) << error->what();
  const auto model = Model::open(ModelSource::from_file(path_));
  EXPECT_EQ(model->description().layers, 3u);
  EXPECT_EQ(model->description().mtp_layers, 0u);
  EXPECT_EQ(logits_of(path_), expected);
}

TEST_F(Folder, SentencePieceModelsAreReadAlone) {
  write("tokenizer.model", test::sentence_piece_file({}, test::CharsMap().bytes()));
  const auto tokenizer = open_tokenizer(ModelSource::from_file(path_));
  EXPECT_EQ(tokenizer->encode("AB", false), tokenizer->encode("aB", false));
  EXPECT_EQ(tokenizer->decode(tokenizer->encode("ab ab", false)), "ab ab");
  EXPECT_EQ(tokenizer->bos(), 1);
}

// The library follows these tables without looking where they lead.
TEST_F(Folder, CharacterMapsThatReachOutsideAreRefused) {
  const auto maps = test::broken_chars_maps();
  for (std::size_t i = 0; i < maps.size(); ++i) {
    write("tokenizer.model", test::sentence_piece_file({}, maps[i]));
    const auto error = error_of([&] { open_tokenizer(ModelSource::from_file(path_)); });
    ASSERT_TRUE(error) << "map " << i;
    EXPECT_EQ(error->code(), ErrorCode::Malformed) << "map " << i << ": " << error->what();
    EXPECT_EQ(error->file(), (path_ / "tokenizer.model").string());
  }
}

TEST_F(Folder, PiecesThatAreNoTextsAreRefused) {
  // The library ends the program over them.
  for (const std::string& text : {std::string(), std::string("a\0b", 3)}) {
    for (const std::int64_t type : {1, 4}) {
      test::SentencePieces pieces;
      pieces.add(text, type);
      write("tokenizer.model", test::sentence_piece_file(pieces));
      const auto error = error_of([&] { open_tokenizer(ModelSource::from_file(path_)); });
      ASSERT_TRUE(error);
      EXPECT_EQ(error->code(), ErrorCode::Malformed);
    }
  }
}

// A protocol buffer may say the same in several ways, of which the library understands more than one would write.
TEST_F(Folder, BrokenCharacterMapsDoNotHide) {
  const auto map = test::broken_chars_maps().front();
  const auto refused = [&](const char* how, const std::string& normalizer) {
    write("tokenizer.model", test::sentence_piece_file({}) + normalizer);
    const auto error = error_of([&] { open_tokenizer(ModelSource::from_file(path_))->encode("some text", false); });
    ASSERT_TRUE(error) << how;
    EXPECT_EQ(error->code(), ErrorCode::Malformed) << how;
  };
  const auto body = test::text_field(2, map);
  const auto sized = [](const std::string& text) { return test::varint(text.size()) + text; };
  refused("a part that comes twice adds to the first", test::text_field(3, body));
  refused("a map that comes twice replaces the first",
          test::text_field(3, test::text_field(2, test::CharsMap().bytes()) + body));
  refused("a number of more bytes than it needs", std::string("\x9a\x80\x00", 3) + sized(body));
  // Of a field's number, the library keeps 32 bits.
  refused("a field's number beyond 32 bits", "\x9a\x80\x80\x80\x10" + sized(body));
  refused("a field's number beyond 32 bits, inside", test::text_field(3, "\x92\x80\x80\x80\x10" + sized(map)));
}

// Beside a tokenizer.json, other tokenizers' files have this name (Mistral's), or only the place of a large file.
TEST_F(Folder, TokenizerModelsOfAnotherKindArePassedOver) {
  copy("v3");
  const auto original = open_tokenizer(ModelSource::from_file(MINGSI_GOLDEN_DIR "/hf/v3"));
  const std::string others[] = {"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 499723\n",
                                "{\"config\": {\"pattern\": \"x\"}, \"vocab\": []}", std::string("\x0a\xff\xff\0", 4)};
  for (const auto& text : others) {
    write("tokenizer.model", text);
    const auto error = open_error();
    ASSERT_FALSE(error) << error->what();
    const auto tokenizer = open_tokenizer(ModelSource::from_file(path_));
    EXPECT_EQ(tokenizer->name(), "deepseek-v3");
    for (const char* words : {"Hello world 123", "<think>a</think>  \n\n x"})
      EXPECT_EQ(tokenizer->encode(words, true), original->encode(words, true));
  }
  // Where there is nothing else, it is told.
  fs::remove(path_ / "tokenizer.json");
  EXPECT_EQ(open_error()->code(), ErrorCode::Malformed);
}

std::string safetensors(const std::string& header, std::size_t data) {
  std::string bytes(8, '\0');
  const std::uint64_t length = header.size();
  std::memcpy(bytes.data(), &length, 8);
  return bytes + header + std::string(data, '\0');
}

TEST(Safetensors, WrongHeadersAreRefused) {
  const auto code = [](const std::string& bytes) {
    const auto error = error_of([&] { read_safetensors(std::as_bytes(std::span(bytes.data(), bytes.size())), "x"); });
    return error ? error->code() : ErrorCode::InvalidArgument;
  };
  const auto one = [&](const std::string& entry, std::size_t data = 16) {
    return code(safetensors("{\"t\":" + entry + "}", data));
  };
  EXPECT_EQ(one(R"({"dtype":"F32","shape":[4],"data_offsets":[0,16]})"), ErrorCode::InvalidArgument);  // fine
  EXPECT_EQ(one(R"({"dtype":"F32","shape":[3],"data_offsets":[0,16]})"), ErrorCode::Malformed);
  EXPECT_EQ(one(R"({"dtype":"F99","shape":[4],"data_offsets":[0,16]})"), ErrorCode::Malformed);
  EXPECT_EQ(one(R"({"dtype":"F32","shape":[-4],"data_offsets":[0,16]})"), ErrorCode::Malformed);
  EXPECT_EQ(one(R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,16]})"), ErrorCode::Malformed);
  EXPECT_EQ(one(R"({"dtype":"F32","shape":[4],"data_offsets":[16,0]})"), ErrorCode::Malformed);
  EXPECT_EQ(one(R"({"dtype":"F32","shape":[4],"data_offsets":[16,32]})"), ErrorCode::Truncated);
  EXPECT_EQ(one(R"({"dtype":"F32","shape":[4]})"), ErrorCode::Malformed);
  EXPECT_EQ(one("7"), ErrorCode::Malformed);
  EXPECT_EQ(one(R"({"dtype":"F32","shape":[4],"data_offsets":[0,16]})", 20), ErrorCode::Malformed);  // left-over bytes
  EXPECT_EQ(one(R"({"dtype":"F32","shape":[4],"data_offsets":[4,20]})", 20), ErrorCode::Malformed);  // a hole
  const std::string pair =
      R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}})";
  EXPECT_EQ(code(safetensors(pair, 24)), ErrorCode::Malformed);  // overlapping
  EXPECT_EQ(code(safetensors(R"({"a":1,"a":2})", 0)), ErrorCode::Malformed);
  EXPECT_EQ(code(safetensors("{" + std::string(200'000, '[') + "}", 0)), ErrorCode::Malformed);
  EXPECT_EQ(code(""), ErrorCode::Truncated);
  EXPECT_EQ(code("GGUFGGUFGGUF"), ErrorCode::NotAModel);
  EXPECT_EQ(code("<!doctype html> and so on"), ErrorCode::FailedDownload);
  std::string cut = safetensors(pair, 0);
  EXPECT_EQ(code(cut.substr(0, 40)), ErrorCode::Truncated);
}

class Split : public Folder {
 protected:
  /// Cuts v3.gguf into three parts.
  void split(std::int64_t count_key = 3, std::int64_t number_offset = 0) const {
    const auto whole = read_gguf(MINGSI_GOLDEN_DIR "/v3.gguf");
    std::vector<const CheckpointTensor*> all;
    for (const auto& [name, tensor] : whole.tensors)
      all.push_back(&tensor);
    for (std::size_t part = 0; part < 3; ++part) {
      Metadata metadata = part == 0 ? whole.metadata : Metadata("part");
      metadata.insert("split.no", static_cast<std::int64_t>(part) + (part == 0 ? 0 : number_offset));
      metadata.insert("split.count", count_key);
      metadata.insert("split.tensors.count", static_cast<std::int64_t>(all.size()));
      std::vector<GgufTensor> tensors;
      std::vector<const CheckpointTensor*> here;
      for (std::size_t i = part; i < all.size(); i += 3) {
        tensors.push_back({all[i]->name, all[i]->shape, DType::F32});
        here.push_back(all[i]);
      }
      GgufWriter writer(name(static_cast<int>(part) + 1), metadata, tensors);
      for (const auto* tensor : here)
        writer.append({tensor->data, tensor->bytes});
      writer.finish();
    }
  }
  fs::path name(int part) const { return path_ / ("m-0000" + std::to_string(part) + "-of-00003.gguf"); }
  std::optional<Error> open(int part) const {
    return error_of([&] { Model::open(ModelSource::from_file(name(part))); });
  }
};

TEST_F(Split, AnyPartOpensTheWhole) {
  split();
  SessionOptions options;
  options.exact = true;
  const std::vector<TokenId> ids = {0, 5, 6, 7};
  const auto logits = [&](const fs::path& file) {
    return Session::open(Model::open(ModelSource::from_file(file)), options)->logits(ids, 8);
  };
  const auto expected = logits(MINGSI_GOLDEN_DIR "/v3.gguf");
  EXPECT_EQ(logits(name(1)), expected);
  EXPECT_EQ(logits(name(3)), expected);
}

TEST_F(Split, WrongPartsAreNamed) {
  split();
  fs::remove(name(2));
  auto error = open(1);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), ErrorCode::FileNotFound);
  EXPECT_EQ(error->file(), name(2).string());
  split(3, 1);  // numbers shifted
  EXPECT_EQ(open(1)->code(), ErrorCode::BadConfig);
  split(4);
  EXPECT_EQ(open(1)->code(), ErrorCode::BadConfig);
  split();
  fs::copy_file(name(2), name(3), fs::copy_options::overwrite_existing);
  EXPECT_EQ(open(1)->code(), ErrorCode::BadConfig);
  split();
  fs::rename(name(1), path_ / "renamed.gguf");
  EXPECT_EQ(error_of([&] { Model::open(ModelSource::from_file(path_ / "renamed.gguf")); })->code(),
            ErrorCode::BadConfig);
}

}  // namespace
}  // namespace mingsi::engine
