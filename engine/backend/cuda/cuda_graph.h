// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>
#include <utility>

#include "engine/backend/cuda/kernels.h"

namespace mingsi::engine::cuda {

/// Work that was recorded and can be launched as one.
class Graph {
 public:
  Graph() = default;
  Graph(Graph&& other) noexcept : exec_(std::exchange(other.exec_, nullptr)) {}
  Graph& operator=(Graph&& other) noexcept {
    std::swap(exec_, other.exec_);
    return *this;
  }
  ~Graph() {
    if (exec_) cudaGraphExecDestroy(exec_);
  }

  /// What `body` enqueues, which does not run. Throws DeviceLost, and what `body` throws.
  template <class Body>
  static Graph capture(cudaStream_t stream, const Body& body) {
    check(cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal), "graph");
    cudaGraph_t recorded = nullptr;
    try {
      body();
    } catch (...) {
      cudaStreamEndCapture(stream, &recorded);
      if (recorded) cudaGraphDestroy(recorded);
      throw;
    }
    check(cudaStreamEndCapture(stream, &recorded), "graph");
    Graph graph;
    const auto error = cudaGraphInstantiate(&graph.exec_, recorded, 0);
    cudaGraphDestroy(recorded);
    check(error, "graph");
    return graph;
  }

  explicit operator bool() const { return exec_ != nullptr; }
  void launch(cudaStream_t stream) const { check(cudaGraphLaunch(exec_, stream), "graph"); }

 private:
  cudaGraphExec_t exec_ = nullptr;
};

}  // namespace mingsi::engine::cuda
