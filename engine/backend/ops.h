// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "engine/backend/memory.h"
#include "engine/backend/placement.h"
#include "engine/tensor/tensor.h"

namespace mingsi::engine {

/// Which two values of a head are rotated together.
enum class RopeLayout {
  Adjacent,  ///< (x₀, x₁), (x₂, x₃), … as in DeepSeek and in GGUF files of Llama
  Halves,    ///< (x₀, x_{d/2}), (x₁, x_{d/2+1}), … as in GPT-NeoX and Qwen
};

/// Cosines and sines of the rotary embedding, a row a token: [n, dimensions / 2] each.
struct RopeTable {
  std::size_t dimensions = 0;
  RopeLayout layout = RopeLayout::Adjacent;
  ConstMatrix cos, sin;
};

/// Storage type of the key-value cache. Q8 keeps 8 bits and a scale for each 32 values (Q8_0).
enum class KvType { F32, F16, Q8 };
constexpr DType stored_type(KvType type) {
  return type == KvType::F32 ? DType::F32 : type == KvType::F16 ? DType::F16 : DType::Q8_0;
}

/// One layer's cache, a row of `width` values a token. Multi-head latent attention keeps [latent | rotated key], that
/// is kv_lora_rank + qk_rope_head_dim values whatever the number of heads; grouped-query attention keeps
/// [keys | values] of all key-value heads.
/// A row that is stored in blocks has zeros behind its last value.
struct LayerCache {
  KvType type = KvType::F16;
  std::size_t width = 0;
  std::byte* data = nullptr;

  DType dtype() const { return stored_type(type); }
  std::byte* row(std::size_t position) const { return data + position * row_bytes(dtype(), width); }
};

/// What a model needs of the cache of one sequence: for each layer the place of its rows. The model writes rows
/// [first, first + n) and reads [0, first + n).
using LayerCaches = std::span<const LayerCache>;

/// Consecutive tokens of one sequence among those of a forward pass: positions [first, first + count) of its cache.
struct SequenceSlice {
  std::size_t first = 0;
  std::size_t count = 0;
  LayerCaches caches;
  std::size_t wanted = 1;  ///< of so many of its last tokens the logits are wanted
};
using SequenceSlices = std::span<const SequenceSlice>;

/// Where the tokens of an operation stand in a cache: the first of them at `first`, which in a pass is that of its
/// slice number `slice`.
struct Position {
  static constexpr std::size_t kNoSlice = static_cast<std::size_t>(-1);
  Position(std::size_t position, std::size_t number = kNoSlice) : first(position), slice(number) {}

  std::size_t first;
  std::size_t slice;
};

/// The most likely tokens of rows of logits, which a device can find where the logits are.
class BestTokens {
 public:
  static constexpr std::size_t kCount = 64;
  struct Token {
    std::int32_t id;
    float logit;
  };

  /// Rows at these temperatures are wanted. The backend says what it found; nothing is known until then.
  explicit BestTokens(std::vector<float> temperatures) : temperatures_(std::move(temperatures)) {}
  std::span<const float> temperatures() const { return temperatures_; }
  bool found() const { return !weights_.empty(); }
  /// ids and logits: [rows, kCount], by logit, equal ones by id; an id of −1 ends a row. weights: [rows, 2], sums over
  /// all tokens of exp((logit − greatest) / temperature), and of the same at temperature 1; 0 for a row of which
  /// nothing can be said.
  void set(const std::int32_t* ids, const float* logits, const float* weights) {
    tokens_.resize(temperatures_.size() * kCount);
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      tokens_[i] = {ids[i], logits[i]};
    weights_.assign(weights, weights + 2 * temperatures_.size());
  }

  std::span<const Token> row(std::size_t row) const {
    const auto all = std::span(tokens_).subspan(row * kCount, kCount);
    std::size_t count = 0;
    while (count < kCount && all[count].id >= 0)
      ++count;
    return all.first(count);
  }
  float weight(std::size_t row) const { return weights_[2 * row]; }
  float plain_weight(std::size_t row) const { return weights_[2 * row + 1]; }

