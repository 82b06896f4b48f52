// SPDX-License-Identifier: Apache-2.0
#include "app/text/rich_text.h"

#include <QRegularExpression>
#include <QUrl>
#include <md4c-html.h>

#include "app/text/emphasis.h"
#include "app/text/footnotes.h"
#include "app/text/formula_cutter.h"
#include "app/text/markdown_events.h"
#include "app/text/placeholders.h"
#include "app/text/table_rules.h"

namespace mingsi::app {

namespace {

constexpr int kDeepest = 60;

QString decoded(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// What an entity stands for; md4c's own HTML writer knows their names.
QString entityText(std::string_view entity)
{
    QByteArray html;
    md_html(
        entity.data(), static_cast<MD_SIZE>(entity.size()),
        [](const MD_CHAR *text, MD_SIZE size, void *out) {
            static_cast<QByteArray *>(out)->append(text, static_cast<qsizetype>(size));
        },
        &html, 0, 0);
    QString text = QString::fromUtf8(html).trimmed();
    if (text.startsWith(u"<p>") && text.endsWith(u"</p>"))
        text = text.mid(3, text.size() - 7);
    // It escapes the four that mean something in HTML.
    return text.replace(QStringLiteral("&lt;"), QStringLiteral("<"))
        .replace(QStringLiteral("&gt;"), QStringLiteral(">"))
        .replace(QStringLiteral("&quot;"), QStringLiteral("\""))
        .replace(QStringLiteral("&amp;"), QStringLiteral("&"));
}

RichBlock::Align alignOf(MD_ALIGN align)
{
    switch (align) {
    case MD_ALIGN_LEFT: return RichBlock::Align::Left;
    case MD_ALIGN_CENTER: return RichBlock::Align::Center;
    case MD_ALIGN_RIGHT: return RichBlock::Align::Right;
    case MD_ALIGN_DEFAULT: break;
    }
    return RichBlock::Align::Usual;
}

/// Receives the events and builds the tree.
class Builder : public MarkdownEvents
{
public:
    Builder(const QByteArray &markdown, const QList<InlineFormula> &formulas, const QStringList &footnotes,
            const QStringList &footnoteOrder)
        : m_markdown(markdown), m_formulas(formulas), m_footnotes(footnotes), m_footnoteOrder(footnoteOrder)
    {
        m_open.append(RichBlock{});
    }

    QList<RichBlock> blocks() const { return m_open.constFirst().blocks; }

    bool enterBlock(MD_BLOCKTYPE type, const void *detail) override
    {
        using Kind = RichBlock::Kind;
        switch (type) {
        case MD_BLOCK_QUOTE: open(Kind::Quote); break;
        case MD_BLOCK_UL: open(Kind::List); break;
        case MD_BLOCK_OL:
            open(Kind::List).ordered = true;
            m_open.last().start = static_cast<int>(static_cast<const MD_BLOCK_OL_DETAIL *>(detail)->start);
            break;
        case MD_BLOCK_LI: {
            const auto &item = *static_cast<const MD_BLOCK_LI_DETAIL *>(detail);
            open(Kind::Item);
            if (item.is_task)
                m_open.last().task = item.task_mark != ' ';
            break;
        }
        case MD_BLOCK_HR: open(Kind::Rule); break;
        case MD_BLOCK_H:
            open(Kind::Heading).level = static_cast<int>(static_cast<const MD_BLOCK_H_DETAIL *>(detail)->level);
            break;
        case MD_BLOCK_CODE: {
            const auto &lang = static_cast<const MD_BLOCK_CODE_DETAIL *>(detail)->lang;
            open(Kind::Code).language = lang.text ? decoded({lang.text, lang.size}) : QString();
            break;
        }
        case MD_BLOCK_P: open(Kind::Paragraph); break;
        case MD_BLOCK_TABLE: open(Kind::Table); break;
        case MD_BLOCK_TR: m_open.last().rows.append(QList<RichBlock::Cell>()); break;
        case MD_BLOCK_TH:
            m_open.last().columns.append(alignOf(static_cast<const MD_BLOCK_TD_DETAIL *>(detail)->align));
            [[fallthrough]];
        case MD_BLOCK_TD: m_spans.clear(); break;
        default: break;
        }
        return m_open.size() <= kDeepest;
    }

    bool leaveBlock(MD_BLOCKTYPE type, const void *) override
    {
        switch (type) {
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: m_open.last().rows.last().append(std::exchange(m_spans, {})); break;
        case MD_BLOCK_QUOTE:
        case MD_BLOCK_UL:
        case MD_BLOCK_OL:
        case MD_BLOCK_LI:
        case MD_BLOCK_HR:
        case MD_BLOCK_H:
        case MD_BLOCK_CODE:
        case MD_BLOCK_P:
        case MD_BLOCK_TABLE: close(); break;
        default: break;
        }
        return true;
    }

    bool enterSpan(MD_SPANTYPE type, const void *detail) override
    {
        m_looks.append(m_look);
        switch (type) {
        case MD_SPAN_EM: m_look.emphasis = true; break;
        case MD_SPAN_STRONG: m_look.strong = true; break;
        case MD_SPAN_CODE: m_look.code = true; break;
        case MD_SPAN_DEL: m_look.struck = true; break;
        case MD_SPAN_A: {
            const auto &href = static_cast<const MD_SPAN_A_DETAIL *>(detail)->href;
            const QString target = written(decoded({href.text, href.size}));
            const QString scheme = QUrl(target).scheme().toLower();
            if (scheme == u"http" || scheme == u"https" || scheme == u"mailto")
                m_look.link = target;
            break;
        }
        default: break;
        }
        return true;
    }
    bool leaveSpan(MD_SPANTYPE, const void *) override
    {
        m_look = m_looks.takeLast();
        return true;
    }

    bool text(MD_TEXTTYPE type, std::string_view content) override
    {
        switch (type) {
        case MD_TEXT_NULLCHAR: append(QString(QChar::ReplacementCharacter)); break;
        case MD_TEXT_BR: appendBreak(); break;
        case MD_TEXT_SOFTBR: append(QStringLiteral("\n")); break;
        case MD_TEXT_ENTITY: append(entityText(content)); break;
        case MD_TEXT_NORMAL: writeLines(decoded(content), isEscaped(content)); break;
        default: write(decoded(content)); break;
        }
        return true;
    }

private:
    RichBlock &open(RichBlock::Kind kind)
    {
        flush();
        m_open.append(RichBlock{});
        m_open.last().kind = kind;
        return m_open.last();
    }
    void close()
    {
        flush();
        RichBlock block = m_open.takeLast();
        const bool displayed = block.kind == RichBlock::Kind::Paragraph && block.spans.size() == 1
            && block.spans.constFirst().kind == RichSpan::Kind::Formula && block.spans.constFirst().formula.displayed;
        if (displayed) {
            block.kind = RichBlock::Kind::Formula;
            block.formula = block.spans.constFirst().formula;
            block.spans.clear();
        }
        if (block.kind == RichBlock::Kind::Code && block.text.endsWith(u'\n'))
            block.text.chop(1);
        m_open.last().blocks.append(block);
    }
    /// Puts what has been read into the innermost block. The text of a tight item is a paragraph there too.
    void flush()
    {
        if (m_spans.isEmpty())
            return;
        RichBlock &block = m_open.last();
        if (block.kind == RichBlock::Kind::Paragraph || block.kind == RichBlock::Kind::Heading) {
            block.spans = std::exchange(m_spans, {});
            return;
        }
        RichBlock paragraph;
        paragraph.tight = true;
        paragraph.spans = std::exchange(m_spans, {});
        block.blocks.append(paragraph);
    }

    void append(const QString &text)
    {
        if (m_open.last().kind == RichBlock::Kind::Code) {
            m_open.last().text += text;
            return;
        }
        RichSpan span = m_look;
        span.text = text;
        // Space around a break would set its line in.
        const bool begins = !m_spans.isEmpty() && m_spans.constLast().kind == RichSpan::Kind::Break && !m_look.code;
        while (begins && (span.text.startsWith(u' ') || span.text.startsWith(u'\n')))
            span.text.remove(0, 1);
        if (begins && span.text.isEmpty())
            return;
        const bool joins = !m_spans.isEmpty() && m_spans.constLast().kind == RichSpan::Kind::Text
            && sameLook(m_spans.constLast(), span);
        if (joins)
            m_spans.last().text += span.text;
        else
            m_spans.append(span);
    }
    void appendBreak()
    {
        if (!m_spans.isEmpty() && m_spans.constLast().kind == RichSpan::Kind::Text && !m_spans.constLast().code) {
            QString &before = m_spans.last().text;
            while (before.endsWith(u' '))
                before.chop(1);
        }
        RichSpan span;
        span.kind = RichSpan::Kind::Break;
        m_spans.append(span);
    }
    static bool sameLook(const RichSpan &a, const RichSpan &b)
    {
        return a.strong == b.strong && a.emphasis == b.emphasis && a.struck == b.struck && a.code == b.code
            && a.raised == b.raised && a.link == b.link;
    }

    /// Whether a backslash stands before a text, which then is no tag.
    bool isEscaped(std::string_view text) const
    {
        const char *begin = m_markdown.constData();
        return text.data() > begin && text.data() < begin + m_markdown.size() && text.data()[-1] == '\\';
    }

    /// Text in which tags may break lines: the only HTML that models write within tables, and that means no more.
    void writeLines(const QString &text, bool escaped)
    {
        static const QRegularExpression tag(QStringLiteral("<br\\s*/?>"), QRegularExpression::CaseInsensitiveOption);
        qsizetype at = 0;
        for (auto found = tag.globalMatch(text, escaped ? 1 : 0); found.hasNext();) {
            const auto match = found.next();
            write(text.mid(at, match.capturedStart() - at));
            appendBreak();
            at = match.capturedEnd();
        }
        write(text.mid(at));
    }

    /// Text with its placeholders put back.
    void write(const QString &text)
    {
        const bool code = m_look.code || m_open.last().kind == RichBlock::Kind::Code;
        // A bar in code of a cell is written with a backslash too (GitHub's Markdown, 4.10), which md4c leaves there.
        if (m_look.code && m_open.last().kind == RichBlock::Kind::Table && text.contains(u"\\|")) {
            write(QString(text).replace(QStringLiteral("\\|"), QStringLiteral("|")));
            return;
        }
        QString plain;
        const auto appendPlain = [&] {
            if (!plain.isEmpty())
                append(std::exchange(plain, {}));
        };
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar c = text.at(i);
            if (c == placeholder::tilde) {
                plain += u'~';
            } else if (c == placeholder::formula) {
                const InlineFormula formula = m_formulas.value(placeholder::numberAt(text, i));
                if (code) {
                    plain += sourceOf(formula);
                    continue;
                }
                appendPlain();
                RichSpan span = m_look;
                span.kind = RichSpan::Kind::Formula;
                span.formula = formula;
                m_spans.append(span);
            } else if (c == placeholder::footnote) {
                const QString label = m_footnotes.value(placeholder::numberAt(text, i));
                if (code) {
                    plain += QStringLiteral("[^%1]").arg(label);
                    continue;
                }
                appendPlain();
                RichSpan span = m_look;
                const qsizetype number = m_footnoteOrder.indexOf(label);
                span.text = number < 0 ? label : QString::number(number + 1);
                span.raised = true;
                m_spans.append(span);
            } else if (!placeholder::isPlaceholder(c)) {
                plain += c;
            }
        }
        appendPlain();
    }

    QString written(const QString &text) const
    {
        QString result;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar c = text.at(i);
            if (c == placeholder::tilde)
                result += u'~';
            else if (c == placeholder::formula)
                result += sourceOf(m_formulas.value(placeholder::numberAt(text, i)));
            else if (!placeholder::isPlaceholder(c))
                result += c;
        }
        return result;
    }

