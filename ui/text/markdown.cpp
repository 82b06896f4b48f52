// SPDX-License-Identifier: Apache-2.0
#include "ui/text/markdown.h"

#include <algorithm>
#include <utility>

#include "app/documents/citation.h"
#include "app/reading/rich_diff.h"

namespace mingsi::ui {

namespace {

using app::RichBlock;
using app::RichSpan;

constexpr const char *kAdded = "<span style=\"background-color:rgba(46,160,90,0.25);text-decoration:underline\">";
constexpr const char *kRemoved = "<span style=\"background-color:rgba(214,69,65,0.22);text-decoration:line-through\">";
constexpr int kTaskIndent = 24;  // pixels, about as far as Qt's lists stand in

/// Writes rich text as the HTML that Qt knows.
class Writer
{
public:
    MarkdownResult write(const QList<RichBlock> &all)
    {
        blocks(all);
        return m_result;
    }

private:
    QString &html() { return m_result.html; }

    void blocks(const QList<RichBlock> &all)
    {
        for (const RichBlock &one : all)
            block(one);
    }

    /// Opens a block whose direction is that of its first letter.
    void open(const QString &name, const QList<RichSpan> &text)
    {
        html() += u'<' + name;
        if (app::plainText(text).isRightToLeft())
            html() += QStringLiteral(" dir=\"rtl\"");
        html() += u'>';
    }
    void close(const QString &name) { html() += QStringLiteral("</") + name + u'>'; }

    void block(const RichBlock &block)
    {
        using Kind = RichBlock::Kind;
        switch (block.kind) {
        case Kind::Paragraph: directed(QStringLiteral("p"), block.spans); break;
        case Kind::Heading: directed(QStringLiteral("h%1").arg(block.level), block.spans); break;
        case Kind::Quote:
            html() += QStringLiteral("<blockquote>");
            blocks(block.blocks);
            close(QStringLiteral("blockquote"));
            break;
        case Kind::List: list(block); break;
        case Kind::Item: item(block); break;
        case Kind::Code:
            html() += QStringLiteral("<pre class=\"code\">") + block.text.toHtmlEscaped() + QStringLiteral("</pre>");
            break;
        case Kind::Table: table(block); break;
        case Kind::Rule: html() += QStringLiteral("<hr/>"); break;
        case Kind::Formula:
            html() += QStringLiteral("<p>");
            formula(block.formula);
            close(QStringLiteral("p"));
            break;
        }
    }

    void directed(const QString &name, const QList<RichSpan> &text)
    {
        open(name, text);
        spans(text);
        close(name);
    }

    /// Tasks have their boxes for bullets, which Qt can't leave out of a list.
    static bool areTasks(const RichBlock &list)
    {
        return std::all_of(list.blocks.cbegin(), list.blocks.cend(), [](const RichBlock &item) {
            return item.task && item.blocks.size() == 1 && item.blocks.constFirst().tight;
        });
    }
    void tasks(const RichBlock &list)
    {
        for (const RichBlock &item : list.blocks) {
            const QList<RichSpan> &text = item.blocks.constFirst().spans;
            const QString side =
                app::plainText(text).isRightToLeft() ? QStringLiteral("right") : QStringLiteral("left");
            html() += QStringLiteral("<p%1 style=\"margin:3px 0px;margin-%2:%3px\">")
                          .arg(side == u"right" ? QStringLiteral(" dir=\"rtl\"") : QString(), side)
                          .arg(kTaskIndent * (m_depth + 1));
            box(*item.task);
            spans(text);
            close(QStringLiteral("p"));
        }
    }
    /// Qt's lists begin with 1, whatever they are told: other numbers are text.
    void numbered(const RichBlock &list)
    {
        int number = list.start;
        for (const RichBlock &item : list.blocks) {
            bool first = true;
            for (const RichBlock &inner : item.blocks) {
                if (inner.kind != RichBlock::Kind::Paragraph) {
                    ++m_depth;
                    block(inner);
                    --m_depth;
                    continue;
                }
                html() +=
                    QStringLiteral("<p style=\"margin:3px 0px;margin-left:%1px\">").arg(kTaskIndent * (m_depth + 1));
                if (std::exchange(first, false))
                    html() += QStringLiteral("%1. ").arg(number);
                spans(inner.spans);
                close(QStringLiteral("p"));
            }
            ++number;
        }
    }
    void box(bool done) { html() += done ? QStringLiteral("☑ ") : QStringLiteral("☐ "); }

