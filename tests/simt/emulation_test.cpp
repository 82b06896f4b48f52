// SPDX-License-Identifier: Apache-2.0
// The emulation itself, and what a GPU can only do when it fails.
#include <cmath>
#include <cuda_runtime.h>
#include <vector>

#include "tests/engine/cuda/device_values.h"
#include "tests/engine/golden.h"

namespace mingsi::engine {
namespace {

/// Sums a block's values in shared memory, and a warp's by shuffles.
void sum_kernel(const int* in, int* block_sum, int* warp_sums) {
  static int shared[96];
  shared[threadIdx.x] = in[threadIdx.x];
  __syncthreads();
  int sum = 0;
  for (unsigned i = 0; i < blockDim.x; ++i)
    sum += shared[i];
  if (threadIdx.x == blockDim.x - 1) block_sum[blockIdx.x] = sum;
  int mine = shared[threadIdx.x];
  for (unsigned mask = 16; mask > 0; mask /= 2)
    mine += __shfl_xor_sync(~0u, mine, mask);
  if (threadIdx.x % 32 == 5) warp_sums[threadIdx.x / 32] = mine;
}

TEST(Emulation, ThreadsMeetAtBarriersAndExchangeWords) {
  cudaStream_t stream = nullptr;
  cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
  std::vector<int> in(96);
  for (int i = 0; i < 96; ++i)
    in[static_cast<std::size_t>(i)] = i;
  int block_sums[2] = {}, warp_sums[3] = {};
  cudaLaunchConfig_t config;
  config.gridDim = dim3(2);
  config.blockDim = dim3(96);
  config.stream = stream;
  cudaLaunchKernelEx(&config, &sum_kernel, in.data(), block_sums, warp_sums);
  EXPECT_EQ(block_sums[0], 0) << "nothing runs before somebody waits";
  cudaStreamSynchronize(stream);
  EXPECT_EQ(block_sums[0], 95 * 96 / 2);
  EXPECT_EQ(block_sums[1], 95 * 96 / 2);
  EXPECT_EQ(warp_sums[0], 31 * 32 / 2);
  EXPECT_EQ(warp_sums[2], (64 + 95) * 32 / 2);
  cudaStreamDestroy(stream);
}

/// Two streams, of which the second adds to what the first has set, and the first doubles that.
struct Fork {
  Fork() {
    for (cudaStream_t* stream : {&main, &side})
      cudaStreamCreateWithFlags(stream, cudaStreamNonBlocking);
    for (cudaEvent_t* event : {&forked, &joined})
      cudaEventCreateWithFlags(event, cudaEventDisableTiming);
  }
  ~Fork() {
    for (const cudaStream_t stream : {main, side})
      cudaStreamDestroy(stream);
    for (const cudaEvent_t event : {forked, joined})
      cudaEventDestroy(event);
  }
  void run(bool join) {
    cudaLaunchHostFunc(
        main, [](void* of) { static_cast<Fork*>(of)->value = 1; }, this);
    cudaEventRecord(forked, main);
    cudaStreamWaitEvent(side, forked);
    cudaLaunchHostFunc(
        side, [](void* of) { static_cast<Fork*>(of)->value += 2; }, this);
    cudaEventRecord(joined, side);
    if (join) cudaStreamWaitEvent(main, joined);
    cudaLaunchHostFunc(
        main, [](void* of) { static_cast<Fork*>(of)->value *= 2; }, this);
  }

  cudaStream_t main = nullptr, side = nullptr;
  cudaEvent_t forked = nullptr, joined = nullptr;
  int value = 0;
};

TEST(Emulation, StreamsWaitForEventsAndOnlyForThem) {
  Fork fork;
  fork.run(true);
  cudaStreamSynchronize(fork.main);
  EXPECT_EQ(fork.value, 6);
  fork.run(false);
  cudaStreamSynchronize(fork.main);
  EXPECT_EQ(fork.value, 2) << "the other stream runs when somebody waits for it";
  cudaStreamSynchronize(fork.side);
  EXPECT_EQ(fork.value, 4);
}

TEST(Emulation, GraphsKnowTheStreamsThatJoinThem) {
  Fork fork;
  cudaGraph_t graph = nullptr;
  cudaStreamBeginCapture(fork.main, cudaStreamCaptureModeThreadLocal);
  fork.run(true);
  ASSERT_EQ(cudaStreamEndCapture(fork.main, &graph), cudaSuccess);
  EXPECT_EQ(fork.value, 0);
  for (int i = 0; i < 2; ++i) {
    cudaGraphLaunch(graph, fork.main);
    cudaStreamSynchronize(fork.main);
    EXPECT_EQ(fork.value, 6);
    fork.value = 0;
  }
  cudaGraphDestroy(graph);
  cudaStreamBeginCapture(fork.main, cudaStreamCaptureModeThreadLocal);
  fork.run(false);
  EXPECT_EQ(cudaStreamEndCapture(fork.main, &graph), cudaErrorStreamCaptureUnjoined);
}

std::unique_ptr<Session> session(const std::shared_ptr<const Model>& model, std::uint64_t gpu_memory) {
  SessionOptions options;
  options.device = Device::Cuda;
  options.exact = true;
  options.context_length = 64;
  options.gpu_memory = gpu_memory;
  return Session::open(model, options);
}

TEST(Faults, AnErrorOfAKernelIsALostDeviceAndTheNextRequestWorks) {
  const Golden golden("v3.gguf");
  const auto model = golden.open();
  const auto one = session(model, 0);
  const auto before = one->logits(golden.prompts.front(), 8);
  simt::fail_launch(cudaErrorIllegalAddress, 5);
  try {
    one->logits(golden.prompts.front(), 8);
    FAIL() << "it went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::DeviceLost);
  }
  EXPECT_EQ(session(model, 0)->logits(golden.prompts.front(), 8), before);
}

TEST(Faults, MemoryThatOthersTookMeanwhileLeavesExpertsToTheHost) {
  const Golden golden("v3.gguf");
  const auto model = golden.open();
  const auto expected = session(model, 0)->logits(golden.prompts.front(), 8);
  simt::fail_allocation(0);
  const auto fallen_back = session(model, 0);
  EXPECT_NE(fallen_back->device_name().find("experts of 1 of "), std::string::npos) << fallen_back->device_name();
  const auto logits = fallen_back->logits(golden.prompts.front(), 8);
  for (std::size_t i = 0; i < logits.size(); ++i)
    ASSERT_NEAR(logits[i], expected[i], 1e-4f * (1 + std::abs(expected[i])));
}

TEST(Faults, TooLittleMemoryIsSaidWithWhatIsNeeded) {
  const Golden golden("v3.gguf");
  try {
    session(golden.open(), 1 << 12);
    FAIL() << "it fits";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::OutOfMemory);
    EXPECT_NE(error.message().find("GiB"), std::string::npos) << error.message();
  }
}

}  // namespace
}  // namespace mingsi::engine
