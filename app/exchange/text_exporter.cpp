// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/text_exporter.h"

#include "app/exchange/export_text.h"

namespace mingsi::app {

namespace {

const QString kIndent = QStringLiteral("    ");

}  // namespace

void TextExporter::add(const ConversationRecord &record)
{
    const QString title = exporttext::titleOf(record.conversation);
    write((m_first ? QString() : QStringLiteral("\n\n")) + title + u'\n' + QString(qMax(3, title.size()), u'=')
          + u'\n');
    m_first = false;
    forEachMessage(record.messages, [this](const Message &message) {
        QString head = exporttext::roleOf(message, m_options);
        if (const QString notes = exporttext::notesOf(message, m_options); !notes.isEmpty())
            head += QStringLiteral(" (%1)").arg(notes);
        write(u'\n' + head + QStringLiteral(":\n"));
        for (const Attachment &attachment : message.attachments)
            write(QStringLiteral("[%1]\n").arg(attachment.name));
        if (const auto thought = exporttext::thoughtOf(message, m_options)) {
            write(kIndent + exporttext::reasoningOf(*thought, m_options) + QStringLiteral(":\n"));
            write(kIndent + QString(thought->text).replace(u'\n', u'\n' + kIndent) + QStringLiteral("\n\n"));
        }
        if (const QString text = exporttext::answerOf(message, m_options); !text.isEmpty())
            write(text + u'\n');
    });
}

}  // namespace mingsi::app
