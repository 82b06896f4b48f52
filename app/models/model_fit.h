// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <cstdint>
#include <functional>
#include <optional>

#include "engine/engine.h"

namespace mingsi::app {

/// What a model will take before it is loaded, and where that fits on this machine.
struct ModelFit {
    enum class Verdict {
        Fits,     ///< into the memory that is available now
        Tight,    ///< into the machine's memory, when other programs give some back
        Streams,  ///< does not fit; weights are read from the disk again and again
    };

    Verdict verdict = Verdict::Fits;
    engine::MachineDescription machine;
    std::size_t contextLength = 0;
    std::uint64_t weightBytes = 0;
    std::uint64_t cacheBytes = 0;    ///< of the key-value cache when the context is full
    std::uint64_t scratchBytes = 0;  ///< activations, tables, and the program itself
    double bandwidth = 0;            ///< bytes a second, measured; 0: not measured
    double mostTokensPerSecond = 0;  ///< what the bandwidth allows in decoding; 0: not known

    std::optional<engine::Placement> gpu;  ///< what the machine's GPU would hold; without one, nothing
    bool onGpu = false;                    ///< that is where it computes
    std::size_t layers = 0;                ///< of the model

    /// How many key-value caches of the whole context fit the memory that is available now, beside all else.
    std::size_t roomForCaches() const;
    std::uint64_t neededBytes() const { return weightBytes + cacheBytes + scratchBytes; }
    /// Of main memory alone.
    std::uint64_t hostBytes() const { return onGpu ? gpu->host_bytes + scratchBytes : neededBytes(); }
    /// "fits", "tight" or "streams".
    QString verdictName() const;
    /// placementName(), or "none".
    QString gpuVerdictName() const;
    /// A translated sentence with the sizes of main memory.
    QString describe() const;
    /// The same about the GPU; empty without one.
    QString describeGpu() const;

    /// Of a session with these options; `bandwidth` is what measure_memory_bandwidth() gave, or 0.
    static ModelFit estimate(const engine::ModelDescription &model, const engine::MachineDescription &machine,
                             const engine::SessionOptions &options, double bandwidth = 0);
};

/// Reads all weights into memory if they fit what is available; what does not is read from the disk as it is needed.
/// `progress` hears the share that is done; the result is false when it stopped the reading.
bool readWeights(const engine::Model &model, const std::function<bool(double)> &progress);

}  // namespace mingsi::app
