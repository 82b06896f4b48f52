// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace mingsi::app {

/// A formula within prose or a table.
struct InlineFormula {
    QString tex;
    bool displayed = false;  ///< written as $$…$$ or \[…\]

    bool operator==(const InlineFormula &) const = default;
};

/// A formula as TeX between dollars.
inline QString sourceOf(const InlineFormula &formula)
{
    return formula.displayed ? QStringLiteral("$$%1$$").arg(formula.tex) : u'$' + formula.tex + u'$';
}

}  // namespace mingsi::app
