// SPDX-License-Identifier: Apache-2.0
// Hostile and broken files: each is refused with an Error that says where; none crashes.
#include "engine/formats/gguf.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>

#include "engine/engine.h"
#include "engine/models/deepseek_config.h"

namespace mingsi::engine {
namespace {

/// Writes GGUF piece by piece, right or wrong.
class Builder {
 public:
  template <class T>
  Builder& put(T value) {
    const auto* p = reinterpret_cast<const char*>(&value);
    bytes_.insert(bytes_.end(), p, p + sizeof value);
    return *this;
  }
  Builder& string(const std::string& text) {
    put<std::uint64_t>(text.size());
    bytes_ += text;
    return *this;
  }
  Builder& header(std::uint64_t tensors, std::uint64_t keys, std::uint32_t version = 3) {
    bytes_ += "GGUF";
    return put(version).put(tensors).put(keys);
  }
  Builder& text_key(const std::string& key, const std::string& value) {
    return string(key).put<std::uint32_t>(8).string(value);
  }
  Builder& tensor(const std::string& name, const std::vector<std::uint64_t>& dimensions, std::uint32_t type,
                  std::uint64_t offset) {
    string(name).put<std::uint32_t>(static_cast<std::uint32_t>(dimensions.size()));
    for (const auto n : dimensions)
      put(n);
    return put(type).put(offset);
  }
  Builder& data(std::size_t count) {
    bytes_.resize((bytes_.size() + 31) / 32 * 32 + count);
    return *this;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

Checkpoint read(const std::string& bytes) {
  return read_gguf(std::as_bytes(std::span(bytes.data(), bytes.size())), "test.gguf");
}

ErrorCode code_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    EXPECT_FALSE(error.message().empty());
    return error.code();
  }
  ADD_FAILURE() << "no error";
  return ErrorCode::InvalidArgument;
}

ErrorCode refusal(const Builder& builder) {
  return code_of([&] { read(builder.bytes()); });
}

std::string good_file() {
  return Builder()
      .header(2, 3)
      .text_key("general.architecture", "deepseek2")
      .string("a.number")
      .put<std::uint32_t>(4)
      .put<std::uint32_t>(7)
      .string("a.list")
      .put<std::uint32_t>(9)
      .put<std::uint32_t>(8)
      .put<std::uint64_t>(2)
      .string("x")
      .string("y")
      .tensor("one", {4, 2}, 0, 0)
      .tensor("two", {32}, 8, 32)
      .data(66)
      .bytes();
}

TEST(Gguf, ReadsWhatIsThere) {
  const auto checkpoint = read(good_file());
  EXPECT_EQ(checkpoint.metadata.text("general.architecture"), "deepseek2");
  EXPECT_EQ(checkpoint.metadata.integer("a.number", 0, 10), 7);
  EXPECT_EQ(checkpoint.metadata.texts("a.list"), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(checkpoint.at("one").shape, (std::vector<std::uint64_t>{2, 4}));
  const Weight weight = checkpoint.weight("two", {32});
  EXPECT_EQ(weight.type, DType::Q8_0);
  EXPECT_NE(weight.data, nullptr);
}

TEST(Gguf, EveryTruncationIsRefused) {
  const std::string whole = good_file();
  for (std::size_t length = 1; length < whole.size(); ++length) {
    const std::string cut = whole.substr(0, length);
    const auto code = code_of([&] { read(cut); });
    EXPECT_TRUE(code == ErrorCode::Truncated || code == ErrorCode::NotAModel || code == ErrorCode::Malformed) << length;
  }
}

TEST(Gguf, EveryFlippedByteIsReadOrRefused) {
  const std::string whole = good_file();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const int flip : {0x01, 0x80, 0xff}) {
      std::string damaged = whole;
      damaged[i] = static_cast<char>(damaged[i] ^ flip);
      try {
        read(damaged);
      } catch (const Error&) {
      }
    }
  }
}

TEST(Gguf, OtherFilesAreNamed) {
  EXPECT_EQ(code_of([] { read("just a text"); }), ErrorCode::NotAModel);
  EXPECT_EQ(code_of([] { read("\n <!DOCTYPE HTML><title>404"); }), ErrorCode::FailedDownload);
  EXPECT_EQ(code_of([] { read("<HTML>"); }), ErrorCode::FailedDownload);
}

TEST(Gguf, VersionsAreTold) {
  EXPECT_EQ(refusal(Builder().header(0, 0, 1)), ErrorCode::UnsupportedVersion);
  EXPECT_NO_THROW(read(Builder().header(0, 0, 2).bytes()));
  EXPECT_EQ(refusal(Builder().header(0, 0, 4)), ErrorCode::UnsupportedVersion);
  try {
    read(Builder().header(0, 0, 3u << 24).bytes());
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("big-endian"), std::string::npos);
  }
}