    void list(const RichBlock &list)
    {
        if (areTasks(list)) {
            tasks(list);
            return;
        }
        if (list.ordered && list.start != 1) {
            numbered(list);
            return;
        }
        ++m_depth;
        const QString name = list.ordered ? QStringLiteral("ol") : QStringLiteral("ul");
        html() += list.ordered ? QStringLiteral("<ol start=\"%1\">").arg(list.start) : QStringLiteral("<ul>");
        blocks(list.blocks);
        close(name);
        --m_depth;
    }

    void item(const RichBlock &item)
    {
        open(QStringLiteral("li"), item.blocks.value(0).spans);
        if (item.task)
            box(*item.task);
        for (const RichBlock &inner : item.blocks) {
            if (inner.tight)
                spans(inner.spans);
            else
                block(inner);
        }
        close(QStringLiteral("li"));
    }

    void table(const RichBlock &table)
    {
        html() += QStringLiteral("<table border=\"1\" cellspacing=\"0\" cellpadding=\"6\">");
        m_result.rows.clear();
        for (qsizetype row = 0; row < table.rows.size(); ++row) {
            html() += QStringLiteral("<tr>");
            QStringList cells;
            for (qsizetype column = 0; column < table.rows.at(row).size(); ++column) {
                const QString name = row == 0 ? QStringLiteral("th") : QStringLiteral("td");
                html() += u'<' + name + place(table.columns.value(column)) + u'>';
                spans(table.rows.at(row).at(column));
                close(name);
                cells.append(app::plainText(table.rows.at(row).at(column)).trimmed());
            }
            m_result.rows.append(cells);
            html() += QStringLiteral("</tr>");
        }
        close(QStringLiteral("table"));
    }

    static QString place(RichBlock::Align align)
    {
        switch (align) {
        case RichBlock::Align::Left: return QStringLiteral(" align=\"left\"");
        case RichBlock::Align::Center: return QStringLiteral(" align=\"center\"");
        case RichBlock::Align::Right: return QStringLiteral(" align=\"right\"");
        case RichBlock::Align::Usual: break;
        }
        return {};
    }

    void spans(const QList<RichSpan> &spans)
    {
        for (const RichSpan &span : spans) {
            QStringList tags;
            if (span.change != RichSpan::Change::None) {
                html() += QString::fromLatin1(span.change == RichSpan::Change::Added ? kAdded : kRemoved);
                tags.append(QStringLiteral("span"));
            }
            if (!span.link.isEmpty()) {
                html() += QStringLiteral("<a href=\"%1\">").arg(span.link.toHtmlEscaped());
                tags.append(QStringLiteral("a"));
            }
            for (const auto &[wanted, tag] :
                 {std::pair{span.strong, "strong"}, std::pair{span.emphasis, "em"}, std::pair{span.struck, "s"},
                  std::pair{span.code, "code"}, std::pair{span.raised, "sup"}}) {
                if (!wanted)
                    continue;
                tags.append(QLatin1String(tag));
                html() += u'<' + tags.constLast() + u'>';
            }
            switch (span.kind) {
            case RichSpan::Kind::Text: text(span); break;
            case RichSpan::Kind::Break: html() += QStringLiteral("<br/>"); break;
            case RichSpan::Kind::Formula: formula(span.formula, span.change); break;
            }
            while (!tags.isEmpty())
                close(tags.takeLast());
        }
    }

    /// Text, in which places of documents lead to them.
    void text(const RichSpan &span)
    {
        qsizetype at = 0;
        if (!span.code && span.link.isEmpty()) {
            for (const app::CitedPlace &place : app::citationsIn(span.text)) {
                html() += span.text.mid(at, place.start - at).toHtmlEscaped()
                    + QStringLiteral("<a href=\"%1\">%2</a>")
                          .arg(app::toAddress(place.citation).toHtmlEscaped(),
                               span.text.mid(place.start, place.length).toHtmlEscaped());
                at = place.start + place.length;
            }
        }
        html() += span.text.mid(at).toHtmlEscaped();
    }

    void formula(const app::InlineFormula &formula, RichSpan::Change change = RichSpan::Change::None)
    {
        html() += QStringLiteral("<img src=\"formula:%1\"/>").arg(m_result.formulas.size());
        m_result.formulas.append(formula);
        m_result.changes.append(change);
    }

    MarkdownResult m_result;
    int m_depth = 0;  ///< lists around
};

}  // namespace

MarkdownResult readMarkdown(const QString &markdown, const QStringList &footnoteOrder)
{
    return Writer().write(app::readRichText(markdown, footnoteOrder));
}

QList<MarkdownResult> readDifference(const QString &base, const QString &other)
{
    QList<MarkdownResult> results;
    for (const RichBlock &block : app::markDifferences(app::readRichText(base), app::readRichText(other)))
        results.append(Writer().write({block}));
    return results;
}

}  // namespace mingsi::ui
