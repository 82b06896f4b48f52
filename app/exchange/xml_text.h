// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace mingsi::app {

/// A text without the characters that XML 1.0 can't hold (2.2 Char): control characters and single surrogates become
/// U+FFFD.
inline QString xmlSafe(const QString &text)
{
    QString safe;
    safe.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool pair = c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        const bool control = c.unicode() < 0x20 && c != u'\t' && c != u'\n' && c != u'\r';
        if (pair) {
            safe += c;
            safe += text.at(++i);
        } else if (c.isSurrogate() || control || c.unicode() >= 0xfffe) {
            safe += QChar(QChar::ReplacementCharacter);
        } else {
            safe += c;
        }
    }
    return safe;
}

/// The same, escaped for element content and attributes.
inline QString xmlText(const QString &text)
{
    return xmlSafe(text).toHtmlEscaped();
}

}  // namespace mingsi::app
