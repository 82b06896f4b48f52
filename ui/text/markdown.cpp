// SPDX-License-Identifier: Apache-2.0
#include "ui/text/markdown.h"

#include <QHash>
#include <QUrl>

#include "app/text/emphasis.h"
#include "app/text/footnotes.h"
#include "app/text/formula_cutter.h"
#include "app/text/markdown_events.h"
#include "app/text/placeholders.h"

namespace mingsi::ui {

namespace {

// Deeper than this nobody writes, and Qt's layout of nested lists takes time that grows with the square.
constexpr int kDeepest = 60;

QString decoded(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Receives the events and writes HTML, and the cells of a table.
class Writer : public app::MarkdownEvents
{
public:
    Writer(MarkdownResult &result, const QStringList &footnotes) : m_result(result), m_footnotes(footnotes) {}

    bool enterBlock(MD_BLOCKTYPE type, const void *detail) override
    {
        switch (type) {
        case MD_BLOCK_QUOTE: html() += QStringLiteral("<blockquote>"); break;
        case MD_BLOCK_UL: html() += QStringLiteral("<ul>"); break;
        case MD_BLOCK_OL:
            html() += QStringLiteral("<ol start=\"%1\">").arg(static_cast<const MD_BLOCK_OL_DETAIL *>(detail)->start);
            break;
        case MD_BLOCK_LI:
            openDirected(QStringLiteral("<li"));
            enterItem(*static_cast<const MD_BLOCK_LI_DETAIL *>(detail));
            break;
        case MD_BLOCK_HR: html() += QStringLiteral("<hr/>"); break;
        case MD_BLOCK_H:
            openDirected(QStringLiteral("<h%1").arg(static_cast<const MD_BLOCK_H_DETAIL *>(detail)->level));
            break;
        case MD_BLOCK_CODE: html() += QStringLiteral("<pre class=\"code\">"); break;
        case MD_BLOCK_P: openDirected(QStringLiteral("<p")); break;
        case MD_BLOCK_TABLE:
            m_result.rows.clear();
            html() += QStringLiteral("<table border=\"1\" cellspacing=\"0\" cellpadding=\"6\">");
            break;
        case MD_BLOCK_TR:
            m_result.rows.append(QStringList());
            html() += QStringLiteral("<tr>");
            break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: enterCell(type, static_cast<const MD_BLOCK_TD_DETAIL *>(detail)->align); break;
        default: break;
        }
        return ++m_depth <= kDeepest;
    }

    bool leaveBlock(MD_BLOCKTYPE type, const void *detail) override
    {
        --m_depth;
        switch (type) {
        case MD_BLOCK_QUOTE: html() += QStringLiteral("</blockquote>"); break;
        case MD_BLOCK_UL: html() += QStringLiteral("</ul>"); break;
        case MD_BLOCK_OL: html() += QStringLiteral("</ol>"); break;
        case MD_BLOCK_LI:
            direct();
            html() += QStringLiteral("</li>");
            break;
        case MD_BLOCK_H:
            direct();
            html() += QStringLiteral("</h%1>").arg(static_cast<const MD_BLOCK_H_DETAIL *>(detail)->level);
            break;
        case MD_BLOCK_CODE:
            if (html().endsWith(u'\n'))
                html().chop(1);
            html() += QStringLiteral("</pre>");
            break;
        case MD_BLOCK_P:
            direct();
            html() += QStringLiteral("</p>");
            break;
        case MD_BLOCK_TABLE: html() += QStringLiteral("</table>"); break;
        case MD_BLOCK_TR: html() += QStringLiteral("</tr>"); break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: leaveCell(type); break;
        default: break;
        }
        return true;
    }

    bool enterSpan(MD_SPANTYPE type, const void *detail) override { return span(type, detail, true); }
    bool leaveSpan(MD_SPANTYPE type, const void *detail) override { return span(type, detail, false); }

    bool text(MD_TEXTTYPE type, std::string_view content) override
    {
        switch (type) {
        case MD_TEXT_NULLCHAR: html() += QChar::ReplacementCharacter; break;
        case MD_TEXT_BR: html() += QStringLiteral("<br/>"); break;
        case MD_TEXT_SOFTBR: html() += u'\n'; break;
        case MD_TEXT_ENTITY: html() += decoded(content); break;  // md4c has checked its form
        default: write(decoded(content), type == MD_TEXT_CODE); break;
        }
        if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
            m_plain += u' ';
        return true;
    }

private:
    QString &html() { return m_result.html; }

    /// Text with its placeholders put back: formulas as images, or as they were written in code.
    void write(const QString &text, bool code)
    {
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar c = text.at(i);
            if (c == app::placeholder::tilde) {
                html() += u'~';
                m_plain += u'~';
            } else if (c == app::placeholder::formula) {
                writeFormula(app::placeholder::numberAt(text, i), code);
            } else if (c == app::placeholder::footnote) {
                writeFootnote(m_footnotes.value(app::placeholder::numberAt(text, i)), code);
            } else if (!app::placeholder::isPlaceholder(c)) {
                html() += QString(c).toHtmlEscaped();
                m_plain += c;
            }
        }
    }

    void writeFormula(qsizetype number, bool code)
    {
        const QString source = app::sourceOf(m_result.formulas.value(number));
        m_plain += source;
        html() += code ? source.toHtmlEscaped() : QStringLiteral("<img src=\"formula:%1\"/>").arg(number);
    }

    void writeFootnote(const QString &label, bool code)
    {
        m_plain += QStringLiteral("[^%1]").arg(label);
        html() += (code ? QStringLiteral("[^%1]") : QStringLiteral("<sup>%1</sup>")).arg(label.toHtmlEscaped());
    }

    /// Opens a block whose direction its own text will tell.
    void openDirected(const QString &tag)
    {
        html() += tag;
        m_directed.append({html().size(), m_plain.size()});
        html() += u'>';
    }
    /// Sets the direction of the block that ends here: that of its first letter.
    void direct()
    {
        const auto [place, start] = m_directed.takeLast();
        if (m_plain.mid(start).isRightToLeft())
            html().insert(place, QStringLiteral(" dir=\"rtl\""));
    }

    void enterItem(const MD_BLOCK_LI_DETAIL &item)
    {
        if (item.is_task)
            html() += item.task_mark == ' ' ? QStringLiteral("☐ ") : QStringLiteral("☑ ");
    }

    void enterCell(MD_BLOCKTYPE type, MD_ALIGN align)
    {
        static const QHash<int, QString> places{{MD_ALIGN_LEFT, QStringLiteral(" align=\"left\"")},
                                                {MD_ALIGN_CENTER, QStringLiteral(" align=\"center\"")},
                                                {MD_ALIGN_RIGHT, QStringLiteral(" align=\"right\"")}};
        html() += (type == MD_BLOCK_TH ? QStringLiteral("<th") : QStringLiteral("<td")) + places.value(align) + u'>';
        m_plain.clear();
    }

    void leaveCell(MD_BLOCKTYPE type)
    {
        m_result.rows.last().append(m_plain.trimmed());
        html() += type == MD_BLOCK_TH ? QStringLiteral("</th>") : QStringLiteral("</td>");
    }

    /// A text without placeholders, as it was before any were put in.
    QString written(const QString &text) const
    {
        QString result;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar c = text.at(i);
            if (c == app::placeholder::tilde)
                result += u'~';
            else if (c == app::placeholder::formula)
                result += app::sourceOf(m_result.formulas.value(app::placeholder::numberAt(text, i)));
            else if (!app::placeholder::isPlaceholder(c))
                result += c;
        }
        return result;
    }

