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
    const QString html = render(formula, QStringLiteral("mathml"));
    const qsizetype begin = html.indexOf(QStringLiteral("<math"));
    const qsizetype end = html.lastIndexOf(QStringLiteral("</math>"));
    return begin >= 0 && end > begin ? useMathAlphabets(html.mid(begin, end + 7 - begin)) : QString();
}

QString MathMarkup::html(const InlineFormula &formula)
{
    return render(formula, QStringLiteral("htmlAndMathml"));
}

QString MathMarkup::render(const InlineFormula &formula, const QString &output)
{
    if (formula.tex.size() > kLongestTex)
        return {};
    const QString key = output + sourceOf(formula);
    if (const QString *known = m_known.object(key))
        return *known;
    if (!m_render.isCallable()) {
        m_render = m_script.evaluate(
            QStringLiteral("(function(tex, displayed, output) { return self.katex.renderToString(tex,"
                           " {output: output, displayMode: displayed, throwOnError: true, strict: 'ignore',"
                           "  maxExpand: 1000, maxSize: 20}); })"));
    }
    const QJSValue rendered =
        m_render.isCallable() ? m_script.call(m_render, {formula.tex, formula.displayed, output}) : m_render;
    const QString html = rendered.isString() ? rendered.toString() : QString();
    m_known.insert(key, new QString(html));
    return html;
}

}  // namespace mingsi::app
