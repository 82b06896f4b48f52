// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/slide_outline.h"

#include <algorithm>

namespace mingsi::app {

namespace {

// What a slide holds at its usual size of letters.
constexpr qsizetype kMostRows = 12;
constexpr double kRowLength = 62;  // Latin letters; Chinese ones count twice
constexpr int kDeepest = 4;        // levels of lists

QList<RichSpan> plain(const QString &text)
{
    RichSpan span;
    span.text = text;
    return {span};
}

/// How many rows a line takes.
qsizetype rowsOf(const SlideLine &line)
{
    const double width = 2.0 * line.level + static_cast<double>(lettersOf(plainText(line.spans)));
    const auto breaks = std::count_if(line.spans.begin(), line.spans.end(),
                                      [](const RichSpan &span) { return span.kind == RichSpan::Kind::Break; });
    return breaks + std::max<qsizetype>(1, static_cast<qsizetype>((width + kRowLength - 1) / kRowLength));
}

class Cutter
{
public:
    explicit Cutter(const QString &title) { m_title = plain(title); }

    QList<Slide> cut(const QList<RichBlock> &blocks)
    {
        for (const RichBlock &block : blocks)
            take(block, {});
        flush();
        return m_slides;
    }

private:
    /// Where a block stands.
    struct Place {
        int level = 0;  ///< of the items of the list around
        bool inItem = false;
        bool begins = false;  ///< the next paragraph is the first of its item
        bool bullet = false;
        int number = 0;
    };

    void take(const RichBlock &block, Place place)
    {
        using Kind = RichBlock::Kind;
        switch (block.kind) {
        case Kind::Heading:
            flush();
            m_title = block.spans;
            m_named = true;
            break;
        case Kind::Rule: flush(); break;
        case Kind::Paragraph:
            // What follows within an item has no mark, and stands below its text.
            if (place.begins)
                add({block.spans, place.level, place.bullet, place.number, false});
            else
                add({block.spans, insetOf(place), false, 0, false});
            break;
        case Kind::Quote:
            for (const RichBlock &inner : block.blocks)
                take(inner, place);
            break;
        case Kind::List: takeList(block, place); break;
        case Kind::Item: break;  // their lists take them
        case Kind::Code:
            for (const QString &line : block.text.trimmed().split(u'\n'))
                add({plain(line), insetOf(place), false, 0, true});
            break;
        case Kind::Formula: add({plain(sourceOf(block.formula)), insetOf(place), false, 0, true}); break;
        case Kind::Table:
            if (!m_lines.isEmpty())
                flush();
            for (const SlideTable &table : tablesOnSlides(block.rows))
                m_slides.append({m_title, {}, table});
            m_named = false;
            break;
        }
    }

    static int insetOf(const Place &place) { return place.inItem ? std::min(kDeepest, place.level + 1) : place.level; }

    void takeList(const RichBlock &list, const Place &place)
    {
        Place item{insetOf(place), true, true, !list.ordered, list.ordered ? list.start : 0};
        for (const RichBlock &one : list.blocks) {
            item.begins = true;
            for (const RichBlock &block : one.blocks) {
                if (item.begins && one.task && block.kind == RichBlock::Kind::Paragraph) {
                    const auto box = plain(*one.task ? QStringLiteral("☑ ") : QStringLiteral("☐ "));
                    add({box + block.spans, item.level, false, 0, false});
                } else {
                    take(block, item);
                }
                item.begins = false;
            }
            if (list.ordered)
                ++item.number;
        }
    }

    void add(const SlideLine &line)
    {
        if (plainText(line.spans).trimmed().isEmpty())
            return;
        const qsizetype rows = rowsOf(line);
        if (m_rows + rows > kMostRows && !m_lines.isEmpty())
            flush();
        m_lines.append(line);
        m_rows += rows;
    }

    void flush()
    {
        if (!m_lines.isEmpty() || m_named)
            m_slides.append({m_title, m_lines, {}});
        m_lines.clear();
        m_rows = 0;
        m_named = false;
    }

    QList<Slide> m_slides;
    QList<RichSpan> m_title;
    QList<SlideLine> m_lines;
    qsizetype m_rows = 0;
    bool m_named = false;  ///< the title has come, and no slide with it yet
};

}  // namespace

QList<Slide> slidesOf(const QList<RichBlock> &blocks, const QString &title)
{
    return Cutter(title).cut(blocks);
}

}  // namespace mingsi::app
