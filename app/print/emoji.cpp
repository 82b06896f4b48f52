// SPDX-License-Identifier: Apache-2.0
#include "app/print/emoji.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextBoundaryFinder>

namespace mingsi::app {

qsizetype emojiAt(QStringView text)
{
    if (text.isEmpty() || text.front().unicode() < 0x2190)
        return 0;
    const char32_t code = text.front().isHighSurrogate() && text.size() > 1 && text.at(1).isLowSurrogate()
        ? QChar::surrogateToUcs4(text.front(), text.at(1))
        : text.front().unicode();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text.data(), std::min<qsizetype>(text.size(), 64));
    const qsizetype length = finder.toNextBoundary();
    // Pictographs of the supplementary plane, and older ones that ask for colours by U+FE0F (Unicode TS 51).
    const bool pictograph = code >= 0x1f000 && code <= 0x1faff;
    return length > 0 && (pictograph || text.first(length).contains(QChar(0xfe0f))) ? length : 0;
}

QImage emojiImage(const QString &emoji, int pixels)
{
    QFont font(QStringLiteral("Noto Color Emoji"));
    font.setPixelSize(pixels * 4 / 5);
    const QFontMetricsF metrics(font);
    const double width = std::max(1.0, metrics.horizontalAdvance(emoji));
    QImage image(static_cast<int>(width) + 1, pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setFont(font);
    painter.drawText(QRectF(0, 0, width, pixels), Qt::AlignLeft | Qt::AlignVCenter, emoji);
    return image;
}

}  // namespace mingsi::app
