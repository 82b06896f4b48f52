// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/pptx_parts.h"

#include <QDateTime>

#include "app/exchange/xml_text.h"

namespace mingsi::app::pptx {

namespace {

const QString kXml = QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
const QString kSpaces =
    QStringLiteral("xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
                   "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
                   "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"");
const QString kOffice = QStringLiteral("http://schemas.openxmlformats.org/officeDocument/2006/relationships/");
const QString kGroup = QStringLiteral(
    "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
    "<a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"0\" cy=\"0\"/></a:xfrm>"
    "</p:grpSpPr>");

QString relations(const QList<std::pair<QString, QString>> &targets)
{
    QString xml =
        kXml + QStringLiteral("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (qsizetype i = 0; i < targets.size(); ++i)
        xml += QStringLiteral("<Relationship Id=\"rId%1\" Type=\"%2\" Target=\"%3\"/>")
                   .arg(QString::number(i + 1), targets.at(i).first, targets.at(i).second);
    return xml + QStringLiteral("</Relationships>");
}

/// A placeholder of the master or a layout, in English Metric Units.
QString placeholder(int id, const QString &kind, const QString &text, int y, int height)
{
    return QStringLiteral("<p:sp><p:nvSpPr><p:cNvPr id=\"%1\" name=\"%2\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/>"
                          "</p:cNvSpPr><p:nvPr><p:ph %3/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"609600\" "
                          "y=\"%4\"/><a:ext cx=\"10972800\" cy=\"%5\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>"
                          "</a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns=\"0\" rIns=\"0\" anchor=\"%6\">"
                          "<a:normAutofit/></a:bodyPr><a:lstStyle/><a:p><a:r><a:rPr lang=\"en-US\"/><a:t>%2</a:t></a:r>"
                          "</a:p></p:txBody></p:sp>")
        .arg(QString::number(id), text, kind, QString::number(y), QString::number(height),
             kind.contains(QStringLiteral("title")) ? QStringLiteral("b") : QStringLiteral("t"));
}

QString shapes()
{
    return QStringLiteral("<p:spTree>") + kGroup
        + placeholder(2, QStringLiteral("type=\"title\""), QStringLiteral("Title"), 365760, 1005840)
        + placeholder(3, QStringLiteral("type=\"body\" idx=\"1\""), QStringLiteral("Text"), 1600200, 4709160)
        + QStringLiteral("</p:spTree>");
}

QString levels()
{
    const int sizes[] = {2000, 1800, 1600, 1400, 1400};
    QString xml;
    for (int level = 1; level <= 5; ++level)
        xml +=
            QStringLiteral(
                "<a:lvl%1pPr marL=\"%2\" indent=\"0\" algn=\"l\"><a:spcBef><a:spcPts val=\"600\"/></a:spcBef>"
                "<a:buNone/><a:defRPr sz=\"%3\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill>"
                "<a:latin typeface=\"+mn-lt\"/><a:ea typeface=\"+mn-ea\"/></a:defRPr></a:lvl%1pPr>")
                .arg(QString::number(level), QString::number(342900 * (level - 1)), QString::number(sizes[level - 1]));
    return xml;
}

QString master()
{
    return kXml
        + QStringLiteral(
              "<p:sldMaster %1><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill>"
              "<a:effectLst/></p:bgPr></p:bg>%2</p:cSld><p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" "
              "accent1=\"accent1\" accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" "
              "accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/><p:sldLayoutIdLst><p:sldLayoutId "
              "id=\"2147483649\" r:id=\"rId1\"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle><a:lvl1pPr algn=\"l\">"
              "<a:defRPr sz=\"3200\" b=\"1\"><a:solidFill><a:schemeClr val=\"tx2\"/></a:solidFill><a:latin "
              "typeface=\"+mj-lt\"/><a:ea typeface=\"+mj-ea\"/></a:defRPr></a:lvl1pPr></p:titleStyle><p:bodyStyle>%3"
              "</p:bodyStyle><p:otherStyle/></p:txStyles></p:sldMaster>")
              .arg(kSpaces, shapes(), levels());
}

QString layout()
{
    return kXml
        + QStringLiteral("<p:sldLayout %1 type=\"obj\" preserve=\"1\"><p:cSld name=\"Title and Content\">%2</p:cSld>"
                         "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>")
              .arg(kSpaces, shapes());
}

QString theme()
{
    const QString fill = QStringLiteral("<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>");
    const QString line = QStringLiteral("<a:ln w=\"9525\">%1</a:ln>").arg(fill);
    const QString effect = QStringLiteral("<a:effectStyle><a:effectLst/></a:effectStyle>");
    QString colours;
    for (const auto &[name, colour] :
         {std::pair{"dk1", "1D2129"}, std::pair{"lt1", "FFFFFF"}, std::pair{"dk2", "2F49C9"},
          std::pair{"lt2", "F3F1EA"}, std::pair{"accent1", "2F49C9"}, std::pair{"accent2", "B0742B"},
          std::pair{"accent3", "276B2B"}, std::pair{"accent4", "8B1FA8"}, std::pair{"accent5", "0B6A75"},
          std::pair{"accent6", "9A3412"}, std::pair{"hlink", "2F49C9"}, std::pair{"folHlink", "5F636B"}})
        colours +=
            QStringLiteral("<a:%1><a:srgbClr val=\"%2\"/></a:%1>").arg(QLatin1String(name), QLatin1String(colour));
    const QString font = QStringLiteral("<a:latin typeface=\"Calibri\"/><a:ea typeface=\"Microsoft YaHei\"/>"
                                        "<a:cs typeface=\"Arial\"/>");
    return kXml
        + QStringLiteral("<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Mingsi\">"
                         "<a:themeElements><a:clrScheme name=\"Mingsi\">%1</a:clrScheme><a:fontScheme name=\"Mingsi\">"
                         "<a:majorFont>%2</a:majorFont><a:minorFont>%2</a:minorFont></a:fontScheme><a:fmtScheme "
                         "name=\"Mingsi\"><a:fillStyleLst>%3%3%3</a:fillStyleLst><a:lnStyleLst>%4%4%4</a:lnStyleLst>"
                         "<a:effectStyleLst>%5%5%5</a:effectStyleLst><a:bgFillStyleLst>%3%3%3</a:bgFillStyleLst>"
                         "</a:fmtScheme></a:themeElements></a:theme>")
              .arg(colours, font, fill, line, effect);
}

QString presentation(int slides)
{
    QString ids;
    for (int i = 0; i < slides; ++i)
        ids += QStringLiteral("<p:sldId id=\"%1\" r:id=\"rId%2\"/>").arg(256 + i).arg(i + 3);
    return kXml
        + QStringLiteral("<p:presentation %1><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/>"
                         "</p:sldMasterIdLst><p:sldIdLst>%2</p:sldIdLst><p:sldSz cx=\"12192000\" cy=\"6858000\"/>"
                         "<p:notesSz cx=\"6858000\" cy=\"9144000\"/></p:presentation>")
              .arg(kSpaces, ids);
}

QString types(int slides)
{
    const QString ml = QStringLiteral("application/vnd.openxmlformats-officedocument.presentationml.");
    QString xml = kXml
        + QStringLiteral(
              "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
              "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
              "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
              "<Override PartName=\"/ppt/presentation.xml\" ContentType=\"%1presentation.main+xml\"/>"
              "<Override PartName=\"/ppt/slideMasters/slideMaster1.xml\" ContentType=\"%1slideMaster+xml\"/>"
              "<Override PartName=\"/ppt/slideLayouts/slideLayout1.xml\" ContentType=\"%1slideLayout+xml\"/>"
              "<Override PartName=\"/ppt/theme/theme1.xml\" "
              "ContentType=\"application/vnd.openxmlformats-officedocument.theme+xml\"/>"
              "<Override PartName=\"/docProps/core.xml\" "
              "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>")
              .arg(ml);
    for (int i = 1; i <= slides; ++i)
        xml += QStringLiteral("<Override PartName=\"/ppt/slides/slide%1.xml\" ContentType=\"%2slide+xml\"/>")
                   .arg(QString::number(i), ml);
    return xml + QStringLiteral("</Types>");
}

}  // namespace

QString slideHead()
{
    return kXml + QStringLiteral("<p:sld %1><p:cSld><p:spTree>%2").arg(kSpaces, kGroup);
}

QString slideEnd()
{
    return QStringLiteral("</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>");
}

QString slideRelations()
{
    return relations({{kOffice + QStringLiteral("slideLayout"), QStringLiteral("../slideLayouts/slideLayout1.xml")}});
}

QList<std::pair<QByteArray, QString>> parts(const QString &title, int slides)
{
    QList<std::pair<QString, QString>> ofPresentation{
        {kOffice + QStringLiteral("slideMaster"), QStringLiteral("slideMasters/slideMaster1.xml")},
        {kOffice + QStringLiteral("theme"), QStringLiteral("theme/theme1.xml")}};
    for (int i = 1; i <= slides; ++i)
        ofPresentation.append({kOffice + QStringLiteral("slide"), QStringLiteral("slides/slide%1.xml").arg(i)});
    const QString core = kXml
        + QStringLiteral("<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/"
                         "core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                         "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>%1</dc:title>"
                         "<dc:creator>Mingsi</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">%2"
                         "</dcterms:created></cp:coreProperties>")
              .arg(xmlText(title), QDateTime::currentDateTimeUtc().toString(Qt::ISODate));
    return {
        {QByteArrayLiteral("[Content_Types].xml"), types(slides)},
        {QByteArrayLiteral("_rels/.rels"),
         relations({{kOffice + QStringLiteral("officeDocument"), QStringLiteral("ppt/presentation.xml")},
                    {QStringLiteral("http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
                                    "core-properties"),
                     QStringLiteral("docProps/core.xml")}})},
        {QByteArrayLiteral("docProps/core.xml"), core},
        {QByteArrayLiteral("ppt/presentation.xml"), presentation(slides)},
        {QByteArrayLiteral("ppt/_rels/presentation.xml.rels"), relations(ofPresentation)},
        {QByteArrayLiteral("ppt/slideMasters/slideMaster1.xml"), master()},
        {QByteArrayLiteral("ppt/slideMasters/_rels/slideMaster1.xml.rels"),
         relations({{kOffice + QStringLiteral("slideLayout"), QStringLiteral("../slideLayouts/slideLayout1.xml")},
                    {kOffice + QStringLiteral("theme"), QStringLiteral("../theme/theme1.xml")}})},
        {QByteArrayLiteral("ppt/slideLayouts/slideLayout1.xml"), layout()},
        {QByteArrayLiteral("ppt/slideLayouts/_rels/slideLayout1.xml.rels"),
         relations({{kOffice + QStringLiteral("slideMaster"), QStringLiteral("../slideMasters/slideMaster1.xml")}})},
        {QByteArrayLiteral("ppt/theme/theme1.xml"), theme()},
    };
}

}  // namespace mingsi::app::pptx
