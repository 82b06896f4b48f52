// SPDX-License-Identifier: Apache-2.0
#include "app/text/table_rules.h"

#include <QRegularExpression>

#include "app/text/code_fence.h"

namespace mingsi::app {

QString lengthenTableRules(const QString &markdown)
{
    static const QRegularExpression rule(
        QStringLiteral("^[ >]*\\|?[ \\t]*:?-+:?[ \\t]*(\\|[ \\t]*:?-+:?[ \\t]*)*\\|?[ \\t]*$"));
    static const QRegularExpression shortCell(QStringLiteral("(?<![-:])(:?)(-{1,2})(:?)(?![-:])"));
    if (!markdown.contains(u"|-") && !markdown.contains(u"|:") && !markdown.contains(u"| -")
        && !markdown.contains(u"| :") && !markdown.contains(u"-|"))
        return markdown;
    QStringList lines = markdown.split(u'\n');
    bool inFence = false;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (isFence(lines.at(i)))
            inFence = !inFence;
        const bool below = i > 0 && lines.at(i - 1).contains(u'|');
        if (!inFence && below && lines.at(i).contains(u'|') && rule.match(lines.at(i)).hasMatch())
            lines[i].replace(shortCell, QStringLiteral("\\1---\\3"));
    }
    return lines.join(u'\n');
}

}  // namespace mingsi::app
