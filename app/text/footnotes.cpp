// SPDX-License-Identifier: Apache-2.0
#include "app/text/footnotes.h"

#include <QRegularExpression>

#include "app/text/placeholders.h"

namespace mingsi::app {

namespace {

/// A reference, or with a colon behind it, which is then captured, the beginning of a note.
const QRegularExpression &footnote()
{
    static const QRegularExpression expression(QStringLiteral("(^ {0,3})?\\[\\^([^\\]\\[\\s]{1,40})\\](?(1):[ \\t]*|)"),
                                               QRegularExpression::MultilineOption);
    return expression;
}

bool beginsNote(const QRegularExpressionMatch &match)
{
    return match.captured().contains(u"]:");
}

}  // namespace

QStringList footnoteOrder(const QString &markdown)
{
    QStringList order;
    if (!markdown.contains(u"[^"))
        return order;
    for (auto matches = footnote().globalMatch(markdown); matches.hasNext();) {
        const auto match = matches.next();
        if (!beginsNote(match) && !order.contains(match.captured(2)))
            order.append(match.captured(2));
    }
    return order;
}

QString markFootnotes(const QString &markdown, QStringList &labels)
{
    if (!markdown.contains(u"[^"))
        return markdown;
    QString marked;
    qsizetype at = 0;
    for (auto matches = footnote().globalMatch(markdown); matches.hasNext();) {
        const auto match = matches.next();
        marked += QStringView(markdown).mid(at, match.capturedStart() - at);
        if (beginsNote(match))
            marked += u'\n';
        marked += app::placeholder::numbered(app::placeholder::footnote, labels.size());
        if (beginsNote(match))
            marked += u' ';
        labels.append(match.captured(2));
        at = match.capturedEnd();
    }
    marked += QStringView(markdown).mid(at);
    return marked;
}

}  // namespace mingsi::app
