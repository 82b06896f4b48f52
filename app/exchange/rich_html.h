// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/exchange/katex_page.h"
#include "app/text/code_markup.h"
#include "app/text/math_markup.h"
#include "app/text/rich_text.h"

namespace mingsi::app {

/// Writes rich text as HTML: everything escaped, formulas as KaTeX sets them, code in the classes of highlight.js. It is
/// XML as well. Used by one thread.
class RichHtml
{
public:
    QString write(const QList<RichBlock> &blocks);
    /// What the page needs for the formulas so far.
    const KatexPage &katex() const { return m_katex; }

private:
    QString block(const RichBlock &block);
    QString list(const RichBlock &block);
    QString table(const RichBlock &block);
    QString spans(const QList<RichSpan> &spans);
    QString formula(const InlineFormula &formula);

    CodeMarkup m_code;
    MathMarkup m_math;
    KatexPage m_katex;
};

}  // namespace mingsi::app
