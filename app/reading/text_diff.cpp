// SPDX-License-Identifier: Apache-2.0
#include "app/reading/text_diff.h"

#include <QMultiHash>
#include <algorithm>
#include <vector>

namespace mingsi::app {

namespace {

using Words = QList<QStringView>;

// Of this many differing words nobody reads the difference, and its cost grows with the square.
constexpr qsizetype kMostEdits = 4000;
// Below this likeness two steps have nothing to do with each other.
constexpr double kLeastLikeness = 0.25;
// Aligning costs left × right; the rest of longer thoughts follows unaligned.
constexpr qsizetype kMostSteps = 1500;

bool standsAlone(QChar c)
{
    return c.script() == QChar::Script_Han || c.script() == QChar::Script_Hiragana
        || c.script() == QChar::Script_Katakana || !c.isLetterOrNumber();
}

/// Words, single CJK characters, white space and signs; together they are the text.
Words wordsOf(QStringView text)
{
    Words words;
    for (qsizetype i = 0; i < text.size();) {
        qsizetype end = i + 1;
        if (text[i].isHighSurrogate() && end < text.size()) {
            ++end;
        } else if (text[i].isSpace()) {
            while (end < text.size() && text[end].isSpace())
                ++end;
        } else if (!standsAlone(text[i])) {
            while (end < text.size() && !standsAlone(text[end]) && !text[end].isSurrogate())
                ++end;
        }
        words.append(text.mid(i, end - i));
        i = end;
    }
    return words;
}

void append(QList<DiffPart> &parts, DiffPart::Kind kind, QStringView text)
{
    if (text.isEmpty())
        return;
    if (!parts.isEmpty() && parts.last().kind == kind)
        parts.last().text += text;
    else
        parts.append({kind, text.toString()});
}

/// Myers' greedy algorithm: the furthest-reaching ends for each number of edits, kept to walk back on.
class Myers
{
public:
    Myers(const Words &left, const Words &right) : m_left(left), m_right(right) {}

    /// Whether a script of at most kMostEdits edits was found.
    bool search()
    {
        const qsizetype most = qMin(kMostEdits, m_left.size() + m_right.size());
        std::vector<qsizetype> ends(static_cast<std::size_t>(2 * most + 3), 0);
        const auto end = [&](qsizetype k) -> qsizetype & { return ends[static_cast<std::size_t>(k + most + 1)]; };
        for (qsizetype edits = 0; edits <= most; ++edits) {
            m_history.emplace_back(ends.begin() + (most + 1 - edits - 1), ends.begin() + (most + 1 + edits + 2));
            for (qsizetype k = -edits; k <= edits; k += 2) {
                const bool down = k == -edits || (k != edits && end(k - 1) < end(k + 1));
                qsizetype x = down ? end(k + 1) : end(k - 1) + 1;
                while (x < m_left.size() && x - k < m_right.size() && m_left[x] == m_right[x - k])
                    ++x;
                end(k) = x;
                if (x >= m_left.size() && x - k >= m_right.size())
                    return true;
            }
        }
        return false;
    }

    /// The script, from the end to the beginning.
    QList<std::pair<DiffPart::Kind, QStringView>> backwards() const
    {
        QList<std::pair<DiffPart::Kind, QStringView>> script;
        qsizetype x = m_left.size();
        qsizetype y = m_right.size();
        for (auto edits = static_cast<qsizetype>(m_history.size()) - 1; edits >= 0; --edits) {
            const auto &ends = m_history[static_cast<std::size_t>(edits)];
            const auto end = [&](qsizetype k) { return ends[static_cast<std::size_t>(k + edits + 1)]; };
            const qsizetype k = x - y;
            const bool down = k == -edits || (k != edits && end(k - 1) < end(k + 1));
            const qsizetype beforeK = down ? k + 1 : k - 1;
            const qsizetype beforeX = edits == 0 ? 0 : end(beforeK);
            const qsizetype beforeY = edits == 0 ? 0 : beforeX - beforeK;
            while (x > beforeX && y > beforeY && x > 0 && y > 0) {
                script.append({DiffPart::Kind::Same, m_left[--x]});
                --y;
            }
            if (edits == 0)
                break;
            if (down)
                script.append({DiffPart::Kind::OnlyRight, m_right[--y]});
            else
                script.append({DiffPart::Kind::OnlyLeft, m_left[--x]});
        }
        return script;
    }

private:
    const Words &m_left;
    const Words &m_right;
    std::vector<std::vector<qsizetype>> m_history;
};

/// The shortest script between two lists of words, or of lines; whether there is one that is worth reading.
bool appendDifference(QList<DiffPart> &parts, const Words &left, const Words &right)
{
    Myers myers(left, right);
    if (!myers.search())
        return false;
    const auto script = myers.backwards();
    for (auto edit = script.rbegin(); edit != script.rend(); ++edit)
        append(parts, edit->first, edit->second);
    return true;
}

void appendOther(QList<DiffPart> &parts, QStringView left, QStringView right)
{
    append(parts, DiffPart::Kind::OnlyLeft, left);
    append(parts, DiffPart::Kind::OnlyRight, right);
}

/// Lines with their ends.
Words linesOf(QStringView text)
{
    Words lines;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text.indexOf(u'\n', at);
        const qsizetype next = end < 0 ? text.size() : end + 1;
        lines.append(text.mid(at, next - at));
        at = next;
    }
    return lines;
}

/// For texts that differ in very many words, as by a long table: first which lines they share, then the words of those
/// between them.
void appendByLines(QList<DiffPart> &parts, QStringView left, QStringView right)
{
    QList<DiffPart> lines;
    if (!appendDifference(lines, linesOf(left), linesOf(right))) {
        appendOther(parts, left, right);
        return;
    }
    QString removed;
    QString added;
    const auto flush = [&] {
        if (!appendDifference(parts, wordsOf(removed), wordsOf(added)))
            appendOther(parts, removed, added);
        removed.clear();
        added.clear();
    };
    for (const DiffPart &line : std::as_const(lines)) {
        if (line.kind == DiffPart::Kind::OnlyLeft) {
            removed += line.text;
        } else if (line.kind == DiffPart::Kind::OnlyRight) {
            added += line.text;
        } else {
            flush();
            append(parts, DiffPart::Kind::Same, line.text);
        }
    }
    flush();
}

/// How many words two steps share, of all they have.
double likeness(const QList<QString> &left, const QList<QString> &right)
{
    if (left.isEmpty() || right.isEmpty())
        return 0;
    // Both are sorted.
    std::vector<QString> common;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(common));
    return 2.0 * static_cast<double>(common.size()) / static_cast<double>(left.size() + right.size());
}

