// SPDX-License-Identifier: Apache-2.0
#include "app/documents/document_parts.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace mingsi::app {

namespace {

// A stretch of lines ends at a blank line behind this many characters, and at any line behind the second number.
constexpr qsizetype kUsualStretch = 400;
constexpr qsizetype kLongestStretch = 900;

QList<DocumentPart> pagesOf(const QString &text)
{
    static const QRegularExpression mark(QStringLiteral("^\\[Page (\\d+)\\]$"), QRegularExpression::MultilineOption);
    QList<DocumentPart> pages;
    for (auto marks = mark.globalMatch(text); marks.hasNext();) {
        const auto found = marks.next();
        if (!pages.isEmpty())
            pages.last().length = found.capturedStart() - pages.constLast().start;
        DocumentPart page;
        page.kind = DocumentPart::Kind::Page;
        page.first = page.last = found.captured(1).toInt();
        page.start = std::min(found.capturedEnd() + 1, text.size());
        page.length = text.size() - page.start;
        pages.append(page);
    }
    return pages;
}

/// The end of the record of CSV that begins at `at`, behind its line break. Cells in quotes hold line breaks (RFC 4180); a
/// quote within a cell that does not begin with one is an inch.
qsizetype endOfRecord(const QString &text, qsizetype at)
{
    bool begins = true;  // of a cell
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const QChar c = text.at(at);
        if (quoted) {
            quoted = c != u'"';
        } else if (c == u'"') {
            quoted = begins || text.at(at - 1) == u'"';
        } else if (c == u'\n') {
            return at + 1;
        }
        begins = !quoted && (c == u',' || c == u'\t' || c == u';');
    }
    return text.size();
}

QList<DocumentPart> rowsOf(const QString &text, bool sheets)
{
    static const QRegularExpression mark(QStringLiteral("^\\[Sheet (.*)\\]\\s*$"));
    QList<DocumentPart> rows;
    QString sheet;
    int number = 0;
    const auto isBlank = [&](const DocumentPart &row) {
        return QStringView(text).mid(row.start, row.length).trimmed().isEmpty();
    };
    // Empty rows count, but for those at the end: the numbers are those that people see.
    const auto trim = [&] {
        while (!rows.isEmpty() && rows.constLast().sheet == sheet && isBlank(rows.constLast()))
            rows.removeLast();
    };
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = endOfRecord(text, at);
        const auto named = sheets ? mark.match(text.mid(at, end - at)) : QRegularExpressionMatch();
        if (named.hasMatch()) {
            trim();
            sheet = named.captured(1);
            number = 0;
        } else {
            DocumentPart row;
            row.kind = DocumentPart::Kind::Row;
            row.sheet = sheet;
            row.first = row.last = ++number;
            row.start = at;
            row.length = end - at;
            rows.append(row);
        }
        at = end;
    }
    trim();
    return rows;
}

QList<DocumentPart> linesOf(const QString &text)
{
    QList<DocumentPart> stretches;
    DocumentPart open;
    int line = 0;
    const auto close = [&](qsizetype end) {
        open.length = end - open.start;
        open.last = line;
        if (!QStringView(text).mid(open.start, open.length).trimmed().isEmpty())
            stretches.append(open);
        open.start = end;
        open.first = line + 1;
    };
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype found = text.indexOf(u'\n', at);
        // A line without end is cut, or a document of one line would be one part.
        qsizetype end = std::min(found < 0 ? text.size() : found + 1, open.start + kLongestStretch);
        // Both halves of a character beyond the first 65,536 stay together.
        if (end < text.size() && text.at(end - 1).isHighSurrogate())
            ++end;
        const bool blank = QStringView(text).mid(at, end - at).trimmed().isEmpty();
        if (text.at(end - 1) == u'\n' || end == text.size())
            ++line;
        at = end;
        const qsizetype length = at - open.start;
        if (length >= kLongestStretch || (blank && length >= kUsualStretch))
            close(at);
    }
    if (open.start < text.size())
        close(text.size());
    return stretches;
}

QString numbers(const DocumentPart &part)
{
    return part.first == part.last ? QString::number(part.first)
                                   : QStringLiteral("%1-%2").arg(part.first).arg(part.last);
}

}  // namespace

QList<DocumentPart> splitDocument(const QString &text, const QString &mediaType, const QString &name)
{
    if (mediaType == u"application/pdf") {
        if (const auto pages = pagesOf(text); !pages.isEmpty())
            return pages;
    }
    if (mediaType.endsWith(u"spreadsheetml.sheet"))
        return rowsOf(text, true);
    if (mediaType == u"text/csv" || name.endsWith(u".csv", Qt::CaseInsensitive)
        || name.endsWith(u".tsv", Qt::CaseInsensitive))
        return rowsOf(text, false);
    return linesOf(text);
}

QString markOf(const DocumentPart &part)
{
    switch (part.kind) {
    case DocumentPart::Kind::Page: return QStringLiteral("page ") + numbers(part);
    case DocumentPart::Kind::Row:
        return (part.sheet.isEmpty() ? QString() : part.sheet + QStringLiteral(", "))
            + (part.first == part.last ? QStringLiteral("row ") : QStringLiteral("rows ")) + numbers(part);
    case DocumentPart::Kind::Lines:
        return (part.first == part.last ? QStringLiteral("line ") : QStringLiteral("lines ")) + numbers(part);
    }
    return {};
}

QString placeName(const DocumentPart &part)
{
    switch (part.kind) {
    case DocumentPart::Kind::Page: return QCoreApplication::translate("Document", "Page %1").arg(numbers(part));
    case DocumentPart::Kind::Row:
        return part.sheet.isEmpty()
            ? QCoreApplication::translate("Document", "Row %1").arg(numbers(part))
            : QCoreApplication::translate("Document", "%1, row %2").arg(part.sheet, numbers(part));
    case DocumentPart::Kind::Lines: return QCoreApplication::translate("Document", "Lines %1").arg(numbers(part));
    }
    return {};
}

}  // namespace mingsi::app
