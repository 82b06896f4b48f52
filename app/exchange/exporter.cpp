// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/exporter.h"

#include "app/exchange/docx_exporter.h"
#include "app/exchange/html_exporter.h"
#include "app/exchange/json_exporter.h"
#include "app/exchange/markdown_exporter.h"
#include "app/exchange/odt_exporter.h"
#include "app/exchange/pptx_exporter.h"
#include "app/exchange/tables_exporter.h"
#include "app/exchange/text_exporter.h"

namespace mingsi::app {

std::unique_ptr<Exporter> makeExporter(ExportFormat format, const ExportOptions &options, QIODevice &out)
{
    switch (format) {
    case ExportFormat::Markdown: return std::make_unique<MarkdownExporter>(options, out);
    case ExportFormat::Html: return std::make_unique<HtmlExporter>(options, out);
    case ExportFormat::Text: return std::make_unique<TextExporter>(options, out);
    case ExportFormat::Json: return std::make_unique<JsonExporter>(out);
    case ExportFormat::Docx: return std::make_unique<DocxExporter>(options, out);
    case ExportFormat::Odt: return std::make_unique<OdtExporter>(options, out);
    case ExportFormat::Pptx: return std::make_unique<PptxExporter>(out);
    case ExportFormat::Xlsx: return std::make_unique<XlsxExporter>(out);
    case ExportFormat::Csv: return std::make_unique<CsvExporter>(out);
    case ExportFormat::Pdf: break;
    }
    return nullptr;
}

}  // namespace mingsi::app