 private:
  std::vector<float> temperatures_, weights_;
  std::vector<Token> tokens_;
};

/// What one forward pass is given, and where its results go. The caller's lies in the host's memory.
struct Pass {
  const void* of = nullptr;  ///< what is run: the same thing with slices of the same sizes, caches and wants does the
                             ///< same operations
  std::span<const std::int32_t> ids;
  SequenceSlices slices;
  RopeTable rope;
  ConstMatrix given;           ///< hidden states to go on from; may be empty
  Matrix logits;               ///< may be empty
  Matrix states;               ///< may be empty
  BestTokens* best = nullptr;  ///< of the logits: a backend that finds them leaves the logits where they are
};

/// Shapes and weights of one MLA layer's attention proper (DeepSeek-V2, arXiv 2405.04434, section 2.1).
struct LatentAttention {
  std::size_t heads = 0;
  std::size_t nope_dim = 0;    ///< qk_nope_head_dim
  std::size_t rope_dim = 0;    ///< qk_rope_head_dim
  std::size_t latent_dim = 0;  ///< kv_lora_rank
  std::size_t value_dim = 0;   ///< v_head_dim
  float scale = 1;             ///< softmax scale, YaRN's correction included

  /// Rows that give head h its nope keys: [nope, latent] at row h · key_stride, or, when `key_transposed`,
  /// [latent, nope] (the split layout of newer GGUF files).
  Weight key;
  std::size_t key_stride = 0;
  bool key_transposed = false;
  /// Rows that give head h its values: [value, latent] at row value_offset + h · value_stride.
  Weight value;
  std::size_t value_offset = 0;
  std::size_t value_stride = 0;
};

/// Shapes of grouped-query attention (Ainslie et al. 2023, arXiv 2305.13245).
struct GroupedAttention {
  std::size_t heads = 0;
  std::size_t kv_heads = 0;  ///< divides heads; consecutive query heads share one
  std::size_t head_dim = 0;
  float scale = 1;
};

/// How a router turns its logits into experts and weights.
struct RouterRule {
  enum class Scoring { Softmax, Sigmoid };
  enum class GroupScore { Maximum, SumOfTopTwo };

  Scoring scoring = Scoring::Softmax;
  GroupScore group_score = GroupScore::Maximum;
  std::size_t groups = 1;
  std::size_t groups_kept = 1;
  std::size_t top_k = 1;
  bool normalize = false;  ///< divide the chosen weights by their sum
  float scaling = 1;       ///< routed_scaling_factor
};

/// The experts of n tokens: [n, top_k] each.
struct ExpertChoice {
  std::size_t rows = 0;
  std::size_t top_k = 0;
  std::int32_t* expert = nullptr;
  float* weight = nullptr;
};

/// The three matrices of a SwiGLU feed-forward network.
struct FeedForward {
  Weight gate;  ///< [inner, hidden]
  Weight up;    ///< [inner, hidden]
  Weight down;  ///< [hidden, inner]
};

/// Hears of all weights of a model, in the order in which a pass uses them.
class WeightSink {
 public:
  virtual ~WeightSink() = default;
  virtual void weight(const Weight& weight) = 0;
  /// The table of embed(), unless it is a weight too.
  virtual void embedding(const Weight& table) { weight(table); }
  virtual void vector(std::span<const float> vector) = 0;
  virtual void latent_attention(const LatentAttention& attention) = 0;
  virtual void experts(std::span<const FeedForward> experts) = 0;
};

/// The operations of which every forward pass is made. A backend implements all of them; the CPU backend with scalar
/// kernels is the reference for the others. Activations are float32, a row a token; n is the number of tokens.
/// Outputs never alias inputs unless an operation says so. Operations don't fail: shapes were checked at load.
/// Activations, caches and what a Pass of run() points at lie in the backend's memory; weights and gains are named by
/// where they lie in the host's.
class Backend {
 public:
  virtual ~Backend() = default;

  /// "cpu (avx512, 2 threads)"
  virtual std::string name() const = 0;
  virtual Memory& memory() = 0;
  /// Passes of so many tokens or more may round otherwise than smaller ones, whose results for a token are the same
  /// bits whatever its company.
  virtual std::size_t large_pass() const { return std::numeric_limits<std::size_t>::max(); }
  /// What lies where, of a backend on a GPU; null on the processor.
  virtual const Placement* placement() const { return nullptr; }
  /// Makes ready for the weights that `tell` tells; no others are used afterwards. Throws OutOfMemory.
  virtual void load(const std::function<void(WeightSink&)>& tell) { static_cast<void>(tell); }
  /// Waits for what load() has left to be done in the background.
  virtual void settle() {}
  /// Runs the operations of one pass, with everything in the backend's memory, and returns when the results are there.
  /// A backend that remembers the operations of such a pass may do them without calling `body`. Throws DeviceLost.
  virtual void run(const Pass& pass, const std::function<void(const Pass&)>& body) { body(pass); }

