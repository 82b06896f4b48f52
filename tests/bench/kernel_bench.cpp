// SPDX-License-Identifier: Apache-2.0
// Each operation that takes time, by itself: products with one token (bound by the memory, or by arithmetic where the
// weights lie in the cache) and with many (by arithmetic) for every type of weights, and attention over a long cache.
// "of memory" is the share of the bandwidth that reading alone reaches with the same threads. MINGSI_CPU_LEVEL chooses
// other instructions. Beside them the order in which products read: 16 rows in turn, with hints and pages of all sorts.
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <sys/mman.h>
#include <vector>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cpu/packing.h"
#include "engine/engine.h"
#include "engine/tensor/dtype.h"

namespace {

using namespace mingsi::engine;

constexpr std::size_t kColumns = 2048;
constexpr std::size_t kWeightBytes = std::size_t{256} << 20;  // more than any cache holds
constexpr std::size_t kCachedBytes = std::size_t{4} << 20;

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

/// Has the backend pack a matrix.
void pack(CpuBackend& backend, const Weight& w) {
  backend.load([&](WeightSink& sink) { sink.weight(w); });
  backend.settle();
}

/// `range` tokens against weights as they are stored, or packed.
void product_with_few_tokens(benchmark::State& state, DType type, std::size_t size, bool packed) {
  CpuBackend backend;
  const auto tokens = static_cast<std::size_t>(state.range(0));
  const Weight w = weight(type, size);
  if (packed) pack(backend, w);
  std::vector<float> x = activations(tokens * kColumns), y(tokens * w.rows);
  for (auto _ : state)
    backend.linear(w, Matrix(x.data(), tokens, kColumns), Matrix(y.data(), tokens, w.rows));
  const auto read = static_cast<double>(w.bytes()) * static_cast<double>(state.iterations());
  state.counters["bytes/s"] = benchmark::Counter(read, benchmark::Counter::kIsRate);
  state.counters["of memory"] = benchmark::Counter(read / bandwidth(), benchmark::Counter::kIsRate);
}

/// Prefill: weights that lie in the cache, with `range` tokens.
void product_with_many_tokens(benchmark::State& state, DType type) {
  CpuBackend backend;
  const auto tokens = static_cast<std::size_t>(state.range(0));
  const Weight w = weight(type, kCachedBytes);
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

/// Some tokens of V2-Lite's attention behind 4,096 others; `absorbed` or in the way that the backend chooses.
void latent_attention_of_many(benchmark::State& state, DType projections, bool absorbed) {
  constexpr std::size_t kCached = 4096, kHeads = 16;
  CpuBackend backend(0, detect_cpu_level(), absorbed ? CpuBackend::Precision::Exact : CpuBackend::Precision::Coded);
  const auto tokens = static_cast<std::size_t>(state.range(0));
  LatentAttention attention{kHeads, 128, 64, 512, 128, 0.1f, {}, 256, false, {}, 128, 256};
  attention.key = attention.value = {projections, kHeads * 256, 512, bytes().data(), nullptr, 0};
  std::vector<std::byte> rows(bytes().begin(),
                              bytes().begin() + static_cast<std::ptrdiff_t>((kCached + tokens) * 2 * 576));
  const LayerCache cache{KvType::F16, 576, rows.data()};
  std::vector<float> q = activations(tokens * kHeads * 192), out(tokens * kHeads * 128);
  for (auto _ : state)
    backend.latent_attention(attention, Matrix(q.data(), tokens, kHeads * 192), cache, kCached,
                             Matrix(out.data(), tokens, kHeads * 128));
}

enum class Hint { None, First, Second };  // the cache that is asked to fetch

/// Reads memory as products of Q4_K do: 16 bytes of each of 16 rows in turn, the next 16 rows fetched meanwhile.
void read_rows_in_turn(benchmark::State& state, Hint hint, bool large_pages) {
  using Bytes = long long __attribute__((vector_size(16), aligned(1)));
  constexpr std::size_t kRow = 864, kRows = 16, kPage = std::size_t{2} << 20;
  auto* const memory = static_cast<std::byte*>(std::aligned_alloc(kPage, kWeightBytes));
  madvise(memory, kWeightBytes, large_pages ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
  std::memset(memory, 1, kWeightBytes);
  ThreadPool pool;
  for (auto _ : state)
    pool.parallel_for(kWeightBytes / (kRow * kRows) - 1, 1, [&](std::size_t begin, std::size_t end, unsigned) {
      Bytes sum{};
      for (const std::byte* rows = memory + begin * kRow * kRows; rows < memory + end * kRow * kRows;
           rows += kRow * kRows)
        for (std::size_t at = 0; at < kRow; at += sizeof sum) {
          const std::byte* next = rows + (kRow + at) * kRows;
          for (std::size_t line = 0; line < sizeof sum * kRows; line += 64) {
            if (hint == Hint::First) __builtin_prefetch(next + line, 0, 3);
            if (hint == Hint::Second) __builtin_prefetch(next + line, 0, 2);
          }
          for (std::size_t r = 0; r < kRows; ++r)
            sum += *reinterpret_cast<const Bytes*>(rows + r * kRow + at);
        }
      benchmark::DoNotOptimize(sum);
    });
  state.counters["bytes/s"] = benchmark::Counter(
      static_cast<double>(kWeightBytes) * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
  std::free(memory);
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
    for (const auto& [where, size] :
         {std::pair{"few tokens", kWeightBytes}, {"few tokens, cached weights", kCachedBytes}})
      for (const bool packed : {false, true}) {
        if (packed && !cpu::can_pack(type)) continue;
        benchmark::RegisterBenchmark((where + std::string(packed ? ", packed/" : "/") + name).c_str(),
                                     product_with_few_tokens, type, size, packed)
            ->Arg(1)
            ->Arg(2)
            ->Arg(4)
            ->Arg(8)
            ->Unit(benchmark::kMillisecond)
            ->UseRealTime();
      }
    benchmark::RegisterBenchmark(("many tokens/" + name).c_str(), product_with_many_tokens, type)
        ->Arg(256)
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
  }
  for (const auto& [name, type] :
       {std::pair{"latent attention", KvType::F16}, std::pair{"latent attention, 8 bits", KvType::Q8}})
    benchmark::RegisterBenchmark(name, latent_attention, type)->Arg(1024)->Arg(16384)->UseRealTime();
  benchmark::RegisterBenchmark("grouped attention", grouped_attention)->Arg(1024)->Arg(16384)->UseRealTime();
  for (const auto& [name, type] : {std::pair{"Q8_0", DType::Q8_0}, std::pair{"F16", DType::F16}})
    for (const bool absorbed : {true, false})
      benchmark::RegisterBenchmark(
          (std::string("latent attention of many/") + name + (absorbed ? "/absorbed" : "/chosen")).c_str(),
          latent_attention_of_many, type, absorbed)
          ->Arg(32)
          ->Arg(64)
          ->Arg(128)
          ->Arg(192)
          ->Arg(256)
          ->Unit(benchmark::kMillisecond)
          ->UseRealTime();
  for (const auto& [name, hint] :
       {std::pair{"no hint", Hint::None}, {"first cache", Hint::First}, {"second cache", Hint::Second}})
    for (const bool large : {false, true})
      benchmark::RegisterBenchmark(
          (std::string("16 rows in turn/") + name + (large ? "/pages of 2 MiB" : "/pages of 4 KiB")).c_str(),
          read_rows_in_turn, hint, large)
          ->UseRealTime();
  benchmark::AddCustomContext("measured bandwidth, GB/s", std::to_string(bandwidth() / 1e9));
  benchmark::AddCustomContext("instructions", CpuBackend().name());
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
