// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QImage>

#include "ui/text/math/formula.h"
#include "ui/text/math/math_fonts.h"

namespace mingsi::ui {

/// The image of a formula: transparent, `scale` pixels an em, `above` em of it above the baseline and `below` under.
QImage paintFormula(const Formula &formula, MathFonts &fonts, double scale, double above, double below,
                    const QColor &colour);

}  // namespace mingsi::ui
