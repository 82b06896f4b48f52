// SPDX-License-Identifier: Apache-2.0
// Each operation that takes time, by itself: products with one token (bound by the memory) and with many (by
// arithmetic) for every type of weights, and attention over a long cache. "of memory" is the share of the bandwidth
// that reading alone reaches with the same threads. MINGSI_CPU_LEVEL chooses other instructions.
#include <benchmark/benchmark.h>
#include <random>
#include <string>
#include <vector>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/engine.h"
#include "engine/tensor/dtype.h"

namespace {

using namespace mingsi::engine;

constexpr std::size_t kColumns = 2048;
constexpr std::size_t kWeightBytes = std::size_t{256} << 20;  // more than any cache holds

double bandwidth() {
  static const double measured = measure_memory_bandwidth();
  return measured;
}

/// Bytes that are finite numbers in every type: what they say does not matter, NaN might.
const std::vector<std::byte>& bytes() {
  static const std::vector<std::byte> random = [] {
    std::vector<std::byte> some(kWeightBytes);
    std::mt19937 generator(1);
    for (std::byte& one : some)
      one = static_cast<std::byte>(generator() & 0x3f);
    return some;
  }();
  return random;
}

std::vector<float> activations(std::size_t count) {
  std::mt19937 generator(2);
  std::normal_distribution<float> normal;
  std::vector<float> values(count);
  for (float& value : values)
    value = normal(generator);
  return values;
}

/// As many rows as fill `size` bytes.
Weight weight(DType type, std::size_t size) {
  static const std::vector<float> scales(std::size_t{1} << 20, 1.0f);
  const std::size_t row = row_bytes(type, kColumns);
  return {type, size / row / 128 * 128, kColumns, bytes().data(), reinterpret_cast<const std::byte*>(scales.data()), 0};
}

/// Decoding: every byte of the weights is used once.
void product_with_one_token(benchmark::State& state, DType type) {
  CpuBackend backend;
  const Weight w = weight(type, kWeightBytes);
  std::vector<float> x = activations(kColumns), y(w.rows);
  for (auto _ : state)
    backend.linear(w, Matrix(x.data(), 1, kColumns), Matrix(y.data(), 1, w.rows));
  const auto read = static_cast<double>(w.bytes()) * static_cast<double>(state.iterations());
  state.counters["bytes/s"] = benchmark::Counter(read, benchmark::Counter::kIsRate);
  state.counters["of memory"] = benchmark::Counter(read / bandwidth(), benchmark::Counter::kIsRate);
}

/// Prefill: weights that lie in the cache, with `range` tokens.
void product_with_many_tokens(benchmark::State& state, DType type) {
  CpuBackend backend;
  const auto tokens = static_cast<std::size_t>(state.range(0));
  const Weight w = weight(type, std::size_t{4} << 20);
  std::vector<float> x = activations(tokens * kColumns), y(tokens * w.rows);
  for (auto _ : state)
    backend.linear(w, Matrix(x.data(), tokens, kColumns), Matrix(y.data(), tokens, w.rows));
  state.counters["flop/s"] = benchmark::Counter(
      2.0 * static_cast<double>(tokens * w.rows * kColumns) * static_cast<double>(state.iterations()),
      benchmark::Counter::kIsRate);
}

/// One token of V2-Lite's attention behind `range` tokens; the weights of the heads are read beside the cache.
void latent_attention(benchmark::State& state, KvType type) {
  CpuBackend backend;
  const auto cached = static_cast<std::size_t>(state.range(0));
  LatentAttention attention{16, 128, 64, 512, 128, 0.1f, {}, 0, false, {}, 0, 0};
  attention.key = attention.value = {DType::F16, 16 * 256, 512, bytes().data(), nullptr, 0};
  attention.key_stride = attention.value_stride = 256;
  attention.value_offset = 128;
  std::vector<std::byte> rows(bytes().begin(), bytes().begin() + static_cast<std::ptrdiff_t>((cached + 1) * 4 * 576));
  const LayerCache cache{type, 576, rows.data()};
  std::vector<float> q = activations(16 * 192), out(16 * 128);
  for (auto _ : state)
    backend.latent_attention(attention, Matrix(q.data(), 1, 16 * 192), cache, cached, Matrix(out.data(), 1, 16 * 128));
  const auto read =
      static_cast<double>((cached + 1) * row_bytes(cache.dtype(), 576)) * static_cast<double>(state.iterations());
  state.counters["bytes/s"] = benchmark::Counter(read, benchmark::Counter::kIsRate);
}

/// One token of R1-Distill-Qwen-1.5B's attention behind `range` tokens.
void grouped_attention(benchmark::State& state) {
  CpuBackend backend;
  const auto cached = static_cast<std::size_t>(state.range(0));
  const GroupedAttention attention{12, 2, 128, 0.1f};
  std::vector<std::byte> rows(bytes().begin(), bytes().begin() + static_cast<std::ptrdiff_t>((cached + 1) * 2 * 512));
  const LayerCache cache{KvType::F16, 512, rows.data()};
  std::vector<float> q = activations(12 * 128), out(12 * 128);
  for (auto _ : state)
    backend.grouped_attention(attention, Matrix(q.data(), 1, 12 * 128), cache, cached, Matrix(out.data(), 1, 12 * 128));
  const auto read = static_cast<double>((cached + 1) * 2 * 512) * static_cast<double>(state.iterations());
  state.counters["bytes/s"] = benchmark::Counter(read, benchmark::Counter::kIsRate);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  for (const auto& [type, type_name, block_length, block_bytes] : all_dtypes()) {
    const std::string name(type_name);
    benchmark::RegisterBenchmark(("one token/" + name).c_str(), product_with_one_token, type)
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
    benchmark::RegisterBenchmark(("many tokens/" + name).c_str(), product_with_many_tokens, type)
        ->Arg(256)
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
  }
  for (const auto& [name, type] :
       {std::pair{"latent attention", KvType::F16}, std::pair{"latent attention, 8 bits", KvType::Q8}})
    benchmark::RegisterBenchmark(name, latent_attention, type)->Arg(1024)->Arg(16384)->UseRealTime();
  benchmark::RegisterBenchmark("grouped attention", grouped_attention)->Arg(1024)->Arg(16384)->UseRealTime();
  benchmark::AddCustomContext("measured bandwidth, GB/s", std::to_string(bandwidth() / 1e9));
  benchmark::AddCustomContext("instructions", CpuBackend().name());
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
