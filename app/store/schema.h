// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace mingsi::app {

/// The version that this program reads and writes; the number of migrations below.
inline constexpr int kSchemaVersion = 4;

/// The statements that bring a database from `version` − 1 to `version`. Steps that were released are never changed.
QStringList migration(int version);

}  // namespace mingsi::app
