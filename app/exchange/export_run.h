// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "app/exchange/exporter.h"
#include "app/failure.h"
#include "app/store/database.h"

namespace mingsi::app {

/// Hears the share that is done, from message to message; returns whether to go on.
using ExportProgress = std::function<bool(double share)>;

/// Writes `scope` into `file`, which appears when it is whole and not before. Gives the number of conversations; -1
/// when `progress` ended it. Waits for the store and the disk: not for the thread of a window.
Result<int> runExport(Database &database, const ExportScope &scope, ExportFormat format, const ExportOptions &options,
                      const QString &file, const ExportProgress &progress, const ExporterMaker &make = makeExporter);

}  // namespace mingsi::app
