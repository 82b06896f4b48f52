// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <optional>

#include "app/store/types.h"

namespace mingsi::app {

/// Pptx: the slide outlines in answers; Xlsx and Csv: their tables.
enum class ExportFormat { Markdown, Html, Text, Json, Docx, Odt, Pdf, Pptx, Xlsx, Csv };

/// What is exported: the narrowest one that is set; all conversations when none is.
struct ExportScope {
    RowId message = 0;       ///< one message, of `conversation`
    RowId leaf = 0;          ///< the branch of `conversation` that ends here
    RowId conversation = 0;  ///< the branch that is shown; as JSON the whole tree
    RowId folder = 0;
};

/// What of it; JSON always holds everything.
struct ExportOptions {
    enum class Content { Together, Answers, Reasoning };
    enum class Paper { A4, Letter };

    Content content = Content::Together;
    bool metadata = true;  ///< models, times, tokens
    Paper paper = Paper::A4;
    bool allBranches = false;  ///< of a conversation: each to its end, as a text of its own
};

/// The paper of a country, by its locale.
ExportOptions::Paper usualPaper();

/// By its ending ("md"), as the command line names it; nothing for others.
std::optional<ExportFormat> exportFormat(const QString &ending);
QString endingOf(ExportFormat format);
/// A file name for a title: its Chinese is kept, what no file system takes is left out.
QString exportFileName(const QString &title, ExportFormat format);

}  // namespace mingsi::app
