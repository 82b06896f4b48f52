// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "engine/backend/cpu/panel.h"
#include "engine/backend/cpu/tiles.h"
#include "engine/base/cpu_features.h"
#include "engine/tensor/dtype.h"

namespace mingsi::engine::cpu {

/// How many weight rows and tokens one call of Kernels::dot_block covers at most.
inline constexpr std::size_t kBlockRows = 8;
inline constexpr std::size_t kBlockTokens = 4;
/// In passes of so many tokens it pays to unpack weights to bfloat16, where there are tiles; for so many tokens of one
/// sequence, to decode or expand the rows of its cache once for all of them. Both round otherwise. About weights the
/// number of a pass's tokens decides, not what is left of them for one expert: among large passes, as among small ones,
/// a token's result does not depend on its company.
inline constexpr std::size_t kLargePass = 64;
/// The same for expanding latents by projections that are multiplied in float32, which pays later than by integers
/// (kernel_bench, "latent attention of many").
inline constexpr std::size_t kLargePassOfFloats = 192;

/// The inner loops, once for each instruction set. All are plain functions of their arguments; results do not depend
/// on how many rows or tokens a call covers.
struct Kernels {
  CpuLevel level;

  /// Stored row → float32; n is a multiple of the type's block length.
  void (*dequantize)(DType type, const std::byte* row, float* out, std::size_t n);

  /// y[t · y_stride + r] = Σᵢ w[r · w_stride + i] · x[t · x_stride + i] for r < rows ≤ kBlockRows and
  /// t < tokens ≤ kBlockTokens.
  void (*dot_block)(const float* w, std::size_t w_stride, std::size_t rows, const float* x, std::size_t x_stride,
                    std::size_t tokens, std::size_t n, float* y, std::size_t y_stride);

  /// y[r] = w row r · x for r < kBlockRows rows of F16, BF16 or F8_E4M3 as they are stored, `w_stride` bytes apart: the
  /// same bits as dot_block() gives of the decoded rows, which are written nowhere. `scales`, if not null, has a
  /// float32 for each kF8BlockSize columns of all the rows, maybe unaligned. False for other types, and for widths that
  /// are no multiple of 16.
  bool (*dot_stored)(DType type, const std::byte* w, std::size_t w_stride, const std::byte* scales, const float* x,
                     std::size_t n, float* y);

  /// y += a · x
  void (*axpy)(float a, const float* x, float* y, std::size_t n);

  /// One step of the online softmax (arXiv 1805.02867): score becomes exp(scale · score − top') with top' the greatest
  /// of top and all scale · score; their sum goes to `sum`. Gives top'. A score that is NaN stays NaN and counts for no
  /// top.
  float (*softmax_step)(float* score, std::size_t n, float scale, float top, float* sum);

  /// sums[t · sum_stride + k] += Σⱼ p[t · p_stride + j] · values[j · value_stride + k] for t < tokens ≤ kBlockTokens, j
  /// < rows and k < width, the rows in order.
  void (*weighted_sum)(const float* p, std::size_t p_stride, std::size_t tokens, const float* values,
                       std::size_t value_stride, std::size_t rows, float* sums, std::size_t sum_stride,
                       std::size_t width);

  /// float32 → float16, rounded to nearest even.
  void (*to_f16)(const float* x, std::byte* out, std::size_t n);

  /// out = silu(gate) · up, element by element.
  void (*swiglu)(const float* gate, const float* up, float* out, std::size_t n);

  // The integer kernels (panel.h). All instruction sets give the same bits: sums of products are exact, and what is
  // done in float32 is done in the same order.

  /// One row of CodedRows from `n` activations, for weights of these traits. A block that holds NaN or an infinity gets
  /// the scale NaN.
  void (*code_row)(const float* x, std::size_t n, const CodeTraits& traits, std::int8_t* codes, float* scales,
                   std::int32_t* starts, float* sums);

  /// Columns [first, first + columns) of some rows; both numbers are multiples of the type's block length, columns ≤
  /// kPanelColumns. Rows beyond repeat the first. The scalar kernel reads no packed panels.
  void (*decode_panel)(const KeptPanel& kept, std::size_t first, std::size_t columns, Panel& panel);

  /// sums[i][r] = Σ over all columns of row r < kPanelRows and token tokens[i], for i < count, as by panels, which are
  /// saved where weights are used few times; false when the type, the number of tokens or the way in which the rows
  /// are kept needs them.
  bool (*multiply_few)(const KeptPanel& kept, std::size_t columns, const CodedRows& x, const std::uint32_t* tokens,
                       std::size_t count, float (*sums)[kPanelRows]);

  /// sums[i][r] += Σ over the panel's columns of weight row r and token tokens[i], for i < count ≤ kPanelTokens: block
  /// by block, sum = fma(Σ code · code + start, weight scale · token scale, sum). Offsets are summed apart, rest =
  /// fma(offset, token's sum, rest), and added every kFoldColumns columns and at the end.
  void (*multiply_panel)(const Panel& panel, const CodeTraits& traits, const CodedRows& x, const std::uint32_t* tokens,
                         std::size_t count, std::size_t first, std::size_t columns, float (*sums)[kPanelRows]);

  const TileKernels* tiles = nullptr;  ///< where the processor has them
};

/// The table for a level; a level that this build or processor lacks gives the next lower one.
const Kernels& kernels(CpuLevel level);

extern const Kernels kScalarKernels;
#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;
extern const Kernels kAvx512Kernels;
/// kAvx512Kernels with tiles, whether this processor has them or not.
const Kernels& amx_kernels();
#endif

}  // namespace mingsi::engine::cpu
