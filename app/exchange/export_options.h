// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <optional>

#include "app/store/types.h"

namespace mingsi::app {

enum class ExportFormat { Markdown, Html, Text, Json, Docx, Odt };

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

    Content content = Content::Together;
    bool metadata = true;  ///< models, times, tokens
};

/// By its ending ("md"), as the command line names it; nothing for others.
std::optional<ExportFormat> exportFormat(const QString &ending);
QString endingOf(ExportFormat format);
/// A file name for a title: its Chinese is kept, what no file system takes is left out.
QString exportFileName(const QString &title, ExportFormat format);

}  // namespace mingsi::app
