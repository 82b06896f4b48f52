// SPDX-License-Identifier: Apache-2.0
#include "app/text/formula_cutter.h"

#include "app/text/placeholders.h"

namespace mingsi::app {

namespace {

// A dollar that finds no partner soon is money.
constexpr qsizetype kLongestFormula = 2000;

/// What is found at a place: a formula and where it ends; an end of -1 when there is none.
struct Found {
    qsizetype end = -1;
    InlineFormula formula;
};

Found delimited(const QString &text, qsizetype at, QLatin1String open, QLatin1String close, bool displayed)
{
    if (QStringView(text).mid(at, open.size()) != open)
        return {};
    const qsizetype end = text.indexOf(close, at + open.size());
    const qsizetype length = end - at - open.size();
    if (end < 0 || length <= 0 || length > kLongestFormula)
        return {};
    const QString tex = text.mid(at + open.size(), length);
    // A formula within a line does not reach over a blank one.
    if (tex.trimmed().isEmpty() || tex.contains(QStringLiteral("\n\n")))
        return {};
    return {end + close.size(), {tex.trimmed(), displayed}};
}

Found inDollars(const QString &text, qsizetype at)
{
    const qsizetype first = at + 1;
    if (first >= text.size() || text.at(first).isSpace() || text.at(first) == u'$')
        return {};
    for (qsizetype i = first; i < text.size() && i - first <= kLongestFormula && text.at(i) != u'\n'; ++i) {
        if (text.at(i) == u'\\') {
            ++i;
            continue;
        }
        if (text.at(i) != u'$')
            continue;
        const bool closes = !text.at(i - 1).isSpace() && (i + 1 >= text.size() || !text.at(i + 1).isDigit());
        return closes ? Found{i + 1, {text.mid(first, i - first), false}} : Found{};
    }
    return {};
}

Found formulaAt(const QString &text, qsizetype at)
{
    if (text.at(at) == u'\\') {
        const Found inLine = delimited(text, at, QLatin1String("\\("), QLatin1String("\\)"), false);
        return inLine.end >= 0 ? inLine : delimited(text, at, QLatin1String("\\["), QLatin1String("\\]"), true);
    }
    const Found displayed = delimited(text, at, QLatin1String("$$"), QLatin1String("$$"), true);
    return displayed.end >= 0 ? displayed : inDollars(text, at);
}

/// The end of the code span that begins with the backticks at `at`; behind the backticks when none closes it.
qsizetype codeEnd(const QString &text, qsizetype at)
{
    qsizetype ticks = 0;
    while (at + ticks < text.size() && text.at(at + ticks) == u'`')
        ++ticks;
    for (qsizetype i = at + ticks; i < text.size();) {
        qsizetype run = 0;
        while (i + run < text.size() && text.at(i + run) == u'`')
            ++run;
        if (run == ticks)
            return i + run;
        i += qMax<qsizetype>(1, run);
    }
    return at + ticks;
}

}  // namespace

QString cutFormulas(const QString &markdown, QList<InlineFormula> &formulas)
{
    QString cut;
    cut.reserve(markdown.size());
    for (qsizetype i = 0; i < markdown.size();) {
        const QChar c = markdown.at(i);
        if (c == u'`') {
            const qsizetype end = codeEnd(markdown, i);
            cut += QStringView(markdown).mid(i, end - i);
            i = end;
            continue;
        }
        if (c == u'$' || c == u'\\') {
            const Found found = formulaAt(markdown, i);
            if (found.end >= 0) {
                cut += placeholder::numbered(placeholder::formula, formulas.size());
                formulas.append(found.formula);
                i = found.end;
                continue;
            }
            if (c == u'\\' && i + 1 < markdown.size()) {
                cut += c;
                cut += markdown.at(++i);
                ++i;
                continue;
            }
        }
        cut += c;
        ++i;
    }
    return cut;
}

}  // namespace mingsi::app
