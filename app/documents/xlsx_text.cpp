// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QXmlStreamReader>
#include <cmath>

#include "app/documents/document_text.h"
#include "app/documents/office_part.h"
#include "app/text/table_text.h"

namespace mingsi::app {

namespace {

constexpr int kMostColumns = 16384;   // of the format itself
constexpr int kMostRows = 1'048'576;  // of Excel's sheets
constexpr int kWidest = 512;          // columns that are written

struct Sheet {
    QString name;
    QString part;
};

/// The column of a cell's reference: "AB12" is 27.
int columnOf(const QString &reference)
{
    int column = 0;
    for (const QChar c : reference) {
        if (c < u'A' || c > u'Z')
            break;
        column = column * 26 + (c.unicode() - u'A' + 1);
        if (column > kMostColumns)
            return -1;
    }
    return column - 1;
}

QString attribute(const QXmlStreamReader &xml, QStringView name)
{
    for (const QXmlStreamAttribute &one : xml.attributes()) {
        if (one.name() == name)
            return one.value().toString();
    }
    return {};
}

/// All <t> of an <si> or <is>, without phonetic hints.
QString richString(QXmlStreamReader &xml)
{
    QString text;
    const QString name = xml.name().toString();
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isEndElement() && xml.name() == name)
            break;
        if (!xml.isStartElement())
            continue;
        if (xml.name() == u"rPh")
            xml.skipCurrentElement();
        else if (xml.name() == u"t")
            text += xml.readElementText(QXmlStreamReader::SkipChildElements);
    }
    return text;
}

/// Whether a number format shows a date (ECMA-376-1, 18.8.30 and 18.8.31).
bool isDateFormat(int id, const QString &code)
{
    if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58))
        return true;
    bool quoted = false;
    bool bracket = false;
    for (qsizetype i = 0; i < code.size(); ++i) {
        const QChar c = code.at(i).toLower();
        if (c == u'\\')
            ++i;
        else if (c == u'"')
            quoted = !quoted;
        else if (c == u'[' || c == u']')
            bracket = c == u'[';
        else if (!quoted && !bracket && (c == u'y' || c == u'd' || c == u'h' || c == u'年' || c == u'日'))
            return true;
    }
    return false;
}

class Workbook
{
public:
    Workbook(OfficeFile &office, QString &problem) : m_office(office), m_problem(problem) {}

