// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCache>

#include "print/math/formula.h"
#include "print/math/math_fonts.h"
#include "app/text/script_engine.h"

namespace mingsi::app {

/// Typesets TeX by KaTeX (https://katex.org), which runs without a browser: it builds the tree of HTML, and
/// formula_layout.js places its parts as the style sheet would. Used by one thread.
class MathTypesetter
{
public:
    MathTypesetter();

    /// The formula; one with `error` when KaTeX can't read it or takes too long. The last 500 are remembered.
    Formula typeset(const QString &tex, bool displayed);
    MathFonts &fonts() { return m_fonts; }

private:
    Formula make(const QString &tex, bool displayed);

    MathFonts m_fonts;
    app::ScriptEngine m_script;
    QJSValue m_typeset;
    QCache<QString, Formula> m_known{500};
};

}  // namespace mingsi::app
