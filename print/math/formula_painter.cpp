// SPDX-License-Identifier: Apache-2.0
#include "print/math/formula_painter.h"

#include <QFont>
#include <QGlyphRun>
#include <QPainter>
#include <QSvgRenderer>
#include <cmath>

namespace mingsi::app {

namespace {

// A formula wider than this is nonsense; its image would take all memory.
constexpr double kMostPixels = 16384;

QColor colourOr(const QString &name, const QColor &otherwise)
{
    const QColor named(name);
    return name.isEmpty() || !named.isValid() ? otherwise : named;
}

void drawText(QPainter &painter, const Formula::Text &text, MathFonts &fonts, double scale)
{
    const QPointF at = text.at * scale;
    if (!fonts.covers(text.font, text.text)) {
        QFont fallback;
        fallback.setPixelSize(std::max(1, static_cast<int>(std::lround(text.size * scale))));
        painter.setFont(fallback);
        painter.drawText(at, text.text);
        return;
    }
    const QRawFont font = fonts.font(text.font, text.size * scale);
    const auto glyphs = font.glyphIndexesForString(text.text);
    const auto advances = font.advancesForGlyphIndexes(glyphs);
    QList<QPointF> positions;
    QPointF place;
    for (const QPointF &advance : advances) {
        positions.append(place);
        place += QPointF(advance.x(), 0);
    }
    QGlyphRun run;
    run.setRawFont(font);
    run.setGlyphIndexes(glyphs);
    run.setPositions(positions);
    painter.drawGlyphRun(at, run);
}

QRectF scaled(const QRectF &area, double scale)
{
    return {area.topLeft() * scale, area.size() * scale};
}

void drawPath(QPainter &painter, const Formula::Path &path, const QColor &colour, double scale)
{
    const QString document = QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\" "
                                            "preserveAspectRatio=\"none\"><path fill=\"%3\" d=\"%4\"/></svg>")
                                 .arg(path.view.width())
                                 .arg(path.view.height())
                                 .arg(colour.name(), path.data.toHtmlEscaped());
    QSvgRenderer renderer(document.toUtf8());
    painter.save();
    painter.setClipRect(scaled(path.clip, scale));
    renderer.render(&painter, scaled(path.area, scale));
    painter.restore();
}

void drawRule(QPainter &painter, const Formula::Rule &rule, const QColor &colour, double scale)
{
    QRectF area = scaled(rule.area, scale);
    if (rule.thickness > 0) {
        const double thickness = std::max(1.0, rule.thickness * scale);
        painter.setPen(QPen(colour, thickness, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(area.adjusted(thickness / 2, thickness / 2, -thickness / 2, -thickness / 2));
        return;
    }
    // A thin line keeps to whole pixels, or it is a grey smear.
    if (area.height() < 4) {
        area.setTop(std::round(area.top()));
        area.setHeight(std::max(1.0, std::round(rule.area.height() * scale)));
    }
    painter.fillRect(area, colour);
}

}  // namespace

void drawFormula(QPainter &painter, const Formula &formula, MathFonts &fonts, double scale, const QColor &colour)
{
    for (const Formula::Rule &rule : formula.rules)
        drawRule(painter, rule, colourOr(rule.colour, colour), scale);
    for (const Formula::Path &path : formula.paths)
        drawPath(painter, path, colourOr(path.colour, colour), scale);
    for (const Formula::Line &line : formula.lines) {
        painter.setPen(QPen(colourOr(line.colour, colour), std::max(1.0, line.thickness * scale)));
        painter.drawLine(line.from * scale, line.to * scale);
    }
    for (const Formula::Text &text : formula.texts) {
        painter.setPen(colourOr(text.colour, colour));
        drawText(painter, text, fonts, scale);
    }
}

QImage paintFormula(const Formula &formula, MathFonts &fonts, double scale, double above, double below,
                    const QColor &colour)
{
    const auto pixels = [&](double em) {
        return static_cast<int>(std::ceil(std::clamp(em * scale, 1.0, kMostPixels)));
    };
    QImage image(pixels(formula.width), pixels(above + below), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    painter.translate(0, std::round(above * scale));
    drawFormula(painter, formula, fonts, scale, colour);
    return image;
}

}  // namespace mingsi::app
