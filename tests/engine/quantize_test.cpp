// SPDX-License-Identifier: Apache-2.0
// Weight types: reading against PyPI gguf bit for bit, writing by its error, files by what they compute.
#include "engine/tensor/quantize.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <random>
#include <unistd.h>

#include "engine/conversion/synthesis_presets.h"
#include "engine/engine.h"
#include "engine/models/deepseek_config.h"
#include "engine/tensor/convert.h"
#include "engine/tensor/dequantize.h"

namespace mingsi::engine {
namespace {

std::string read_file(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(Dequantize, AgreesWithGgufToTheBit) {
  const auto index = nlohmann::json::parse(read_file(MINGSI_GOLDEN_DIR "/dequantize.json"));
  const auto data = read_file(MINGSI_GOLDEN_DIR "/dequantize.bin");
  EXPECT_EQ(index.size(), 19u);
  for (const auto& entry : index) {
    const auto name = entry.at("type").get<std::string>();
    const auto type = dtype_from_name(name);
    ASSERT_TRUE(type) << name;
    const auto offset = entry.at("offset").get<std::size_t>();
    const auto bytes = entry.at("block_bytes").get<std::size_t>();
    std::vector<float> expected(entry.at("values").get<std::size_t>()), actual(expected.size());
    ASSERT_EQ(row_bytes(*type, expected.size()), bytes) << name;
    std::memcpy(expected.data(), data.data() + offset + bytes, expected.size() * sizeof(float));
    dequantize_row(*type, reinterpret_cast<const std::byte*>(data.data() + offset), actual);
    for (std::size_t i = 0; i < expected.size(); ++i)
      ASSERT_EQ(std::bit_cast<std::uint32_t>(actual[i]), std::bit_cast<std::uint32_t>(expected[i]))
          << name << ", value " << i << ": " << actual[i] << ", " << expected[i] << " expected";
  }
}

TEST(Convert, Fp8HasItsDefinedValues) {
  EXPECT_EQ(f8_e4m3_to_f32(0x00), 0.0f);
  EXPECT_EQ(f8_e4m3_to_f32(0x01), 0x1p-9f);  // least subnormal
  EXPECT_EQ(f8_e4m3_to_f32(0x08), 0x1p-6f);  // least normal
  EXPECT_EQ(f8_e4m3_to_f32(0x38), 1.0f);
  EXPECT_EQ(f8_e4m3_to_f32(0xb9), -1.125f);
  EXPECT_EQ(f8_e4m3_to_f32(0x7e), 448.0f);  // greatest
  EXPECT_TRUE(std::isnan(f8_e4m3_to_f32(0x7f)));
  EXPECT_TRUE(std::isnan(f8_e4m3_to_f32(0xff)));
}

TEST(Convert, Fp8RowsCarryTheirBlocksScales) {
  // 130 × 200: two blocks high and two wide, the last ones partial.
  constexpr std::size_t kRows = 130, kColumns = 200;
  std::vector<std::byte> data(kRows * kColumns, std::byte{0x38});  // ones
  const float scales[4] = {2, 3, 5, 7};
  const Weight whole{DType::F8_E4M3, kRows, kColumns, data.data(), reinterpret_cast<const std::byte*>(scales)};
  const Weight slice = whole.slice(100, 30);
  std::vector<float> row(kColumns);
  const auto check = [&](const Weight& w, std::size_t index, float left, float right) {
    dequantize_row(w, index, row);
    EXPECT_EQ(row[0], left);
    EXPECT_EQ(row[127], left);
    EXPECT_EQ(row[128], right);
    EXPECT_EQ(row[199], right);
  };
  check(whole, 127, 2, 3);
  check(whole, 128, 5, 7);
  check(slice, 27, 2, 3);
  check(slice, 28, 5, 7);
}

TEST(Quantize, ErrorsAreAsSmallAsTheTypeAllows) {
  std::mt19937 random(7);
  std::normal_distribution<float> normal(0.01f, 0.05f);
  std::vector<float> values(256 * 40), back(values.size());
  for (float& v : values)
    v = normal(random);
  const auto relative_error = [&](DType type) {
    std::vector<std::byte> row(row_bytes(type, values.size()));
    quantize_row(type, values, row.data());
    dequantize_row(type, row.data(), back);
    double difference = 0, size = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double d = static_cast<double>(values[i]) - static_cast<double>(back[i]);
      difference += d * d;
      size += static_cast<double>(values[i]) * static_cast<double>(values[i]);
    }
    return std::sqrt(difference / size);
  };
  // Bounds are a little above what ggml's quantizers reach on normal noise.
  const std::pair<DType, double> bounds[] = {
      {DType::F32, 0},        {DType::F16, 4e-4},  {DType::BF16, 3e-3},  {DType::Q8_0, 0.007}, {DType::Q6_K, 0.022},
      {DType::Q5_K, 0.042},   {DType::Q5_1, 0.05}, {DType::Q5_0, 0.055}, {DType::Q4_K, 0.08},  {DType::IQ4_XS, 0.085},
      {DType::IQ4_NL, 0.085}, {DType::Q4_1, 0.1},  {DType::Q4_0, 0.11},  {DType::Q3_K, 0.17},  {DType::Q2_K, 0.35}};
  for (const auto& [type, bound] : bounds) {
    ASSERT_TRUE(can_quantize(type));
    EXPECT_LE(relative_error(type), bound) << traits(type).name;
  }
}

TEST(Quantize, ZerosAndExtremesSurvive) {
  for (const auto& t : all_dtypes()) {
    if (!can_quantize(t.type)) continue;
    std::vector<float> back(256);
    std::vector<std::byte> row(row_bytes(t.type, 256));
    quantize_row(t.type, std::vector<float>(256, 0.0f), row.data());
    dequantize_row(t.type, row.data(), back);
    for (const float v : back)
      EXPECT_EQ(v, 0.0f) << t.name;
    std::vector<float> spike(256, 0.0f);
    spike[5] = 100;
    spike[250] = -100;
    quantize_row(t.type, spike, row.data());
    dequantize_row(t.type, row.data(), back);
    EXPECT_NEAR(back[5], 100, 15) << t.name;
    EXPECT_NEAR(back[250], -100, 15) << t.name;
    EXPECT_TRUE(std::isfinite(back[0]));
  }
}

class Files : public testing::Test {
 protected:
  Files() { std::filesystem::create_directories(folder_); }
  ~Files() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) /
      ("mingsi-" + std::to_string(::getpid()) + testing::UnitTest::GetInstance()->current_test_info()->name());
};

std::vector<float> logits_of(const std::string& file, const std::vector<TokenId>& ids) {
  SessionOptions options;
  options.exact = true;
  options.context_length = 64;
  return Session::open(Model::open(ModelSource::from_file(file)), options)->logits(ids, 64);
}

TEST_F(Files, AFloatCopyComputesTheSame) {
  const std::vector<TokenId> ids = {0, 5, 6, 7, 8, 9, 10, 200};
  for (const std::string name : {"v3", "v2-plain", "v3-norope"}) {
    const std::string original = MINGSI_GOLDEN_DIR "/" + name + ".gguf";
    quantize_model(ModelSource::from_file(original), file("copy.gguf"), DType::F32, {});
    EXPECT_EQ(logits_of(file("copy.gguf"), ids), logits_of(original, ids)) << name;
  }
}

TEST_F(Files, FoldersBecomeFilesThatComputeTheSame) {
  // Llama's rows change their order, so that sums are rounded differently.
  const std::vector<TokenId> ids = {0, 5, 6, 7, 8, 9, 10, 200};
  for (const std::string name : {"v3", "v3-fp8", "llama3", "qwen2", "qwen3"}) {
    const std::string folder = MINGSI_GOLDEN_DIR "/hf/" + name;
    quantize_model(ModelSource::from_file(folder), file("copy.gguf"), DType::F32, {});
    const auto a = logits_of(folder, ids), b = logits_of(file("copy.gguf"), ids);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i)
      ASSERT_NEAR(a[i], b[i], 2e-4) << name;
    const auto original = open_tokenizer(ModelSource::from_file(folder));
    const auto copy = open_tokenizer(ModelSource::from_file(file("copy.gguf")));
    for (const char* text : {"Hello world 123", "你好，世界 ½", "<think>a</think>  \n\n x"})
      EXPECT_EQ(original->encode(text, true), copy->encode(text, true)) << name;
  }
}