TEST(Gguf, CountsAndLengthsBeyondTheFileAreRefused) {
  constexpr auto kHuge = std::uint64_t{1} << 63;
  EXPECT_EQ(refusal(Builder().header(kHuge, 0)), ErrorCode::Malformed);
  EXPECT_EQ(refusal(Builder().header(0, kHuge)), ErrorCode::Malformed);
  EXPECT_EQ(refusal(Builder().header(0, 1).put(kHuge).data(64)), ErrorCode::Malformed);
  const auto array = [&](std::uint32_t type, std::uint64_t count) {
    return refusal(Builder().header(0, 1).string("k").put<std::uint32_t>(9).put(type).put(count).data(64));
  };
  EXPECT_EQ(array(8, kHuge), ErrorCode::Truncated);
  EXPECT_EQ(array(0, kHuge), ErrorCode::Truncated);
  EXPECT_EQ(array(9, 1), ErrorCode::Malformed);   // nested
  EXPECT_EQ(array(77, 1), ErrorCode::Malformed);  // unknown type
  EXPECT_EQ(refusal(Builder().header(0, 1).string("k").put<std::uint32_t>(13).data(64)), ErrorCode::Malformed);
  EXPECT_EQ(refusal(Builder().header(0, 1).string("k").put<std::uint32_t>(7).put<std::uint8_t>(2).data(64)),
            ErrorCode::Malformed);  // a boolean of 2
}

TEST(Gguf, WhatWouldTakeFarMoreMemoryThanTheFileIsRefused) {
  // An array of `count` values of `type`, each `bytes` zeros long in the file.
  const auto file = [](std::uint32_t type, std::uint64_t count, std::size_t bytes) {
    Builder builder;
    builder.header(0, 1).string("a.list").put<std::uint32_t>(9).put(type).put(count).data(count * bytes);
    return builder;
  };
  EXPECT_EQ(read(file(0, 1 << 20, 1).bytes()).metadata.integers("a.list")->size(), std::size_t{1} << 20);
  EXPECT_TRUE(read(file(8, 1 << 20, 8).bytes()).metadata.contains("a.list"));
  for (const auto& hostile : {file(0, 16 << 20, 1), file(8, 5 << 20, 8)}) {
    try {
      read(hostile.bytes());
      ADD_FAILURE() << "kept, many times larger than the file";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::Malformed);
      EXPECT_NE(error.place().find("a.list"), std::string::npos) << error.place();
    }
  }
}

TEST(Gguf, DuplicatesAreRefused) {
  EXPECT_EQ(refusal(Builder().header(0, 2).text_key("k", "a").text_key("k", "b").data(64)), ErrorCode::Malformed);
  EXPECT_EQ(refusal(Builder().header(2, 0).tensor("t", {4}, 0, 0).tensor("t", {4}, 0, 32).data(64)),
            ErrorCode::Malformed);
}

TEST(Gguf, WrongTensorsAreRefused) {
  const auto one = [](const std::vector<std::uint64_t>& shape, std::uint32_t type, std::uint64_t offset) {
    return refusal(Builder().header(1, 0).tensor("t", shape, type, offset).data(256));
  };
  EXPECT_EQ(one({}, 0, 0), ErrorCode::Malformed);
  EXPECT_EQ(one({1, 1, 1, 1, 1}, 0, 0), ErrorCode::Malformed);
  EXPECT_EQ(one({0}, 0, 0), ErrorCode::Malformed);
  EXPECT_EQ(one({std::uint64_t{1} << 40, std::uint64_t{1} << 40}, 0, 0), ErrorCode::Malformed);
  EXPECT_EQ(one({33}, 8, 0), ErrorCode::Malformed);  // not a whole block
  EXPECT_EQ(one({1000}, 0, 0), ErrorCode::Truncated);
  EXPECT_EQ(one({4}, 0, 1u << 20), ErrorCode::Truncated);
  EXPECT_EQ(one({4}, 0, UINT64_MAX - 31), ErrorCode::Truncated);
  EXPECT_EQ(one({4}, 0, 3), ErrorCode::Malformed);  // misaligned
  EXPECT_EQ(refusal(Builder().header(2, 0).tensor("a", {16}, 0, 0).tensor("b", {16}, 0, 32).data(256)),
            ErrorCode::Malformed);  // overlapping
}

TEST(Gguf, KeysOfTheWrongTypeAreNamed) {
  const auto checkpoint = read(good_file());
  const auto& m = checkpoint.metadata;
  EXPECT_EQ(code_of([&] { m.integer("general.architecture", 0, 1); }), ErrorCode::BadConfig);
  EXPECT_EQ(code_of([&] { m.text("a.number"); }), ErrorCode::BadConfig);
  EXPECT_EQ(code_of([&] { m.integer("a.number", 8, 9); }), ErrorCode::BadConfig);
  EXPECT_EQ(code_of([&] { m.integer("missing", 0, 1); }), ErrorCode::BadConfig);
  EXPECT_EQ(code_of([&] { m.boolean_or("a.number", true); }), ErrorCode::BadConfig);
}

