// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "app/text/script_engine.h"

namespace mingsi::app {

/// Marks the parts of code by highlight.js. Used by one thread.
class CodeMarkup
{
public:
    CodeMarkup();

    /// `code` as HTML, its parts in <span class="hljs-…">. A language that highlight.js does not know, long code, and
    /// code on which it takes more than a second are only escaped.
    QString markUp(const QString &code, const QString &language);

private:
    ScriptEngine m_script;
    QJSValue m_highlight;
};

/// The colour of a part, readable (4.5 : 1 and more) on the code's background; empty for parts that have none.
QString codeColour(const QString &part, bool dark);
/// The same as a style sheet: a rule a part.
QString codeStyleSheet(bool dark);

}  // namespace mingsi::app
