// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/odt_parts.h"

#include <array>
#include <utility>

namespace mingsi::app::odt {

namespace {

const QString kXml = QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
const QString kNames = QStringLiteral("xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                                      " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
                                      " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
                                      " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
                                      " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
                                      " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
                                      " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\""
                                      " xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.3\"");

QString style(const QString &name, const QString &parent, const QString &paragraph, const QString &text)
{
    return QStringLiteral("<style:style style:name=\"%1\" style:family=\"paragraph\" style:parent-style-name=\"%2\">"
                          "<style:paragraph-properties %3/><style:text-properties %4/></style:style>")
        .arg(name, parent, paragraph, text);
}

QString textStyle(const QString &name, const QString &properties)
{
    return QStringLiteral(
               "<style:style style:name=\"%1\" style:family=\"text\"><style:text-properties %2/></style:style>")
        .arg(name, properties);
}

QString size(const QString &points)
{
    return QStringLiteral("fo:font-size=\"%1pt\" style:font-size-asian=\"%1pt\" style:font-size-complex=\"%1pt\"")
        .arg(points);
}

QString listStyle(bool ordered)
{
    QString xml = QStringLiteral("<text:list-style style:name=\"%1\">")
                      .arg(ordered ? QStringLiteral("Numbers") : QStringLiteral("Bullets"));
    for (int level = 1; level <= 10; ++level) {
        const QString place =
            QStringLiteral("<style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\">"
                           "<style:list-level-label-alignment text:label-followed-by=\"listtab\" "
                           "fo:text-indent=\"-0.6cm\" fo:margin-left=\"%1cm\"/>"
                           "</style:list-level-properties>")
                .arg(0.7 * level);
        xml += ordered ? QStringLiteral("<text:list-level-style-number text:level=\"%1\" style:num-format=\"1\" "
                                        "style:num-suffix=\".\">%2</text:list-level-style-number>")
                             .arg(QString::number(level), place)
                       : QStringLiteral("<text:list-level-style-bullet text:level=\"%1\" "
                                        "text:bullet-char=\"•\">%2</text:list-level-style-bullet>")
                             .arg(QString::number(level), place);
    }
    return xml + QStringLiteral("</text:list-style>");
}

}  // namespace

QString contentHead()
{
    return kXml
        + QStringLiteral(
              "<office:document-content %1><office:automatic-styles>"
              "<style:style style:name=\"Spaced\" style:family=\"table\"><style:table-properties "
              "style:rel-width=\"100%\" table:align=\"margins\" fo:margin-bottom=\"0.3cm\"/></style:style>"
              "<style:style style:name=\"Bordered\" style:family=\"table-cell\"><style:table-cell-properties "
              "fo:border=\"0.5pt solid #b9b5a8\" fo:padding=\"0.12cm\"/></style:style>"
              "<style:style style:name=\"Inline\" style:family=\"graphic\"><style:graphic-properties "
              "style:vertical-pos=\"middle\" style:vertical-rel=\"text\"/></style:style>"
              "</office:automatic-styles><office:body><office:text>")
              .arg(kNames);
}

QString contentEnd()
{
    return QStringLiteral("</office:text></office:body></office:document-content>");
}

QString styles()
{
    const QString thought = QStringLiteral("fo:margin-left=\"0.5cm\" fo:padding-left=\"0.25cm\" fo:border-left=\"2pt "
                                           "solid #b0742b\" fo:margin-bottom=\"0.2cm\"");
    const QString small = size(QStringLiteral("9.5"));
    const QString rtl = QStringLiteral(" style:writing-mode=\"rl-tb\" fo:text-align=\"right\"");
    const QString after = QStringLiteral("fo:margin-bottom=\"0.2cm\" fo:line-height=\"120%\"");
    const QString quote = QStringLiteral("fo:margin-left=\"0.6cm\" fo:padding-left=\"0.25cm\" fo:border-left=\"2pt "
                                         "solid #b9b5a8\" fo:margin-bottom=\"0.2cm\"");
    const QString mono = QStringLiteral("style:font-name=\"Mono\" style:font-name-asian=\"East\"");
    const QString bold = QStringLiteral("fo:font-weight=\"bold\" style:font-weight-asian=\"bold\"");
    const char *sizes[] = {"17", "13", "12", "11", "10.5", "10.5"};
    QString xml = kXml
        + QStringLiteral(
              "<office:document-styles %1><office:font-face-decls>"
              "<style:font-face style:name=\"Latin\" svg:font-family=\"Calibri, Carlito, 'DejaVu Sans'\"/>"
              "<style:font-face style:name=\"East\" svg:font-family=\"'Microsoft YaHei', 'Noto Sans CJK SC'\"/>"
              "<style:font-face style:name=\"Mono\" svg:font-family=\"Consolas, 'DejaVu Sans "
              "Mono'\"/></office:font-face-decls>"
              "<office:styles><style:default-style style:family=\"paragraph\"><style:text-properties "
              "style:font-name=\"Latin\" style:font-name-asian=\"East\" %2 fo:language=\"en\" fo:country=\"US\" "
              "style:language-asian=\"zh\" style:country-asian=\"CN\"/></style:default-style>"
              "<style:style style:name=\"Standard\" style:family=\"paragraph\"/>")
              .arg(kNames, size(QStringLiteral("10.5")));
    const QString standard = QStringLiteral("Standard");
    for (int level = 1; level <= 6; ++level) {
        xml += QStringLiteral(
                   "<style:style style:name=\"H%1\" style:display-name=\"Heading %1\" style:family=\"paragraph\" "
                   "style:parent-style-name=\"Standard\" style:default-outline-level=\"%1\">"
                   "<style:paragraph-properties fo:margin-top=\"0.4cm\" fo:margin-bottom=\"0.15cm\" "
                   "fo:keep-with-next=\"always\"/><style:text-properties %2 %3/></style:style>")
                   .arg(QString::number(level), bold, size(QLatin1String(sizes[level - 1])));
        xml += style(QStringLiteral("H%1Rtl").arg(level), QStringLiteral("H%1").arg(level), rtl, {});
    }
    xml += style(QStringLiteral("Body"), standard, after, {});
    xml += style(QStringLiteral("BodyRtl"), standard, after + rtl, {});
    xml += style(QStringLiteral("Quote"), standard, quote, QStringLiteral("fo:font-style=\"italic\""));
    xml += style(QStringLiteral("QuoteRtl"), standard, quote + rtl, QStringLiteral("fo:font-style=\"italic\""));
    xml += style(QStringLiteral("Reasoning"), standard, thought, QStringLiteral("fo:color=\"#5a5148\" ") + small);
    xml +=
        style(QStringLiteral("ReasoningRtl"), standard, thought + rtl, QStringLiteral("fo:color=\"#5a5148\" ") + small);
    xml += style(QStringLiteral("ReasoningTitle"), standard, thought + QStringLiteral(" fo:keep-with-next=\"always\""),
                 QStringLiteral("fo:color=\"#8a4b00\" ") + bold + u' ' + small);
    xml += style(QStringLiteral("Notes"), standard,
                 QStringLiteral("fo:margin-bottom=\"0.15cm\" fo:keep-with-next=\"always\""),
                 QStringLiteral("fo:color=\"#5f636b\" ") + size(QStringLiteral("9")));
    xml += style(QStringLiteral("Code"), standard,
                 QStringLiteral("fo:background-color=\"#f3f1ea\" fo:padding=\"0.1cm\" fo:margin-bottom=\"0.2cm\""),
                 mono + u' ' + size(QStringLiteral("9")));
    xml += style(QStringLiteral("ReasoningCode"), QStringLiteral("Code"), thought, {});
    xml += style(QStringLiteral("Formula"), standard,
                 QStringLiteral("fo:text-align=\"center\" fo:margin-bottom=\"0.2cm\""), {});
    xml += style(QStringLiteral("Rule"), standard,
                 QStringLiteral("fo:border-bottom=\"0.5pt solid #b9b5a8\" fo:margin-bottom=\"0.3cm\""), {});
    const std::array<std::pair<QString, QString>, 4> places{{
        {QString(), QString()},
        {QStringLiteral("Right"), QStringLiteral("fo:text-align=\"end\"")},
        {QStringLiteral("Center"), QStringLiteral("fo:text-align=\"center\"")},
        {QStringLiteral("Rtl"), rtl},
    }};
    for (const auto &[name, place] : places) {
        xml += style(QStringLiteral("Cell") + name, standard, place, {});
        xml += style(QStringLiteral("Head") + name, standard, place, bold);
    }
    xml += textStyle(QStringLiteral("Strong"), bold);
    xml += textStyle(QStringLiteral("Emphasis"),
                     QStringLiteral("fo:font-style=\"italic\" style:font-style-asian=\"italic\""));
    xml += textStyle(QStringLiteral("Struck"), QStringLiteral("style:text-line-through-style=\"solid\""));
    xml += textStyle(QStringLiteral("Raised"), QStringLiteral("style:text-position=\"super 58%\""));
    xml += textStyle(QStringLiteral("CodeText"), mono);
    xml += listStyle(false) + listStyle(true);
    return xml
        + QStringLiteral("</office:styles><office:automatic-styles><style:page-layout "
                         "style:name=\"A4\"><style:page-layout-properties fo:page-width=\"21cm\" "
                         "fo:page-height=\"29.7cm\" fo:margin=\"2.5cm\"/></style:page-layout></office:automatic-styles>"
                         "<office:master-styles><style:master-page style:name=\"Standard\" "
                         "style:page-layout-name=\"A4\"/></office:master-styles></office:document-styles>");
}

QString manifest(qsizetype formulas)
{
    const QString entry = QStringLiteral("<manifest:file-entry manifest:full-path=\"%1\" manifest:media-type=\"%2\"/>");
    QString xml = kXml
        + QStringLiteral("<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
                         "manifest:version=\"1.3\">")
        + entry.arg(QStringLiteral("/"), QStringLiteral("application/vnd.oasis.opendocument.text"))
        + entry.arg(QStringLiteral("content.xml"), QStringLiteral("text/xml"))
        + entry.arg(QStringLiteral("styles.xml"), QStringLiteral("text/xml"));
    for (qsizetype i = 1; i <= formulas; ++i) {
        const QString folder = QStringLiteral("Object %1/").arg(i);
        xml += entry.arg(folder, QStringLiteral("application/vnd.oasis.opendocument.formula"))
            + entry.arg(folder + QStringLiteral("content.xml"), QStringLiteral("text/xml"));
    }
    return xml + QStringLiteral("</manifest:manifest>");
}

}  // namespace mingsi::app::odt
