// SPDX-License-Identifier: Apache-2.0
#include "print/math/math_fonts.h"

#include <QFont>
#include <QFontMetricsF>
#include <algorithm>

namespace mingsi::app {

namespace {

constexpr double kUnit = 1000;  // pixels an em: advances without hinting

}  // namespace

QRawFont MathFonts::font(const QString &name, double pixelSize)
{
    auto found = m_fonts.find(name);
    if (found == m_fonts.end()) {
        const QString file = QStringLiteral(":/katex/KaTeX_%1.ttf").arg(name);
        found = m_fonts.insert(name, QRawFont(file, kUnit, QFont::PreferNoHinting));
    }
    QRawFont font = *found;
    if (font.isValid())
        font.setPixelSize(pixelSize);
    return font;
}

bool MathFonts::covers(const QString &name, const QString &text)
{
    const QRawFont raw = name.isEmpty() ? QRawFont() : font(name, kUnit);
    const auto points = text.toUcs4();
    return raw.isValid()
        && std::all_of(points.begin(), points.end(), [&](uint point) { return raw.supportsCharacter(point); });
}

double MathFonts::advance(const QString &name, const QString &text)
{
    if (!covers(name, text)) {
        QFont fallback;
        fallback.setPixelSize(100);
        return QFontMetricsF(fallback).horizontalAdvance(text) / 100;
    }
    const QRawFont raw = font(name, kUnit);
    double width = 0;
    for (const QPointF &advance : raw.advancesForGlyphIndexes(raw.glyphIndexesForString(text)))
        width += advance.x();
    return width / kUnit;
}

}  // namespace mingsi::app
