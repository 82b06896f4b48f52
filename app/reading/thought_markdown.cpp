// SPDX-License-Identifier: Apache-2.0
#include "app/reading/thought_markdown.h"

#include <QRegularExpression>

#include "app/text/code_fence.h"

namespace mingsi::app {

namespace {

/// A line that begins a list, a table, a heading or a displayed formula: Markdown keeps its lines itself.
bool isBlockLine(QStringView line)
{
    static const QRegularExpression block(
        QStringLiteral("^\\s{0,3}([-*+] |\\d{1,9}[.)] |#{1,6} |>|\\||\\\\\\[|\\$\\$)"));
    return block.match(line.toString()).hasMatch();
}

/// A single star with an operand at each side, or with a space at each, multiplies.
QString keepStars(const QString &line)
{
    static const QRegularExpression star(QStringLiteral("(?<=[\\w)\\]])\\*(?=[\\w(\\[\\\\])|(?<= )\\*(?= )"),
                                         QRegularExpression::UseUnicodePropertiesOption);
    if (!line.contains(u'*') || line.contains(u'`') || line.contains(u'$') || line.contains(u'\\'))
        return line;
    QString kept = line;
    return kept.replace(star, QStringLiteral("\\*"));
}

}  // namespace

QString thoughtMarkdown(const QString &step)
{
    QStringList lines = step.split(u'\n');
    bool inFence = false;
    bool inFormula = false;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QString &line = lines[i];
        if (isFence(line)) {
            inFence = !inFence;
            continue;
        }
        const bool opens = line.contains(u"\\[") && !line.contains(u"\\]");
        const bool dollars = line.count(u"$$") % 2 == 1;
        const bool wasInFormula = inFormula;
        inFormula = inFormula ? !(dollars || line.contains(u"\\]")) : opens || dollars;
        if (inFence || inFormula || wasInFormula)
            continue;
        line = keepStars(line);
        // Set in by four spaces it would be code.
        qsizetype spaces = 0;
        while (spaces < line.size() && line.at(spaces) == u' ')
            ++spaces;
        const bool listed = isBlockLine(QStringView(line).mid(spaces));
        if (spaces > 3 && !listed)
            line = QString(spaces, QChar(0x00A0)) + line.mid(spaces);
        const bool more = i + 1 < lines.size() && !lines.at(i + 1).trimmed().isEmpty();
        const bool whole = line.trimmed().startsWith(u'|') || line.trimmed().startsWith(u'#');
        // It breaks already, or is underlined as a heading.
        static const QRegularExpression underline(QStringLiteral("^ {0,3}(=+|-+)\\s*$"));
        const bool breaks = line.endsWith(u'\\') || (more && underline.match(lines.at(i + 1)).hasMatch());
        if (more && !whole && !breaks && !line.trimmed().isEmpty() && !isFence(lines.at(i + 1))
            && !isBlockLine(lines.at(i + 1)))
            line += u'\\';
    }
    return lines.join(u'\n');
}

}  // namespace mingsi::app
