// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/exchange/exporter.h"

namespace mingsi::app {

/// Markdown as GitHub has it: front matter (YAML) at the head of the file, a heading a message, the reasoning in
/// <details>. The texts stand as they were written.
class MarkdownExporter : public Exporter
{
public:
    MarkdownExporter(const ExportOptions &options, QIODevice &out) : m_options(options), m_out(out) {}

    void add(const ConversationRecord &record) override;
    std::optional<Failure> finish() override { return std::nullopt; }

private:
    void write(const QString &text) { m_out.write(text.toUtf8()); }
    void writeMessage(const Message &message);

    ExportOptions m_options;
    QIODevice &m_out;
    bool m_first = true;
};

}  // namespace mingsi::app
