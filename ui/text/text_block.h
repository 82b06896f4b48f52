// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <memory>

#include "app/text/rich_text.h"

namespace mingsi::ui {

class FormulaImage;

/// One part of an answer that the window shows as one element.
struct TextBlock {
    enum class Kind { Prose, Code, Table, Formula };

    Kind kind = Kind::Prose;
    QString source;           ///< the Markdown it was written in, for copying
    QString html;             ///< safe rich text; of a formula, only when KaTeX can't read it
    QString language;         ///< Code: first word behind the fence, may be empty
    QString code;             ///< Code: the text without fences
    bool closed = true;       ///< Code: the closing fence has come
    bool indented = false;    ///< it belongs to a list item
    QString tex;              ///< Formula
    QList<QStringList> rows;  ///< Table: the cells as plain text, the head first; all rows are equally long
    /// The formulas among the rich text, in order: each is one object character (U+FFFC) there.
    QList<app::InlineFormula> formulas;
    QList<app::RichSpan::Change> changes;  ///< of each of those, where differences are shown
    /// The images of those, or of the formula itself.
    QList<std::shared_ptr<const FormulaImage>> images;

    bool operator==(const TextBlock &) const = default;
};

}  // namespace mingsi::ui
