// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/base/thread_pool.h"
#include "engine/conversion/synthesis_presets.h"
#include "engine/engine.h"
#include "engine/tensor/blocks.h"
#include "engine/tensor/convert.h"
#include "engine/tensor/dequantize.h"
#include "engine/tensor/quantize.h"

namespace mingsi::engine {
namespace {

/// SplitMix64 (Steele, Lea & Flood 2014): any number may seed it, so that every row has a stream of its own.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  /// Uniform, of mean 0 and deviation 1.
  float value() {
    constexpr double kWidth = 3.4641016151377544;  // √12
    return static_cast<float>((static_cast<double>(next() >> 11) * 0x1p-53 - 0.5) * kWidth);
  }

 private:
  std::uint64_t state_;
};

/// Sets the scale of a block and, in types that have one, the minimum that brings random levels to mean 0.
template <class Block>
void set_scales(std::byte* data, float d, float minimum) {
  Block block;
  std::memcpy(&block, data, sizeof block);
  if constexpr (requires { block.d; }) block.d = f32_to_f16(d);
  if constexpr (requires { block.m; }) block.m = f32_to_f16(-minimum * d);
  if constexpr (requires { block.dmin; }) block.dmin = f32_to_f16(minimum * d);
  std::memcpy(data, &block, sizeof block);
}

void set_scales_iq1_m(std::byte* data, float d) {
  BlockIQ1_M block;
  std::memcpy(&block, data, sizeof block);
  const std::uint16_t half = f32_to_f16(d);
  for (int i = 0; i < 4; ++i)
    block.scales[i] = static_cast<std::uint16_t>((block.scales[i] & 0x0fff) | (half >> (4 * i) & 15) << 12);
  std::memcpy(data, &block, sizeof block);
}

void set_scales(DType type, std::byte* data, float d) {
  switch (type) {
    case DType::Q4_0: return set_scales<BlockQ4_0>(data, d, 0);
    case DType::Q4_1: return set_scales<BlockQ4_1>(data, d, 7.5f);
    case DType::Q5_0: return set_scales<BlockQ5_0>(data, d, 0);
    case DType::Q5_1: return set_scales<BlockQ5_1>(data, d, 15.5f);
    case DType::Q8_0: return set_scales<BlockQ8_0>(data, d, 0);
    case DType::Q2_K: return set_scales<BlockQ2_K>(data, d, 1.5f);
    case DType::Q3_K: return set_scales<BlockQ3_K>(data, d, 0);
    case DType::Q4_K: return set_scales<BlockQ4_K>(data, d, 7.5f);
    case DType::Q5_K: return set_scales<BlockQ5_K>(data, d, 15.5f);
    case DType::Q6_K: return set_scales<BlockQ6_K>(data, d, 0);
    case DType::IQ1_S: return set_scales<BlockIQ1_S>(data, d, 0);
    case DType::IQ1_M: return set_scales_iq1_m(data, d);
    case DType::IQ2_XXS: return set_scales<BlockIQ2_XXS>(data, d, 0);
    case DType::IQ2_XS: return set_scales<BlockIQ2_XS>(data, d, 0);
    case DType::IQ2_S: return set_scales<BlockIQ2_S>(data, d, 0);
    case DType::IQ3_XXS: return set_scales<BlockIQ3_XXS>(data, d, 0);
    case DType::IQ3_S: return set_scales<BlockIQ3_S>(data, d, 0);
    case DType::IQ4_NL: return set_scales<BlockIQ4_NL>(data, d, 0);
    case DType::IQ4_XS: return set_scales<BlockIQ4_XS>(data, d, 0);
    case DType::F32:
    case DType::F16:
    case DType::BF16:
    case DType::F8_E4M3: return;
  }
}

bool is_float(DType type) { return traits(type).block_length == 1; }

/// Fills a row with random blocks of scale d; d 1 gives values of some deviation that depends on the type.
void fill_blocks(DType type, std::span<std::byte> row, float d, Random& random) {
  std::size_t i = 0;
  for (; i + 8 <= row.size(); i += 8) {
    const auto bits = random.next();
    std::memcpy(row.data() + i, &bits, 8);
  }
  if (i < row.size()) {
    const auto bits = random.next();
    std::memcpy(row.data() + i, &bits, row.size() - i);
  }
  for (std::size_t block = 0; block < row.size(); block += traits(type).block_bytes)
    set_scales(type, row.data() + block, d);
}

/// The deviation of values in random blocks with scale 1.
double unit_deviation(DType type) {
  if (is_float(type)) return 1;
  constexpr std::size_t kBlocks = 256;
  std::vector<std::byte> row(kBlocks * traits(type).block_bytes);
  std::vector<float> values(kBlocks * traits(type).block_length);
  Random random(1);
  fill_blocks(type, row, 1, random);
  dequantize_row(type, row.data(), values);
  double squares = 0;
  for (const float value : values)
    squares += static_cast<double>(value) * static_cast<double>(value);
  return std::sqrt(squares / static_cast<double>(values.size()));
}

void fill_row(const SyntheticTensor& t, double unit, std::span<std::byte> row, Random& random) {
  if (!is_float(t.tensor.type)) return fill_blocks(t.tensor.type, row, static_cast<float>(t.deviation / unit), random);
  std::vector<float> values(t.tensor.columns());
  for (float& value : values)
    value = static_cast<float>(t.mean) + static_cast<float>(t.deviation) * random.value();
  quantize_row(t.tensor.type, values, row.data());
}

}  // namespace

void synthesize_model(const SynthesisOptions& options, const std::filesystem::path& out,
                      const ConversionProgress& progress) {
  if (options.type == DType::F8_E4M3) throw Error(ErrorCode::InvalidArgument, "GGUF has no FP8 type");
  const auto model = plan_synthetic_model(options.like, options.layers, options.type);
  std::vector<GgufTensor> tensors;
  std::uint64_t total = 0, done = 0;
  for (const auto& t : model.tensors) {
    tensors.push_back(t.tensor);
    total += t.tensor.bytes();
  }
  GgufWriter writer(out, model.metadata, tensors);
  ThreadPool pool;
  std::vector<std::byte> block;
  for (std::size_t index = 0; index < model.tensors.size(); ++index) {
    const auto& t = model.tensors[index];
    const double unit = unit_deviation(t.tensor.type);
    const std::size_t bytes = row_bytes(t.tensor.type, t.tensor.columns());
    const std::size_t at_once = std::max<std::size_t>(1, (std::size_t{16} << 20) / bytes);
    for (std::size_t first = 0; first < t.tensor.rows(); first += at_once) {
      const std::size_t count = std::min<std::size_t>(at_once, t.tensor.rows() - first);
      block.resize(count * bytes);
      pool.parallel_for(count, 16, [&](std::size_t begin, std::size_t end, unsigned) {
        for (std::size_t i = begin; i < end; ++i) {
          Random random(options.seed * 0x9e3779b97f4a7c15 ^ (static_cast<std::uint64_t>(index) << 40) ^ (first + i));
          fill_row(t, unit, std::span(block).subspan(i * bytes, bytes), random);
        }
      });
      writer.append(block);
      if (progress) progress(done += block.size(), total);
    }
  }
  writer.finish();
}

}  // namespace mingsi::engine
