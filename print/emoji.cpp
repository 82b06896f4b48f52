// SPDX-License-Identifier: Apache-2.0
#include "print/emoji.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextBoundaryFinder>
#include <algorithm>
#include <iterator>

namespace mingsi::app {

namespace {

constexpr QChar kKeycap(0x20e3);

/// Emoji_Presentation below U+10000 (Unicode 15, emoji-data.txt).
bool hasColours(char32_t code)
{
    struct Range {
        char32_t first, last;
    };
    static constexpr Range ranges[] = {
        {0x231a, 0x231b}, {0x23e9, 0x23ec}, {0x23f0, 0x23f0}, {0x23f3, 0x23f3}, {0x25fd, 0x25fe}, {0x2614, 0x2615},
        {0x2648, 0x2653}, {0x267f, 0x267f}, {0x2693, 0x2693}, {0x26a1, 0x26a1}, {0x26aa, 0x26ab}, {0x26bd, 0x26be},
        {0x26c4, 0x26c5}, {0x26ce, 0x26ce}, {0x26d4, 0x26d4}, {0x26ea, 0x26ea}, {0x26f2, 0x26f3}, {0x26f5, 0x26f5},
        {0x26fa, 0x26fa}, {0x26fd, 0x26fd}, {0x2705, 0x2705}, {0x270a, 0x270b}, {0x2728, 0x2728}, {0x274c, 0x274c},
        {0x274e, 0x274e}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797}, {0x27b0, 0x27b0}, {0x27bf, 0x27bf},
        {0x2b1b, 0x2b1c}, {0x2b50, 0x2b50}, {0x2b55, 0x2b55}};
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [code](const Range &range) { return code >= range.first && code <= range.last; });
}

}  // namespace

qsizetype emojiAt(QStringView text)
{
    if (text.isEmpty())
        return 0;
    const char16_t first = text.front().unicode();
    const bool keycap = first == u'#' || first == u'*' || (first >= u'0' && first <= u'9');
    if (first < 0x2190 && !(keycap && text.size() > 1 && (text.at(1).unicode() == 0xfe0f || text.at(1) == kKeycap)))
        return 0;
    const char32_t code = text.front().isHighSurrogate() && text.size() > 1 && text.at(1).isLowSurrogate()
        ? QChar::surrogateToUcs4(text.front(), text.at(1))
        : first;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text.data(), std::min<qsizetype>(text.size(), 64));
    const qsizetype length = finder.toNextBoundary();
    // Pictographs of the supplementary plane, older ones that have colours by themselves, and those that ask for them by
    // U+FE0F (Unicode TS 51).
    const bool pictograph = (code >= 0x1f000 && code <= 0x1faff) || hasColours(code);
    const bool asked = text.first(std::max<qsizetype>(0, length)).contains(QChar(0xfe0f))
        || (keycap && text.first(std::max<qsizetype>(0, length)).contains(kKeycap));
    return length > 0 && (pictograph || asked) ? length : 0;
}

QString withoutEmoji(const QString &text)
{
    QString plain;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype length = emojiAt(QStringView(text).mid(at));
        if (length == 0)
            plain += text.at(at);
        at += std::max<qsizetype>(1, length);
    }
    return plain.simplified();
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
