// SPDX-License-Identifier: Apache-2.0
#include "ui/text/code_highlighter.h"

#include <QHash>
#include <QRegularExpression>

namespace mingsi::ui {

namespace {

constexpr qsizetype kLongestCode = 60000;

struct Shade {
    const char *light;
    const char *dark;
};

/// Colours of highlight.js's classes, readable (4.5 : 1 and more) on the code's background.
QString colourOf(const QString &role, bool dark)
{
    static const QHash<QString, Shade> shades{
        {QStringLiteral("keyword"), {"#8b1fa8", "#d7a6ff"}},  {QStringLiteral("selector-tag"), {"#8b1fa8", "#d7a6ff"}},
        {QStringLiteral("literal"), {"#8b1fa8", "#d7a6ff"}},  {QStringLiteral("string"), {"#276b2b", "#a5d6a0"}},
        {QStringLiteral("regexp"), {"#276b2b", "#a5d6a0"}},   {QStringLiteral("number"), {"#9a4a00", "#f0b77a"}},
        {QStringLiteral("symbol"), {"#9a4a00", "#f0b77a"}},   {QStringLiteral("comment"), {"#5f636b", "#a4a9b4"}},
        {QStringLiteral("quote"), {"#5f636b", "#a4a9b4"}},    {QStringLiteral("title"), {"#1f4fb8", "#93b8ff"}},
        {QStringLiteral("section"), {"#1f4fb8", "#93b8ff"}},  {QStringLiteral("type"), {"#0b6a75", "#7fd4df"}},
        {QStringLiteral("built_in"), {"#0b6a75", "#7fd4df"}}, {QStringLiteral("class"), {"#0b6a75", "#7fd4df"}},
        {QStringLiteral("attr"), {"#0b6a75", "#7fd4df"}},     {QStringLiteral("attribute"), {"#0b6a75", "#7fd4df"}},
        {QStringLiteral("name"), {"#1f4fb8", "#93b8ff"}},     {QStringLiteral("tag"), {"#1f4fb8", "#93b8ff"}},
        {QStringLiteral("meta"), {"#7a5a00", "#e6c977"}},     {QStringLiteral("variable"), {"#9a3412", "#ffb38a"}},
        {QStringLiteral("addition"), {"#1e6b2c", "#9fd8a8"}}, {QStringLiteral("deletion"), {"#a01f1f", "#ff9c9c"}},
    };
    const auto shade = shades.constFind(role);
    if (shade == shades.constEnd())
        return {};
    return QString::fromLatin1(dark ? shade->dark : shade->light);
}

/// highlight.js's classes as colours, and white space that rich text would swallow.
QString toRichText(const QString &html, bool dark)
{
    static const QRegularExpression span(QStringLiteral("<span class=\"hljs-([a-z_-]+)\">"));
    QString rich;
    qsizetype at = 0;
    for (auto found = span.globalMatch(html); found.hasNext();) {
        const auto match = found.next();
        const QString colour = colourOf(match.captured(1), dark);
        rich += QStringView(html).mid(at, match.capturedStart() - at);
        rich += colour.isEmpty() ? QStringLiteral("<span>") : QStringLiteral("<span style=\"color:%1\">").arg(colour);
        at = match.capturedEnd();
    }
    rich += QStringView(html).mid(at);
    return QStringLiteral("<pre>") + rich + QStringLiteral("</pre>");
}

}  // namespace

CodeHighlighter::CodeHighlighter()
    // It expects the globals of a browser or of Node, of which those of Node are the fewest, and says that it is old.
    : m_script(QStringLiteral("var exports = {}; var console = {log: function() {}};"),
               {QStringLiteral(":/scripts/highlight.min.js")})
{
}

QString CodeHighlighter::highlight(const QString &code, const QString &language, bool dark)
{
    const QString plain = QStringLiteral("<pre>") + code.toHtmlEscaped() + QStringLiteral("</pre>");
    if (language.isEmpty() || code.size() > kLongestCode)
        return plain;
    if (!m_highlight.isCallable()) {
        m_highlight = m_script.evaluate(QStringLiteral("(function(code, language) {"
                                                       "  return hljs.getLanguage(language)"
                                                       "    ? hljs.highlight(language, code, true).value : null; })"));
    }
    if (!m_highlight.isCallable())
        return plain;
    const QJSValue html = m_script.call(m_highlight, {code, language.toLower()});
    return html.isString() ? toRichText(html.toString(), dark) : plain;
}

}  // namespace mingsi::ui
