// SPDX-License-Identifier: Apache-2.0
#include "app/reading/rich_diff.h"

#include <functional>
#include <optional>

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

/// Formulas as words: each is a character of its own, of those in Unicode's last plane, which nobody uses.
class FormulaWords
{
public:
    QString wordOf(const InlineFormula &formula)
    {
        qsizetype number = m_formulas.indexOf(formula);
        if (number < 0) {
            number = m_formulas.size();
            m_formulas.append(formula);
        }
        const char32_t code = kFirst + static_cast<char32_t>(number % kMost);
        return QString::fromUcs4(&code, 1);
    }
    /// The formula that a word is; nothing when it is another word.
    std::optional<InlineFormula> formulaOf(QStringView word) const
    {
        const auto code = word.toUcs4();
        const auto number = code.size() == 1 ? static_cast<qsizetype>(code.first()) - kFirst : -1;
        return number >= 0 && number < m_formulas.size() ? std::optional(m_formulas.at(number)) : std::nullopt;
    }

private:
    static constexpr char32_t kFirst = 0x100000;
    static constexpr qsizetype kMost = 0xFFFD;

    QList<InlineFormula> m_formulas;
};

/// Everything that is text becomes spans with a text, wherever it stands.
void flatten(RichBlock &block, FormulaWords &words)
{
    const auto flattenLine = [&words](Spans &spans) {
        for (RichSpan &span : spans) {
            if (span.kind == RichSpan::Kind::Formula)
                span.text = words.wordOf(span.formula);
        }
    };
    if (block.kind == RichBlock::Kind::Code) {
        block.kind = RichBlock::Kind::Paragraph;
        block.spans = codeSpans(block.text.endsWith(u'\n') ? block.text.chopped(1) : block.text);
    } else if (block.kind == RichBlock::Kind::Formula) {
        block.kind = RichBlock::Kind::Paragraph;
        block.spans = {RichSpan{.kind = RichSpan::Kind::Formula, .formula = block.formula}};
    }
    flattenLine(block.spans);
    for (RichBlock &inner : block.blocks)
        flatten(inner, words);
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
    Marker(const QList<DiffPart> &parts, const FormulaWords &words) : m_parts(parts), m_words(words) {}

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
        span.text.truncate(span.kind == RichSpan::Kind::Text ? count : 0);
        if (span.kind != RichSpan::Kind::Text || !span.text.isEmpty())
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
            appendRemoved(spans, text);
            spans.append(RichSpan{.text = QStringLiteral(" ")});
        }
    }

    void appendRemoved(Spans &spans, const QString &text) const
    {
        RichSpan plain{.change = RichSpan::Change::Removed};
        for (qsizetype i = 0; i < text.size(); ++i) {
            const auto formula =
                text.at(i).isHighSurrogate() ? m_words.formulaOf(QStringView(text).mid(i, 2)) : std::nullopt;
            if (!formula) {
                plain.text += text.at(i);
                continue;
            }
            if (!plain.text.isEmpty())
                spans.append(plain);
            plain.text.clear();
            spans.append(
                RichSpan{.kind = RichSpan::Kind::Formula, .formula = *formula, .change = RichSpan::Change::Removed});
            ++i;
        }
        if (!plain.text.isEmpty())
            spans.append(plain);
    }

    const QList<DiffPart> &m_parts;
    const FormulaWords &m_words;
    qsizetype m_part = 0;
    qsizetype m_at = 0;  ///< within the part
};

}  // namespace

QList<RichBlock> markDifferences(const QList<RichBlock> &base, const QList<RichBlock> &other)
{
    QList<RichBlock> left = base;
    QList<RichBlock> right = other;
    FormulaWords words;
    for (QList<RichBlock> *blocks : {&left, &right}) {
        for (RichBlock &block : *blocks)
            flatten(block, words);
    }
    const auto parts = wordDiff(textOf(left), textOf(right));
    Marker marker(parts, words);
    visitLines(right, [&marker](Spans &line) { marker.mark(line); });
    if (const Spans rest = marker.rest(); !rest.isEmpty()) {
        RichBlock block;
        block.spans = rest;
        right.append(block);
    }
    return right;
}

}  // namespace mingsi::app
