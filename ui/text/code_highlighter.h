// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "app/text/code_markup.h"

namespace mingsi::ui {

/// Colours code by highlight.js. Used by one thread.
class CodeHighlighter
{
public:
    /// `code` as rich text for a TextEdit, white space kept.
    QString highlight(const QString &code, const QString &language, bool dark);

private:
    app::CodeMarkup m_markup;
};

}  // namespace mingsi::ui
