// SPDX-License-Identifier: Apache-2.0
#include "app/reading/passage_links.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <cmath>
#include <vector>

namespace mingsi::app {

namespace {

// A selection of a whole page would match everything everywhere.
constexpr qsizetype kLongestPassage = 2000;
constexpr double kFigureWeight = 3;

/// A figure without what only dresses it: thousands separators, leading and trailing zeros.
QString plainFigure(QString figure)
{
    figure.remove(u',');
    if (figure.contains(u'.')) {
        while (figure.endsWith(u'0'))
            figure.chop(1);
        if (figure.endsWith(u'.'))
            figure.chop(1);
    }
    return figure;
}

bool isHan(QChar c)
{
    return c.script() == QChar::Script_Han;
}

/// The figures and terms of a text: numbers, words of three letters and more, pairs of Chinese characters.
QSet<QString> featuresOf(const QString &text)
{
    static const QRegularExpression figure(QStringLiteral("\\d[\\d,]*(?:\\.\\d+)?"));
    static const QRegularExpression word(QStringLiteral("[\\p{Latin}\\p{Cyrillic}\\p{Greek}_]{3,}"),
                                         QRegularExpression::UseUnicodePropertiesOption);
    QSet<QString> features;
    for (auto found = figure.globalMatch(text); found.hasNext();)
        features.insert(u'#' + plainFigure(found.next().captured()));
    for (auto found = word.globalMatch(text); found.hasNext();)
        features.insert(found.next().captured().toLower());
    for (qsizetype i = 0; i + 1 < text.size(); ++i) {
        if (isHan(text.at(i)) && isHan(text.at(i + 1)))
            features.insert(text.mid(i, 2));
    }
    return features;
}

/// The longest stretch of `text` that also stands in `other`, without regard to case.
Passage longestCommon(QStringView text, QStringView other)
{
    const QString a = text.toString().toLower();
    const QString b = other.toString().toLower();
    std::vector<qsizetype> lengths(static_cast<std::size_t>(b.size()) + 1, 0);
    Passage best;
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = 0;
        for (qsizetype j = 0; j < b.size(); ++j) {
            auto &here = lengths[static_cast<std::size_t>(j) + 1];
            const qsizetype above = here;
            here = a.at(i) == b.at(j) ? diagonal + 1 : 0;
            if (here > best.length)
                best = {i + 1 - here, here};
            diagonal = above;
        }
    }
    return best;
}

/// Without the pieces of figures at its ends: 2 of 2208 is another number.
Passage withoutCutFigures(QStringView text, Passage passage)
{
    const auto cuts = [&](qsizetype at) {
        return at > 0 && at < text.size() && text[at - 1].isDigit() && text[at].isDigit();
    };
    while (passage.length > 0 && cuts(passage.start)) {
        ++passage.start;
        --passage.length;
    }
    while (passage.length > 0 && cuts(passage.start + passage.length))
        --passage.length;
    return passage;
}

/// The part of `text` among `parts` that shares most with `passage`; within it the longest common stretch.
Passage bestMatch(const QString &text, const QList<Passage> &parts, const QString &passage)
{
    const QString wanted = passage.left(kLongestPassage);
    const QSet<QString> features = featuresOf(wanted);
    QList<QSet<QString>> shared;
    QHash<QString, int> steps;  // in how many parts a feature stands
    for (const Passage &part : parts) {
        shared.append(featuresOf(text.mid(part.start, part.length)).intersect(features));
        for (const QString &feature : std::as_const(shared.last()))
            ++steps[feature];
    }
    double best = 0;
    qsizetype at = -1;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        double score = 0;
        for (const QString &feature : std::as_const(shared[i])) {
            const double rarity = std::log(1 + static_cast<double>(parts.size()) / steps.value(feature));
            score += rarity * (feature.startsWith(u'#') ? kFigureWeight : 1);
        }
        if (score > 0 && score >= best) {
            best = score;
            at = i;
        }
    }
    if (at < 0)
        return {};
    const Passage &part = parts.at(at);
    const QStringView whole = QStringView(text).mid(part.start, part.length);
    const Passage common = withoutCutFigures(whole, longestCommon(whole, wanted));
    // Of a figure or a short word alone the whole step says more than the stretch.
    return common.length >= 3 ? Passage{part.start + common.start, common.length} : part;
}

}  // namespace

Passage settledIn(const QString &reasoning, const QList<ThoughtStep> &steps, const QString &passage)
{
    QList<Passage> parts;
    for (const ThoughtStep &step : steps)
        parts.append({step.start, step.length});
    return bestMatch(reasoning, parts, passage);
}

Passage takenUpIn(const QString &answer, const QString &passage)
{
    QList<Passage> parts;
    for (qsizetype at = 0; at < answer.size();) {
        qsizetype end = answer.indexOf(u'\n', at);
        end = end < 0 ? answer.size() : end;
        if (!QStringView(answer).mid(at, end - at).trimmed().isEmpty())
            parts.append({at, end - at});
        at = end + 1;
    }
    return bestMatch(answer, parts, passage);
}

}  // namespace mingsi::app
