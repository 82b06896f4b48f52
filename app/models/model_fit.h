// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <cstdint>

#include "engine/engine.h"

namespace mingsi::app {

/// Whether a model fits this machine's memory, at the context that a session opens with.
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
    std::uint64_t cacheBytes = 0;

    std::uint64_t neededBytes() const { return weightBytes + cacheBytes; }
    /// "fits", "tight" or "streams".
    QString verdictName() const;
    /// A translated sentence with the sizes.
    QString describe() const;

    static ModelFit estimate(const engine::ModelDescription &model, const engine::MachineDescription &machine);
};

}  // namespace mingsi::app
