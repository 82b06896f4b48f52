// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

/// Characters that stand for something while Markdown is parsed. They are Unicode's noncharacters: no valid text
/// holds them, no font draws them, and md4c takes each for a letter, so that delimiters beside them work as beside
/// letters. Whatever place they reach — code, an address, a cell — the writer of the result puts the source back.
namespace mingsi::app::placeholder {

inline constexpr QChar joiner{u'\uFDD0'};    ///< nothing: makes a run of * flanking (see emphasis.h)
inline constexpr QChar formula{u'\uFDD1'};   ///< followed by digits and `end`: a formula
inline constexpr QChar footnote{u'\uFDD2'};  ///< followed by digits and `end`: a reference to a footnote
inline constexpr QChar end{u'\uFDD3'};
inline constexpr QChar tilde{u'\uFDD4'};  ///< a single ~, which is a range in Chinese ("3~5天") and no strike
inline constexpr QChar zero{u'\uFDD6'};   ///< … to \uFDDF: the digits

inline bool isPlaceholder(QChar character)
{
    return character.unicode() >= 0xFDD0 && character.unicode() <= 0xFDEF;
}

/// The number behind the placeholder at `at`, which is moved to its end.
inline qsizetype numberAt(const QString &text, qsizetype &at)
{
    qsizetype number = 0;
    for (++at; at < text.size() && text.at(at) != end; ++at)
        number = 10 * number + (text.at(at).unicode() - zero.unicode());
    return number;
}

/// A placeholder with a number.
inline QString numbered(QChar kind, qsizetype index)
{
    QString text(kind);
    const QString digits = QString::number(index);
    for (const QChar digit : digits)
        text += QChar(static_cast<char16_t>(zero.unicode() + digit.digitValue()));
    return text + end;
}

}  // namespace mingsi::app::placeholder