QList<QList<QString>> sortedWords(const QString &text, const QList<ThoughtStep> &steps)
{
    QList<QList<QString>> all;
    for (const ThoughtStep &step : steps.first(qMin(steps.size(), kMostSteps))) {
        QList<QString> words;
        for (const QStringView word : wordsOf(QStringView(text).mid(step.start, step.length))) {
            if (word.front().isLetterOrNumber())
                words.append(word.toString().toLower());
        }
        std::sort(words.begin(), words.end());
        all.append(words);
    }
    return all;
}

}  // namespace

QList<DiffPart> wordDiff(const QString &left, const QString &right)
{
    const Words allLeft = wordsOf(left);
    const Words allRight = wordsOf(right);
    qsizetype head = 0;
    while (head < qMin(allLeft.size(), allRight.size()) && allLeft[head] == allRight[head])
        ++head;
    qsizetype tail = 0;
    while (tail < qMin(allLeft.size(), allRight.size()) - head
           && allLeft[allLeft.size() - 1 - tail] == allRight[allRight.size() - 1 - tail])
        ++tail;
    const Words middleLeft = allLeft.mid(head, allLeft.size() - head - tail);
    const Words middleRight = allRight.mid(head, allRight.size() - head - tail);

    QList<DiffPart> parts;
    for (qsizetype i = 0; i < head; ++i)
        append(parts, DiffPart::Kind::Same, allLeft[i]);
    if (!appendDifference(parts, middleLeft, middleRight)) {
        const auto stretch = [](const Words &words) {
            return words.isEmpty() ? QStringView()
                                   : QStringView(words.first().data(), words.last().data() + words.last().size());
        };
        appendByLines(parts, stretch(middleLeft), stretch(middleRight));
    }
    for (qsizetype i = allLeft.size() - tail; i < allLeft.size(); ++i)
        append(parts, DiffPart::Kind::Same, allLeft[i]);
    return parts;
}

QList<AlignedSteps> alignThoughts(const QString &left, const QList<ThoughtStep> &leftSteps, const QString &right,
                                  const QList<ThoughtStep> &rightSteps)
{
    const auto a = sortedWords(left, leftSteps);
    const auto b = sortedWords(right, rightSteps);
    const auto rows = static_cast<std::size_t>(a.size());
    const auto columns = static_cast<std::size_t>(b.size());
    // best[i][j]: the greatest sum for the steps from i and j on.
    std::vector<std::vector<double>> best(rows + 1, std::vector<double>(columns + 1, 0));
    std::vector<std::vector<double>> alike(rows, std::vector<double>(columns, 0));
    for (std::size_t i = rows; i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;) {
            const double value = likeness(a.at(static_cast<qsizetype>(i)), b.at(static_cast<qsizetype>(j)));
            alike[i][j] = value >= kLeastLikeness ? value : 0;
            best[i][j] =
                std::max({best[i + 1][j], best[i][j + 1], alike[i][j] > 0 ? alike[i][j] + best[i + 1][j + 1] : 0.0});
        }
    }
    QList<AlignedSteps> aligned;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows && j < columns) {
        if (alike[i][j] > 0 && best[i][j] == alike[i][j] + best[i + 1][j + 1]) {
            aligned.append({static_cast<qsizetype>(i), static_cast<qsizetype>(j), alike[i][j]});
            ++i;
            ++j;
        } else if (best[i][j] == best[i + 1][j]) {
            aligned.append({static_cast<qsizetype>(i++), -1, 0});
        } else {
            aligned.append({-1, static_cast<qsizetype>(j++), 0});
        }
    }
    for (auto rest = static_cast<qsizetype>(i); rest < leftSteps.size(); ++rest)
        aligned.append({rest, -1, 0});
    for (auto rest = static_cast<qsizetype>(j); rest < rightSteps.size(); ++rest)
        aligned.append({-1, rest, 0});
    return aligned;
}

}  // namespace mingsi::app
