// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cuda_runtime.h>
#include <deque>
#include <memory>
#include <sys/mman.h>
#include <unordered_map>
#include <vector>

// Saves the callee-saved registers on the stack, its pointer in *save, and goes on where `load` was saved (System V
// ABI, x86-64).
extern "C" void simt_switch(void** save, void* load);
asm(R"(
.text
.type simt_switch,@function
simt_switch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size simt_switch,.-simt_switch
)");

namespace simt {
namespace {

constexpr std::size_t kStack = 128 << 10;
constexpr unsigned kMaxThreads = 1024, kWarp = 32;
constexpr std::size_t kMemory = std::size_t{1} << 30;
constexpr std::size_t kMaxShared = 227 << 10;  // of a block, where it is asked for

struct Barrier {
  unsigned alive = 0, arrived = 0, generation = 0;
  void release_if_complete() {
    if (arrived < alive || alive == 0) return;
    arrived = 0;
    ++generation;
  }
};

struct Fiber {
  void* stack_pointer = nullptr;
  dim3 index;
  bool done = false;
  Barrier* waits = nullptr;
  unsigned generation = 0;
  unsigned exchanges = 0;
};

struct Warp {
  Barrier barrier;
  std::array<std::array<std::uint64_t, kWarp>, 2> words;  // in turns, so that one wait an exchange is enough
};

std::byte* g_stacks = nullptr;
std::vector<Fiber> g_fibers(kMaxThreads);
std::vector<Warp> g_warps(kMaxThreads / kWarp);
Barrier g_block;
void* g_scheduler = nullptr;
unsigned g_running = 0;
const std::function<void()>* g_kernel = nullptr;
alignas(256) std::byte g_shared[kMaxShared];
std::size_t g_used = 0;
int g_failure = 0;
std::size_t g_failure_after = 0, g_allocations_left = ~std::size_t{0};
std::unordered_map<void*, std::size_t> g_sizes;

[[noreturn]] void fail(const char* message) {
  std::fprintf(stderr, "simt: %s\n", message);
  std::abort();
}

void leave() { simt_switch(&g_fibers[g_running].stack_pointer, g_scheduler); }

void wait(Barrier& barrier) {
  Fiber& fiber = g_fibers[g_running];
  fiber.generation = barrier.generation;
  ++barrier.arrived;
  barrier.release_if_complete();
  if (barrier.generation != fiber.generation) return;
  fiber.waits = &barrier;
  leave();
  fiber.waits = nullptr;
}

void fiber_main() {
  (*g_kernel)();
  g_fibers[g_running].done = true;
  for (Barrier* barrier : {&g_block, &g_warps[g_running / kWarp].barrier}) {
    --barrier->alive;
    barrier->release_if_complete();
  }
  leave();
  fail("a fiber went on behind its end");
}

void prepare(unsigned thread) {
  std::byte* const top = g_stacks + (thread + 1) * kStack;
  void* entry = reinterpret_cast<void*>(&fiber_main);
  std::memcpy(top - 16, &entry, sizeof entry);
  Fiber& fiber = g_fibers[thread];
  fiber = {};
  fiber.stack_pointer = top - 16 - 6 * sizeof(void*);
  fiber.index = {thread % blockDim.x, thread / blockDim.x % blockDim.y, thread / (blockDim.x * blockDim.y)};
}

void run_block(unsigned threads, std::size_t shared_bytes, bool backwards) {
  std::memset(g_shared, 0xff, shared_bytes);  // NaN, whatever is read before it is written
  g_block = {threads, 0, 0};
  for (unsigned first = 0; first < threads; first += kWarp)
    g_warps[first / kWarp].barrier = {std::min(kWarp, threads - first), 0, 0};
  for (unsigned thread = 0; thread < threads; ++thread)
    prepare(thread);
  for (unsigned left = threads; left > 0;) {
    bool went_on = false;
    for (unsigned i = 0; i < threads; ++i) {
      g_running = backwards ? threads - 1 - i : i;
      Fiber& fiber = g_fibers[g_running];
      if (fiber.done || (fiber.waits && fiber.waits->generation == fiber.generation)) continue;
      went_on = true;
      threadIdx = fiber.index;
      simt_switch(&g_scheduler, fiber.stack_pointer);
      left -= fiber.done ? 1 : 0;
    }
    if (!went_on) fail("threads wait at a barrier that others of their block or warp never reach");
  }
}

}  // namespace

std::byte* shared_memory() { return g_shared; }
void wait_for_block() { wait(g_block); }
void wait_for_warp() { wait(g_warps[g_running / kWarp].barrier); }

std::uint64_t exchange(std::uint64_t word, unsigned from) {
  Warp& warp = g_warps[g_running / kWarp];
  auto& words = warp.words[g_fibers[g_running].exchanges++ % 2];
  words[g_running % kWarp] = word;
  wait(warp.barrier);
  return words[from];
}

void run_grid(dim3 grid, dim3 block, std::size_t shared_bytes, const std::function<void()>& kernel) {
  if (!g_stacks) {
    void* memory =
        mmap(nullptr, kMaxThreads * kStack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) fail("no memory for stacks");
    g_stacks = static_cast<std::byte*>(memory);
  }
  g_kernel = &kernel;
  gridDim = grid;
  blockDim = block;
  unsigned number = 0;
  for (unsigned z = 0; z < grid.z; ++z)
    for (unsigned y = 0; y < grid.y; ++y)
      for (unsigned x = 0; x < grid.x; ++x) {
        blockIdx = {x, y, z};
        // A kernel that forgets a barrier comes out wrong in one of the two orders.
        run_block(block.x * block.y * block.z, shared_bytes, number++ % 2 == 1);
      }
}

void fail_allocation(std::size_t after) { g_allocations_left = after; }
void fail_launch(int error, std::size_t after) {
  g_failure = error;
  g_failure_after = after;
}

}  // namespace simt

