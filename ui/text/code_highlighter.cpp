// SPDX-License-Identifier: Apache-2.0
#include "ui/text/code_highlighter.h"

#include <QRegularExpression>

namespace mingsi::ui {

namespace {

/// highlight.js's classes as colours, and white space that rich text would swallow.
QString toRichText(const QString &html, bool dark)
{
    static const QRegularExpression span(QStringLiteral("<span class=\"hljs-([a-z_-]+)\">"));
    QString rich;
    qsizetype at = 0;
    for (auto found = span.globalMatch(html); found.hasNext();) {
        const auto match = found.next();
        const QString colour = app::codeColour(match.captured(1), dark);
        rich += QStringView(html).mid(at, match.capturedStart() - at);
        rich += colour.isEmpty() ? QStringLiteral("<span>") : QStringLiteral("<span style=\"color:%1\">").arg(colour);
        at = match.capturedEnd();
    }
    rich += QStringView(html).mid(at);
    return QStringLiteral("<pre>") + rich + QStringLiteral("</pre>");
}

}  // namespace

QString CodeHighlighter::highlight(const QString &code, const QString &language, bool dark)
{
    return toRichText(m_markup.markUp(code, language), dark);
}

}  // namespace mingsi::ui
