// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/docx_exporter.h"

#include <QDateTime>

#include "app/exchange/docx_parts.h"
#include "app/exchange/export_text.h"
#include "app/exchange/math_tree.h"
#include "app/exchange/xml_text.h"
#include "app/reading/thought_markdown.h"
#include "app/exchange/zip_writer.h"

namespace mingsi::app {

namespace {

QString textRun(const QString &text, const QString &properties)
{
    QString runs;
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0)
            runs += QStringLiteral("<w:br/>");
        const QStringList parts = lines.at(i).split(u'\t');
        for (qsizetype j = 0; j < parts.size(); ++j) {
            if (j > 0)
                runs += QStringLiteral("<w:tab/>");
            if (!parts.at(j).isEmpty())
                runs += QStringLiteral("<w:t xml:space=\"preserve\">%1</w:t>").arg(xmlText(parts.at(j)));
        }
    }
    return QStringLiteral("<w:r>%1%2</w:r>")
        .arg(properties.isEmpty() ? QString() : QStringLiteral("<w:rPr>%1</w:rPr>").arg(properties), runs);
}

QString look(const RichSpan &span)
{
    QString properties;
    // In the order that the schema wants (CT_RPr).
    if (!span.link.isEmpty())
        properties += QStringLiteral("<w:rStyle w:val=\"Hyperlink\"/>");
    else if (span.code)
        properties += QStringLiteral("<w:rStyle w:val=\"CodeText\"/>");
    if (span.strong)
        properties += QStringLiteral("<w:b/>");
    if (span.emphasis)
        properties += QStringLiteral("<w:i/>");
    if (span.struck)
        properties += QStringLiteral("<w:strike/>");
    if (span.raised)
        properties += QStringLiteral("<w:vertAlign w:val=\"superscript\"/>");
    if (span.text.isRightToLeft())
        properties += QStringLiteral("<w:rtl/>");
    return properties;
}

}  // namespace

DocxExporter::DocxExporter(const ExportOptions &options, QIODevice &out) : m_options(options), m_out(out)
{
    m_body.open();
    write(docx::documentHead());
}

void DocxExporter::add(const ConversationRecord &record)
{
    const QString title = exporttext::titleOf(record.conversation);
    if (m_title.isEmpty())
        m_title = title;
    writeParagraph(QStringLiteral("Heading1"), textRun(title, {}), {}, title.isRightToLeft());
    forEachMessage(record.messages, [this](const Message &message) { writeMessage(message); });
}

void DocxExporter::writeMessage(const Message &message)
{
    writeParagraph(QStringLiteral("Heading2"), textRun(exporttext::roleOf(message, m_options), {}), {});
    if (const QString notes = exporttext::notesOf(message, m_options); !notes.isEmpty())
        writeParagraph(QStringLiteral("Notes"), textRun(notes, {}), {});
    for (const Attachment &attachment : message.attachments)
        writeParagraph(QStringLiteral("Notes"), textRun(QStringLiteral("📎 ") + attachment.name, {}), {});
    if (const auto thought = exporttext::thoughtOf(message, m_options)) {
        writeParagraph(QStringLiteral("ReasoningTitle"), textRun(exporttext::reasoningOf(*thought, m_options), {}), {});
        Place place;
        place.style = QStringLiteral("Reasoning");
        writeBlocks(readRichText(thoughtMarkdown(thought->text)), place);
    }
    writeBlocks(exporttext::richTextOf(message, m_options), {});
}

void DocxExporter::writeBlocks(const QList<RichBlock> &blocks, const Place &place)
{
    Place here = place;
    for (const RichBlock &block : blocks) {
        writeBlock(block, here);
        here.first = false;
    }
}

void DocxExporter::writeBlock(const RichBlock &block, const Place &place)
{
    using Kind = RichBlock::Kind;
    switch (block.kind) {
    case Kind::Paragraph:
        writeParagraph(place.style, runsOf(block.spans), place, plainText(block.spans).isRightToLeft());
        break;
    case Kind::Heading:
        // Below the headings of conversation and message.
        writeParagraph(QStringLiteral("Heading%1").arg(qMin(6, block.level + 2)), runsOf(block.spans), place,
                       plainText(block.spans).isRightToLeft());
        break;
    case Kind::Quote: {
        Place inner = place;
        ++inner.indent;
        inner.first = false;
        if (inner.style.isEmpty())
            inner.style = QStringLiteral("Quote");
        writeBlocks(block.blocks, inner);
        break;
    }
    case Kind::List: writeList(block, place); break;
    case Kind::Item: writeBlocks(block.blocks, place); break;
    case Kind::Code: writeCode(block.text, place); break;
    case Kind::Table: writeTable(block, place); break;
    case Kind::Rule: writeParagraph(QStringLiteral("Rule"), {}, place); break;
    case Kind::Formula: writeParagraph(place.style, formulaOf(block.formula, true), place); break;
    }
}

void DocxExporter::writeList(const RichBlock &list, const Place &place)
{
    m_lists.append({list.ordered, list.start});
    Place item = place;
    item.level = place.list == 0 ? 0 : qMin(8, place.level + 1);
    item.list = static_cast<int>(m_lists.size());
    for (const RichBlock &one : list.blocks) {
        item.first = true;
        QList<RichBlock> blocks = one.blocks;
        if (one.task) {
            RichSpan box;
            box.text = *one.task ? QStringLiteral("☑ ") : QStringLiteral("☐ ");
            if (blocks.isEmpty() || blocks.constFirst().kind != RichBlock::Kind::Paragraph)
                blocks.prepend(RichBlock{});
            blocks.first().spans.prepend(box);
        }
        writeBlocks(blocks, item);
    }
}

