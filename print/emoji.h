// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QStringView>

namespace mingsi::app {

/// How many characters at the start of a text are one emoji that has colours; 0 when it begins with something else.
qsizetype emojiAt(QStringView text);

/// A text for where there are no pictures, as in the line at the foot of a page.
QString withoutEmoji(const QString &text);

/// The picture of an emoji, `pixels` high: the fonts of emoji are pictures, which PDF's fonts can't hold.
QImage emojiImage(const QString &emoji, int pixels);

}  // namespace mingsi::app
