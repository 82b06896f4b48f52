// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTemporaryFile>

#include "app/exchange/exporter.h"
#include "app/text/math_markup.h"
#include "app/text/rich_text.h"

namespace mingsi::app {

/// OpenDocument text (OASIS ODF 1.3): headings, lists, tables and links, formulas as MathML objects, the reasoning in a
/// style of its own.
class OdtExporter : public Exporter
{
public:
    OdtExporter(const ExportOptions &options, QIODevice &out);

    void add(const ConversationRecord &record) override;
    std::optional<Failure> finish() override;

private:
    void write(const QString &xml) { m_body.write(xml.toUtf8()); }
    void writeMessage(const Message &message);
    void writeBlocks(const QList<RichBlock> &blocks, const QString &style);
    void writeBlock(const RichBlock &block, const QString &style);
    void writeList(const RichBlock &list, const QString &style);
    void writeTable(const RichBlock &table);
    QString spansOf(const QList<RichSpan> &spans);
    QString formulaOf(const InlineFormula &formula);

    ExportOptions m_options;
    QIODevice &m_out;
    int m_lists = 0;  ///< that are open
    QTemporaryFile m_body;
    QTemporaryFile m_formulas;  ///< a document with a <math> element each, one behind the other
    QList<qint64> m_ends;       ///< where each ends
    MathMarkup m_math;
    int m_tables = 0;
};

}  // namespace mingsi::app
