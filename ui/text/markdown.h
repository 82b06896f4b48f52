// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "app/text/rich_text.h"
#include "ui/text/text_block.h"

namespace mingsi::ui {

/// What a stretch of GitHub Markdown says, as the part of HTML that Qt's rich text knows. Everything is escaped; raw
/// HTML is text; links keep http, https and mailto; an image leaves its description. Formulas become
/// <img src="formula:N"/>; references to footnotes become their number, raised, and so does the label before a note.
struct MarkdownResult {
    QString html;
    QList<QStringList> rows;  ///< the cells of the last table in it, as plain text
    QList<app::InlineFormula> formulas;
    QList<app::RichSpan::Change> changes;  ///< of each formula
};

/// `footnoteOrder` as in readRichText().
MarkdownResult readMarkdown(const QString &markdown, const QStringList &footnoteOrder = {});

/// What `other` says, block by block, with what parts it from `base`: what is missing struck out, what is new
/// underlined.
QList<MarkdownResult> readDifference(const QString &base, const QString &other);

}  // namespace mingsi::ui