/// Opens a file of tests/golden in which a tensor has another name, as if it were not there.
std::optional<Error> error_without(const std::string& golden, const std::string& tensor) {
  std::ifstream file(MINGSI_GOLDEN_DIR "/" + golden, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  // With its length before it: "output.weight" is also the end of other names.
  const auto place = bytes.find(Builder().string(tensor).bytes());
  EXPECT_NE(place, std::string::npos) << tensor;
  bytes[place + sizeof(std::uint64_t)] = '?';
  try {
    Model::open(ModelSource::from_memory(std::as_bytes(std::span(bytes.data(), bytes.size())), golden));
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

TEST(Model, MissingTensorsAreNamed) {
  const auto refused = [](const std::string& golden, const std::string& tensor) {
    const auto error = error_without(golden, tensor);
    ASSERT_TRUE(error) << golden << " opens without " << tensor;
    EXPECT_EQ(error->code(), ErrorCode::MissingTensor) << error->what();
    EXPECT_EQ(error->place(), tensor) << error->what();
  };
  // Qwen2's projections have biases, which others' have not.
  for (const char* layer : {"blk.0.", "blk.2."})
    for (const char* part : {"attn_q", "attn_k", "attn_v"})
      refused("qwen2.gguf", std::string(layer) + part + ".bias");
  // No model of DeepSeek's has the embedding for its head.
  for (const char* file : {"v3.gguf", "v2-plain.gguf", "v3-mixed.gguf"})
    refused(file, "output.weight");
  for (const char* tensor : {"token_embd.weight", "output_norm.weight", "blk.1.ffn_gate_inp.weight"})
    refused("v3.gguf", tensor);
  // Small models of the other families do, and their files leave it out.
  EXPECT_FALSE(error_without("llama3.gguf", "output.weight"));
}

// Old files leave out what was the same in all models that there were.
TEST(Model, OldFilesOfV3AreReadAsV3) {
  Checkpoint checkpoint;
  checkpoint.metadata = read_gguf(MINGSI_GOLDEN_DIR "/v3.gguf").metadata;
  const auto with = [&](std::int64_t experts, std::optional<bool> normalize) {
    auto& m = checkpoint.metadata;
    for (const char* key :
         {"expert_count", "expert_weights_norm", "expert_gating_func", "expert_group_count", "expert_group_used_count"})
      m.erase(std::string("deepseek2.") + key);
    m.insert("deepseek2.expert_count", experts);
    if (normalize) m.insert("deepseek2.expert_weights_norm", *normalize);
    return DeepSeekConfig::from_checkpoint(checkpoint).router;
  };
  const auto v3 = with(256, {});
  EXPECT_EQ(v3.scoring, RouterRule::Scoring::Sigmoid);
  EXPECT_EQ(v3.groups, 8u);
  EXPECT_EQ(v3.groups_kept, 4u);
  EXPECT_TRUE(v3.normalize);
  EXPECT_FALSE(with(256, false).normalize);  // what a file says counts
  EXPECT_FALSE(with(160, {}).normalize);     // V2
  EXPECT_FALSE(with(64, {}).normalize);      // V2-Lite
  EXPECT_TRUE(with(64, true).normalize);
}

TEST(Model, BrokenCheckpointsAreRefusedByKeyOrTensor) {
  const std::string path = MINGSI_GOLDEN_DIR "/v3.gguf";
  std::ifstream file(path, std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(file)), {});
  const auto replaced = [&](const std::string& from, const std::string& to) {
    std::string bytes = whole;
    const auto place = bytes.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    bytes.replace(place, from.size(), to);
    return bytes;
  };
  const auto open = [](const std::string& bytes) {
    return code_of([&] {
      Model::open(ModelSource::from_memory(std::as_bytes(std::span(bytes.data(), bytes.size())), "changed.gguf"));
    });
  };
  EXPECT_EQ(open(replaced("deepseek2", "deepseek9")), ErrorCode::UnsupportedArchitecture);
  EXPECT_EQ(open(replaced("blk.1.attn_output.weight", "blk.1.attn_outputs.eight")), ErrorCode::MissingTensor);
  EXPECT_EQ(open(replaced("deepseek2.attention.head_count", "deepseek2.attention.head_counx")), ErrorCode::BadConfig);
  EXPECT_EQ(open(replaced("deepseek2.expert_used_count", "deepseek2.expert_used_counx")), ErrorCode::BadConfig);
  EXPECT_EQ(open(replaced("deepseek-v3", "deepseek-v9")), ErrorCode::UnsupportedTokenizer);
  EXPECT_EQ(open(replaced("tokenizer.ggml.merges", "tokenizer.ggml.mergex")), ErrorCode::BadConfig);
}

TEST(MemoryMap, MissingFilesAndFoldersAreTold) {
  EXPECT_EQ(code_of([] { Model::open(ModelSource::from_file("/nowhere/model.gguf")); }), ErrorCode::FileNotFound);
  EXPECT_EQ(code_of([] { Model::open(ModelSource::from_file("/proc")); }), ErrorCode::FileNotFound);  // no config.json
  EXPECT_EQ(code_of([] { Model::open(ModelSource::from_file("/dev/null")); }), ErrorCode::FileUnreadable);
}

}  // namespace
}  // namespace mingsi::engine
