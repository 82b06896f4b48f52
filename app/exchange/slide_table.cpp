// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/slide_table.h"

#include <algorithm>
#include <numeric>

namespace mingsi::app {

namespace {

using Row = QList<RichBlock::Cell>;
using Rows = QList<Row>;

constexpr int kSizes[] = {18, 16, 14, 12, 10};
constexpr int kWideSize = 12;  // of what is cut by columns
// A cell's own margins, in both programs that are common.
constexpr qint64 kMarginWidth = 2 * 91440;
constexpr qint64 kMarginHeight = 2 * 45720;
// Of a letter's size: those of the widest and highest fonts that are likely, for no slide can be measured here.
constexpr double kLetterWidth = 0.6;
constexpr double kLineHeight = 1.32;
constexpr double kPoint = 12700;
// In letters: longer words are broken, shorter columns are not worth it, longer lines make no column wider.
constexpr qsizetype kLongestWord = 20;
constexpr qsizetype kShortest = 6;
constexpr qsizetype kLongestLine = 60;

/// Whether a line may be broken before and behind it.
bool isWide(QChar c)
{
    return c.unicode() >= 0x2e80 && !c.isLowSurrogate();
}

qsizetype unitsOf(QChar c)
{
    return isWide(c) ? 2 : c.isLowSurrogate() ? 0 : 1;
}

/// Where the lines of a text end that is set in a column so many letters wide.
QList<qsizetype> lineEnds(const QString &text, qsizetype letters)
{
    QList<qsizetype> ends;
    qsizetype start = 0;
    qsizetype place = 0;  // where the line may be broken
    qsizetype width = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (isWide(c))
            place = i;
        if (width + unitsOf(c) > letters && i > start && !c.isSpace()) {
            start = place > start ? place : i;
            ends.append(start);
            width = lettersOf(QStringView(text).mid(start, i - start));
        }
        width += unitsOf(c);
        if (c == u'\n') {
            start = i + 1;
            ends.append(start);
            width = 0;
        }
        if (c.isSpace() || isWide(c))
            place = i + (c.isHighSurrogate() ? 2 : 1);
    }
    ends.append(text.size());
    return ends;
}

/// What a column asks for, in letters.
struct Need {
    qsizetype word = kShortest;
    qsizetype line = kShortest;
};

QList<Need> needsOf(const Rows &rows)
{
    QList<Need> needs(std::max<qsizetype>(1, rows.value(0).size()));
    for (const Row &row : rows) {
        for (qsizetype column = 0; column < row.size(); ++column) {
            Need &need = needs[column];
            qsizetype word = 0;
            qsizetype line = 0;
            for (const QChar c : plainText(row.at(column))) {
                word = c.isSpace() || isWide(c) ? 0 : word + unitsOf(c);
                line = c == u'\n' ? 0 : line + unitsOf(c);
                need.word = std::clamp(word, need.word, kLongestWord);
                need.line = std::clamp(line, need.line, kLongestLine);
            }
        }
    }
    return needs;
}

qint64 widthOf(qsizetype letters, int points)
{
    return kMarginWidth + static_cast<qint64>(static_cast<double>(letters) * points * kPoint * kLetterWidth);
}

/// The widths of columns at a size of letters: what the longest word takes, and more to those with longer lines; none
/// when they find no place.
QList<int> widthsOf(const QList<Need> &needs, int points)
{
    qint64 least = 0;
    double wishes = 0;
    const auto wish = [](const Need &need) { return static_cast<double>(need.line - need.word + 1); };
    for (const Need &need : needs) {
        least += widthOf(need.word, points);
        wishes += wish(need);
    }
    QList<int> widths;
    if (least > kTableWidth)
        return widths;
    for (const Need &need : needs)
        widths.append(static_cast<int>(static_cast<double>(widthOf(need.word, points))
                                       + static_cast<double>(kTableWidth - least) * wish(need) / wishes));
    return widths;
}

qsizetype lettersIn(int width, int points)
{
    return std::max<qsizetype>(
        2, static_cast<qsizetype>(static_cast<double>(width - kMarginWidth) / (points * kPoint * kLetterWidth)));
}

int heightOf(qsizetype lines, int points)
{
    return static_cast<int>(kMarginHeight + static_cast<double>(lines) * points * kPoint * kLineHeight);
}

int heightOf(const Row &row, const QList<int> &widths, int points)
{
    qsizetype lines = 1;
    for (qsizetype column = 0; column < row.size(); ++column)
        lines = std::max(lines, lineEnds(plainText(row.at(column)), lettersIn(widths.at(column), points)).size());
    return heightOf(lines, points);
}

/// Takes the first characters of a cell's text out of it, formulas whole.
RichBlock::Cell takeStart(RichBlock::Cell &cell, qsizetype length)
{
    RichBlock::Cell start;
    while (!cell.isEmpty() && length > 0) {
        RichSpan &span = cell.first();
        const qsizetype size = plainText({span}).size();
        if (size > length && span.kind == RichSpan::Kind::Text && !span.raised) {
            start.append(span);
            start.last().text.truncate(length);
            span.text.remove(0, length);
            break;
        }
        length -= size;
        start.append(cell.takeFirst());
    }
    return start;
}

/// Takes as much of a row as stands in so many lines.
Row takeLines(Row &row, qsizetype lines, const QList<int> &widths, int points)
{
    Row start;
    for (qsizetype column = 0; column < row.size(); ++column) {
        const auto ends = lineEnds(plainText(row.at(column)), lettersIn(widths.at(column), points));
        start.append(takeStart(row[column], ends.at(std::min(lines, ends.size()) - 1)));
    }
    return start;
}

/// Distributes rows over slides, at one size of letters.
QList<SlideTable> cutByRows(const Rows &rows, const QList<int> &widths, int points)
{
    const int headHeight = heightOf(rows.first(), widths, points);
    const bool headed = 2 * headHeight <= kTableHeight;  // a longer head would leave no room
    const SlideTable empty = headed ? SlideTable{rows.first(1), true, points, widths, {headHeight}}
                                    : SlideTable{{}, false, points, widths, {}};
    const qint64 room = kTableHeight - (headed ? headHeight : 0);
    const auto lines =
        static_cast<qsizetype>(static_cast<double>(room - kMarginHeight) / (points * kPoint * kLineHeight));
    QList<SlideTable> tables{empty};
    qint64 left = room;
    const auto add = [&](const Row &row, int height) {
        if (height > left && left < room) {
            tables.append(empty);
            left = room;
        }
        tables.last().rows.append(row);
        tables.last().heights.append(height);
        left -= height;
    };
    for (Row row : rows.mid(headed ? 1 : 0)) {
        int height = heightOf(row, widths, points);
        for (; height > room; height = heightOf(row, widths, points))
            add(takeLines(row, lines, widths, points), heightOf(lines, points));
        add(row, height);
    }
    return tables;
}

/// A table whose columns find place at some size of letters.
QList<SlideTable> cut(const Rows &rows, const QList<Need> &needs)
{
    QList<SlideTable> best;
    for (const int points : kSizes) {
        const QList<int> widths = widthsOf(needs, points);
        if (widths.isEmpty())
            continue;
        const auto tables = cutByRows(rows, widths, points);
        if (best.isEmpty() || tables.size() == 1 || (tables.first().headed && !best.first().headed))
            best = tables;
        if (best.size() == 1)
            break;
    }
    return best;
}

/// Groups of columns that find place beside each other, each but the first with the first column where that leaves
/// room.
QList<QList<qsizetype>> groupsOf(const QList<Need> &needs)
{
    QList<QList<qsizetype>> groups{{}};
    qint64 width = 0;
    const qint64 firstWidth = widthOf(needs.constFirst().word, kWideSize);
    const bool repeats = 3 * firstWidth <= kTableWidth;
    for (qsizetype column = 0; column < needs.size(); ++column) {
        const qint64 more = widthOf(needs.at(column).word, kWideSize);
        if (width + more > kTableWidth && !groups.last().isEmpty()) {
            groups.append(repeats ? QList<qsizetype>{0} : QList<qsizetype>{});
            width = repeats ? firstWidth : 0;
        }
        groups.last().append(column);
        width += more;
    }
    return groups;
}

}  // namespace

qsizetype lettersOf(QStringView text)
{
    return std::accumulate(text.begin(), text.end(), qsizetype{0},
                           [](qsizetype sum, QChar c) { return sum + unitsOf(c); });
}

QList<SlideTable> tablesOnSlides(const Rows &rows)
{
    const QList<Need> needs = needsOf(rows);
    if (!widthsOf(needs, kSizes[std::size(kSizes) - 1]).isEmpty())
        return cut(rows, needs);
    QList<SlideTable> tables;
    for (const QList<qsizetype> &group : groupsOf(needs)) {
        const auto chosen = [&](const auto &of) {
            std::decay_t<decltype(of)> some;
            for (const qsizetype column : group)
                some.append(of.at(column));
            return some;
        };
        Rows some;
        for (const Row &row : rows)
            some.append(chosen(row));
        tables += cut(some, chosen(needs));
    }
    return tables;
}

}  // namespace mingsi::app
