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

#include "engine/backend/placement.h"
#include "engine/base/error.h"
#include "engine/generation/constraint/constraint.h"
#include "engine/generation/sampler.h"
#include "engine/models/model_description.h"
#include "engine/tensor/dtype.h"
#include "engine/tokenizer/chat.h"
#include "engine/tokenizer/tokenizer.h"

/// The public face of the inference engine: open a model, describe it, generate text.
namespace mingsi::engine {

/// Where a checkpoint lies: a GGUF file, a Hugging Face folder, or bytes of a GGUF file in memory that outlive every
/// use (an embedded model).
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

struct GpuDescription {
  std::string name;
  std::string details;  ///< one line: name, compute capability, memory
  std::uint64_t memory_bytes = 0;
  std::uint64_t usable_memory_bytes = 0;  ///< taken to be free, before the GPU itself is asked
  bool usable = false;                    ///< whether sessions can compute on it
};

/// What the machine offers, for the question whether a model fits.
struct MachineDescription {
  std::string cpu;
  std::uint64_t memory_bytes = 0;
  std::uint64_t available_memory_bytes = 0;
  bool cuda_support = false;         ///< of this build
  std::vector<GpuDescription> gpus;  ///< empty without driver or CUDA support; sessions use the first

  /// What sessions use; null without one.
  const GpuDescription* gpu() const { return gpus.empty() || !gpus.front().usable ? nullptr : &gpus.front(); }
};
MachineDescription describe_machine();

/// Bytes a second that all usable threads together read from memory; takes about a tenth of a second.
double measure_memory_bandwidth();

/// An opened checkpoint: immutable, shared by all sessions.
class Model {
 public:
  /// Maps and checks the files. Throws Error.
  static std::shared_ptr<const Model> open(const ModelSource& source);
  virtual ~Model() = default;

  virtual const ModelDescription& description() const = 0;
  virtual const Tokenizer& tokenizer() const = 0;
  /// The prompt of a conversation. Throws BadTemplate when the template refuses it.
  virtual ChatPrompt encode_chat(std::span<const ChatMessage> messages, const ChatOptions& options) const = 0;
  /// Reads all weights into the system's page cache, in their order on the disk, so that the first answer does not
  /// have to fetch them page by page. `progress` hears the share that is done and returns whether to go on; the result
  /// is false when it did not.
  virtual bool read_weights(const std::function<bool(double)>& progress) const = 0;
};

/// The tokenizer of a model alone; also of files and folders that hold nothing else. Throws Error.
std::shared_ptr<const Tokenizer> open_tokenizer(const ModelSource& source);

struct SessionOptions {
  std::size_t context_length = 0;  ///< 0: the model's own, at most kDefaultContext
  unsigned threads = 0;            ///< 0: all
  Device device = Device::Auto;
  std::uint64_t gpu_memory = 0;  ///< the most bytes that are used of a GPU's memory; 0: all that are free
  /// Compute in float32 throughout, as the reference: quantized weights are multiplied with activations that are not
  /// rounded to 8 bits, and the cache keeps float32 instead of float16. Several times slower.
  bool exact = false;
  /// Keep the key-value cache at 8 bits, in about half the memory; but for grouped-query attention whose heads are no
  /// multiples of 32 wide. Also of the exact computation.
  bool small_cache = false;
  std::size_t prefill_chunk = 256;
  /// Copy quantized weights, in the background and while memory lasts, into the order in which the processor reads
  /// them. Answers are the same without, and slower. Each session has copies of its own.
  bool repack = true;
  /// Let a model's own layer for multi-token prediction (arXiv 2412.19437, section 2.2) foretell the token behind the
  /// next, so that both are computed in one pass where it is right. The tokens are the same either way.
  bool speculation = false;
  /// How many requests can run together. Each has a cache of its own, whose memory is used as tokens arrive.
  std::size_t sequences = 1;
  /// Where the caches of sequences that are left go, to be found again by later prompts and sessions; empty: nowhere.
  std::filesystem::path cache_folder;
  std::string cache_key;  ///< tells the model from all others; without it the folder is not used
  std::uint64_t cache_limit_bytes = std::uint64_t{4} << 30;

