// SPDX-License-Identifier: Apache-2.0
#include "app/text/math_alphabet.h"

#include <QHash>
#include <QRegularExpression>
#include <optional>

namespace mingsi::app {

namespace {

/// Where an alphabet begins; 0: it has none of these.
struct Alphabet {
    char32_t capitals = 0;
    char32_t smalls = 0;
    char32_t digits = 0;
};

const QHash<QString, Alphabet> &alphabets()
{
    static const QHash<QString, Alphabet> table{
        {QStringLiteral("bold"), {0x1d400, 0x1d41a, 0x1d7ce}},
        {QStringLiteral("italic"), {0x1d434, 0x1d44e, 0}},
        {QStringLiteral("bold-italic"), {0x1d468, 0x1d482, 0}},
        {QStringLiteral("script"), {0x1d49c, 0x1d4b6, 0}},
        {QStringLiteral("bold-script"), {0x1d4d0, 0x1d4ea, 0}},
        {QStringLiteral("fraktur"), {0x1d504, 0x1d51e, 0}},
        {QStringLiteral("bold-fraktur"), {0x1d56c, 0x1d586, 0}},
        {QStringLiteral("double-struck"), {0x1d538, 0x1d552, 0x1d7d8}},
        {QStringLiteral("sans-serif"), {0x1d5a0, 0x1d5ba, 0x1d7e2}},
        {QStringLiteral("bold-sans-serif"), {0x1d5d4, 0x1d5ee, 0x1d7ec}},
        {QStringLiteral("sans-serif-italic"), {0x1d608, 0x1d622, 0}},
        {QStringLiteral("monospace"), {0x1d670, 0x1d68a, 0x1d7f6}},
    };
    return table;
}

/// Letters that Unicode had before the alphabets: their places there are empty.
char32_t settled(char32_t code)
{
    static const QHash<char32_t, char32_t> older{
        {0x1d455, 0x210e}, {0x1d49d, 0x212c}, {0x1d4a0, 0x2130}, {0x1d4a1, 0x2131}, {0x1d4a3, 0x210b},
        {0x1d4a4, 0x2110}, {0x1d4a7, 0x2112}, {0x1d4a8, 0x2133}, {0x1d4ad, 0x211b}, {0x1d4ba, 0x212f},
        {0x1d4bc, 0x210a}, {0x1d4c4, 0x2134}, {0x1d506, 0x212d}, {0x1d50b, 0x210c}, {0x1d50c, 0x2111},
        {0x1d515, 0x211c}, {0x1d51d, 0x2128}, {0x1d53a, 0x2102}, {0x1d53f, 0x210d}, {0x1d545, 0x2115},
        {0x1d547, 0x2119}, {0x1d548, 0x211a}, {0x1d549, 0x211d}, {0x1d551, 0x2124}};
    return older.value(code, code);
}

/// The same text in an alphabet; nothing when it does not have all of it.
std::optional<QString> inAlphabet(const QString &text, const Alphabet &alphabet)
{
    QString result;
    for (const QChar c : text) {
        char32_t code = 0;
        if (c >= u'A' && c <= u'Z' && alphabet.capitals != 0)
            code = settled(alphabet.capitals + (c.unicode() - u'A'));
        else if (c >= u'a' && c <= u'z' && alphabet.smalls != 0)
            code = settled(alphabet.smalls + (c.unicode() - u'a'));
        else if (c >= u'0' && c <= u'9' && alphabet.digits != 0)
            code = alphabet.digits + (c.unicode() - u'0');
        else
            return std::nullopt;
        result += QString::fromUcs4(&code, 1);
    }
    return result;
}

}  // namespace

QString useMathAlphabets(const QString &mathMl)
{
    static const QRegularExpression token(
        QStringLiteral("<(mi|mn|mtext) mathvariant=\"([a-z-]+)\">([A-Za-z0-9]+)</\\1>"));
    QString result;
    qsizetype at = 0;
    for (auto matches = token.globalMatch(mathMl); matches.hasNext();) {
        const auto match = matches.next();
        const auto alphabet = alphabets().constFind(match.captured(2));
        const auto letters = alphabet == alphabets().cend() ? std::nullopt : inAlphabet(match.captured(3), *alphabet);
        if (!letters)
            continue;
        result +=
            mathMl.mid(at, match.capturedStart() - at) + QStringLiteral("<%1>%2</%1>").arg(match.captured(1), *letters);
        at = match.capturedEnd();
    }
    return result + mathMl.mid(at);
}

}  // namespace mingsi::app
