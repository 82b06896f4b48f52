// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <memory>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/generation/kv_cache.h"
#include "engine/generation/model.h"

// What sessions of one and of several sequences make of their options.
namespace mingsi::engine {

/// Throws DeviceUnavailable or InvalidArgument.
inline std::shared_ptr<const OpenedModel> opened_for(const std::shared_ptr<const Model>& model,
                                                     const SessionOptions& options) {
  if (options.device == Device::Cuda)
    throw Error(ErrorCode::DeviceUnavailable, "this version computes on the processor only; use --device auto or cpu");
  auto opened = std::dynamic_pointer_cast<const OpenedModel>(model);
  if (!opened) throw Error(ErrorCode::InvalidArgument, "a session needs a model opened by Model::open");
  return opened;
}

inline std::unique_ptr<CpuBackend> make_backend(const SessionOptions& options) {
  return std::make_unique<CpuBackend>(options.threads, detect_cpu_level(),
                                      options.exact ? CpuBackend::Precision::Exact : CpuBackend::Precision::Coded);
}

/// Throws OutOfMemory.
inline KvCache make_cache(const ModelShape& shape, const SessionOptions& options) {
  const auto wanted = options.context_length != 0 ? options.context_length : SessionOptions::kDefaultContext;
  const bool small = options.small_cache && shape.cache_block % 32 == 0;
  const KvType type = small ? KvType::Q8 : options.exact ? KvType::F32 : KvType::F16;
  return {shape, std::min(wanted, shape.context_length), type};
}

}  // namespace mingsi::engine
