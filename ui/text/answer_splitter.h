// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QStringView>

#include "ui/text/text_block.h"

namespace mingsi::ui {

/// A stretch of an answer that can be read for itself.
struct Stretch {
    TextBlock::Kind kind = TextBlock::Kind::Prose;
    qsizetype start = 0;
    qsizetype end = 0;
    bool closed = true;    ///< a fence or formula whose end has come
    qsizetype indent = 0;  ///< spaces before its lines, of the list item that it belongs to
    bool note = false;     ///< of a footnote
};

/// The lines of a stretch without its indent.
QString textOf(QStringView answer, const Stretch &stretch);

/// Cuts an answer line by line: fenced code (in list items too), tables, displayed formulas, and prose between them.
/// Other things that belong to a list stay with it. Prose is cut only where it gets long, so that people can select over paragraphs.
/// A text that grows changes its last stretches only.
QList<Stretch> splitAnswer(QStringView text);

}  // namespace mingsi::ui
