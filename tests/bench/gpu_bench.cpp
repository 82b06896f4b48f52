// SPDX-License-Identifier: Apache-2.0
// Prefill and decoding of synthetic models on a GPU, beside what its memory and the host's allow: a Markdown table.
// Knows the engine alone, so that it runs where there is no Qt.
//
//     gpu_bench FOLDER [MODEL…]
//
// A model is SHAPE:TYPE[:LAYERS[:GPU-GIB]], such as v3:q4_k:6:24 for six layers of V3 of which 24 GiB lie on the GPU.
// Models are synthesized into FOLDER unless they lie there.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cuda_runtime.h>
#include <sstream>

#include "engine/engine.h"

namespace mingsi::engine {
namespace {

using Clock = std::chrono::steady_clock;
double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

constexpr int kRuns = 5;

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// Bytes a second that a copy within the GPU reads and writes.
double copy_bandwidth() {
  constexpr std::size_t kBytes = std::size_t{1} << 30;
  void *from = nullptr, *to = nullptr;
  if (cudaMalloc(&from, kBytes) != cudaSuccess || cudaMalloc(&to, kBytes) != cudaSuccess) return 0;
  std::vector<double> seconds;
  for (int i = 0; i <= kRuns; ++i) {
    const auto start = Clock::now();
    for (int j = 0; j < 8; ++j)
      cudaMemcpyAsync(to, from, kBytes, cudaMemcpyDeviceToDevice, nullptr);
    cudaDeviceSynchronize();
    if (i > 0) seconds.push_back(since(start) / 8);
  }
  cudaFree(from);
  cudaFree(to);
  return 2 * static_cast<double>(kBytes) / median(seconds);
}

struct Entry {
  SynthesisOptions synthesis;
  double gpu_gib = 0;
  std::string name;

  explicit Entry(const std::string& text) : name(text) {
    std::istringstream parts(text);
    std::string part;
    std::getline(parts, synthesis.like, ':');
    std::getline(parts, part, ':');
    const auto type = dtype_from_name(part);
    if (!type) throw Error(ErrorCode::InvalidArgument, "no type of weights: " + text);
    synthesis.type = *type;
    if (std::getline(parts, part, ':')) synthesis.layers = std::stoul(part);
    if (std::getline(parts, part, ':')) gpu_gib = std::stod(part);
    std::ranges::replace(name, ':', '-');
  }
};

/// Seconds of prefill of `tokens`, and of decoding one token behind them.
struct Times {
  double prefill, decode;
};
Times measure(Session& session, std::size_t tokens, std::size_t vocab) {
  constexpr std::size_t kGenerated = 64;
  std::vector<double> prefill, decode;
  for (int run = 0; run <= kRuns; ++run) {
    session.forget();
    GenerationRequest request;
    for (std::size_t i = 0; i < tokens; ++i)
      request.prompt.push_back(static_cast<TokenId>((i * 7919 + 13) % (vocab / 2)));
    request.sampler.temperature = 0;
    request.max_tokens = kGenerated;
    request.ignore_end = true;
    const auto result = session.generate(request);
    if (run == 0) continue;  // memory grows, graphs are made
    prefill.push_back(result.prefill_seconds);
    decode.push_back(result.decode_seconds / static_cast<double>(result.completion_tokens - 1));
  }
  return {median(prefill), median(decode)};
}

void bench(const Entry& entry, const std::filesystem::path& folder, double bandwidth) {
  const auto file = folder / (entry.name + ".gguf");
  if (!std::filesystem::exists(file)) synthesize_model(entry.synthesis, file, {});
  const auto model = Model::open(ModelSource::from_file(file));
  const ModelDescription& d = model->description();
  SessionOptions options;
  options.device = Device::Cuda;
  options.gpu_memory = static_cast<std::uint64_t>(entry.gpu_gib * (1 << 30));
  options.context_length = std::min<std::size_t>(d.context_length, 4096 + 128);
  options.prefill_chunk = 2048;
  const auto start = Clock::now();
  const auto session = Session::open(model, options);
  std::fprintf(stderr, "%s: %s, loaded in %.1f s\n", entry.name.c_str(), session->device_name().c_str(), since(start));
  for (const std::size_t tokens : {std::size_t{128}, std::size_t{4096}}) {
    if (tokens + 64 > options.context_length) continue;
    const Times times = measure(*session, tokens, d.vocab);
    const double bytes = static_cast<double>(d.bytes_per_token + d.kv_bytes_per_token * tokens);
    const double arithmetic = 2 * static_cast<double>(d.active_parameters * tokens);
    std::printf("| %s | %zu | %.0f | %.1f | %.1f | %.0f %% |\n", entry.name.c_str(), tokens,
                static_cast<double>(tokens) / times.prefill, arithmetic / times.prefill / 1e12, 1 / times.decode,
                100 * bytes / times.decode / bandwidth);
    std::fflush(stdout);
  }
}

int run(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: gpu_bench FOLDER [SHAPE:TYPE[:LAYERS[:GPU-GIB]]…]\n");
    return 2;
  }
  const double bandwidth = copy_bandwidth();
  if (bandwidth == 0) {
    std::fprintf(stderr, "gpu_bench: there is no GPU with 2 GiB of memory free\n");
    return 1;
  }
  for (const auto& gpu : describe_machine().gpus)
    std::printf("%s; copies at %.0f GB/s; medians of %d\n\n", gpu.details.c_str(), bandwidth / 1e9, kRuns);
  std::printf("| model | prompt | prefill tok/s | Tflop/s | decode tok/s | of the copies' speed |\n");
  std::printf("| --- | --- | --- | --- | --- | --- |\n");
  std::vector<std::string> entries(arguments + 2, arguments + count);
  if (entries.empty()) entries = {"r1-distill-qwen-7b:q4_k", "v2-lite:q4_k", "v2-lite:bf16", "v3:q4_k:5:24"};
  for (const std::string& entry : entries)
    bench(Entry(entry), arguments[1], bandwidth);
  return 0;
}

}  // namespace
}  // namespace mingsi::engine

int main(int count, char** arguments) {
  try {
    return mingsi::engine::run(count, arguments);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "gpu_bench: %s\n", error.what());
    return 1;
  }
}