TEST_F(Files, SyntheticModelsOpenAndRepeat) {
  SynthesisOptions options;
  options.like = "r1-distill-qwen-1.5b";
  options.layers = 1;
  options.type = DType::IQ1_S;
  options.seed = 3;
  synthesize_model(options, file("a.gguf"), {});
  synthesize_model(options, file("b.gguf"), {});
  EXPECT_TRUE(read_file(file("a.gguf")) == read_file(file("b.gguf")));
  const auto model = Model::open(ModelSource::from_file(file("a.gguf")));
  EXPECT_EQ(model->description().architecture, "qwen2");
  EXPECT_EQ(model->description().vocab, 151936u);
  for (const float value : logits_of(file("a.gguf"), {1, 2, 3}))
    ASSERT_TRUE(std::isfinite(value));
  EXPECT_FALSE(std::filesystem::exists(file("a.gguf.part")));
}

TEST_F(Files, CutDownModelsWithExpertsOpen) {
  for (const std::size_t layers : {1u, 2u}) {
    SynthesisOptions options;
    options.like = "v2-lite";
    options.layers = layers;
    options.type = DType::IQ1_S;
    synthesize_model(options, file("cut.gguf"), {});
    const auto model = Model::open(ModelSource::from_file(file("cut.gguf")));
    EXPECT_EQ(model->description().layers, layers);
    EXPECT_EQ(model->description().dense_layers, layers - 1);
    for (const float value : logits_of(file("cut.gguf"), {1, 2, 3}))
      ASSERT_TRUE(std::isfinite(value));
  }
}

