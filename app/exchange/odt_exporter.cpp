// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/odt_exporter.h"

#include "app/exchange/export_text.h"
#include "app/exchange/math_tree.h"
#include "app/exchange/odt_parts.h"
#include "app/exchange/xml_text.h"
#include "app/reading/thought_markdown.h"
#include "app/exchange/zip_writer.h"

namespace mingsi::app {

namespace {

/// Text whose white space stays (ODF 1.3-3, 6.1.2 to 6.1.5).
QString odfText(const QString &text)
{
    QString xml;
    const QString safe = xmlSafe(text);
    for (qsizetype i = 0; i < safe.size(); ++i) {
        const QChar c = safe.at(i);
        if (c == u'\n') {
            xml += QStringLiteral("<text:line-break/>");
        } else if (c == u'\t') {
            xml += QStringLiteral("<text:tab/>");
        } else if (c == u' ' && (i == 0 || safe.at(i - 1) == u' ' || safe.at(i - 1) == u'\n')) {
            xml += QStringLiteral("<text:s/>");
        } else if (c != u'\r') {
            xml += QString(c).toHtmlEscaped();
        }
    }
    return xml;
}

QString paragraph(const QString &style, const QString &content)
{
    return QStringLiteral("<text:p text:style-name=\"%1\">%2</text:p>").arg(style, content);
}

QString heading(int level, const QString &content, bool rightToLeft = false)
{
    return QStringLiteral("<text:h text:style-name=\"H%1%2\" text:outline-level=\"%1\">%3</text:h>")
        .arg(QString::number(level), rightToLeft ? QStringLiteral("Rtl") : QString(), content);
}

QString spanned(const QString &style, const QString &content)
{
    return QStringLiteral("<text:span text:style-name=\"%1\">%2</text:span>").arg(style, content);
}

}  // namespace

OdtExporter::OdtExporter(const ExportOptions &options, QIODevice &out) : m_options(options), m_out(out)
{
    m_body.open();
    m_formulas.open();
    write(odt::contentHead());
}

void OdtExporter::add(const ConversationRecord &record)
{
    const QString title = exporttext::titleOf(record.conversation);
    write(heading(1, odfText(title), title.isRightToLeft()));
    forEachMessage(record.messages, [this](const Message &message) { writeMessage(message); });
}

void OdtExporter::writeMessage(const Message &message)
{
    write(heading(2, odfText(exporttext::roleOf(message, m_options))));
    if (const QString notes = exporttext::notesOf(message, m_options); !notes.isEmpty())
        write(paragraph(QStringLiteral("Notes"), odfText(notes)));
    for (const Attachment &attachment : message.attachments)
        write(paragraph(QStringLiteral("Notes"), odfText(QStringLiteral("📎 ") + attachment.name)));
    if (const auto thought = exporttext::thoughtOf(message, m_options)) {
        write(paragraph(QStringLiteral("ReasoningTitle"), odfText(exporttext::reasoningOf(*thought, m_options))));
        writeBlocks(readRichText(thoughtMarkdown(thought->text)), QStringLiteral("Reasoning"));
    }
    writeBlocks(exporttext::richTextOf(message, m_options), QStringLiteral("Body"));
}

void OdtExporter::writeBlocks(const QList<RichBlock> &blocks, const QString &style)
{
    for (const RichBlock &block : blocks)
        writeBlock(block, style);
}

void OdtExporter::writeBlock(const RichBlock &block, const QString &style)
{
    using Kind = RichBlock::Kind;
    switch (block.kind) {
    case Kind::Paragraph:
        write(paragraph(plainText(block.spans).isRightToLeft() ? style + QStringLiteral("Rtl") : style,
                        spansOf(block.spans)));
        break;
    // Below the headings of conversation and message.
    case Kind::Heading:
        write(heading(qMin(6, block.level + 2), spansOf(block.spans), plainText(block.spans).isRightToLeft()));
        break;
    case Kind::Quote: writeBlocks(block.blocks, style == u"Body" ? QStringLiteral("Quote") : style); break;
    case Kind::List: writeList(block, style); break;
    case Kind::Item: writeBlocks(block.blocks, style); break;
    case Kind::Code:
        write(paragraph(style == u"Reasoning" ? QStringLiteral("ReasoningCode") : QStringLiteral("Code"),
                        odfText(block.text)));
        break;
    case Kind::Table: writeTable(block); break;
    case Kind::Rule: write(paragraph(QStringLiteral("Rule"), {})); break;
    case Kind::Formula: write(paragraph(QStringLiteral("Formula"), formulaOf(block.formula))); break;
    }
}

void OdtExporter::writeList(const RichBlock &list, const QString &style)
{
    const QString begin =
        QStringLiteral("<text:list text:style-name=\"%2\"%1>")
            .replace(QStringLiteral("%2"), list.ordered ? QStringLiteral("Numbers") : QStringLiteral("Bullets"));
    write(begin.arg(QString()));
    ++m_lists;
    for (qsizetype i = 0; i < list.blocks.size(); ++i) {
        const RichBlock &item = list.blocks.at(i);
        write(i == 0 && list.ordered && list.start != 1
                  ? QStringLiteral("<text:list-item text:start-value=\"%1\">").arg(list.start)
                  : QStringLiteral("<text:list-item>"));
        QList<RichBlock> blocks = item.blocks;
        if (item.task) {
            RichSpan box;
            box.text = *item.task ? QStringLiteral("☑ ") : QStringLiteral("☐ ");
            if (blocks.isEmpty() || blocks.constFirst().kind != RichBlock::Kind::Paragraph)
                blocks.prepend(RichBlock{});
            blocks.first().spans.prepend(box);
        }
        // Only paragraphs, headings and lists may stand in an item: around a table the list ends and goes on. In a list
        // of a list it follows as text.
        QString element = QStringLiteral("list-item");
        for (const RichBlock &block : std::as_const(blocks)) {
            if (block.kind == RichBlock::Kind::Table && m_lists == 1) {
                write(QStringLiteral("</text:%1></text:list>").arg(element));
                writeTable(block);
                element = QStringLiteral("list-header");
                write(begin.arg(QStringLiteral(" text:continue-numbering=\"true\""))
                      + QStringLiteral("<text:list-header>"));
            } else if (block.kind == RichBlock::Kind::Table) {
                for (const auto &row : block.rows) {
                    QStringList cells;
                    for (const auto &cell : row)
                        cells.append(plainText(cell));
                    write(paragraph(style, odfText(cells.join(u'\t'))));
                }
            } else {
                writeBlock(block, style);
            }
        }
        write(QStringLiteral("</text:%1>").arg(element));
    }
    --m_lists;
    write(QStringLiteral("</text:list>"));
}

void OdtExporter::writeTable(const RichBlock &table)
{
    using Align = RichBlock::Align;
    write(QStringLiteral("<table:table table:style-name=\"Spaced\" table:name=\"Table%1\"><table:table-column "
                         "table:number-columns-repeated=\"%2\"/>")
              .arg(++m_tables)
              .arg(qMax<qsizetype>(1, table.rows.value(0).size())));
    for (qsizetype row = 0; row < table.rows.size(); ++row) {
        QString xml = QStringLiteral("<table:table-row>");
        for (qsizetype column = 0; column < table.rows.at(row).size(); ++column) {
            const Align align = table.columns.value(column);
            QString style = row == 0 ? QStringLiteral("Head") : QStringLiteral("Cell");
            if (align == Align::Usual && plainText(table.rows.at(row).at(column)).isRightToLeft())
                style += QStringLiteral("Rtl");
            style += align == Align::Right ? QStringLiteral("Right")
                : align == Align::Center   ? QStringLiteral("Center")
                                           : QString();
            xml += QStringLiteral("<table:table-cell table:style-name=\"Bordered\" "
                                  "office:value-type=\"string\">%1</table:table-cell>")
                       .arg(paragraph(style, spansOf(table.rows.at(row).at(column))));
        }
        xml += QStringLiteral("</table:table-row>");
        if (row == 0)
            xml = QStringLiteral("<table:table-header-rows>") + xml + QStringLiteral("</table:table-header-rows>");
        write(xml);
    }
    write(QStringLiteral("</table:table>"));
}

QString OdtExporter::spansOf(const QList<RichSpan> &spans)
{
    QString xml;
    for (const RichSpan &span : spans) {
        if (span.kind == RichSpan::Kind::Break) {
            xml += QStringLiteral("<text:line-break/>");
            continue;
        }
        QString content = span.kind == RichSpan::Kind::Formula ? formulaOf(span.formula)
                                                               : odfText(QString(span.text).replace(u'\n', u' '));
        if (span.code)
            content = spanned(QStringLiteral("CodeText"), content);
        if (span.strong)
            content = spanned(QStringLiteral("Strong"), content);
        if (span.emphasis)
            content = spanned(QStringLiteral("Emphasis"), content);
        if (span.struck)
            content = spanned(QStringLiteral("Struck"), content);
        if (span.raised)
            content = spanned(QStringLiteral("Raised"), content);
        if (!span.link.isEmpty())
            content = QStringLiteral("<text:a xlink:type=\"simple\" xlink:href=\"%1\">%2</text:a>")
                          .arg(xmlText(span.link), content);
        xml += content;
    }
    return xml;
}

QString OdtExporter::formulaOf(const InlineFormula &formula)
{
    const QString math = m_math.mathMl(formula);
    if (math.isEmpty())
        return spanned(QStringLiteral("CodeText"), odfText(sourceOf(formula)));
    const QString annotation = QStringLiteral("<annotation encoding=\"StarMath 5.0\">%1</annotation>")
                                   .arg(xmlText(toStarMath(readMathMl(math))));
    m_formulas.write(QByteArrayLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                     + QString(math).insert(math.lastIndexOf(QStringLiteral("<annotation")), annotation).toUtf8());
    m_ends.append(m_formulas.pos());
    return QStringLiteral("<draw:frame draw:style-name=\"Inline\" text:anchor-type=\"as-char\">"
                          "<draw:object xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\" "
                          "xlink:href=\"./Object %1\"/>"
                          "<svg:desc>%2</svg:desc></draw:frame>")
        .arg(QString::number(m_ends.size()), xmlText(formula.tex));
}

std::optional<Failure> OdtExporter::finish()
{
    write(odt::contentEnd());
    for (QTemporaryFile *file : {&m_body, &m_formulas}) {
        if (!file->flush() || file->error() != QFileDevice::NoError)
            return unwritable(file->errorString());
    }
    ZipWriter zip;
    // First and not compressed, so that the type can be read at a fixed place (ODF 1.3-2, 3.3).
    zip.add(QByteArrayLiteral("mimetype"), QByteArrayLiteral("application/vnd.oasis.opendocument.text"), true);
    zip.add(QByteArrayLiteral("META-INF/manifest.xml"), odt::manifest(m_ends.size()).toUtf8());
    zip.add(QByteArrayLiteral("styles.xml"), odt::styles().toUtf8());
    qint64 start = 0;
    for (qsizetype i = 0; i < m_ends.size(); ++i) {
        zip.addFile("Object " + QByteArray::number(i + 1) + "/content.xml", m_formulas.fileName(), start,
                    m_ends.at(i) - start);
        start = m_ends.at(i);
    }
    zip.addFile(QByteArrayLiteral("content.xml"), m_body.fileName());
    return zip.finish(m_out, [this] { return goesOn(); });
}

}  // namespace mingsi::app
