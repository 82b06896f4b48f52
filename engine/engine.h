// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/generation/sampler.h"
#include "engine/tokenizer/chat_format.h"

/// The public face of the inference engine: open a model, describe it, generate text.
namespace mingsi::engine {

/// Where a checkpoint lies: a file, or bytes in memory that outlive every use (an embedded model).
struct ModelSource {
  std::filesystem::path file;
  std::span<const std::byte> memory;
  std::string name;  ///< stands for the file in messages when `memory` is used

  static ModelSource from_file(std::filesystem::path path) { return {std::move(path), {}, {}}; }
  static ModelSource from_memory(std::span<const std::byte> bytes, std::string name) {
    return {{}, bytes, std::move(name)};
  }
};

enum class Device { Auto, Cpu, Cuda };

/// How much of a checkpoint is stored in which type.
struct WeightTypeShare {
  std::string type;
  std::uint64_t tensors = 0;
  std::uint64_t bytes = 0;
};

/// What a checkpoint is, read from its header alone.
struct ModelDescription {
  std::string name;
  std::string architecture;
  std::string file;
  std::uint64_t file_bytes = 0;
  std::uint64_t total_parameters = 0;
  std::uint64_t active_parameters = 0;
  std::uint64_t bytes_per_token = 0;     ///< weight bytes read for one decoded token
  std::uint64_t kv_bytes_per_token = 0;  ///< of the key-value cache at its default type
  std::size_t layers = 0, dense_layers = 0, mtp_layers = 0;
  std::size_t hidden = 0, vocab = 0, context_length = 0;
  std::size_t heads = 0, q_lora_rank = 0, kv_lora_rank = 0, qk_nope_head_dim = 0, qk_rope_head_dim = 0, v_head_dim = 0;
  std::size_t experts = 0, experts_per_token = 0, shared_experts = 0, expert_groups = 0;
  std::string gating;
  std::vector<WeightTypeShare> weight_types;
  std::string tokenizer;      ///< pre-tokenizer
  std::string chat_format;    ///< family of the prompt format
  std::string chat_template;  ///< the Jinja template in the file, if any
  bool opens_reasoning = false;
};

/// What the machine offers, for the question whether a model fits.
struct MachineDescription {
  std::string cpu;
  std::uint64_t memory_bytes = 0;
  std::uint64_t available_memory_bytes = 0;
  std::vector<std::string> gpus;  ///< one line each; empty without driver or CUDA support
};
MachineDescription describe_machine();

/// An opened checkpoint: immutable, shared by all sessions.
class Model {
 public:
  /// Maps and checks the file. Throws Error.
  static std::shared_ptr<const Model> open(const ModelSource& source);
  virtual ~Model() = default;

  virtual const ModelDescription& description() const = 0;
  virtual std::vector<TokenId> encode(std::string_view text, bool parse_special) const = 0;
  virtual std::string decode(std::span<const TokenId> ids) const = 0;
  virtual std::vector<TokenId> encode_chat(std::span<const ChatMessage> messages) const = 0;
};

struct SessionOptions {
  std::size_t context_length = 0;  ///< 0: the model's own, at most kDefaultContext
  unsigned threads = 0;            ///< 0: all
  Device device = Device::Auto;
  bool exact_cache = false;  ///< keep the key-value cache in float32 instead of float16
  std::size_t prefill_chunk = 256;

  static constexpr std::size_t kDefaultContext = 16384;
};

enum class FinishReason {
  Stop,         ///< the model ended its turn
  Length,       ///< max_tokens were generated
  ContextFull,  ///< no room for another token
  Cancelled,
};
const char* to_string(FinishReason reason);

/// One generated token as it leaves the sampler.
struct TokenEvent {
  TokenId id = 0;
  std::string_view text;  ///< whole UTF-8 characters; may be empty while one is incomplete
  std::size_t index = 0;  ///< 0 for the first generated token
};

struct GenerationRequest {
  std::vector<TokenId> prompt;
  SamplerParameters sampler;
  std::size_t max_tokens = 0;  ///< 0: as many as the context holds
  std::stop_token stop;        ///< looked at before every token and every prefill chunk
  std::function<void(std::size_t done, std::size_t total)> on_prefill;
  std::function<void(const TokenEvent&)> on_token;
};

struct GenerationResult {
  FinishReason finish_reason = FinishReason::Stop;
  std::size_t prompt_tokens = 0;
  std::size_t cached_tokens = 0;  ///< of the prompt, taken from the cache of the turn before
  std::size_t completion_tokens = 0;
  double prefill_seconds = 0;
  double decode_seconds = 0;
  double time_to_first_token = 0;
};

/// One sequence: a key-value cache and the threads that compute it. Used by one thread at a time.
class Session {
 public:
  /// Throws DeviceUnavailable, OutOfMemory or InvalidArgument.
  static std::unique_ptr<Session> open(std::shared_ptr<const Model> model, const SessionOptions& options);
  virtual ~Session() = default;

  virtual std::size_t context_length() const = 0;
  /// Tokens whose cache is kept.
  virtual std::size_t context_used() const = 0;
  virtual std::string device_name() const = 0;

  /// Generates after `prompt`; what the cache already holds of it is not computed again. Throws ContextFull when the
  /// prompt alone does not fit, InvalidArgument, NotFinite.
  virtual GenerationResult generate(const GenerationRequest& request) = 0;

  /// Logits of every position: [ids.size(), vocab], computed from an empty cache in chunks of `chunk` tokens.
  virtual std::vector<float> logits(std::span<const TokenId> ids, std::size_t chunk) = 0;
};

}  // namespace mingsi::engine
