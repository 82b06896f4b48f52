// SPDX-License-Identifier: Apache-2.0
#include "ui/text/markdown.h"

#include <md4c.h>

#include <QUrl>

namespace mingsi::ui {

namespace {

/// Receives md4c's events and writes HTML.
class Writer
{
public:
    QString html;

    void enterBlock(MD_BLOCKTYPE type, const void *detail)
    {
        switch (type) {
        case MD_BLOCK_QUOTE: html += QStringLiteral("<blockquote>"); break;
        case MD_BLOCK_UL: html += QStringLiteral("<ul>"); break;
        case MD_BLOCK_OL:
            html += QStringLiteral("<ol start=\"%1\">").arg(static_cast<const MD_BLOCK_OL_DETAIL *>(detail)->start);
            break;
        case MD_BLOCK_LI: enterItem(*static_cast<const MD_BLOCK_LI_DETAIL *>(detail)); break;
        case MD_BLOCK_HR: html += QStringLiteral("<hr/>"); break;
        case MD_BLOCK_H:
            html += QStringLiteral("<h%1>").arg(static_cast<const MD_BLOCK_H_DETAIL *>(detail)->level);
            break;
        case MD_BLOCK_CODE: html += QStringLiteral("<pre class=\"code\">"); break;
        case MD_BLOCK_P: html += QStringLiteral("<p>"); break;
        case MD_BLOCK_TABLE: html += QStringLiteral("<table border=\"1\" cellspacing=\"0\" cellpadding=\"6\">"); break;
        case MD_BLOCK_TR: html += QStringLiteral("<tr>"); break;
        case MD_BLOCK_TH: html += QStringLiteral("<th") + alignment(detail) + u'>'; break;
        case MD_BLOCK_TD: html += QStringLiteral("<td") + alignment(detail) + u'>'; break;
        default: break;
        }
    }

    void leaveBlock(MD_BLOCKTYPE type, const void *detail)
    {
        switch (type) {
        case MD_BLOCK_QUOTE: html += QStringLiteral("</blockquote>"); break;
        case MD_BLOCK_UL: html += QStringLiteral("</ul>"); break;
        case MD_BLOCK_OL: html += QStringLiteral("</ol>"); break;
        case MD_BLOCK_LI: html += QStringLiteral("</li>"); break;
        case MD_BLOCK_H:
            html += QStringLiteral("</h%1>").arg(static_cast<const MD_BLOCK_H_DETAIL *>(detail)->level);
            break;
        case MD_BLOCK_CODE:
            if (html.endsWith(u'\n'))
                html.chop(1);
            html += QStringLiteral("</pre>");
            break;
        case MD_BLOCK_P: html += QStringLiteral("</p>"); break;
        case MD_BLOCK_TABLE: html += QStringLiteral("</table>"); break;
        case MD_BLOCK_TR: html += QStringLiteral("</tr>"); break;
        case MD_BLOCK_TH: html += QStringLiteral("</th>"); break;
        case MD_BLOCK_TD: html += QStringLiteral("</td>"); break;
        default: break;
        }
    }

    void span(MD_SPANTYPE type, const void *detail, bool enter)
    {
        const QString slash = enter ? QString() : QStringLiteral("/");
        switch (type) {
        case MD_SPAN_EM: html += u'<' + slash + QStringLiteral("em>"); break;
        case MD_SPAN_STRONG: html += u'<' + slash + QStringLiteral("strong>"); break;
        case MD_SPAN_CODE: html += enter ? QStringLiteral("<code>") : QStringLiteral("</code>"); break;
        case MD_SPAN_DEL: html += u'<' + slash + QStringLiteral("s>"); break;
        case MD_SPAN_A: link(*static_cast<const MD_SPAN_A_DETAIL *>(detail), enter); break;
        default: break;  // an image leaves its description
        }
    }

    void text(MD_TEXTTYPE type, QStringView content)
    {
        switch (type) {
        case MD_TEXT_NULLCHAR: html += QChar::ReplacementCharacter; break;
        case MD_TEXT_BR: html += QStringLiteral("<br/>"); break;
        case MD_TEXT_SOFTBR: html += u'\n'; break;
        case MD_TEXT_ENTITY: html += content; break;  // md4c has checked its form
        default: html += content.toString().toHtmlEscaped(); break;
        }
    }

private:
    void enterItem(const MD_BLOCK_LI_DETAIL &item)
    {
        html += QStringLiteral("<li>");
        if (item.is_task)
            html += item.task_mark == ' ' ? QStringLiteral("☐ ") : QStringLiteral("☑ ");
    }

    static QString alignment(const void *detail)
    {
        switch (static_cast<const MD_BLOCK_TD_DETAIL *>(detail)->align) {
        case MD_ALIGN_LEFT: return QStringLiteral(" align=\"left\"");
        case MD_ALIGN_CENTER: return QStringLiteral(" align=\"center\"");
        case MD_ALIGN_RIGHT: return QStringLiteral(" align=\"right\"");
        default: return {};
        }
    }

    void link(const MD_SPAN_A_DETAIL &detail, bool enter)
    {
        const QString target = QString::fromUtf8(detail.href.text, static_cast<qsizetype>(detail.href.size));
        const QString scheme = QUrl(target).scheme().toLower();
        if (scheme != u"http" && scheme != u"https" && scheme != u"mailto")
            return;
        html += enter ? QStringLiteral("<a href=\"") + target.toHtmlEscaped() + QStringLiteral("\">")
                      : QStringLiteral("</a>");
    }
};

}  // namespace

QString markdownToHtml(const QString &markdown)
{
    MD_PARSER parser{};
    parser.flags =
        MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_NOHTML;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *writer) {
        static_cast<Writer *>(writer)->enterBlock(type, detail);
        return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *detail, void *writer) {
        static_cast<Writer *>(writer)->leaveBlock(type, detail);
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *writer) {
        static_cast<Writer *>(writer)->span(type, detail, true);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void *detail, void *writer) {
        static_cast<Writer *>(writer)->span(type, detail, false);
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *writer) {
        static_cast<Writer *>(writer)->text(type, QString::fromUtf8(text, static_cast<qsizetype>(size)));
        return 0;
    };
    const QByteArray utf8 = markdown.toUtf8();
    Writer writer;
    if (md_parse(utf8.constData(), static_cast<MD_SIZE>(utf8.size()), &parser, &writer) != 0)
        return QStringLiteral("<pre>") + markdown.toHtmlEscaped() + QStringLiteral("</pre>");
    return writer.html;
}

}  // namespace mingsi::ui
