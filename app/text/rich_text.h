// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

#include "app/text/inline_formula.h"

namespace mingsi::app {

/// A stretch of a line in one look, a formula, or a line break.
struct RichSpan {
    enum class Kind { Text, Formula, Break };
    enum class Change { None, Added, Removed };

    Kind kind = Kind::Text;
    QString text{};
    bool strong = false;
    bool emphasis = false;
    bool struck = false;
    bool code = false;
    bool raised = false;  ///< the label of a footnote
    QString link{};       ///< http, https or mailto; empty: none
    InlineFormula formula{};
    Change change = Change::None;  ///< set by markDifferences()
};

/// A part of a document: what Markdown says, for those who write it in another format.
struct RichBlock {
    enum class Kind { Paragraph, Heading, Quote, List, Item, Code, Table, Rule, Formula };
    enum class Align { Usual, Left, Center, Right };
    using Cell = QList<RichSpan>;

    Kind kind = Kind::Paragraph;
    int level = 1;             ///< Heading: 1 to 6
    bool tight = false;        ///< Paragraph: an item's text, without the space of a paragraph
    bool ordered = false;      ///< List
    int start = 1;             ///< List: its first number
    std::optional<bool> task;  ///< Item: whether it is done; empty: no task
    QList<RichSpan> spans;     ///< Paragraph, Heading
    QList<RichBlock> blocks;   ///< Quote, List (of Items), Item
    QString text;              ///< Code
    QString language;          ///< Code: may be empty
    InlineFormula formula;     ///< Formula
    QList<QList<Cell>> rows;   ///< Table: the head first; all equally long
    QList<Align> columns;      ///< Table
};

/// Reads GitHub's Markdown as the window shows it: formulas and footnotes, Chinese emphasis, raw HTML as text but for
/// line breaks, images as their description. A paragraph that is one displayed formula becomes a Formula.
/// Footnotes are numbered; `footnoteOrder` is that of a longer text, of which this is a part.
QList<RichBlock> readRichText(const QString &markdown, const QStringList &footnoteOrder = {});

/// Text that is no Markdown, such as a question: paragraphs at blank lines, every line break and every space in front.
QList<RichBlock> plainRichText(const QString &text);

/// The text alone, formulas as TeX.
QString plainText(const QList<RichSpan> &spans);

/// The tables of a text, cells as plain text, the head first.
QList<QList<QStringList>> tablesIn(const QString &markdown);

}  // namespace mingsi::app
