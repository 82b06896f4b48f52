// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/pptx_exporter.h"

#include <QFile>
#include <algorithm>
#include <numeric>

#include "app/exchange/export_text.h"
#include "app/exchange/pptx_parts.h"
#include "app/exchange/xml_text.h"
#include "app/exchange/zip_writer.h"

namespace mingsi::app {

namespace {

/// The size of letters as an attribute; 0: the usual one of the place.
QString sizeOf(int points)
{
    return points > 0 ? QStringLiteral(" sz=\"%1\"").arg(100 * points) : QString();
}

QString runProperties(const RichSpan &span, bool code, int points)
{
    QString attributes = QStringLiteral("lang=\"en-US\" altLang=\"zh-CN\"") + sizeOf(points);
    if (span.strong)
        attributes += QStringLiteral(" b=\"1\"");
    if (span.emphasis)
        attributes += QStringLiteral(" i=\"1\"");
    if (span.struck)
        attributes += QStringLiteral(" strike=\"sngStrike\"");
    const QString font = span.code || code
        ? QStringLiteral("<a:latin typeface=\"Consolas\"/><a:ea typeface=\"Microsoft YaHei\"/>")
        : QString();
    return QStringLiteral("<a:rPr %1>%2</a:rPr>").arg(attributes, font);
}

QString runs(const QList<RichSpan> &spans, bool code = false, int points = 0)
{
    QString xml;
    for (const RichSpan &span : spans) {
        if (span.kind == RichSpan::Kind::Break) {
            xml += QStringLiteral("<a:br><a:rPr%1/></a:br>").arg(sizeOf(points));
            continue;
        }
        const QString text = span.kind == RichSpan::Kind::Formula ? sourceOf(span.formula) : span.text;
        xml += QStringLiteral("<a:r>%1<a:t>%2</a:t></a:r>").arg(runProperties(span, code, points), xmlText(text));
    }
    return xml;
}

QString paragraph(const SlideLine &line)
{
    QString mark = QStringLiteral("<a:buNone/>");
    if (line.bullet)
        mark = QStringLiteral("<a:buFont typeface=\"Arial\"/><a:buChar char=\"•\"/>");
    else if (line.number > 0)
        mark = QStringLiteral("<a:buFont typeface=\"+mj-lt\"/><a:buAutoNum type=\"arabicPeriod\" startAt=\"%1\"/>")
                   .arg(std::min(line.number, 32767));
    const bool marked = line.bullet || line.number > 0;
    const int left = 342900 * (line.level + (marked ? 1 : 0));
    return QStringLiteral("<a:p><a:pPr marL=\"%1\" indent=\"%2\" lvl=\"%3\"%4>%5</a:pPr>%6</a:p>")
        .arg(QString::number(left), QString::number(marked ? -342900 : 0), QString::number(line.level),
             plainText(line.spans).isRightToLeft() ? QStringLiteral(" rtl=\"1\"") : QString(), mark,
             runs(line.spans, line.code));
}

QString table(const SlideTable &table)
{
    const auto sum = [](const QList<int> &list) { return std::accumulate(list.begin(), list.end(), 0); };
    QString grid;
    for (const int width : table.widths)
        grid += QStringLiteral("<a:gridCol w=\"%1\"/>").arg(width);
    const QString line =
        QStringLiteral("<a:ln%1 w=\"9525\"><a:solidFill><a:srgbClr val=\"B9B5A8\"/></a:solidFill></a:ln%1>");
    const QString lines = line.arg(QStringLiteral("L")) + line.arg(QStringLiteral("R")) + line.arg(QStringLiteral("T"))
        + line.arg(QStringLiteral("B"));
    QString body;
    for (qsizetype row = 0; row < table.rows.size(); ++row) {
        const bool head = row == 0 && table.headed;
        const QString fill = head ? QStringLiteral("<a:solidFill><a:schemeClr val=\"bg2\"/></a:solidFill>")
                                  : QStringLiteral("<a:noFill/>");
        body += QStringLiteral("<a:tr h=\"%1\">").arg(table.heights.at(row));
        for (RichBlock::Cell cell : table.rows.at(row)) {
            for (RichSpan &span : cell)
                span.strong = span.strong || head;
            body += QStringLiteral("<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>%1<a:endParaRPr%2/></a:p>"
                                   "</a:txBody><a:tcPr>%3%4</a:tcPr></a:tc>")
                        .arg(runs(cell, false, table.points), sizeOf(table.points), lines, fill);
        }
        body += QStringLiteral("</a:tr>");
    }
    return QStringLiteral("<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"3\" name=\"Table\"/>"
                          "<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x=\"%1\" y=\"%2\"/>"
                          "<a:ext cx=\"%3\" cy=\"%4\"/></p:xfrm><a:graphic><a:graphicData "
                          "uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl>"
                          "<a:tblPr firstRow=\"1\"/><a:tblGrid>%5</a:tblGrid>"
                          "%6</a:tbl></a:graphicData></a:graphic></p:graphicFrame>")
        .arg(QString::number(kTableLeft), QString::number(kTableTop), QString::number(sum(table.widths)),
             QString::number(sum(table.heights)), grid, body);
}

QString slideXml(const Slide &slide)
{
    QString body;
    if (!slide.table.isEmpty()) {
        body = table(slide.table);
    } else {
        QString lines;
        for (const SlideLine &line : slide.lines)
            lines += paragraph(line);
        body = QStringLiteral("<p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Content\"/><p:cNvSpPr><a:spLocks "
                              "noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph idx=\"1\"/></p:nvPr></p:nvSpPr><p:spPr/>"
                              "<p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/>%1</p:txBody></p:sp>")
                   .arg(lines.isEmpty() ? QStringLiteral("<a:p/>") : lines);
    }
    return pptx::slideHead()
        + QStringLiteral("<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Title\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/>"
                         "</p:cNvSpPr><p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>"
                         "<a:bodyPr/><a:lstStyle/><a:p>%1</a:p></p:txBody></p:sp>")
              .arg(runs(slide.title))
        + body + pptx::slideEnd();
}

}  // namespace

void PptxExporter::add(const ConversationRecord &record)
{
    const QString title = exporttext::titleOf(record.conversation);
    if (m_title.isEmpty())
        m_title = title;
    forEachMessage(record.messages, [&](const Message &message) {
        if (message.role != MessageRole::Assistant)
            return;
        for (const Slide &slide : slidesOf(readRichText(message.text), title))
            addSlide(slide);
    });
}

void PptxExporter::addSlide(const Slide &slide)
{
    m_body.write(slideXml(slide).toUtf8());
    m_ends.append(m_body.pos());
}

std::optional<Failure> PptxExporter::finish()
{
    if (m_ends.isEmpty())
        addSlide({{RichSpan{.text = m_title.isEmpty() ? QStringLiteral("Mingsi") : m_title}}, {}, {}});
    if (!m_body.flush() || m_body.error() != QFileDevice::NoError)
        return unwritable(m_body.errorString());
    ZipWriter zip;
    for (const auto &[name, content] : pptx::parts(m_title, static_cast<int>(m_ends.size())))
        zip.add(name, content.toUtf8());
    const QByteArray relations = pptx::slideRelations().toUtf8();
    qint64 start = 0;
    for (qsizetype i = 0; i < m_ends.size() && goesOn(); ++i) {
        const QByteArray name = "slide" + QByteArray::number(i + 1) + ".xml";
        zip.addFile("ppt/slides/" + name, m_body.fileName(), start, m_ends.at(i) - start);
        zip.add("ppt/slides/_rels/" + name + ".rels", relations);
        start = m_ends.at(i);
    }
    return zip.finish(m_out, [this] { return goesOn(); });
}

}  // namespace mingsi::app
