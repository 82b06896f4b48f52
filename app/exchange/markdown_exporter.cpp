// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/markdown_exporter.h"

#include <QRegularExpression>

#include "app/exchange/export_text.h"
#include "app/text/markdown_container.h"

namespace mingsi::app {

namespace {

/// A YAML scalar in double quotes (YAML 1.2, 7.3.1).
QString quoted(const QString &text)
{
    QString result(u'"');
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            result += u'\\';
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0))
            result += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QChar(u'0'));
        else
            result += c;
    }
    return result + u'"';
}

/// A heading's text: what Markdown would take for something else is escaped.
QString heading(const QString &text)
{
    static const QRegularExpression special(QStringLiteral("([\\\\`*_{}\\[\\]<>#|~$])"));
    return QString(text).replace(special, QStringLiteral("\\\\1")).simplified();
}

}  // namespace

void MarkdownExporter::add(const ConversationRecord &record)
{
    const QString title = exporttext::titleOf(record.conversation);
    if (m_first && m_options.metadata) {
        write(QStringLiteral("---\ntitle: %1\ndate: %2\ngenerator: Mingsi %3\nid: %4\n---\n\n")
                  .arg(quoted(title), exporttext::timeOf(record.conversation.createdAt), QStringLiteral(MINGSI_VERSION),
                       quoted(record.uid)));
    } else if (!m_first) {
        write(QStringLiteral("\n---\n\n"));
    }
    m_first = false;
    write(QStringLiteral("# %1\n").arg(heading(title)));
    forEachMessage(record.messages, [this](const Message &message) { writeMessage(message); });
}

void MarkdownExporter::writeMessage(const Message &message)
{
    const QString text = exporttext::answerOf(message, m_options);
    const auto thought = exporttext::thoughtOf(message, m_options);
    write(QStringLiteral("\n## %1\n").arg(heading(exporttext::roleOf(message, m_options))));
    if (const QString notes = exporttext::notesOf(message, m_options); !notes.isEmpty())
        write(QStringLiteral("\n*%1*\n").arg(heading(notes)));
    for (const Attachment &attachment : message.attachments)
        write(QStringLiteral("\n📎 %1\n").arg(heading(attachment.name)));
    if (thought) {
        write(QStringLiteral("\n<details><summary>%1</summary>\n\n%2\n\n</details>\n")
                  .arg(exporttext::reasoningOf(*thought, m_options).toHtmlEscaped(), containedMarkdown(thought->text)));
    }
    if (!text.isEmpty())
        write(u'\n' + containedMarkdown(text) + u'\n');
}

}  // namespace mingsi::app
