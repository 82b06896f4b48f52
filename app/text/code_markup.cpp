// SPDX-License-Identifier: Apache-2.0
#include "app/text/code_markup.h"

#include <QHash>
#include <QStringList>

namespace mingsi::app {

namespace {

constexpr qsizetype kLongestCode = 60000;

struct Shade {
    const char *light;
    const char *dark;
};

/// Of highlight.js's classes.
const QHash<QString, Shade> &shades()
{
    static const QHash<QString, Shade> table{
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
    return table;
}

}  // namespace

CodeMarkup::CodeMarkup()
    // It expects the globals of a browser or of Node, of which those of Node are the fewest, and says that it is old.
    : m_script(QStringLiteral("var exports = {}; var console = {log: function() {}};"),
               {QStringLiteral(":/scripts/highlight.min.js")})
{
}

QString CodeMarkup::markUp(const QString &code, const QString &language)
{
    const QString plain = code.toHtmlEscaped();
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
    return html.isString() ? html.toString() : plain;
}

QString codeColour(const QString &part, bool dark)
{
    const auto shade = shades().constFind(part);
    return shade == shades().constEnd() ? QString() : QString::fromLatin1(dark ? shade->dark : shade->light);
}

QString codeStyleSheet(bool dark)
{
    QStringList parts = shades().keys();
    parts.sort();
    QString sheet;
    for (const QString &part : std::as_const(parts))
        sheet += QStringLiteral(".hljs-%1{color:%2}").arg(part, codeColour(part, dark));
    return sheet;
}

}  // namespace mingsi::app
