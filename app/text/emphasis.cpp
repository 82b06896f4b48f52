// SPDX-License-Identifier: Apache-2.0
#include "app/text/emphasis.h"

#include "app/text/placeholders.h"

namespace mingsi::app {

namespace {

/// Ideographs, kana, Hangul, and the full-width forms and punctuation written with them.
bool isEastAsian(QChar character)
{
    const char16_t code = character.unicode();
    return (code >= 0x2E80 && code <= 0x9FFF) || (code >= 0xAC00 && code <= 0xD7AF)
        || (code >= 0xF900 && code <= 0xFAFF) || (code >= 0xFE30 && code <= 0xFE4F)
        || (code >= 0xFF00 && code <= 0xFFEF)
        || character.isSurrogate();  // ideographs beyond the first plane; of emoji nothing is lost
}

/// Punctuation as CommonMark counts it: ASCII symbols belong to it.
bool isPunctuation(QChar character)
{
    return character.isPunct() || (character.unicode() < 128 && character.isSymbol());
}

/// True if a run of * between these two has punctuation on `inner`'s side that keeps it from flanking there.
bool isBlocked(QChar inner, QChar outer)
{
    if (!isPunctuation(inner) || outer.isSpace() || isPunctuation(outer))
        return false;
    return isEastAsian(inner) || isEastAsian(outer);
}

qsizetype runLength(const QString &text, qsizetype start)
{
    qsizetype end = start;
    while (end < text.size() && text.at(end) == text.at(start))
        ++end;
    return end - start;
}

}  // namespace

QString markEmphasis(const QString &markdown)
{
    QString marked;
    marked.reserve(markdown.size() + 16);
    for (qsizetype i = 0; i < markdown.size();) {
        const QChar character = markdown.at(i);
        if (character != u'*' && character != u'~') {
            marked += character;
            ++i;
            continue;
        }
        const qsizetype length = runLength(markdown, i);
        const QChar before = i > 0 ? markdown.at(i - 1) : QChar(u'\n');
        const QChar after = i + length < markdown.size() ? markdown.at(i + length) : QChar(u'\n');
        if (character == u'~' && length == 1 && before != u'\\') {
            marked += placeholder::tilde;
        } else {
            const bool star = character == u'*' && before != u'\\' && length <= 3;
            if (star && isBlocked(before, after))
                marked += placeholder::joiner;
            marked += QStringView(markdown).mid(i, length);
            if (star && isBlocked(after, before))
                marked += placeholder::joiner;
        }
        i += length;
    }
    return marked;
}

}  // namespace mingsi::app
