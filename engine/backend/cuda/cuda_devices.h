// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mingsi::engine {

/// One NVIDIA GPU as the driver describes it.
struct CudaDevice {
  std::string name;
  int compute_major = 0;
  int compute_minor = 0;
  std::uint64_t memory_bytes = 0;

  /// The kernels are built for compute capability 7.5 and up.
  bool usable() const { return compute_major > 7 || (compute_major == 7 && compute_minor >= 5); }
  /// "NVIDIA H200, compute capability 9.0, 139.8 GiB"
  std::string describe() const;
};

/// The GPUs of this machine; empty when there is no driver, no GPU, or no CUDA support in this build. The driver's
/// library is loaded when asked for, never required.
std::vector<CudaDevice> cuda_devices();

}  // namespace mingsi::engine