  /// A row of the logits of the last pass, where the best were found.
  virtual void read_logits(std::size_t row, std::span<float> out) { static_cast<void>(row), static_cast<void>(out); }

  /// out[t] = table row ids[t]. out: [n, hidden].
  virtual void embed(const Weight& table, std::span<const std::int32_t> ids, Matrix out) = 0;

  /// out = x / sqrt(mean(x²) + eps) · gain, by row (Zhang & Sennrich 2019, arXiv 1910.07467). May be in place.
  virtual void rms_norm(ConstMatrix x, std::span<const float> gain, float eps, Matrix out) = 0;

  /// x += y; out = rms_norm(x).
  virtual void add_rms_norm(ConstMatrix y, Matrix x, std::span<const float> gain, float eps, Matrix out) {
    add(y, x);
    rms_norm(x, gain, eps, out);
  }

  /// y = x · wᵀ. x: [n, w.columns], y: [n, w.rows].
  virtual void linear(const Weight& w, ConstMatrix x, Matrix y) = 0;

  /// out = silu(gate · x) ⊙ (up · x), the inner half of a SwiGLU network. out: [n, gate.rows].
  virtual void gated_linear(const Weight& gate, const Weight& up, ConstMatrix x, Matrix out) {
    const Buffer other(memory(), x.rows, up.rows);
    linear(gate, x, out);
    linear(up, x, other.matrix);
    swiglu(out, other.matrix, out);
  }

  /// x[t] += bias, by row.
  virtual void add_bias(std::span<const float> bias, Matrix x) = 0;

  /// Rotates, in place, the pairs of each of `heads` vectors, which lie `head_stride` apart in a row (RoFormer, arXiv
  /// 2104.09864). Row t uses row t of the table.
  virtual void rope(Matrix x, std::size_t heads, std::size_t head_stride, const RopeTable& table) = 0;

  /// Stores rows [left | right] into the cache from a position on.
  virtual void store(ConstMatrix left, ConstMatrix right, LayerCache cache, Position at) = 0;

  /// Causal attention of each query head over the keys and values of its group:
  ///   out = Σ softmax(scale · q · k_j)_j v_j.
  /// q and out: [n, heads · head_dim], token t stands at position at.first + t and sees all up to itself. Accumulation
  /// in float32.
  virtual void grouped_attention(const GroupedAttention& a, ConstMatrix q, LayerCache cache, Position at,
                                 Matrix out) = 0;

  /// Absorbed multi-head latent attention over the cache: with q = [q_nope | q_rope] of head h and cached c, k_rope,
  ///   score(j) = scale · ((q_nope · W_key) · c_j + q_rope · k_rope_j),  out = W_value · Σ softmax(score)_j c_j.
  /// q: [n, heads · (nope + rope)], token t stands at position at.first + t and sees all up to itself.
  /// out: [n, heads · value]. Accumulation in float32.
  virtual void latent_attention(const LatentAttention& a, ConstMatrix q, LayerCache cache, Position at, Matrix out) = 0;

  /// Chooses top_k experts a token. logits: [n, experts]; `bias` (empty or one an expert) is added for the choice
  /// only, never to the weights. Group-limited top-k of DeepSeek-V2 (arXiv 2405.04434, 2.2.2) and V3 (2412.19437,
  /// 2.1.2). Computed in float32.
  virtual void route(const RouterRule& rule, ConstMatrix logits, std::span<const float> bias, ExpertChoice out) = 0;

  /// out[t] += Σₖ weight · down(silu(gate · x) ⊙ (up · x)) over the chosen experts, of which −1 is none. x and out:
  /// [n, hidden]. x is not written between route(), which made the choice, and this: a backend may begin there.
  virtual void experts(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& choice, Matrix out) = 0;

  /// out = silu(gate) ⊙ up (Shazeer 2020, arXiv 2002.05202). out may be `gate`.
  virtual void swiglu(ConstMatrix gate, ConstMatrix up, Matrix out) = 0;

  /// x += y
  virtual void add(ConstMatrix y, Matrix x) = 0;

  /// x = 0
  virtual void clear(Matrix x) = 0;

  /// Told of every choice of experts, in the host's memory and layer by layer, before run() returns; empty when nobody
  /// asks.
  std::function<void(const ExpertChoice&)> on_route;
};

}  // namespace mingsi::engine