    const QByteArray &m_markdown;
    const QList<InlineFormula> &m_formulas;
    const QStringList &m_footnotes;
    const QStringList m_footnoteOrder;
    QList<RichBlock> m_open;  ///< the document, and the blocks that are not closed
    QList<RichSpan> m_spans;  ///< of the block or cell that is read
    RichSpan m_look;
    QList<RichSpan> m_looks;  ///< of the spans around
};

void collectTables(const QList<RichBlock> &blocks, QList<QList<QStringList>> &tables)
{
    for (const RichBlock &block : blocks) {
        if (block.kind == RichBlock::Kind::Table) {
            QList<QStringList> rows;
            for (const auto &row : block.rows) {
                QStringList cells;
                for (const auto &cell : row)
                    cells.append(plainText(cell).trimmed());
                rows.append(cells);
            }
            tables.append(rows);
        }
        collectTables(block.blocks, tables);
    }
}

}  // namespace

QList<RichBlock> readRichText(const QString &markdown, const QStringList &footnoteOrder)
{
    QList<InlineFormula> formulas;
    QStringList footnotes;
    const QByteArray marked =
        markEmphasis(markFootnotes(cutFormulas(lengthenTableRules(markdown), formulas), footnotes)).toUtf8();
    Builder builder(marked, formulas, footnotes,
                    footnoteOrder.isEmpty() ? app::footnoteOrder(markdown) : footnoteOrder);
    if (parseMarkdown(marked, builder))
        return builder.blocks();
    // Deeper than anybody writes: as it stands.
    RichBlock source;
    source.kind = RichBlock::Kind::Code;
    source.text = markdown;
    return {source};
}

