// SPDX-License-Identifier: Apache-2.0
#include "app/text/math_markup.h"

#include "app/text/math_alphabet.h"

namespace mingsi::app {

namespace {

constexpr qsizetype kLongestTex = 10000;

}  // namespace

MathMarkup::MathMarkup() : m_script(QStringLiteral("var self = this;"), {QStringLiteral(":/scripts/katex.min.js")}) {}

QString MathMarkup::mathMl(const InlineFormula &formula)
{
    if (formula.tex.size() > kLongestTex)
        return {};
    const QString key = sourceOf(formula);
    if (const QString *known = m_known.object(key))
        return *known;
    if (!m_render.isCallable()) {
        m_render = m_script.evaluate(
            QStringLiteral("(function(tex, displayed) { return self.katex.renderToString(tex,"
                           " {output: 'mathml', displayMode: displayed, throwOnError: true, strict: 'ignore',"
                           "  maxExpand: 1000, maxSize: 20}); })"));
    }
    QString math;
    const QJSValue rendered =
        m_render.isCallable() ? m_script.call(m_render, {formula.tex, formula.displayed}) : m_render;
    if (rendered.isString()) {
        const QString html = rendered.toString();
        const qsizetype begin = html.indexOf(QStringLiteral("<math"));
        const qsizetype end = html.lastIndexOf(QStringLiteral("</math>"));
        if (begin >= 0 && end > begin)
            math = useMathAlphabets(html.mid(begin, end + 7 - begin));
    }
    m_known.insert(key, new QString(math));
    return math;
}

}  // namespace mingsi::app
