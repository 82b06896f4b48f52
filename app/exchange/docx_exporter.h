// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QTemporaryFile>

#include "app/exchange/exporter.h"
#include "app/text/math_markup.h"
#include "app/text/rich_text.h"

namespace mingsi::app {

/// Office Open XML (ECMA-376): headings, lists, tables, formulas and links as Word has them, East Asian fonts, the
/// reasoning in a style of its own.
class DocxExporter : public Exporter
{
public:
    DocxExporter(const ExportOptions &options, QIODevice &out);

    void add(const ConversationRecord &record) override;
    std::optional<Failure> finish() override;

private:
    /// Where a block stands.
    struct Place {
        QString style;       ///< of paragraphs; empty: Normal
        int list = 0;        ///< number of the list; 0: none
        int level = 0;       ///< of the list
        int indent = 0;      ///< quotes around it
        bool first = false;  ///< the first paragraph of an item, which has its mark
    };

    void write(const QString &xml) { m_body.write(xml.toUtf8()); }
    void writeMessage(const Message &message);
    void writeBlocks(const QList<RichBlock> &blocks, const Place &place);
    void writeBlock(const RichBlock &block, const Place &place);
    void writeList(const RichBlock &list, const Place &place);
    void writeTable(const RichBlock &table, const Place &place);
    void writeCode(const QString &code, const Place &place);
    void writeParagraph(const QString &style, const QString &runs, const Place &place, bool rightToLeft = false);
    QString runsOf(const QList<RichSpan> &spans);
    QString formulaOf(const InlineFormula &formula, bool displayed);
    QString linkId(const QString &target);

    ExportOptions m_options;
    QIODevice &m_out;
    QTemporaryFile m_body;
    MathMarkup m_math;
    QList<std::pair<bool, int>> m_lists;  ///< ordered, start
    QStringList m_links;
    QHash<QString, int> m_linkNumbers;
    QString m_title;
};

}  // namespace mingsi::app
