// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>
#include <QXmlStreamReader>

#include "app/documents/document_text.h"
#include "app/documents/office_part.h"

namespace mingsi::app {

namespace {

/// Follows the body of a document and writes its text.
class Reader
{
public:
    explicit Reader(QXmlStreamReader &xml) : m_xml(xml) {}

    QString read()
    {
        while (!m_xml.atEnd()) {
            m_xml.readNext();
            if (m_xml.isStartElement())
                enter();
            else if (m_xml.isEndElement())
                leave();
            if (m_text.size() > kLongestDocumentText)
                break;
        }
        return m_text.trimmed();
    }

private:
    void enter()
    {
        const auto name = m_xml.name();
        if (name == u"t" || name == u"delText") {
            // Deleted text of tracked changes is not in the document any more.
            const QString text = m_xml.readElementText(QXmlStreamReader::SkipChildElements);
            if (name == u"t")
                m_paragraph += text;
        } else if (name == u"pPr") {
            m_inProperties = true;  // tab stops have the tab's name
        } else if (name == u"tab" && !m_inProperties) {
            m_paragraph += u'\t';
        } else if (name == u"br" || name == u"cr") {
            m_paragraph += u'\n';
        } else if (name == u"pStyle") {
            const QString style = attribute(u"val");
            if (style.startsWith(u"Heading") && style.size() == 8 && style.at(7).isDigit())
                m_prefix = QString(qBound(1, style.at(7).digitValue(), 6), u'#') + u' ';
        } else if (name == u"numPr") {
            m_prefix = QStringLiteral("- ");
        } else if (name == u"tbl") {
            ++m_tables;
        } else if (name == u"tr") {
            m_cells.clear();
        } else if (name == u"tc") {
            m_cell.clear();
        }
    }
    void leave()
    {
        const auto name = m_xml.name();
        if (name == u"pPr") {
            m_inProperties = false;
        } else if (name == u"p") {
            endParagraph();
        } else if (name == u"tc") {
            m_cells.append(m_cell.simplified());
        } else if (name == u"tr") {
            m_text += m_cells.join(QStringLiteral(" | ")) + u'\n';
        } else if (name == u"tbl" && --m_tables == 0) {
            m_text += u'\n';
        }
    }
    void endParagraph()
    {
        if (m_tables > 0)
            m_cell += m_paragraph + u' ';
        else if (!m_paragraph.trimmed().isEmpty())
            m_text += m_prefix + m_paragraph + u'\n';
        m_paragraph.clear();
        m_prefix.clear();
    }
    QString attribute(QStringView name) const
    {
        for (const QXmlStreamAttribute &one : m_xml.attributes()) {
            if (one.name() == name)
                return one.value().toString();
        }
        return {};
    }

    QXmlStreamReader &m_xml;
    QString m_text;
    QString m_paragraph;
    QString m_prefix;
    QString m_cell;
    QStringList m_cells;
    int m_tables = 0;
    bool m_inProperties = false;
};

}  // namespace

QByteArray readDocx(const QString &path, QString &problem)
{
    OfficeFile office;
    if (!office.open(path, problem))
        return {};
    const QByteArray part = office.read(QStringLiteral("word/document.xml"), problem);
    if (part.isNull())
        return {};
    QXmlStreamReader xml(part);
    const QString text = Reader(xml).read();
    if (xml.hasError() && text.isEmpty()) {
        problem = QCoreApplication::translate("Document", "%1 is damaged at line %2")
                      .arg(QStringLiteral("word/document.xml"))
                      .arg(xml.lineNumber());
        return {};
    }
    return text.isEmpty() ? QByteArrayLiteral("") : text.toUtf8();
}

}  // namespace mingsi::app
