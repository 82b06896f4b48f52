// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCache>
#include <QString>

#include "app/text/inline_formula.h"
#include "app/text/script_engine.h"

namespace mingsi::app {

/// Writes TeX as MathML or HTML by KaTeX (https://katex.org). Used by one thread.
class MathMarkup
{
public:
    MathMarkup();

    /// A <math> element (MathML 3) with the TeX as its annotation; empty when KaTeX can't read the formula.
    QString mathMl(const InlineFormula &formula);
    /// A <span> for KaTeX's style sheet, with the MathML in it for those who hear a page; empty as above. Well-formed
    /// XML.
    QString html(const InlineFormula &formula);

private:
    QString render(const InlineFormula &formula, const QString &output);

    ScriptEngine m_script;
    QJSValue m_render;
    QCache<QString, QString> m_known{500};
};

}  // namespace mingsi::app
