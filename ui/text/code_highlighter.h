// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "ui/text/script_engine.h"

namespace mingsi::ui {

/// Colours code by highlight.js. Used by one thread.
class CodeHighlighter
{
public:
    CodeHighlighter();

    /// `code` as rich text for a TextEdit, white space kept. A language that highlight.js does not know, long code,
    /// and code on which it takes more than a second stay plain.
    QString highlight(const QString &code, const QString &language, bool dark);

private:
    ScriptEngine m_script;
    QJSValue m_highlight;
};

}  // namespace mingsi::ui
