// SPDX-License-Identifier: Apache-2.0
#include "app/reading/rich_diff.h"

#include <functional>

#include "app/reading/text_diff.h"

namespace mingsi::app {

namespace {

using Spans = QList<RichSpan>;

/// Lines of code as a paragraph.
Spans codeSpans(const QString &code)
{
    Spans spans;
    const QStringList lines = code.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0)
            spans.append(RichSpan{.kind = RichSpan::Kind::Break});
        if (!lines.at(i).isEmpty())
            spans.append(RichSpan{.text = lines.at(i), .code = true});
    }
    return spans;
}

RichSpan texSpan(const InlineFormula &formula)
{
    return RichSpan{.text = sourceOf(formula), .code = true};
}

/// Everything that is text becomes spans of text, wherever it stands.
void flatten(RichBlock &block)
{
    const auto flattenLine = [](Spans &spans) {
        for (RichSpan &span : spans) {
            if (span.kind == RichSpan::Kind::Formula)
                span = texSpan(span.formula);
        }
    };
    if (block.kind == RichBlock::Kind::Code) {
        block.kind = RichBlock::Kind::Paragraph;
        block.spans = codeSpans(block.text.endsWith(u'\n') ? block.text.chopped(1) : block.text);
    } else if (block.kind == RichBlock::Kind::Formula) {
        block.kind = RichBlock::Kind::Paragraph;
        block.spans = {texSpan(block.formula)};
    }
    flattenLine(block.spans);
    for (RichBlock &inner : block.blocks)
        flatten(inner);
    for (auto &row : block.rows) {
        for (RichBlock::Cell &cell : row)
            flattenLine(cell);
    }
}

/// Calls `visit` for each line of text, in the order of reading.
void visitLines(QList<RichBlock> &blocks, const std::function<void(Spans &)> &visit)
{
    for (RichBlock &block : blocks) {
        if (!block.spans.isEmpty())
            visit(block.spans);
        visitLines(block.blocks, visit);
        for (auto &row : block.rows) {
            for (RichBlock::Cell &cell : row)
                visit(cell);
        }
    }
}

/// All text, each line ended, so that words of two lines never join.
QString textOf(QList<RichBlock> &blocks)
{
    QString text;
    visitLines(blocks, [&text](const Spans &line) {
        for (const RichSpan &span : line)
            text += span.kind == RichSpan::Kind::Break ? QStringLiteral("\n") : span.text;
        text += u'\n';
    });
    return text;
}

/// Goes through a difference along with the text of its right side.
class Marker
{
public:
    explicit Marker(const QList<DiffPart> &parts) : m_parts(parts) {}

    void mark(Spans &line)
    {
        Spans marked;
        for (const RichSpan &span : line) {
            if (span.kind == RichSpan::Kind::Break) {
                take(marked, span, 1);
                continue;
            }
            for (qsizetype left = span.text.size(); left > 0;) {
                RichSpan piece = span;
                piece.text = span.text.mid(span.text.size() - left);
                left -= take(marked, piece, left);
            }
        }
        // The end of the line.
        take(marked, RichSpan{}, 1);
        line = marked;
    }

    /// What the left side has behind the end of the right one.
    Spans rest()
    {
        Spans spans;
        removed(spans);
        return spans;
    }

private:
    /// Appends what was taken away here, and then up to `most` characters of `span`; how many.
    qsizetype take(Spans &spans, RichSpan span, qsizetype most)
    {
        removed(spans);
        if (m_part >= m_parts.size())
            return most;
        const DiffPart &part = m_parts.at(m_part);
        const qsizetype count = std::min(most, part.text.size() - m_at);
        if (part.kind == DiffPart::Kind::OnlyRight)
            span.change = RichSpan::Change::Added;
        if (span.kind == RichSpan::Kind::Text)
            span.text.truncate(count);
        if (span.kind == RichSpan::Kind::Break || !span.text.isEmpty())
            spans.append(span);
        m_at += count;
        if (m_at == part.text.size()) {
            ++m_part;
            m_at = 0;
        }
        return count;
    }

    void removed(Spans &spans)
    {
        while (m_part < m_parts.size() && m_parts.at(m_part).kind == DiffPart::Kind::OnlyLeft) {
            const QString &whole = m_parts.at(m_part++).text;
            const QString text = whole.simplified();
            if (text.isEmpty())
                continue;
            if (whole.startsWith(u'\n') && !spans.isEmpty())
                spans.append(RichSpan{.kind = RichSpan::Kind::Break});
            spans.append(
                {RichSpan{.text = text, .change = RichSpan::Change::Removed}, RichSpan{.text = QStringLiteral(" ")}});
        }
    }

    const QList<DiffPart> &m_parts;
    qsizetype m_part = 0;
    qsizetype m_at = 0;  ///< within the part
};

}  // namespace

QList<RichBlock> markDifferences(const QList<RichBlock> &base, const QList<RichBlock> &other)
{
    QList<RichBlock> left = base;
    QList<RichBlock> right = other;
    for (QList<RichBlock> *blocks : {&left, &right}) {
        for (RichBlock &block : *blocks)
            flatten(block);
    }
    const auto parts = wordDiff(textOf(left), textOf(right));
    Marker marker(parts);
    visitLines(right, [&marker](Spans &line) { marker.mark(line); });
    if (const Spans rest = marker.rest(); !rest.isEmpty()) {
        RichBlock block;
        block.spans = rest;
        right.append(block);
    }
    return right;
}

}  // namespace mingsi::app