QList<RichBlock> plainRichText(const QString &text)
{
    QList<RichBlock> blocks;
    bool open = false;
    for (const QString &line : text.split(u'\n')) {
        if (line.trimmed().isEmpty()) {
            open = false;
            continue;
        }
        if (!open)
            blocks.append(RichBlock{});
        QList<RichSpan> &spans = blocks.last().spans;
        if (open)
            spans.append(RichSpan{.kind = RichSpan::Kind::Break});
        open = true;
        qsizetype spaces = 0;
        while (line.at(spaces).isSpace())
            ++spaces;
        const QString indent = QString(line.left(spaces)).replace(u'\t', QStringLiteral("    "));
        spans.append(RichSpan{.text = QString(indent.size(), QChar(0x00a0)) + line.mid(spaces)});
    }
    return blocks;
}

QString plainText(const QList<RichSpan> &spans)
{
    QString text;
    for (const RichSpan &span : spans) {
        switch (span.kind) {
        case RichSpan::Kind::Text: text += span.raised ? QStringLiteral("[^%1]").arg(span.text) : span.text; break;
        case RichSpan::Kind::Formula: text += sourceOf(span.formula); break;
        case RichSpan::Kind::Break: text += u'\n'; break;
        }
    }
    return text;
}

QList<QList<QStringList>> tablesIn(const QString &markdown)
{
    QList<QList<QStringList>> tables;
    collectTables(readRichText(markdown), tables);
    return tables;
}

}  // namespace mingsi::app
