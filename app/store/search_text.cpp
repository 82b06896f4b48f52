// SPDX-License-Identifier: Apache-2.0
#include "app/store/search_text.h"

#include <QList>
#include <algorithm>

#include "app/text/plain_line.h"

namespace mingsi::app {

namespace {

constexpr qsizetype kSnippetContext = 40;  // characters on each side of the match
constexpr qsizetype kMostPlaces = 500;     // of a word, that are looked at
constexpr QChar kMarkStart(0xe000);
constexpr QChar kMarkEnd(0xe001);

/// Scripts that are written without spaces between words.
bool isUnspaced(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo: return true;
    default: return false;
    }
}

struct Stretch {
    QList<uint> characters;
    bool unspaced = false;
};

/// Runs of unspaced script and of everything else, in order.
QList<Stretch> runsOf(const QString &text)
{
    QList<Stretch> runs;
    for (const uint c : text.toUcs4()) {
        const bool unspaced = isUnspaced(c);
        if (runs.isEmpty() || runs.last().unspaced != unspaced)
            runs.append({{}, unspaced});
        runs.last().characters.append(c);
    }
    return runs;
}

QString toText(const QList<uint> &characters, qsizetype first, qsizetype count)
{
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.constData()) + first, count);
}

QStringList bigrams(const Stretch &run)
{
    if (run.characters.size() == 1)
        return {toText(run.characters, 0, 1)};
    QStringList pairs;
    for (qsizetype i = 0; i + 1 < run.characters.size(); ++i)
        pairs.append(toText(run.characters, i, 2));
    return pairs;
}

QString quoted(QString text)
{
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

/// Where most of the words stand together, those in the order and distance in which they were typed first; the size of
/// the text when there is none of them.
qsizetype bestPlace(const QString &text, const QStringList &words)
{
    const qsizetype phrase = text.indexOf(words.join(u' '), 0, Qt::CaseInsensitive);
    if (phrase >= 0)
        return phrase;
    QList<std::pair<qsizetype, qsizetype>> found;  // where, which word
    for (qsizetype i = 0; i < words.size(); ++i) {
        qsizetype most = kMostPlaces;
        for (qsizetype at = text.indexOf(words.at(i), 0, Qt::CaseInsensitive); at >= 0 && most-- > 0;
             at = text.indexOf(words.at(i), at + 1, Qt::CaseInsensitive))
            found.append({at, i});
    }
    std::sort(found.begin(), found.end());
    qsizetype best = text.size();
    qsizetype bestCount = 0;
    QList<int> inside(words.size(), 0);
    qsizetype count = 0;
    for (qsizetype first = 0, next = 0; first < found.size(); ++first) {
        for (; next < found.size() && found.at(next).first < found.at(first).first + kSnippetContext; ++next)
            count += inside[found.at(next).second]++ == 0 ? 1 : 0;
        if (count > bestCount) {
            best = found.at(first).first;
            bestCount = count;
        }
        count -= --inside[found.at(first).second] == 0 ? 1 : 0;
    }
    return best;
}

}  // namespace

QString toIndexText(const QString &text)
{
    QString index;
    for (const Stretch &run : runsOf(text))
        index +=
            run.unspaced ? u' ' + bigrams(run).join(u' ') + u' ' : toText(run.characters, 0, run.characters.size());
    return index;
}

QString toMatchQuery(const QString &text)
{
    QStringList terms;
    for (const Stretch &run : runsOf(text)) {
        if (run.unspaced) {
            // A single character is the beginning of a bigram; a longer run is its bigrams one after the other.
            const QString phrase = quoted(bigrams(run).join(u' '));
            terms.append(run.characters.size() == 1 ? phrase + u'*' : phrase);
            continue;
        }
        for (const QString &word :
             toText(run.characters, 0, run.characters.size()).simplified().split(u' ', Qt::SkipEmptyParts)) {
            // A term without a letter or digit has no tokens, and FTS5 would find nothing at all.
            const auto ucs4 = word.toUcs4();
            if (std::any_of(ucs4.begin(), ucs4.end(), [](uint c) { return QChar::isLetterOrNumber(c); }))
                terms.append(quoted(word) + u'*');
        }
    }
    return terms.join(QStringLiteral(" AND "));
}

QStringList searchWords(const QString &text)
{
    return text.simplified().split(u' ', Qt::SkipEmptyParts);
}

QString snippet(const QString &text, const QStringList &words)
{
    const qsizetype at = bestPlace(text, words);
    const qsizetype from = at == text.size() ? 0 : qMax<qsizetype>(0, at - kSnippetContext);
    const qsizetype to = qMin(text.size(), (at == text.size() ? 0 : at) + 2 * kSnippetContext);
    const QString line = plainLine(text.mid(from, to - from));
    QString marked;
    for (qsizetype i = 0; i < line.size();) {
        qsizetype length = 0;
        for (const QString &word : words) {
            if (word.size() > length && QStringView(line).mid(i, word.size()).compare(word, Qt::CaseInsensitive) == 0)
                length = word.size();
        }
        marked += length > 0 ? kMarkStart + line.mid(i, length) + kMarkEnd : QString(line.at(i));
        i += qMax<qsizetype>(1, length);
    }
    return (from > 0 ? QStringLiteral("…") : QString()) + marked + (to < text.size() ? QStringLiteral("…") : QString());
}

QString foundIn(const QString &snippet)
{
    QString longest;
    for (qsizetype at = snippet.indexOf(kMarkStart); at >= 0; at = snippet.indexOf(kMarkStart, at + 1)) {
        qsizetype end = snippet.indexOf(kMarkEnd, at);
        while (end >= 0 && end + 2 < snippet.size() && snippet.at(end + 1).isSpace()
               && snippet.at(end + 2) == kMarkStart)
            end = snippet.indexOf(kMarkEnd, end + 1);
        const QString stretch = plainSnippet(end < 0 ? snippet.mid(at) : snippet.mid(at, end - at));
        if (stretch.size() > longest.size())
            longest = stretch;
    }
    return longest;
}

}  // namespace mingsi::app
