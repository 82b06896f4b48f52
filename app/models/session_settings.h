// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "engine/engine.h"

namespace mingsi::app {

/// How models of this machine keep what they have read.
struct SessionSettings {
    static constexpr int kUsualContext = static_cast<int>(engine::SessionOptions::kDefaultContext);

    QString cacheFolder;                ///< where it is kept for later; empty: nowhere
    int contextLength = kUsualContext;  ///< tokens, as far as the model can take them
    bool smallCache = false;            ///< at 8 bits

    bool operator==(const SessionSettings &) const = default;
    engine::SessionOptions options() const
    {
        engine::SessionOptions options;
        options.cache_folder = cacheFolder.toStdString();
        options.context_length = static_cast<std::size_t>(contextLength);
        options.small_cache = smallCache;
        return options;
    }
};

}  // namespace mingsi::app