// The files of these would be too large for a test: their plans are read instead.
TEST(Synthesis, PlansOfAnyDepthAreModels) {
  for (const char* preset : {"v2-lite", "v3", "r1"}) {
    for (const std::size_t layers : {0u, 1u, 2u, 3u, 4u}) {
      const auto plan = plan_synthetic_model(preset, layers, DType::Q4_K);
      Checkpoint checkpoint;
      checkpoint.metadata = plan.metadata;
      for (const auto& t : plan.tensors)
        checkpoint.tensors[t.tensor.name].shape = t.tensor.shape;
      DeepSeekConfig config;
      try {
        config = DeepSeekConfig::from_checkpoint(checkpoint);
      } catch (const Error& error) {
        ADD_FAILURE() << preset << ", " << layers << " layers: " << error.what();
        continue;
      }
      if (layers != 0) {
        EXPECT_EQ(config.layers, layers) << preset;
      }
      EXPECT_LT(config.dense_layers, config.layers) << preset;  // one layer with experts at least
      for (std::size_t i = 0; i < config.layers; ++i) {
        const std::string block = "blk." + std::to_string(i) + ".";
        const bool dense = i < config.dense_layers;
        EXPECT_EQ(checkpoint.contains(block + "ffn_gate.weight"), dense) << preset << ", layer " << i;
        EXPECT_EQ(checkpoint.contains(block + "ffn_gate_inp.weight"), !dense) << preset << ", layer " << i;
      }
    }
  }
}

TEST_F(Files, WhatCannotBeWrittenIsTold) {
  const auto v3 = ModelSource::from_file(MINGSI_GOLDEN_DIR "/v3.gguf");
  const auto code = [&](const std::string& out, DType type) {
    try {
      quantize_model(v3, out, type, {});
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::Malformed;
  };
  EXPECT_EQ(code("/nowhere/x.gguf", DType::F16), ErrorCode::FileUnwritable);
  EXPECT_EQ(code("/dev/full/x.gguf", DType::F16), ErrorCode::FileUnwritable);
  EXPECT_EQ(code(file("x.gguf"), DType::IQ1_S), ErrorCode::InvalidArgument);
  EXPECT_EQ(code(MINGSI_GOLDEN_DIR "/v3.gguf", DType::F16), ErrorCode::InvalidArgument);
  EXPECT_FALSE(std::filesystem::exists(file("x.gguf")));
}

}  // namespace
}  // namespace mingsi::engine