  static constexpr std::size_t kDefaultContext = 16384;
};

/// What a session with these options puts where on a GPU with so much free memory, whatever its device; for the usual
/// precision.
Placement plan_gpu(const ModelDescription& model, const SessionOptions& options, std::uint64_t free_bytes);

enum class FinishReason {
  Stop,         ///< the model ended its turn
  Length,       ///< max_tokens were generated
  ContextFull,  ///< no room for another token
  Cancelled,
};
const char* to_string(FinishReason reason);

/// A token and the probability that the model itself gives it: softmax of its logits, before the sampler's
/// temperature, penalties and filters.
struct TokenProbability {
  TokenId id = 0;
  float probability = 0;
};

/// One generated token as it leaves the sampler. The spans are valid during the call only.
struct TokenEvent {
  TokenId id = 0;         ///< -1 for the rest of a text whose last character is incomplete
  std::string_view text;  ///< whole UTF-8 characters; may be empty while one is incomplete
  std::size_t index = 0;  ///< 0 for the first generated token
  float probability = 0;  ///< as in TokenProbability; 0 when no alternatives were asked for
  std::span<const TokenProbability> alternatives = {};  ///< the most likely tokens at this place, best first
  /// The routed experts that computed the distribution from which the token was drawn: [MoE layers, top_k].
  std::span<const std::int32_t> experts = {};
};

struct GenerationResult;

struct GenerationRequest {
  std::vector<TokenId> prompt;
  SamplerParameters sampler;
  std::size_t max_tokens = 0;                 ///< 0: as many as the context holds
  std::size_t alternatives = 0;               ///< how many of the most likely tokens are told with each token
  bool experts = false;                       ///< tell the experts of each token
  bool ignore_end = false;                    ///< go on when the model ends its turn: for measuring
  std::shared_ptr<Constraint> constraint;     ///< what the text may be; null: anything
  std::optional<TokenId> constrained_behind;  ///< the constraint begins behind this token, such as the thought's end
  std::stop_token stop;                       ///< looked at before every token and every prefill chunk
  std::function<void(std::size_t done, std::size_t total)> on_prefill;
  std::function<void(const TokenEvent&)> on_token;
  /// Hears that it has ended, and may give what goes on in its place at once; that must live until its own end.
  std::function<const GenerationRequest*(const GenerationResult&)> on_end;
};

struct GenerationResult {
  FinishReason finish_reason = FinishReason::Stop;
  std::size_t prompt_tokens = 0;
  std::size_t cached_tokens = 0;  ///< of the prompt, taken from the cache of an earlier turn
  std::size_t completion_tokens = 0;
  std::size_t foretold_tokens = 0;  ///< by speculation
  std::size_t accepted_tokens = 0;  ///< of those, the ones that were drawn
  double prefill_seconds = 0;
  double decode_seconds = 0;
  double time_to_first_token = 0;
};

/// Sequences, each with a key-value cache, and the threads that compute them. Used by one thread at a time.
class Session {
 public:
  /// Throws DeviceUnavailable, OutOfMemory or InvalidArgument.
  static std::unique_ptr<Session> open(std::shared_ptr<const Model> model, const SessionOptions& options);
  virtual ~Session() = default;

  virtual std::size_t sequences() const = 0;
  /// Tokens that fit each sequence.
  virtual std::size_t context_length() const = 0;
  /// Tokens whose cache is kept, of all sequences.
  virtual std::size_t context_used() const = 0;
  virtual std::string device_name() const = 0;
  /// Waits until weights are repacked (SessionOptions::repack), for measurements; nothing else needs to.
  virtual void settle() = 0;
  /// What lies where, on a GPU.
  virtual std::optional<Placement> placement() const = 0;
  /// Forgets all that was read, in SessionOptions::cache_folder too: what a person deletes is gone.
  virtual void forget() = 0;

  /// Throws what generate() throws before it begins with such a request.
  virtual void check(const GenerationRequest& request) const = 0;
  /// Generates after each request's prompt; what the caches already hold of it is not computed again. Requests run
  /// together, as many as there are sequences: a step reads the weights once for all of them, and one that ends makes
  /// room for the next. Each gets the text that it would have by itself. The requests' functions are called from this
  /// thread. Throws, before it begins, ContextFull when a prompt does not fit or InvalidArgument; NotFinite, FileLost.
  virtual std::vector<GenerationResult> generate(std::span<const GenerationRequest> requests) = 0;
  GenerationResult generate(const GenerationRequest& request) { return generate({&request, 1}).front(); }

  /// Logits of every position: [ids.size(), vocab], computed from an empty cache in chunks of `chunk` tokens.
  virtual std::vector<float> logits(std::span<const TokenId> ids, std::size_t chunk) = 0;
  /// The same for some positions only, given in ascending order: [positions.size(), vocab].
  virtual std::vector<float> logits_at(std::span<const TokenId> ids, std::span<const std::size_t> positions,
                                       std::size_t chunk) = 0;
};

/// Removes all caches of a SessionOptions::cache_folder.
void clear_cache_folder(const std::filesystem::path& folder);

/// What synthesize_model() makes.
struct SynthesisOptions {
  std::string like;          ///< one of synthesis_presets()
  std::size_t layers = 0;    ///< 0: all of them
  DType type = DType::Q4_K;  ///< of the matrices; those that no file has in low precision keep float32
  std::uint64_t seed = 0;
};
std::vector<std::string> synthesis_presets();
using ConversionProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Writes a GGUF file with random weights in the shapes of a published model, and a small vocabulary padded to its
/// size. The same options give the same file on every machine. Throws InvalidArgument or FileUnwritable.
void synthesize_model(const SynthesisOptions& options, const std::filesystem::path& out,
                      const ConversionProgress& progress);

/// Writes a model as GGUF with its matrices in another type (where a row is not whole blocks of the type, Q8_0 or F16
/// instead). Norms, biases and routers stay in float32. Throws InvalidArgument, FileUnwritable or what Model::open
/// throws.
void quantize_model(const ModelSource& in, const std::filesystem::path& out, DType type,
                    const ConversionProgress& progress);

}  // namespace mingsi::engine