void DocxExporter::writeTable(const RichBlock &table, const Place &place)
{
    write(docx::tableHead(static_cast<int>(table.rows.value(0).size())));
    for (qsizetype row = 0; row < table.rows.size(); ++row) {
        write(row == 0 ? QStringLiteral("<w:tr><w:trPr><w:tblHeader/></w:trPr>") : QStringLiteral("<w:tr>"));
        for (qsizetype column = 0; column < table.rows.at(row).size(); ++column) {
            QList<RichSpan> spans = table.rows.at(row).at(column);
            for (RichSpan &span : spans)
                span.strong = span.strong || row == 0;
            QString justified = plainText(spans).isRightToLeft() ? QStringLiteral("<w:bidi/>") : QString();
            if (table.columns.value(column) == RichBlock::Align::Right)
                justified += QStringLiteral("<w:jc w:val=\"right\"/>");
            else if (table.columns.value(column) == RichBlock::Align::Center)
                justified += QStringLiteral("<w:jc w:val=\"center\"/>");
            write(QStringLiteral("<w:tc><w:tcPr/><w:p><w:pPr><w:pStyle w:val=\"TableText\"/>%1</w:pPr>%2</w:p></w:tc>")
                      .arg(justified, runsOf(spans)));
        }
        write(QStringLiteral("</w:tr>"));
    }
    write(QStringLiteral("</w:tbl>"));
    writeParagraph(place.style, {}, {});  // two tables in a row would become one
}

void DocxExporter::writeCode(const QString &code, const Place &place)
{
    const bool thought = place.style == u"Reasoning";
    writeParagraph(thought ? QStringLiteral("ReasoningCode") : QStringLiteral("Code"), textRun(code, {}), place);
}

void DocxExporter::writeParagraph(const QString &style, const QString &runs, const Place &place, bool rightToLeft)
{
    QString properties;
    if (!style.isEmpty())
        properties += QStringLiteral("<w:pStyle w:val=\"%1\"/>").arg(style);
    if (place.list != 0 && place.first)
        properties += QStringLiteral("<w:numPr><w:ilvl w:val=\"%1\"/><w:numId w:val=\"%2\"/></w:numPr>")
                          .arg(place.level)
                          .arg(place.list);
    if (rightToLeft)
        properties += QStringLiteral("<w:bidi/>");
    if (place.list != 0 && !place.first)
        properties += QStringLiteral("<w:ind w:left=\"%1\"/>").arg(720 + 360 * place.level);
    else if (place.list == 0 && place.indent > 0)
        properties += QStringLiteral("<w:ind w:left=\"%1\"/>").arg(420 * qMin(place.indent, 8));
    write(QStringLiteral("<w:p>%1%2</w:p>")
              .arg(properties.isEmpty() ? QString() : QStringLiteral("<w:pPr>%1</w:pPr>").arg(properties), runs));
}

QString DocxExporter::runsOf(const QList<RichSpan> &spans)
{
    QString runs;
    for (const RichSpan &span : spans) {
        QString run;
        switch (span.kind) {
        case RichSpan::Kind::Text: run = textRun(QString(span.text).replace(u'\n', u' '), look(span)); break;
        case RichSpan::Kind::Break: run = QStringLiteral("<w:r><w:br/></w:r>"); break;
        case RichSpan::Kind::Formula: run = formulaOf(span.formula, false); break;
        }
        if (!span.link.isEmpty())
            run = QStringLiteral("<w:hyperlink r:id=\"%1\">%2</w:hyperlink>").arg(linkId(span.link), run);
        runs += run;
    }
    return runs;
}

QString DocxExporter::formulaOf(const InlineFormula &formula, bool displayed)
{
    const QString omml = toOmml(readMathMl(m_math.mathMl(formula)));
    if (omml.isEmpty())
        return textRun(sourceOf(formula), QStringLiteral("<w:rStyle w:val=\"CodeText\"/>"));
    const QString math = QStringLiteral("<m:oMath>%1</m:oMath>").arg(omml);
    return displayed ? QStringLiteral("<m:oMathPara>%1</m:oMathPara>").arg(math) : math;
}

QString DocxExporter::linkId(const QString &target)
{
    if (!m_linkNumbers.contains(target)) {
        m_linkNumbers.insert(target, static_cast<int>(m_links.size()));
        m_links.append(target);
    }
    return QStringLiteral("link%1").arg(m_linkNumbers.value(target));
}

std::optional<Failure> DocxExporter::finish()
{
    write(docx::documentEnd());
    if (!m_body.flush() || m_body.error() != QFileDevice::NoError)
        return unwritable(m_body.errorString());
    ZipWriter zip;
    for (const auto &[name, content] : docx::parts(m_title, m_lists, m_links))
        zip.add(name, content.toUtf8());
    zip.addFile(QByteArrayLiteral("word/document.xml"), m_body.fileName());
    return zip.finish(m_out, [this] { return goesOn(); });
}

}  // namespace mingsi::app
