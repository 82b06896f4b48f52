// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/exchange/exporter.h"

namespace mingsi::app {

/// makeExporter() and, where there is a QGuiApplication, PDF.
std::unique_ptr<Exporter> makePrintingExporter(ExportFormat format, const ExportOptions &options, QIODevice &out);

}  // namespace mingsi::app
