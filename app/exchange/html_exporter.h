// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/exchange/exporter.h"
#include "app/exchange/rich_html.h"

namespace mingsi::app {

/// One page that holds everything it needs and may load nothing: answers with their reasoning beside them, in light
/// and dark, for the screen and for paper. Formulas are set as in the window; the fonts that they need stand at the end,
/// when it is known which those are.
class HtmlExporter : public Exporter
{
public:
    HtmlExporter(const ExportOptions &options, QIODevice &out) : m_options(options), m_out(out) {}

    void add(const ConversationRecord &record) override;
    std::optional<Failure> finish() override;

private:
    void write(const QString &text) { m_out.write(text.toUtf8()); }
    void begin(const QString &title);
    void writeMessage(const Message &message);

    ExportOptions m_options;
    QIODevice &m_out;
    RichHtml m_html;
    bool m_begun = false;
};

}  // namespace mingsi::app
