// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QImage>
#include <QPainter>

#include "print/math/formula.h"
#include "print/math/math_fonts.h"

namespace mingsi::app {

/// Draws a formula, its left edge on the baseline at the painter's origin, `scale` units an em.
void drawFormula(QPainter &painter, const Formula &formula, MathFonts &fonts, double scale, const QColor &colour);

/// The image of a formula: transparent, `scale` pixels an em, `above` em of it above the baseline and `below` under.
QImage paintFormula(const Formula &formula, MathFonts &fonts, double scale, double above, double below,
                    const QColor &colour);

}  // namespace mingsi::app
