// SPDX-License-Identifier: Apache-2.0
#include "print/formula_object.h"

#include <QFontMetricsF>
#include <algorithm>

#include "print/math/formula_painter.h"

namespace mingsi::app {

namespace {

// As on screen: KaTeX's letters are smaller than those of most fonts.
constexpr double kSize = 1.15;
// What most fonts have below the baseline, em.
constexpr double kDescent = 0.24;
constexpr int kNumber = QTextFormat::UserProperty + 1;

/// The source of a formula over it, unseen: what readers of the file search, copy and say. `area` is above and below a
/// baseline at 0.
void drawSource(QPainter &painter, const QString &tex, const QRectF &area)
{
    QFont font(painter.font());
    font.setPixelSize(std::max(1, static_cast<int>(area.height())));
    const double width = QFontMetricsF(font, painter.device()).horizontalAdvance(tex);
    if (width <= 0 || area.isEmpty())
        return;
    painter.setFont(font);
    painter.setPen(QColor(0, 0, 0, 0));
    painter.translate(area.left(), area.bottom());
    // Letters that are squeezed are taken for one that was printed twice.
    const double scale = area.width() / width;
    painter.scale(scale, scale);
    painter.drawText(QPointF(0, 0), tex);
}

}  // namespace

double FormulaObject::xHeight(const QTextCharFormat &look) const
{
    return QFontMetricsF(look.font(), &m_device).xHeight();
}

std::optional<QTextCharFormat> FormulaObject::format(const InlineFormula &formula, const QTextCharFormat &look,
                                                     double width)
{
    Placed placed;
    placed.formula = m_typesetter.typeset(formula.tex, formula.displayed);
    if (!placed.formula.error.isEmpty())
        return std::nullopt;
    const QString delimiter = formula.displayed ? QStringLiteral("$$") : QStringLiteral("$");
    placed.source = delimiter + formula.tex.simplified() + delimiter;
    placed.em = kSize * look.fontPointSize() * m_device.logicalDpiY() / 72;
    if (placed.formula.width * placed.em > width)
        placed.em = width / placed.formula.width;
    placed.colour = look.foreground().color();
    const double ascent = placed.formula.height * placed.em;
    const double descent = placed.formula.depth * placed.em;
    // Qt sets an object on the baseline, without depth, or in the middle of the line: then half of it, and a quarter of
    // the x-height, come above the baseline.
    placed.deep = placed.formula.depth > kDescent;
    const double lift = xHeight(look) / 2;
    placed.height = placed.deep ? std::max(2 * ascent - lift, 2 * descent + lift) : ascent;
    QTextCharFormat format = look;
    format.setObjectType(kType);
    format.setProperty(kNumber, static_cast<int>(m_formulas.size()));
    format.setVerticalAlignment(placed.deep ? QTextCharFormat::AlignMiddle : QTextCharFormat::AlignNormal);
    m_formulas.append(placed);
    return format;
}

QSizeF FormulaObject::intrinsicSize(QTextDocument *, int, const QTextFormat &format)
{
    const Placed &placed = m_formulas.at(format.intProperty(kNumber));
    return {placed.formula.width * placed.em, placed.height};
}

void FormulaObject::drawObject(QPainter *painter, const QRectF &area, QTextDocument *, int, const QTextFormat &format)
{
    const Placed &placed = m_formulas.at(format.intProperty(kNumber));
    const double above = placed.deep ? (placed.height + xHeight(format.toCharFormat()) / 2) / 2 : placed.height;
    painter->save();
    painter->translate(area.left(), area.top() + above);
    drawFormula(*painter, placed.formula, m_typesetter.fonts(), placed.em, placed.colour);
    drawSource(*painter, placed.source,
               QRectF(0, -placed.formula.height * placed.em, area.width(), placed.formula.height * placed.em));
    painter->restore();
}

}  // namespace mingsi::app
