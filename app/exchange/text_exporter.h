// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/exchange/exporter.h"

namespace mingsi::app {

/// Plain text: each message under its role, the reasoning indented.
class TextExporter : public Exporter
{
public:
    TextExporter(const ExportOptions &options, QIODevice &out) : m_options(options), m_out(out) {}

    void add(const ConversationRecord &record) override;
    std::optional<Failure> finish() override { return std::nullopt; }

private:
    void write(const QString &text) { m_out.write(text.toUtf8()); }

    ExportOptions m_options;
    QIODevice &m_out;
    bool m_first = true;
};

}  // namespace mingsi::app
