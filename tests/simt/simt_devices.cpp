// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_devices.h"

namespace mingsi::engine {

std::string CudaDevice::describe() const { return name; }
std::vector<CudaDevice> cuda_devices() { return {{"emulated", 9, 0, std::uint64_t{1} << 30}}; }

}  // namespace mingsi::engine