    bool span(MD_SPANTYPE type, const void *detail, bool enter)
    {
        const QString slash = enter ? QString() : QStringLiteral("/");
        switch (type) {
        case MD_SPAN_EM: html() += u'<' + slash + QStringLiteral("em>"); break;
        case MD_SPAN_STRONG: html() += u'<' + slash + QStringLiteral("strong>"); break;
        case MD_SPAN_CODE: html() += u'<' + slash + QStringLiteral("code>"); break;
        case MD_SPAN_DEL: html() += u'<' + slash + QStringLiteral("s>"); break;
        case MD_SPAN_A: link(*static_cast<const MD_SPAN_A_DETAIL *>(detail), enter); break;
        default: break;  // an image leaves its description
        }
        return true;
    }

    void link(const MD_SPAN_A_DETAIL &detail, bool enter)
    {
        QString target = QString::fromUtf8(detail.href.text, static_cast<qsizetype>(detail.href.size));
        target = written(target);
        const QString scheme = QUrl(target).scheme().toLower();
        if (scheme != u"http" && scheme != u"https" && scheme != u"mailto")
            return;
        html() += enter ? QStringLiteral("<a href=\"") + target.toHtmlEscaped() + QStringLiteral("\">")
                        : QStringLiteral("</a>");
    }

    MarkdownResult &m_result;
    const QStringList &m_footnotes;
    QString m_plain;  ///< what has been read, without markup; within a table, of the cell
    QList<std::pair<qsizetype, qsizetype>>
        m_directed;  ///< open blocks: where html takes attributes, where m_plain began
    int m_depth = 0;
};

}  // namespace

MarkdownResult readMarkdown(const QString &markdown)
{
    MarkdownResult result;
    QStringList footnotes;
    const QString marked = app::markEmphasis(app::markFootnotes(app::cutFormulas(markdown, result.formulas), footnotes));
    Writer writer(result, footnotes);
    if (app::parseMarkdown(marked.toUtf8(), writer))
        return result;
    MarkdownResult source;
    source.html = QStringLiteral("<pre>") + markdown.toHtmlEscaped() + QStringLiteral("</pre>");
    return source;
}

}  // namespace mingsi::ui
