// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>
#include <QHash>
#include <QXmlStreamReader>

#include "app/documents/document_text.h"
#include "app/documents/office_part.h"

namespace mingsi::app {

namespace {

/// The notes of a document by what refers to them ("footnote 2"), as text.
using Notes = QHash<QString, QString>;

/// Follows the body of a document, or of its notes, and writes its text.
class Reader
{
public:
    explicit Reader(QXmlStreamReader &xml) : m_xml(xml) {}

    QString read()
    {
        follow();
        return m_text.trimmed();
    }
    /// Of a part with notes: each by itself.
    Notes readNotes()
    {
        follow();
        return m_notes;
    }
    /// What the text refers to, in the order of its labels.
    const QStringList &references() const { return m_references; }

private:
    /// A paragraph that has begun; a text box is one within another.
    struct Paragraph {
        QString prefix;
        QString text;
    };
    struct Row {
        QStringList cells;
        QString cell;
    };

    void follow()
    {
        while (!m_xml.atEnd() && m_text.size() <= kLongestDocumentText) {
            m_xml.readNext();
            if (m_xml.isStartElement())
                enter();
            else if (m_xml.isEndElement())
                leave();
        }
    }

    void enter()
    {
        const auto name = m_xml.name();
        if (name == u"Fallback") {
            m_xml.skipCurrentElement();  // the same again, for programs that don't know the first form
        } else if (name == u"p") {
            m_paragraphs.append(Paragraph{});
        } else if (name == u"tr") {
            m_rows.append(Row{});
        } else if (name == u"tc" && !m_rows.isEmpty()) {
            m_rows.last().cell.clear();
        } else if (name == u"footnote" || name == u"endnote") {
            m_noteType = attribute(u"type");
            m_noteId = attribute(u"id");
            m_text.clear();
        } else if (!m_paragraphs.isEmpty()) {
            enterParagraph(name);
        }
    }
    void enterParagraph(QStringView name)
    {
        Paragraph &paragraph = m_paragraphs.last();
        if (name == u"t") {
            paragraph.text += m_xml.readElementText(QXmlStreamReader::SkipChildElements);
        } else if (name == u"delText") {
            m_xml.skipCurrentElement();  // tracked changes took it away
        } else if (name == u"pPr") {
            m_inProperties = true;  // tab stops have the tab's name
        } else if (name == u"tab" && !m_inProperties) {
            paragraph.text += u'\t';
        } else if (name == u"br" || name == u"cr") {
            paragraph.text += u'\n';
        } else if (name == u"pStyle") {
            const QString style = attribute(u"val");
            if (style.startsWith(u"Heading") && style.size() == 8 && style.at(7).isDigit())
                paragraph.prefix = QString(qBound(1, style.at(7).digitValue(), 6), u'#') + u' ';
        } else if (name == u"numPr") {
            paragraph.prefix = QStringLiteral("- ");
        } else if (name == u"footnoteReference" || name == u"endnoteReference") {
            m_references.append(name.chopped(9).toString() + u' ' + attribute(u"id"));
            paragraph.text += QStringLiteral("[^%1]").arg(m_references.size());
        }
    }
    void leave()
    {
        const auto name = m_xml.name();
        if (name == u"pPr") {
            m_inProperties = false;
        } else if (name == u"p" && !m_paragraphs.isEmpty()) {
            endParagraph(m_paragraphs.takeLast());
        } else if (name == u"tc" && !m_rows.isEmpty()) {
            m_rows.last().cells.append(m_rows.last().cell.simplified());
        } else if (name == u"tr" && !m_rows.isEmpty()) {
            const QString line = m_rows.takeLast().cells.join(QStringLiteral(" | "));
            if (m_rows.isEmpty())
                m_text += line + u'\n';
            else
                m_rows.last().cell += line + QStringLiteral("; ");  // a table within a cell
        } else if (name == u"tbl" && m_rows.isEmpty()) {
            m_text += u'\n';
        } else if (name == u"footnote" || name == u"endnote") {
            // The lines above notes are notes of their own types.
            if (m_noteType.isEmpty() || m_noteType == u"normal")
                m_notes.insert(name.toString() + u' ' + m_noteId, m_text.simplified());
        }
    }
    void endParagraph(const Paragraph &paragraph)
    {
        if (!m_rows.isEmpty())
            m_rows.last().cell += paragraph.text + u' ';
        else if (!paragraph.text.trimmed().isEmpty())
            m_text += paragraph.prefix + paragraph.text + u'\n';
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
    QList<Paragraph> m_paragraphs;
    QList<Row> m_rows;
    QStringList m_references;
    Notes m_notes;
    QString m_noteType;
    QString m_noteId;
    bool m_inProperties = false;
};

/// The notes that a text refers to, as Markdown has them.
QString notesOf(OfficeFile &office, const QStringList &references)
{
    Notes notes;
    for (const char *part : {"word/footnotes.xml", "word/endnotes.xml"}) {
        const QString name = QLatin1String(part);
        QString problem;
        const QByteArray content = office.contains(name) ? office.read(name, problem) : QByteArray();
        QXmlStreamReader xml(content);
        notes.insert(Reader(xml).readNotes());
    }
    QString text;
    for (qsizetype i = 0; i < references.size(); ++i) {
        if (const QString note = notes.value(references.at(i)); !note.isEmpty())
            text += QStringLiteral("\n[^%1]: %2").arg(QString::number(i + 1), note);
    }
    return text.isEmpty() ? text : u'\n' + text;
}

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
    Reader reader(xml);
    QString text = reader.read();
    if (xml.hasError() && text.isEmpty()) {
        problem = QCoreApplication::translate("Document", "%1 is damaged at line %2")
                      .arg(QStringLiteral("word/document.xml"))
                      .arg(xml.lineNumber());
        return {};
    }
    text += notesOf(office, reader.references());
    return text.isEmpty() ? QByteArrayLiteral("") : text.toUtf8();
}

}  // namespace mingsi::app
