// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIODevice>
#include <functional>
#include <memory>
#include <optional>

#include "app/exchange/export_options.h"
#include "app/failure.h"
#include "app/store/transfer_db.h"

namespace mingsi::app {

/// Writes conversations in one format, one after the other, so that no more than one is in memory. Used by one thread.
class Exporter
{
public:
    virtual ~Exporter() = default;
    /// `record` holds the messages that are to be written: one branch, or for JSON the tree.
    virtual void add(const ConversationRecord &record) = 0;
    /// Completes the file; why that can't be done, or nothing. The failure need not name the file.
    virtual std::optional<Failure> finish() = 0;

    /// `goesOn` is asked before each message, with the share of the conversation that is done, and while the file is
    /// completed; when it says no, the rest is left out.
    void setProgress(std::function<bool(double)> goesOn) { m_goesOn = std::move(goesOn); }

protected:
    bool goesOn(double share = 0) const { return !m_goesOn || m_goesOn(share); }

    template<typename Visitor>
    void forEachMessage(const QList<Message> &messages, const Visitor &visit) const
    {
        for (qsizetype i = 0; i < messages.size(); ++i) {
            if (!goesOn(static_cast<double>(i) / static_cast<double>(messages.size())))
                return;
            visit(messages.at(i));
        }
    }

private:
    std::function<bool(double)> m_goesOn;
};

/// The failure of one that the disk does not take; `reason` is the system's, and may be empty.
inline Failure unwritable(const QString &reason)
{
    // Qt's words for no reason say less than none.
    const bool known = reason != QIODevice::tr("Unknown error");
    return {Failure::Kind::FileUnwritable, {}, {}, {}, known ? reason : QString()};
}

/// Everything but PDF, for which there is makePrintingExporter(); null for that.
std::unique_ptr<Exporter> makeExporter(ExportFormat format, const ExportOptions &options, QIODevice &out);

using ExporterMaker = std::function<std::unique_ptr<Exporter>(ExportFormat, const ExportOptions &, QIODevice &)>;

}  // namespace mingsi::app
