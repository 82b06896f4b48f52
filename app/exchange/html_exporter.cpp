// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/html_exporter.h"

#include <QLocale>

#include "app/exchange/export_text.h"
#include "app/exchange/xml_text.h"
#include "app/reading/thought_markdown.h"

namespace mingsi::app {

namespace {

const QString kStyle = QStringLiteral(
    ":root{color-scheme:light dark;--ink:#1d2129;--muted:#5f636b;--page:#fbfaf7;--card:#f3f1ea;--line:#d9d6cc;"
    "--accent:#2f49c9;--thought:#8a4b00;--user:#e8ecfb}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e7e9ee;--muted:#a4a9b4;--page:#15171c;--card:#1f2229;"
    "--line:#363b46;--accent:#9db0ff;--thought:#f0b77a;--user:#262d47}}"
    "*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);line-height:1.6;"
    "font:16px/1.6 system-ui,'Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif}"
    "main{max-width:1180px;margin:0 auto;padding:24px}h1{font-size:1.6em;margin:1.2em 0 .6em}"
    "article+article{border-top:1px solid var(--line);margin-top:48px}"
    ".role{font-size:.85em;font-weight:600;color:var(--muted);margin:1.6em 0 .3em}.notes{font-weight:400}"
    ".user{background:var(--user);border-radius:12px;padding:2px 16px;width:fit-content;max-width:100%}"
    ".answer{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:28px;align-items:start}"
    ".answer.alone{grid-template-columns:minmax(0,1fr)}"
    "aside{background:var(--card);border-left:3px solid var(--thought);border-radius:0 8px 8px 0;padding:6px 16px;"
    "font-size:.92em;overflow-wrap:anywhere}summary{color:var(--thought);font-weight:600;cursor:pointer}"
    "pre{background:var(--card);padding:12px;border-radius:8px;overflow-x:auto}pre code{white-space:pre}"
    "code{font-family:ui-monospace,'DejaVu Sans Mono',monospace;font-size:.92em}"
    ".table{overflow-x:auto}table{border-collapse:collapse;margin:.6em 0}th,td{border:1px solid var(--line);"
    "padding:5px 10px;text-align:start}th{background:var(--card)}.left{text-align:left}.center{text-align:center}"
    ".right{text-align:right}blockquote{margin:0;padding-left:14px;border-left:3px solid var(--line);"
    "color:var(--muted)}a{color:var(--accent)}.formula{overflow-x:auto;overflow-y:hidden;margin:.8em 0;padding:.15em 0}"
    ".katex{font-size:1.1em}.katex-display{margin:0}.task{list-style:none}"
    "li>p{margin:.15em 0}.task>p{display:inline}.task>input{margin:0 .5em 0 "
    "-1.4em}article>:first-child{margin-top:.4em}"
    "@media(max-width:820px){.answer{grid-template-columns:minmax(0,1fr)}}"
    "@media print{:root{color-scheme:light}main{max-width:none;padding:0}pre,pre code{white-space:pre-wrap}"
    "thead{display:table-header-group}tr,pre{break-inside:avoid}.role{break-after:avoid}}");

}  // namespace

void HtmlExporter::begin(const QString &title)
{
    m_begun = true;
    // The policy holds even for what should have slipped through: nothing is loaded, nothing runs.
    write(QStringLiteral("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"%1\">\n<head>\n"
                         "<meta charset=\"utf-8\"/>\n"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                         "'unsafe-inline'; font-src data:; form-action 'none'; base-uri 'none'\"/>\n"
                         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                         "<meta name=\"generator\" content=\"Mingsi %2\"/>\n<title>%3</title>\n"
                         "<style>%4%5%6@media(prefers-color-scheme:dark){%7}</style>\n</head>\n<body><main>\n")
              .arg(QLocale().bcp47Name(), QStringLiteral(MINGSI_VERSION), xmlText(title), KatexPage::styleSheet(),
                   kStyle, codeStyleSheet(false), codeStyleSheet(true)));
}

void HtmlExporter::add(const ConversationRecord &record)
{
    const QString title = exporttext::titleOf(record.conversation);
    if (!m_begun)
        begin(title);
    write(QStringLiteral("<article><h1 dir=\"auto\">%1</h1>\n").arg(xmlText(title)));
    forEachMessage(record.messages, [this](const Message &message) { writeMessage(message); });
    write(QStringLiteral("</article>\n"));
}

void HtmlExporter::writeMessage(const Message &message)
{
    const QString notes = exporttext::notesOf(message, m_options);
    write(QStringLiteral("<h2 class=\"role\">%1%2</h2>\n")
              .arg(xmlText(exporttext::roleOf(message, m_options)),
                   notes.isEmpty() ? QString()
                                   : QStringLiteral(" <span class=\"notes\">· %1</span>").arg(xmlText(notes))));
    const QString text = exporttext::answerOf(message, m_options);
    if (message.role != MessageRole::Assistant) {
        QString attached;
        for (const Attachment &attachment : message.attachments)
            attached += QStringLiteral("<p>📎 %1</p>").arg(xmlText(attachment.name));
        write(QStringLiteral("<div class=\"user\">%1%2</div>\n").arg(m_html.write(plainRichText(text)), attached));
        return;
    }
    const auto thought = exporttext::thoughtOf(message, m_options);
    const bool alone = !thought || text.isEmpty();
    write(alone ? QStringLiteral("<div class=\"answer alone\">") : QStringLiteral("<div class=\"answer\">"));
    if (!text.isEmpty())
        write(QStringLiteral("<div>%1</div>").arg(m_html.write(readRichText(text))));
    if (thought)
        write(QStringLiteral("<aside><details open=\"open\"><summary>%1</summary>%2</details></aside>")
                  .arg(xmlText(exporttext::reasoningOf(*thought, m_options)),
                       m_html.write(readRichText(thoughtMarkdown(thought->text)))));
    write(QStringLiteral("</div>\n"));
}

std::optional<Failure> HtmlExporter::finish()
{
    if (!m_begun)
        begin(QStringLiteral("Mingsi"));
    const QString fonts = m_html.katex().fontFaces();
    if (!fonts.isEmpty())
        write(QStringLiteral("<style>%1</style>\n").arg(fonts));
    write(QStringLiteral("</main></body>\n</html>\n"));
    return std::nullopt;
}

}  // namespace mingsi::app
