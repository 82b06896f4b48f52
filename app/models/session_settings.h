// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "engine/engine.h"

namespace mingsi::app {

/// Where models of this machine compute, and how they keep what they have read.
struct SessionSettings {
    static constexpr int kUsualContext = static_cast<int>(engine::SessionOptions::kDefaultContext);

    QString cacheFolder;                ///< where it is kept for later; empty: nowhere
    int contextLength = kUsualContext;  ///< tokens, as far as the model can take them
    bool smallCache = false;            ///< at 8 bits

    engine::Device device = engine::Device::Auto;
    quint64 gpuMemory = 0;  ///< the most bytes of a GPU's memory; 0: all that are free

    bool operator==(const SessionSettings &) const = default;
    /// Whether models compute at the same place with both.
    bool samePlace(const SessionSettings &other) const
    {
        return device == other.device && gpuMemory == other.gpuMemory;
    }
    engine::SessionOptions options() const
    {
        engine::SessionOptions options;
        options.cache_folder = cacheFolder.toStdString();
        options.context_length = static_cast<std::size_t>(contextLength);
        options.small_cache = smallCache;
        options.device = device;
        options.gpu_memory = gpuMemory;
        return options;
    }
};

}  // namespace mingsi::app
