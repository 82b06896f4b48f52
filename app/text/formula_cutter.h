// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include "app/text/inline_formula.h"

namespace mingsi::app {

/// Cuts formulas out of prose before Markdown sees them, for Markdown eats their backslashes and takes their
/// underscores for emphasis. Each leaves a placeholder; the formulas are appended to `formulas` in order.
///
/// `\(…\)` and `$…$` are formulas within a line, `\[…\]` and `$$…$$` displayed ones. A dollar opens one only before
/// something other than white space and closes it only behind such and not before a digit, so that "$5 and $10" stays
/// (pandoc's rule). A backslash before a dollar makes it a dollar. In code nothing is cut.
QString cutFormulas(const QString &markdown, QList<InlineFormula> &formulas);

}  // namespace mingsi::app
