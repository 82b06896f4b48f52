// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIODevice>
#include <functional>
#include <memory>

#include "app/exchange/export_options.h"
#include "app/store/transfer_db.h"

namespace mingsi::app {

/// Writes conversations in one format, one after the other, so that no more than one is in memory. Used by one thread.
class Exporter
{
public:
    virtual ~Exporter() = default;
    /// `record` holds the messages that are to be written: one branch, or for JSON the tree.
    virtual void add(const ConversationRecord &record) = 0;
    /// Completes the file; false when it can't be.
    virtual bool finish() = 0;
};

/// Everything but PDF, for which there is makePrintingExporter(); null for that.
std::unique_ptr<Exporter> makeExporter(ExportFormat format, const ExportOptions &options, QIODevice &out);

using ExporterMaker = std::function<std::unique_ptr<Exporter>(ExportFormat, const ExportOptions &, QIODevice &)>;

}  // namespace mingsi::app