/// What was enqueued while a graph was recorded: it is enqueued again, by the same calls, when the graph is launched.
struct SimtGraph {
  struct Node {
    SimtStream* stream;
    std::function<cudaError_t(cudaStream_t)> enqueue;
  };
  SimtStream* origin = nullptr;
  std::vector<Node> nodes;
};
struct SimtStream {
  std::deque<std::function<void()>> pending;
  SimtGraph* captured = nullptr;
  std::size_t nodes = 0;   ///< of the graph that is recorded
  std::size_t joined = 0;  ///< so many of them the origin of the graph waits for
};
struct SimtEvent {
  std::size_t recorded = 0, reached = 0;
  SimtStream* stream = nullptr;  ///< of the last record
  SimtGraph* captured = nullptr;
  std::size_t node = 0;
};
namespace {

std::vector<SimtStream*> g_streams;

void run_first(SimtStream& stream) {
  const auto work = std::move(stream.pending.front());
  stream.pending.pop_front();
  work();
}
void run_all();

/// Leaves a call to the graph that is recorded, if one is.
bool capture(cudaStream_t stream, std::function<cudaError_t(cudaStream_t)> call) {
  if (!stream->captured) return false;
  ++stream->nodes;
  stream->captured->nodes.push_back({stream, std::move(call)});
  return true;
}

}  // namespace

namespace simt {

cudaError_t enqueue(cudaStream_t stream, std::function<void()> work) {
  if (!capture(stream, [work](cudaStream_t to) { return enqueue(to, work); }))
    stream->pending.push_back(std::move(work));
  return cudaSuccess;
}

cudaError_t check_launch(const cudaLaunchConfig_t& config) {
  if (g_failure != 0 && g_failure_after-- == 0) return static_cast<cudaError_t>(std::exchange(g_failure, 0));
  const dim3 &grid = config.gridDim, &block = config.blockDim;
  const auto threads = std::uint64_t{block.x} * block.y * block.z;
  const bool fits = threads > 0 && threads <= kMaxThreads && grid.x > 0 && grid.y > 0 && grid.y < 65536 && grid.z > 0 &&
                    grid.z < 65536 && config.dynamicSmemBytes <= kMaxShared;
  return fits ? cudaSuccess : cudaErrorInvalidValue;
}

}  // namespace simt

const char* cudaGetErrorString(cudaError_t error) {
  return error == cudaErrorMemoryAllocation ? "out of memory" : "an emulated error";
}
cudaError_t cudaGetLastError() { return cudaSuccess; }
cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* attributes, const void*) {
  attributes->ptxVersion = 90;
  return cudaSuccess;
}
cudaError_t cudaSetDevice(int) { return cudaSuccess; }
cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int) {
  *value = attribute == cudaDevAttrMultiProcessorCount      ? 4
           : attribute == cudaDevAttrComputeCapabilityMajor ? 9
                                                            : static_cast<int>(simt::kMaxShared);
  return cudaSuccess;
}
cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* total) {
  *free = simt::kMemory - std::min(simt::kMemory, simt::g_used);
  *total = simt::kMemory;
  return cudaSuccess;
}

