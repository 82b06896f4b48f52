// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>
#include <span>

#include "engine/backend/cuda/device_types.h"
#include "engine/backend/ops.h"

/// Launches of the kernels, each on a stream. Everything they are given lies in the device's memory. They throw Error
/// when a kernel can't be launched.
namespace mingsi::engine::cuda {

/// Whether kernels may begin while those before them end (programmatic dependent launch, of compute capability 9.0).
void set_overlap(bool overlap);
bool overlaps();
/// Whether the code that the device runs was made for that. Throws DeviceUnavailable when this build has none for it.
bool can_overlap();

/// Throws DeviceLost, or OutOfMemory, unless it is a success.
void check(cudaError_t error, const char* what);

// Element by element (elementwise.cu).

/// Blocks of a file, moved as device_layout() says.
void lay_out(const std::byte* blocks, std::size_t count, std::size_t block_bytes, const DeviceLayout& layout,
             std::byte* out, cudaStream_t stream);

void embed(const DeviceWeight& table, const std::int32_t* ids, Matrix out, cudaStream_t stream);
/// Where coded rows go; null where nobody wants them.
struct CodeTarget {
  std::int8_t* codes = nullptr;
  float* scales = nullptr;
  float* sums = nullptr;
};
/// x += y unless y is empty; out = rms_norm(x), and the same as CodedActivations.
void add_rms_norm(ConstMatrix y, Matrix x, const float* gain, float eps, Matrix out, const CodeTarget& coded,
                  cudaStream_t stream);
void add_bias(const float* bias, Matrix x, cudaStream_t stream);
void rope(Matrix x, std::size_t heads, std::size_t head_stride, const RopeTable& table, cudaStream_t stream);
void store(ConstMatrix left, ConstMatrix right, LayerCache cache, DevicePosition position, cudaStream_t stream);
/// y = x, for all parts of a batch.
void copy(ConstMatrix x, Matrix y, const Batch& batch, cudaStream_t stream);
void swiglu(ConstMatrix gate, ConstMatrix up, Matrix out, cudaStream_t stream);
void add(ConstMatrix y, Matrix x, cudaStream_t stream);
void clear(Matrix x, cudaStream_t stream);
/// Rounds to CodedActivations, whose parts are written. A block that holds NaN or an infinity gets the scale NaN.
void code(ConstMatrix x, const CodeTarget& out, cudaStream_t stream);
/// Rounds to RoundedActivations, whose values are written: [batch.count · x.rows, stride], the parts of a batch one
/// behind the other.
void round(ConstMatrix x, const Batch& batch, std::uint16_t* values, std::size_t stride, cudaStream_t stream);
/// Rows [first, first + rows) of a matrix in another type, F16 or F32: [rows, columns], or [columns, rows] when they
/// are `transposed`.
void decode(const DeviceWeight& w, std::size_t first, std::size_t rows, bool transposed, DType to, std::byte* out,
            cudaStream_t stream);

// Products with few tokens, bound by reading the weights (few.cu).

/// The most tokens that one of these takes.
inline constexpr std::size_t kFew = 8;

/// y = x · wᵀ with activations of 8 bits, for types of integers.
void multiply_few(const DeviceWeight& w, const CodedActivations& x, Matrix y, cudaStream_t stream);
/// y = x · wᵀ in float32, for all types.
void multiply_few(const DeviceWeight& w, ConstMatrix x, Matrix y, const Batch& batch, cudaStream_t stream);
/// out = silu(gate · x) ⊙ (up · x), both of one type: of integers with activations of 8 bits, of others in float32.
void gated_few(const DeviceWeight& gate, const DeviceWeight& up, const CodedActivations& x, Matrix out,
               cudaStream_t stream);
void gated_few(const DeviceWeight& gate, const DeviceWeight& up, ConstMatrix x, Matrix out, cudaStream_t stream);

// The same for chosen experts (few_experts.cu). A slot is one of the top_k experts of a token; nothing is written for
// one whose expert is −1, and nothing of it read.

/// out[slot] = x[slot / slots_a_row] · wᵀ, in float32 and for all types.
void multiply_experts_few(const DeviceExperts& w, const DeviceChoice& choice, ConstMatrix x, std::size_t slots_a_row,
                          Matrix out, cudaStream_t stream);
/// out[slot] = silu(gate · x) ⊙ (up · x) of the slot's token; types as above.
void gated_experts_few(const DeviceExperts& gate, const DeviceExperts& up, const DeviceChoice& choice,
                       const CodedActivations& x, Matrix out, cudaStream_t stream);
void gated_experts_few(const DeviceExperts& gate, const DeviceExperts& up, const DeviceChoice& choice, ConstMatrix x,
                       Matrix out, cudaStream_t stream);
/// out[t] += Σ weight · (x[slot] · wᵀ) over the slots of token t; types as above.
void down_experts_few(const DeviceExperts& w, const DeviceChoice& choice, const CodedActivations& x, Matrix out,
                      cudaStream_t stream);
void down_experts_few(const DeviceExperts& w, const DeviceChoice& choice, ConstMatrix x, Matrix out,
                      cudaStream_t stream);

// Products with many tokens, bound by arithmetic (many.cu).

/// y = x · wᵀ with weights and activations rounded to bfloat16 and sums in float32.
void multiply_many(const DeviceWeight& w, const RoundedActivations& x, Matrix y, const Batch& batch,
                   cudaStream_t stream);
/// y[slot] = x[slot / slots_a_row] · wᵀ of the slot's expert, for a choice of `tokens` rows.
void multiply_experts_many(const DeviceExperts& w, const ExpertOrder& order, std::size_t tokens,
                           const RoundedActivations& x, std::size_t slots_a_row, Matrix y, cudaStream_t stream);

// The router, and what becomes of its choice (router.cu).

void route(const RouterRule& rule, ConstMatrix logits, const float* bias, std::int32_t* expert, float* weight,
           cudaStream_t stream);
/// out[slot] = places[expert of the slot]: the choice among those experts that have a place, −1 for the others.
void locate(const DeviceChoice& choice, const std::int32_t* places, std::int32_t* out, cudaStream_t stream);
/// Sorts the slots by expert, without those of none: writes what makes an ExpertOrder.
void order_experts(const DeviceChoice& choice, std::size_t experts, std::int32_t* starts, std::int32_t* order,
                   cudaStream_t stream);
/// out[t] += Σₖ weight · results[t · top_k + k]
void combine(const DeviceChoice& choice, ConstMatrix results, Matrix out, cudaStream_t stream);

// The end of a pass (best.cu).

/// The parts of BestTokens, in the device's memory.
void find_best(ConstMatrix logits, const float* temperatures, std::int32_t* ids, float* values, float* weights,
               cudaStream_t stream);

// Attention over the cache (attention.cu, scan_floats.cu, scan_halves.cu).

/// Queries of the heads that share cached rows, and which parts of those are their keys and values.
struct Scan {
  ConstMatrix q;  ///< [tokens, heads · key_width]
  std::size_t kv_heads = 1;
  std::size_t group = 1;                                    ///< query heads that share a key-value head
  std::size_t key_width = 0, key_offset = 0, key_step = 0;  ///< the step leads to the next key-value head
  std::size_t value_width = 0, value_offset = 0, value_step = 0;
  float scale = 1;
  LayerCache cache;
  DevicePosition position;

  constexpr std::size_t rows() const { return q.rows * kv_heads * group; }
};
/// How many parts of the context are scanned beside each other.
std::size_t scan_splits(const Scan& scan, int processors);
/// Floats that scan() needs for the results of the parts.
std::size_t scan_scratch(const Scan& scan, std::size_t splits);
/// Whether the device has room for such heads.
bool can_scan(const Scan& scan, bool exact, std::size_t shared_limit);
/// out[t] = [heads · value_width], the softmax-weighted sums of the values: in float32 throughout when it is `exact`,
/// else with float16 factors. `shared_limit`: bytes that a block of the device can have.
void scan(const Scan& scan, std::size_t splits, bool exact, std::size_t shared_limit, float* scratch, Matrix out,
          cudaStream_t stream);

}  // namespace mingsi::engine::cuda
