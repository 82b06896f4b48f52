// SPDX-License-Identifier: Apache-2.0
#include "print/print_formats.h"

#include "print/pdf_exporter.h"

namespace mingsi::app {

std::unique_ptr<Exporter> makePrintingExporter(ExportFormat format, const ExportOptions &options, QIODevice &out)
{
    if (format == ExportFormat::Pdf)
        return std::make_unique<PdfExporter>(options, out);
    return makeExporter(format, options, out);
}

}  // namespace mingsi::app
