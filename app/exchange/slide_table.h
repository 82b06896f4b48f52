// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/rich_text.h"

namespace mingsi::app {

/// Where a table stands on a slide, in English Metric Units, 914400 an inch: from under the title to above the edge.
inline constexpr int kTableLeft = 609600;
inline constexpr int kTableTop = 1600200;
inline constexpr int kTableWidth = 10972800;
inline constexpr int kTableHeight = 4709160;

/// As much of a table as one slide holds.
struct SlideTable {
    QList<QList<RichBlock::Cell>> rows;
    bool headed = true;  ///< its first row is the table's head
    int points = 18;     ///< size of its letters
    QList<int> widths;   ///< of columns, at most kTableWidth together
    QList<int> heights;  ///< of rows, at most kTableHeight together

    bool isEmpty() const { return rows.isEmpty(); }
};

/// Cuts a table into as few as slides can hold. Letters become smaller while that makes it fit on one; what is too wide
/// then goes on on further slides by columns, each time with the first, and what is too long by rows, with the head.
QList<SlideTable> tablesOnSlides(const QList<QList<RichBlock::Cell>> &rows);

/// How wide a text is, in Latin letters; Chinese ones count twice.
qsizetype lettersOf(QStringView text);

}  // namespace mingsi::app
