// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/base/error.h"

namespace mingsi::engine {

std::unique_ptr<Backend> make_cuda_backend(const CudaOptions&) {
  throw Error(ErrorCode::DeviceUnavailable, "this build of Mingsi has no CUDA support");
}

}  // namespace mingsi::engine
