// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/backend/cpu/scan.h"
#include "engine/base/system_memory.h"
#include "engine/tensor/blocks.h"
#include "engine/tensor/convert.h"
#include "engine/tensor/dequantize.h"

namespace mingsi::engine {

float* CpuBackend::at_least(std::vector<float>& memory, std::size_t floats) {
  if (memory.size() < floats) memory.resize(floats);
  return memory.data();
}

CpuBackend::CpuBackend(unsigned threads, CpuLevel level, Precision precision)
    : CpuBackend(threads, cpu::kernels(level), precision) {}

CpuBackend::CpuBackend(unsigned threads, const cpu::Kernels& kernels, Precision precision)
    : kernels_(kernels), precision_(precision), pool_(threads), workers_(pool_.size()) {
  for (Worker& worker : workers_)
    if (kernels.tiles) worker.tiles = std::make_unique<TileMemory>();
  name_tokens(cpu::kScanBlock);
}

void CpuBackend::load(const std::function<void(WeightSink&)>& tell) {
  if (precision_ != Precision::Coded || kernels_.level == CpuLevel::Scalar) return;
  // A quarter of the memory is left to everything else.
  packed_ = std::make_unique<cpu::PackedWeights>(tell, [reserved = reserved_](std::size_t bytes) {
    const auto memory = system_memory();
    return memory.available >= memory.total / 4 + reserved + bytes;
  });
}

void CpuBackend::settle() {
  if (packed_) packed_->wait();
}

float* CpuBackend::scratch(unsigned thread, std::size_t floats) { return at_least(workers_[thread].scratch, floats); }

float* CpuBackend::attention_scratch(unsigned thread, std::size_t floats) {
  return at_least(workers_[thread].attention_scratch, floats);
}

void CpuBackend::embed(const Weight& table, std::span<const std::int32_t> ids, Matrix out) {
  for (std::size_t t = 0; t < ids.size(); ++t)
    decode_row(table, static_cast<std::size_t>(ids[t]), out.row(t));
}

void CpuBackend::decode_row(const Weight& w, std::size_t row, float* out) const {
  kernels_.dequantize(w.type, w.row(row), out, w.columns);
  apply_block_scales(w, row, {out, w.columns});
}

void CpuBackend::add_bias(std::span<const float> bias, Matrix x) {
  for_rows(x.rows, x.columns, [&](std::size_t t) { kernels_.axpy(1.0f, bias.data(), x.row(t), x.columns); });
}

void CpuBackend::rms_norm(ConstMatrix x, std::span<const float> gain, float eps, Matrix out) {
  for_rows(x.rows, x.columns, [&](std::size_t t) {
    const auto in = x.row_span(t);
    float squares = 0;
    kernels_.dot_block(in.data(), 0, 1, in.data(), 0, 1, in.size(), &squares, 1);
    const float scale = 1.0f / std::sqrt(squares / static_cast<float>(in.size()) + eps);
    float* o = out.row(t);
    for (std::size_t i = 0; i < in.size(); ++i)
      o[i] = in[i] * scale * gain[i];
  });
}

void CpuBackend::rope(Matrix x, std::size_t heads, std::size_t head_stride, const RopeTable& table) {
  const std::size_t pairs = table.dimensions / 2;
  const bool adjacent = table.layout == RopeLayout::Adjacent;
  const std::size_t step = adjacent ? 2 : 1, partner = adjacent ? 1 : pairs;
  for_rows(x.rows, heads * table.dimensions, [&](std::size_t t) {
    const float* cos = table.cos.row(t);
    const float* sin = table.sin.row(t);
    for (std::size_t h = 0; h < heads; ++h) {
      float* v = x.row(t) + h * head_stride;
      for (std::size_t i = 0; i < pairs; ++i, v += step) {
        const float a = v[0];
        const float b = v[partner];
        v[0] = a * cos[i] - b * sin[i];
        v[partner] = a * sin[i] + b * cos[i];
      }
    }
  });
}

void CpuBackend::store(ConstMatrix left, ConstMatrix right, LayerCache cache, Position at) {
  for (std::size_t t = 0; t < left.rows; ++t) {
    std::byte* row = cache.row(at.first + t);
    // Q8 is stored as a whole, for its blocks don't end where the left part does.
    std::byte* const middle = cache.type == KvType::Q8 ? nullptr : row + row_bytes(cache.dtype(), left.columns);
    if (cache.type == KvType::F32) {
      std::memcpy(row, left.row(t), left.columns * sizeof(float));
      std::memcpy(middle, right.row(t), right.columns * sizeof(float));
    } else if (cache.type == KvType::F16) {
      kernels_.to_f16(left.row(t), row, left.columns);
      kernels_.to_f16(right.row(t), middle, right.columns);
    } else {
      cached_row_.assign(cache.width, 0.0f);
      std::ranges::copy(left.row_span(t), cached_row_.begin());
      std::ranges::copy(right.row_span(t), cached_row_.begin() + static_cast<std::ptrdiff_t>(left.columns));
      store_q8(cached_row_, row);
    }
  }
}

void CpuBackend::store_q8(std::span<const float> values, std::byte* out) {
  // As activations are coded; a block with a value that is not finite gets the scale NaN.
  constexpr std::size_t kBlock = 32;
  const CodeTraits coding{kBlock, 0, true, 0};  // only the codes and scales are wanted
  cached_codes_.resize(values.size());
  cached_scales_.resize(values.size() / kBlock);
  cached_sums_.resize(values.size() / kBlock);
  kernels_.code_row(values.data(), values.size(), coding, cached_codes_.data(), cached_scales_.data(), nullptr,
                    cached_sums_.data());
  for (std::size_t b = 0; b < cached_scales_.size(); ++b) {
    BlockQ8_0 block;
    block.d = f32_to_f16(cached_scales_[b]);
    std::memcpy(block.q, &cached_codes_[b * kBlock], kBlock);
    std::memcpy(out + b * sizeof(block), &block, sizeof(block));
  }
}

void CpuBackend::swiglu(ConstMatrix gate, ConstMatrix up, Matrix out) {
  for_rows(gate.rows, gate.columns,
           [&](std::size_t t) { kernels_.swiglu(gate.row(t), up.row(t), out.row(t), gate.columns); });
}

void CpuBackend::add(ConstMatrix y, Matrix x) {
  for_rows(x.rows, x.columns, [&](std::size_t t) { kernels_.axpy(1.0f, y.row(t), x.row(t), x.columns); });
}

void CpuBackend::clear(Matrix x) {
  for (std::size_t t = 0; t < x.rows; ++t)
    std::ranges::fill(x.row_span(t), 0.0f);
}

}  // namespace mingsi::engine
