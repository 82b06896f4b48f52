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
  options.exact_cache = true;
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
