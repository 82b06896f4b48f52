// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPainter>
#include <QPdfWriter>
#include <QTemporaryFile>

#include "app/exchange/exporter.h"
#include "print/page_text.h"
#include "print/pdf_outline.h"

namespace mingsi::app {

/// PDF on A4 or Letter, with page numbers and an outline; what was thought stands in an appendix to each conversation.
/// A conversation at a time is laid out; the pages go into a file beside, to which the outline is added at the end.
/// Needs a QGuiApplication.
class PdfExporter : public Exporter
{
public:
    PdfExporter(const ExportOptions &options, QIODevice &out);
    ~PdfExporter() override;

    void add(const ConversationRecord &record) override;
    std::optional<Failure> finish() override;

private:
    /// A heading that the outline lists, by its position in the document.
    struct Mark {
        int level = 0;
        QString title;
        int position = 0;
    };

    bool begin(const QString &title);
    void addMessages(PageText &text, const QList<Message> &messages, QList<Mark> &marks);
    void addThoughts(PageText &text, const QList<Message> &messages, QList<Mark> &marks);
    void print(PageText &text, const QString &title, const QList<Mark> &marks);

    ExportOptions m_options;
    QIODevice &m_out;
    QTemporaryFile m_pages;
    std::unique_ptr<QPdfWriter> m_writer;
    QPainter m_painter;
    MathTypesetter m_typesetter;
    CodeMarkup m_code;
    QList<OutlineEntry> m_outline;
    int m_pageCount = 0;
};

}  // namespace mingsi::app
