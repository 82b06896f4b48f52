// SPDX-License-Identifier: Apache-2.0
#include "app/text/footnotes.h"

#include <QRegularExpression>

#include "app/text/placeholders.h"

namespace mingsi::app {

QString markFootnotes(const QString &markdown, QStringList &labels)
{
    if (!markdown.contains(u"[^"))
        return markdown;
    static const QRegularExpression footnote(QStringLiteral("(^ {0,3})?\\[\\^([^\\]\\[\\s]{1,40})\\](?(1):[ \\t]*|)"),
                                             QRegularExpression::MultilineOption);
    QString marked;
    qsizetype at = 0;
    for (auto matches = footnote.globalMatch(markdown); matches.hasNext();) {
        const auto match = matches.next();
        marked += QStringView(markdown).mid(at, match.capturedStart() - at);
        if (match.captured().contains(u"]:"))
            marked += u'\n';
        marked += app::placeholder::numbered(app::placeholder::footnote, labels.size());
        if (match.captured().contains(u"]:"))
            marked += u' ';
        labels.append(match.captured(2));
        at = match.capturedEnd();
    }
    marked += QStringView(markdown).mid(at);
    return marked;
}

}  // namespace mingsi::app