cudaError_t cudaMalloc(void** memory, std::size_t bytes) {
  if (simt::g_allocations_left-- == 0 || simt::g_used + bytes > simt::kMemory) return cudaErrorMemoryAllocation;
  *memory = std::aligned_alloc(256, (bytes + 255) / 256 * 256 + 256);
  // Whatever is read before it is written comes out as NaN.
  std::memset(*memory, 0xff, bytes);
  simt::g_sizes[*memory] = bytes;
  simt::g_used += bytes;
  return cudaSuccess;
}
cudaError_t cudaFree(void* memory) {
  if (!memory) return cudaSuccess;
  run_all();
  simt::g_used -= simt::g_sizes.at(memory);
  simt::g_sizes.erase(memory);
  std::free(memory);
  return cudaSuccess;
}
cudaError_t cudaHostAlloc(void** memory, std::size_t bytes, unsigned) {
  *memory = std::aligned_alloc(256, (bytes + 255) / 256 * 256 + 256);
  return cudaSuccess;
}
cudaError_t cudaFreeHost(void* memory) {
  run_all();
  std::free(memory);
  return cudaSuccess;
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned) {
  g_streams.push_back(*stream = new SimtStream);
  return cudaSuccess;
}
cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  std::erase(g_streams, stream);
  delete stream;
  return cudaSuccess;
}
cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
  while (!stream->pending.empty())
    run_first(*stream);
  return cudaSuccess;
}

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned) {
  *event = new SimtEvent;
  return cudaSuccess;
}
cudaError_t cudaEventDestroy(cudaEvent_t event) {
  delete event;
  return cudaSuccess;
}
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  event->stream = stream;
  event->captured = stream->captured;
  const bool captured = capture(stream, [event](cudaStream_t to) { return cudaEventRecord(event, to); });
  event->node = stream->nodes;
  if (captured) return cudaSuccess;
  ++event->recorded;
  stream->pending.push_back([event] { ++event->reached; });
  return cudaSuccess;
}
cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned flags) {
  if (event->captured) {
    if (event->stream->captured != event->captured) return cudaErrorInvalidValue;  // its recording has ended
    stream->captured = event->captured;                                            // which the stream joins
  }
  if (capture(stream, [event, flags](cudaStream_t to) { return cudaStreamWaitEvent(to, event, flags); })) {
    if (stream == stream->captured->origin && event->captured)
      event->stream->joined = std::max(event->stream->joined, event->node);
    return cudaSuccess;
  }
  if (event->recorded == 0) return cudaSuccess;
  // The other stream runs as late as it may: whoever waits for too little finds nothing done.
  stream->pending.push_back([event, from = event->stream, target = event->recorded] {
    while (event->reached < target) {
      if (from->pending.empty()) simt::fail("a stream waits for an event that is never reached");
      run_first(*from);
    }
  });
  return cudaSuccess;
}
namespace {
// Memory goes when nobody uses it any more, as with CUDA.
void run_all() {
  for (SimtStream* stream : g_streams)
    cudaStreamSynchronize(stream);
}
}  // namespace
cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind, cudaStream_t stream) {
  return simt::enqueue(stream, [=] { std::memcpy(to, from, bytes); });
}
cudaError_t cudaLaunchHostFunc(cudaStream_t stream, void (*function)(void*), void* data) {
  return simt::enqueue(stream, [=] { function(data); });
}
cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode) {
  stream->captured = new SimtGraph{stream, {}};
  return cudaSuccess;
}
cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph) {
  *graph = stream->captured;
  bool joined = true;
  for (SimtStream* other : g_streams) {
    if (other->captured != *graph) continue;
    joined = joined && (other == stream || other->joined == other->nodes);
    other->captured = nullptr;
    other->nodes = other->joined = 0;
  }
  if (joined) return cudaSuccess;
  delete std::exchange(*graph, nullptr);
  return cudaErrorStreamCaptureUnjoined;
}
cudaError_t cudaGraphInstantiate(cudaGraphExec_t* exec, cudaGraph_t graph, unsigned long long) {
  *exec = new SimtGraph(*graph);
  return cudaSuccess;
}
cudaError_t cudaGraphLaunch(cudaGraphExec_t exec, cudaStream_t stream) {
  for (const auto& [from, enqueue] : exec->nodes)
    enqueue(from == exec->origin ? stream : from);
  return cudaSuccess;
}
cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
  delete graph;
  return cudaSuccess;
}
cudaError_t cudaGraphExecDestroy(cudaGraphExec_t exec) {
  delete exec;
  return cudaSuccess;
}
