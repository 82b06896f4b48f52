// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/rich_html.h"

#include "app/exchange/xml_text.h"

namespace mingsi::app {

namespace {

QString element(const QString &name, const QString &content)
{
    return u'<' + name + u'>' + content + QStringLiteral("</") + name + u'>';
}

}  // namespace

QString RichHtml::write(const QList<RichBlock> &blocks)
{
    QString html;
    for (const RichBlock &one : blocks)
        html += block(one);
    return html;
}

QString RichHtml::block(const RichBlock &block)
{
    using Kind = RichBlock::Kind;
    switch (block.kind) {
    // Below the page's own headings, which are the conversation's and the messages'.
    case Kind::Heading: return element(QStringLiteral("h%1").arg(qMin(6, block.level + 2)), spans(block.spans)) + u'\n';
    case Kind::Quote: return element(QStringLiteral("blockquote"), write(block.blocks)) + u'\n';
    case Kind::List: return list(block);
    case Kind::Code:
        return QStringLiteral("<pre><code>") + m_code.markUp(xmlSafe(block.text), block.language)
            + QStringLiteral("</code></pre>\n");
    case Kind::Table: return table(block);
    case Kind::Rule: return QStringLiteral("<hr/>\n");
    case Kind::Formula:
        return QStringLiteral("<div class=\"formula\">") + formula(block.formula) + QStringLiteral("</div>\n");
    case Kind::Item:
    case Kind::Paragraph: break;
    }
    return QStringLiteral("<p dir=\"auto\">") + spans(block.spans) + QStringLiteral("</p>\n");
}

QString RichHtml::list(const RichBlock &block)
{
    QString items;
    for (const RichBlock &item : block.blocks) {
        QString content = write(item.blocks);
        if (item.task) {
            content = QStringLiteral("<input type=\"checkbox\" disabled=\"disabled\"%1/>")
                          .arg(*item.task ? QStringLiteral(" checked=\"checked\"") : QString())
                + content;
            items += QStringLiteral("<li class=\"task\">") + content + QStringLiteral("</li>\n");
        } else {
            items += element(QStringLiteral("li"), content) + u'\n';
        }
    }
    if (!block.ordered)
        return element(QStringLiteral("ul"), items) + u'\n';
    return QStringLiteral("<ol start=\"%1\">").arg(block.start) + items + QStringLiteral("</ol>\n");
}

QString RichHtml::table(const RichBlock &block)
{
    using Align = RichBlock::Align;
    const auto style = [&](qsizetype column) {
        switch (block.columns.value(column)) {
        case Align::Left: return QStringLiteral(" class=\"left\"");
        case Align::Center: return QStringLiteral(" class=\"center\"");
        case Align::Right: return QStringLiteral(" class=\"right\"");
        case Align::Usual: break;
        }
        return QString();
    };
    QString rows;
    for (qsizetype row = 0; row < block.rows.size(); ++row) {
        const QString name = row == 0 ? QStringLiteral("th") : QStringLiteral("td");
        QString cells;
        for (qsizetype column = 0; column < block.rows.at(row).size(); ++column)
            cells += u'<' + name + style(column) + u'>' + spans(block.rows.at(row).at(column)) + QStringLiteral("</")
                + name + u'>';
        rows += element(QStringLiteral("tr"), cells);
        if (row == 0)
            rows = element(QStringLiteral("thead"), rows) + QStringLiteral("<tbody>");
    }
    return QStringLiteral("<div class=\"table\"><table>") + rows + QStringLiteral("</tbody></table></div>\n");
}

QString RichHtml::spans(const QList<RichSpan> &list)
{
    QString html;
    for (const RichSpan &span : list) {
        if (span.kind == RichSpan::Kind::Break) {
            html += QStringLiteral("<br/>");
            continue;
        }
        QString text = span.kind == RichSpan::Kind::Formula ? formula(span.formula) : xmlText(span.text);
        if (span.code)
            text = element(QStringLiteral("code"), text);
        if (span.emphasis)
            text = element(QStringLiteral("em"), text);
        if (span.strong)
            text = element(QStringLiteral("strong"), text);
        if (span.struck)
            text = element(QStringLiteral("s"), text);
        if (span.raised)
            text = element(QStringLiteral("sup"), text);
        if (!span.link.isEmpty())
            text = QStringLiteral("<a href=\"%1\" rel=\"noreferrer noopener\">").arg(xmlText(span.link)) + text
                + QStringLiteral("</a>");
        html += text;
    }
    return html;
}

QString RichHtml::formula(const InlineFormula &formula)
{
    const QString math = m_math.html(formula);
    if (math.isEmpty())
        return element(QStringLiteral("code"), xmlText(sourceOf(formula)));
    m_katex.use(math);
    return math;
}

}  // namespace mingsi::app
