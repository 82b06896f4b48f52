// SPDX-License-Identifier: Apache-2.0
#include "app/documents/citation.h"

#include <QRegularExpression>
#include <QUrlQuery>
#include <algorithm>

namespace mingsi::app {

namespace {

const QRegularExpression &pattern()
{
    // 1 to 4: document and sheet, kind, numbers in English; 5 to 8: document and sheet, numbers, kind in Chinese.
    static const QRegularExpression expression(
        QStringLiteral("[\\[【](?:(?:((?:[^\\[\\]【】\\n]|\\[[^\\[\\]\\n]*\\]){1,160}?)(?:\\s*[,，;；:：、]\\s*|\\s+))?"
                       "(pages?|pp?\\.|rows?|lines?)\\s*(\\d{1,7})(?:\\s*[-–—~至到]\\s*(\\d{1,7}))?"
                       "|(?:((?:[^\\[\\]【】\\n]|\\[[^\\[\\]\\n]*\\]){1,160}?)[,，;；:：、]?\\s*)?"
                       "第\\s*(\\d{1,7})(?:\\s*[-–—~至到]\\s*(\\d{1,7}))?\\s*([页行]))\\s*[\\]】]"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return expression;
}

DocumentPart::Kind kindOf(const QString &word)
{
    if (word.startsWith(u'p', Qt::CaseInsensitive) || word == u"页")
        return DocumentPart::Kind::Page;
    return word.startsWith(u'l', Qt::CaseInsensitive) ? DocumentPart::Kind::Lines : DocumentPart::Kind::Row;
}

const QStringList &kindNames()
{
    static const QStringList names{QStringLiteral("page"), QStringLiteral("row"), QStringLiteral("lines")};
    return names;
}

}  // namespace

QList<CitedPlace> citationsIn(const QString &text)
{
    QList<CitedPlace> places;
    if (!text.contains(u'[') && !text.contains(u'【'))
        return places;
    for (auto matches = pattern().globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const bool chinese = match.captured(2).isEmpty();
        Citation citation;
        citation.document = match.captured(chinese ? 5 : 1).trimmed();
        citation.kind = kindOf(match.captured(chinese ? 8 : 2));
        citation.first = match.captured(chinese ? 6 : 3).toInt();
        const QString last = match.captured(chinese ? 7 : 4);
        citation.last = last.isEmpty() ? citation.first : last.toInt();
        places.append({match.capturedStart(), match.capturedLength(), citation});
    }
    return places;
}

QString toAddress(const Citation &citation)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("document"), QString::fromLatin1(QUrl::toPercentEncoding(citation.document)));
    query.addQueryItem(QStringLiteral("kind"), kindNames().at(static_cast<int>(citation.kind)));
    query.addQueryItem(QStringLiteral("first"), QString::number(citation.first));
    query.addQueryItem(QStringLiteral("last"), QString::number(citation.last));
    return QStringLiteral("cite:?") + query.toString(QUrl::FullyEncoded);
}

std::optional<Citation> citationFrom(const QString &address)
{
    if (!address.startsWith(u"cite:?"))
        return std::nullopt;
    const QUrlQuery query(address.mid(6));
    const auto text = [&](const char *key) {
        return query.queryItemValue(QString::fromLatin1(key), QUrl::FullyDecoded);
    };
    const auto kind = kindNames().indexOf(text("kind"));
    Citation citation;
    citation.document = text("document");
    citation.first = text("first").toInt();
    citation.last = text("last").toInt();
    if (kind < 0 || citation.first < 1)
        return std::nullopt;
    citation.kind = static_cast<DocumentPart::Kind>(kind);
    return citation;
}

bool isOf(const Citation &citation, const QString &name, QString *sheet)
{
    const QString &written = citation.document;
    sheet->clear();
    if (written.isEmpty())
        return true;
    const qsizetype dot = name.lastIndexOf(u'.');
    for (const QString &known : {name, dot > 0 ? name.left(dot) : name}) {
        if (!written.startsWith(known, Qt::CaseInsensitive))
            continue;
        const QString rest = written.mid(known.size()).trimmed();
        if (!rest.isEmpty() && rest.front() != u',' && rest.front() != u'，')
            continue;
        *sheet = rest.mid(1).trimmed();
        return true;
    }
    return false;
}

PartRange partsOf(const Citation &citation, const QString &sheet, const QList<DocumentPart> &parts)
{
    const int last = std::max(citation.first, citation.last);
    const auto isMeant = [&](const DocumentPart &part) {
        const bool named = sheet.isEmpty() || part.sheet.compare(sheet, Qt::CaseInsensitive) == 0;
        // 第3行 is a line of a text and a row of a table alike.
        const bool lines = part.kind != DocumentPart::Kind::Page && citation.kind != DocumentPart::Kind::Page;
        return named && (part.kind == citation.kind || lines) && citation.first <= part.last && last >= part.first;
    };
    const auto first = std::find_if(parts.begin(), parts.end(), isMeant);
    if (first == parts.end())
        return {};
    const auto end = std::find_if_not(
        first, parts.end(), [&](const DocumentPart &part) { return isMeant(part) && part.sheet == first->sheet; });
    return {first - parts.begin(), end - parts.begin() - 1};
}

}  // namespace mingsi::app
