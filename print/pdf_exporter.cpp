// SPDX-License-Identifier: Apache-2.0
#include "print/pdf_exporter.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QLocale>

#include "app/exchange/export_text.h"
#include "print/emoji.h"
#include "app/reading/thought_markdown.h"

namespace mingsi::app {

namespace {

constexpr int kResolution = 600;  // units an inch
constexpr double kMargin = 20;    // mm
constexpr double kFooter = 9;     // mm from the body to the line below it
constexpr qsizetype kLongestEntry = 80;

double toUnits(double millimetres)
{
    return millimetres / 25.4 * kResolution;
}

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() <= kLongestEntry ? line : line.left(kLongestEntry) + u'…';
}

}  // namespace

PdfExporter::PdfExporter(const ExportOptions &options, QIODevice &out) : m_options(options), m_out(out) {}

PdfExporter::~PdfExporter()
{
    if (m_painter.isActive())
        m_painter.end();
}

bool PdfExporter::begin(const QString &title)
{
    if (!m_pages.open())
        return false;
    m_writer = std::make_unique<QPdfWriter>(&m_pages);
    m_writer->setPageSize(
        QPageSize(m_options.paper == ExportOptions::Paper::Letter ? QPageSize::Letter : QPageSize::A4));
    m_writer->setPageMargins({kMargin, kMargin, kMargin, kMargin + kFooter}, QPageLayout::Millimeter);
    m_writer->setResolution(kResolution);
    m_writer->setTitle(title);
    m_writer->setCreator(QStringLiteral("Mingsi " MINGSI_VERSION));
    return m_painter.begin(m_writer.get());
}

void PdfExporter::add(const ConversationRecord &record)
{
    const QString title = exporttext::titleOf(record.conversation);
    if (!m_writer && !begin(title))
        return;
    const QRect body = m_writer->pageLayout().paintRectPixels(kResolution);
    PageText text(*m_writer, body.size(), m_typesetter, m_code);
    QList<Mark> marks;
    marks.append({0, title, text.addHeading(title, 1)});
    addMessages(text, record.messages, marks);
    addThoughts(text, record.messages, marks);
    text.keepHeadings();
    print(text, title, marks);
}

void PdfExporter::addMessages(PageText &text, const QList<Message> &messages, QList<Mark> &marks)
{
    int thoughts = 0;
    forEachMessage(messages, [&](const Message &message) {
        const int heading = text.addHeading(exporttext::roleOf(message, m_options), 3);
        if (message.role == MessageRole::User)
            marks.append({1, shortened(message.text), heading});
        if (const QString notes = exporttext::notesOf(message, m_options); !notes.isEmpty())
            text.addNote(notes);
        for (const Attachment &attachment : message.attachments)
            text.addNote(QCoreApplication::translate("Export", "Attached: %1").arg(attachment.name));
        text.add(exporttext::richTextOf(message, m_options),
                 message.role == MessageRole::User ? PageText::Look::Question : PageText::Look::Usual);
        if (exporttext::thoughtOf(message, m_options))
            text.addNote(QCoreApplication::translate("Export", "Reasoning %1 in the appendix").arg(++thoughts));
    });
}

void PdfExporter::addThoughts(PageText &text, const QList<Message> &messages, QList<Mark> &marks)
{
    int number = 0;
    for (const Message &message : messages) {
        const auto thought = exporttext::thoughtOf(message, m_options);
        if (!thought)
            continue;
        if (++number == 1) {
            text.breakPage();
            const QString title = QCoreApplication::translate("Export", "Appendix: reasoning");
            marks.append({1, title, text.addHeading(title, 2)});
        }
        const QString title = QStringLiteral("%1. %2").arg(number).arg(exporttext::reasoningOf(*thought, m_options));
        marks.append({2, title, text.addHeading(title, 3)});
        text.add(readRichText(thoughtMarkdown(thought->text)), PageText::Look::Thought);
    }
}

void PdfExporter::print(PageText &text, const QString &title, const QList<Mark> &marks)
{
    const QSizeF body = text.document().pageSize();
    const int pages = text.document().pageCount();
    for (const Mark &mark : marks) {
        const auto [page, y] = text.placeOf(mark.position);
        const double top = m_writer->pageLayout().marginsPoints().top() + y / kResolution * 72;
        m_outline.append(
            {mark.level, mark.title, m_pageCount + page, m_writer->pageLayout().fullRectPoints().height() - top});
    }
    QFont small = text.document().defaultFont();
    small.setPointSizeF(8);
    small.setLetterSpacing(QFont::AbsoluteSpacing, kNoLigatures);
    for (int page = 0; page < pages; ++page) {
        if (m_pageCount++ > 0)
            m_writer->newPage();
        m_painter.save();
        m_painter.translate(0, -page * body.height());
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = QRectF(0, page * body.height(), body.width(), body.height());
        m_painter.setClipRect(context.clip);
        text.document().documentLayout()->draw(&m_painter, context);
        m_painter.restore();
        m_painter.setFont(small);
        m_painter.setPen(QColor(0x5f, 0x63, 0x6b));
        const QRectF footer(0, body.height() + toUnits(kFooter) / 2, body.width(), toUnits(kFooter) / 2);
        const QString number = QLocale().toString(m_pageCount);
        const QFontMetricsF metrics(small, m_writer.get());
        m_painter.drawText(footer, Qt::AlignLeft | Qt::AlignTop,
                           metrics.elidedText(withoutEmoji(title), Qt::ElideRight, footer.width() * 0.85));
        m_painter.drawText(footer, Qt::AlignRight | Qt::AlignTop, number);
    }
}

std::optional<Failure> PdfExporter::finish()
{
    // When nothing was chosen an empty page says so better than a broken file.
    if (!m_writer && !begin(QStringLiteral("Mingsi")))
        return unwritable(m_pages.errorString());
    if (!m_painter.end() || !m_pages.flush() || m_pages.error() != QFileDevice::NoError)
        return unwritable(m_pages.errorString());
    return writeWithOutline(m_pages.fileName(), m_outline, m_out, [this] { return goesOn(); });
}

}  // namespace mingsi::app
