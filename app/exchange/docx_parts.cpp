// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/docx_parts.h"

#include <QDateTime>

#include "app/exchange/xml_text.h"

namespace mingsi::app::docx {

namespace {

const QString kXml = QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
const QString kWord = QStringLiteral("xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"");
constexpr int kTextWidth = 9026;  // twentieths of a point between the margins of A4

/// `paragraph` and `run` are properties in their schema's order.
QString style(const QString &id, const QString &name, const QString &based, const QString &paragraph,
              const QString &run, const QString &next = {})
{
    QString xml = QStringLiteral("<w:style w:type=\"paragraph\" w:styleId=\"%1\"><w:name w:val=\"%2\"/>").arg(id, name);
    if (!based.isEmpty())
        xml += QStringLiteral("<w:basedOn w:val=\"%1\"/>").arg(based);
    if (!next.isEmpty())
        xml += QStringLiteral("<w:next w:val=\"%1\"/>").arg(next);
    return xml + QStringLiteral("<w:qFormat/><w:pPr>%1</w:pPr><w:rPr>%2</w:rPr></w:style>").arg(paragraph, run);
}

QString heading(int level, int halfPoints)
{
    return style(
        QStringLiteral("Heading%1").arg(level), QStringLiteral("heading %1").arg(level), QStringLiteral("Normal"),
        QStringLiteral("<w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"%1\"/>")
            .arg(level - 1),
        QStringLiteral("<w:b/><w:sz w:val=\"%1\"/><w:szCs w:val=\"%1\"/>").arg(halfPoints), QStringLiteral("Normal"));
}

QString styles()
{
    const QString mono = QStringLiteral(
        "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:eastAsia=\"Microsoft YaHei\" w:cs=\"Consolas\"/>");
    const QString quoted =
        QStringLiteral("<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"%1\"/></w:pBdr>");
    const int sizes[] = {34, 26, 24, 22, 21, 21};
    QString xml = kXml
        + QStringLiteral(
              "<w:styles %1><w:docDefaults><w:rPrDefault><w:rPr>"
              "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Microsoft YaHei\" w:cs=\"Arial\"/>"
              "<w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>"
              "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"288\" "
              "w:lineRule=\"auto\"/>"
              "</w:pPr></w:pPrDefault></w:docDefaults>"
              "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
              "w:val=\"Normal\"/><w:qFormat/></w:style>")
              .arg(kWord);
    for (int level = 1; level <= 6; ++level)
        xml += heading(level, sizes[level - 1]);
    xml += style(QStringLiteral("Quote"), QStringLiteral("Quote"), QStringLiteral("Normal"),
                 quoted.arg(QStringLiteral("B9B5A8")), QStringLiteral("<w:i/>"));
    xml += style(QStringLiteral("Reasoning"), QStringLiteral("Reasoning"), QStringLiteral("Normal"),
                 quoted.arg(QStringLiteral("B0742B")) + QStringLiteral("<w:ind w:left=\"284\"/>"),
                 QStringLiteral("<w:color w:val=\"5A5148\"/><w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/>"));
    xml += style(QStringLiteral("ReasoningTitle"), QStringLiteral("Reasoning Title"), QStringLiteral("Reasoning"),
                 QStringLiteral("<w:keepNext/>"), QStringLiteral("<w:b/><w:color w:val=\"8A4B00\"/>"),
                 QStringLiteral("Reasoning"));
    xml += style(QStringLiteral("Notes"), QStringLiteral("Notes"), QStringLiteral("Normal"),
                 QStringLiteral("<w:keepNext/>"),
                 QStringLiteral("<w:color w:val=\"5F636B\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>"));
    xml += style(QStringLiteral("Code"), QStringLiteral("Code"), QStringLiteral("Normal"),
                 QStringLiteral("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F3F1EA\"/><w:spacing w:line=\"240\" "
                                "w:lineRule=\"auto\"/>"),
                 mono + QStringLiteral("<w:noProof/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>"));
    xml += style(QStringLiteral("ReasoningCode"), QStringLiteral("Reasoning Code"), QStringLiteral("Code"),
                 quoted.arg(QStringLiteral("B0742B")) + QStringLiteral("<w:ind w:left=\"284\"/>"), {});
    xml += style(QStringLiteral("TableText"), QStringLiteral("Table Text"), QStringLiteral("Normal"),
                 QStringLiteral("<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>"), {});
    xml += style(
        QStringLiteral("Rule"), QStringLiteral("Rule"), QStringLiteral("Normal"),
        QStringLiteral("<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"B9B5A8\"/></w:pBdr>"),
        {});
    xml += QStringLiteral("<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/>"
                          "<w:rPr><w:color w:val=\"2F49C9\"/><w:u w:val=\"single\"/></w:rPr></w:style>"
                          "<w:style w:type=\"character\" w:styleId=\"CodeText\"><w:name w:val=\"Code Text\"/><w:rPr>%1"
                          "<w:noProof/></w:rPr></w:style></w:styles>")
               .arg(mono);
    return xml;
}

QString numbering(const QList<std::pair<bool, int>> &lists)
{
    QString xml = kXml + QStringLiteral("<w:numbering %1>").arg(kWord);
    for (const bool ordered : {false, true}) {
        xml += QStringLiteral("<w:abstractNum w:abstractNumId=\"%1\"><w:multiLevelType w:val=\"hybridMultilevel\"/>")
                   .arg(ordered ? 1 : 0);
        for (int level = 0; level < 9; ++level) {
            xml += QStringLiteral("<w:lvl w:ilvl=\"%1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"%2\"/>"
                                  "<w:lvlText w:val=\"%3\"/><w:lvlJc w:val=\"left\"/>"
                                  "<w:pPr><w:ind w:left=\"%4\" w:hanging=\"360\"/></w:pPr></w:lvl>")
                       .arg(QString::number(level), ordered ? QStringLiteral("decimal") : QStringLiteral("bullet"),
                            ordered ? QStringLiteral("%%1.").arg(level + 1) : QStringLiteral("•"),
                            QString::number(720 + 360 * level));
        }
        xml += QStringLiteral("</w:abstractNum>");
    }
    for (qsizetype i = 0; i < lists.size(); ++i) {
        const auto [ordered, start] = lists.at(i);
        xml += QStringLiteral("<w:num w:numId=\"%1\"><w:abstractNumId w:val=\"%2\"/>").arg(i + 1).arg(ordered ? 1 : 0);
        for (int level = 0; ordered && level < 9; ++level)
            xml += QStringLiteral("<w:lvlOverride w:ilvl=\"%1\"><w:startOverride w:val=\"%2\"/></w:lvlOverride>")
                       .arg(level)
                       .arg(start);
        xml += QStringLiteral("</w:num>");
    }
    return xml + QStringLiteral("</w:numbering>");
}

QString relationships(const QStringList &links)
{
    const QString office = QStringLiteral("http://schemas.openxmlformats.org/officeDocument/2006/relationships/");
    QString xml = kXml
        + QStringLiteral("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                         "<Relationship Id=\"styles\" Type=\"%1styles\" Target=\"styles.xml\"/>"
                         "<Relationship Id=\"numbering\" Type=\"%1numbering\" Target=\"numbering.xml\"/>")
              .arg(office);
    for (qsizetype i = 0; i < links.size(); ++i)
        xml +=
            QStringLiteral("<Relationship Id=\"link%1\" Type=\"%2hyperlink\" Target=\"%3\" TargetMode=\"External\"/>")
                .arg(QString::number(i), office, xmlText(links.at(i)));
    return xml + QStringLiteral("</Relationships>");
}

}  // namespace

QString documentHead()
{
    return kXml
        + QStringLiteral("<w:document %1 xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
                         " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>")
              .arg(kWord);
}

QString documentEnd()
{
    return QStringLiteral("<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
                          "<w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"708\""
                          " w:footer=\"708\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
}

QString tableHead(int columns)
{
    QString borders;
    for (const char *side : {"top", "left", "bottom", "right", "insideH", "insideV"})
        borders += QStringLiteral("<w:%1 w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"B9B5A8\"/>")
                       .arg(QLatin1String(side));
    QString grid;
    for (int i = 0; i < columns; ++i)
        grid += QStringLiteral("<w:gridCol w:w=\"%1\"/>").arg(kTextWidth / qMax(1, columns));
    return QStringLiteral(
               "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>%1</w:tblBorders></w:tblPr>"
               "<w:tblGrid>%2</w:tblGrid>")
        .arg(borders, grid);
}

QList<std::pair<QByteArray, QString>> parts(const QString &title, const QList<std::pair<bool, int>> &lists,
                                            const QStringList &links)
{
    const QString types =
        kXml
        + QStringLiteral(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            "<Override PartName=\"/word/document.xml\" "
            "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
            "<Override PartName=\"/word/styles.xml\" "
            "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
            "<Override PartName=\"/word/numbering.xml\" "
            "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>"
            "<Override PartName=\"/docProps/core.xml\" "
            "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>");
    const QString package = kXml
        + QStringLiteral("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                         "<Relationship Id=\"document\" "
                         "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
                         "Target=\"word/document.xml\"/>"
                         "<Relationship Id=\"core\" "
                         "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
                         "core-properties\" Target=\"docProps/core.xml\"/></Relationships>");
    const QString core = kXml
        + QStringLiteral(
              "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
              " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\""
              " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>%1</dc:title><dc:creator>Mingsi</"
              "dc:creator>"
              "<dcterms:created xsi:type=\"dcterms:W3CDTF\">%2</dcterms:created></cp:coreProperties>")
              .arg(xmlText(title), QDateTime::currentDateTimeUtc().toString(Qt::ISODate));
    return {{QByteArrayLiteral("[Content_Types].xml"), types},
            {QByteArrayLiteral("_rels/.rels"), package},
            {QByteArrayLiteral("docProps/core.xml"), core},
            {QByteArrayLiteral("word/styles.xml"), styles()},
            {QByteArrayLiteral("word/numbering.xml"), numbering(lists)},
            {QByteArrayLiteral("word/_rels/document.xml.rels"), relationships(links)}};
}

}  // namespace mingsi::app::docx