    QByteArray read()
    {
        const QList<Sheet> sheets = readSheets();
        readStrings();
        readStyles();
        QByteArray text;
        for (const Sheet &sheet : sheets) {
            QList<QStringList> rows = readRows(sheet.part);
            if (!m_problem.isEmpty())
                return {};
            text += "[Sheet " + sheet.name.toUtf8() + "]\n" + toPlainCsv(rows).toUtf8() + "\n";
            if (text.size() > kLongestDocumentText)
                break;
        }
        if (sheets.isEmpty() && m_problem.isEmpty())
            m_problem = QCoreApplication::translate("Document", "there are no sheets in it");
        return text.trimmed();
    }

private:
    QList<Sheet> readSheets()
    {
        QHash<QString, QString> targets;
        const QByteArray relations = m_office.read(QStringLiteral("xl/_rels/workbook.xml.rels"), m_problem);
        QXmlStreamReader rels(relations);
        while (rels.readNext() != QXmlStreamReader::EndDocument && !rels.atEnd()) {
            if (rels.isStartElement() && rels.name() == u"Relationship") {
                QString target = attribute(rels, u"Target");
                target = target.startsWith(u'/') ? target.mid(1) : QStringLiteral("xl/") + target;
                targets.insert(attribute(rels, u"Id"), target);
            }
        }
        QList<Sheet> sheets;
        const QByteArray workbook = m_office.read(QStringLiteral("xl/workbook.xml"), m_problem);
        QXmlStreamReader xml(workbook);
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == u"workbookPr")
                m_from1904 = attribute(xml, u"date1904") == u"1" || attribute(xml, u"date1904") == u"true";
            if (xml.name() == u"sheet")
                sheets.append({attribute(xml, u"name"), targets.value(attribute(xml, u"id"))});
        }
        return sheets;
    }

    void readStrings()
    {
        const QString part = QStringLiteral("xl/sharedStrings.xml");
        if (!m_office.contains(part))
            return;
        const QByteArray content = m_office.read(part, m_problem);
        QXmlStreamReader xml(content);
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == u"si")
                m_strings.append(richString(xml));
        }
    }

    void readStyles()
    {
        const QString part = QStringLiteral("xl/styles.xml");
        if (!m_office.contains(part))
            return;
        QHash<int, QString> codes;
        const QByteArray content = m_office.read(part, m_problem);
        QXmlStreamReader xml(content);
        bool inCells = false;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == u"numFmt")
                codes.insert(attribute(xml, u"numFmtId").toInt(), attribute(xml, u"formatCode"));
            if (xml.name() == u"cellXfs")
                inCells = xml.isStartElement();
            if (inCells && xml.isStartElement() && xml.name() == u"xf") {
                const int id = attribute(xml, u"numFmtId").toInt();
                m_dates.append(isDateFormat(id, codes.value(id)));
            }
        }
    }

    QList<QStringList> readRows(const QString &part)
    {
        QList<QStringList> rows;
        const QByteArray content = m_office.read(part, m_problem);
        QXmlStreamReader xml(content);
        qsizetype size = 0;
        while (!xml.atEnd() && size < kLongestDocumentText) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == u"row") {
                // Rows keep the numbers that people see: those that are left out stand empty.
                const int number = attribute(xml, u"r").toInt();
                if (number > rows.size() + 1 && number <= kMostRows) {
                    size += number - 1 - rows.size();
                    rows.resize(number - 1);
                }
                rows.append(QStringList());
            } else if (xml.name() == u"c" && !rows.isEmpty()) {
                const int column = columnOf(attribute(xml, u"r"));
                const QString value = cell(xml);
                QStringList &row = rows.last();
                const qsizetype place = column < 0 ? row.size() : column;
                if (value.isEmpty() || place >= kWidest)
                    continue;
                while (row.size() <= place)
                    row.append(QString());
                row[place] = value;
                size += value.size();
            }
        }
        if (xml.hasError() && rows.isEmpty() && m_problem.isEmpty())
            m_problem = QCoreApplication::translate("Document", "%1 is damaged at line %2")
                            .arg(part, QString::number(xml.lineNumber()));
        while (!rows.isEmpty() && rows.constLast().isEmpty())
            rows.removeLast();
        return rows;
    }

    QString cell(QXmlStreamReader &xml)
    {
        const QString type = attribute(xml, u"t");
        const int style = attribute(xml, u"s").toInt();
        QString value;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isEndElement() && xml.name() == u"c")
                break;
            if (!xml.isStartElement())
                continue;
            if (xml.name() == u"v")
                value = xml.readElementText(QXmlStreamReader::SkipChildElements);
            else if (xml.name() == u"is")
                value = richString(xml);
            else
                xml.skipCurrentElement();
        }
        if (type == u"s") {
            bool isNumber = false;
            const int index = value.toInt(&isNumber);
            return isNumber ? m_strings.value(index) : QString();
        }
        if (type == u"b")
            return value == u"1" ? QStringLiteral("TRUE") : QStringLiteral("FALSE");
        if (type.isEmpty() || type == u"n")
            return number(value, m_dates.value(style));
        return value;
    }

    QString number(const QString &text, bool date) const
    {
        bool isNumber = false;
        const double value = text.toDouble(&isNumber);
        if (!isNumber || !std::isfinite(value))
            return text;
        if (!date || value < 0 || value > 2958466)  // 9999-12-31
            return QString::number(value, 'g', 15);
        // Day 60 of the 1900 system is a 29 February that never was.
        const QDate start = m_from1904 ? QDate(1904, 1, 1) : value < 60 ? QDate(1899, 12, 31) : QDate(1899, 12, 30);
        const double days = std::floor(value);
        const QTime time = QTime(0, 0).addMSecs(static_cast<int>(std::lround((value - days) * 86400) % 86400) * 1000);
        const QString day = start.addDays(static_cast<qint64>(days)).toString(Qt::ISODate);
        if (days == 0 && !m_from1904)
            return time.toString(Qt::ISODate);
        return time == QTime(0, 0) ? day : day + u' ' + time.toString(Qt::ISODate);
    }

    OfficeFile &m_office;
    QString &m_problem;
    QStringList m_strings;
    QList<bool> m_dates;  ///< by cell style
    bool m_from1904 = false;
};

}  // namespace

QByteArray readXlsx(const QString &path, QString &problem)
{
    OfficeFile office;
    if (!office.open(path, problem))
        return {};
    const QByteArray text = Workbook(office, problem).read();
    return problem.isEmpty() ? (text.isNull() ? QByteArrayLiteral("") : text) : QByteArray();
}

}  // namespace mingsi::app
