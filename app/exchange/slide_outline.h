// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/exchange/slide_table.h"
#include "app/text/rich_text.h"

namespace mingsi::app {

/// A line of a slide.
struct SlideLine {
    QList<RichSpan> spans;
    int level = 0;        ///< how far it is set in, from 0
    bool bullet = false;  ///< it is an item of an unordered list
    int number = 0;       ///< its number in an ordered list; 0: it has none
    bool code = false;
};

/// A slide: a title, and below it lines or one table.
struct Slide {
    QList<RichSpan> title;
    QList<SlideLine> lines;
    SlideTable table;
};

/// Cuts an outline into slides: each heading begins one, and so does a rule. What is longer than a slide goes on on
/// another with the same title. A text without headings is slides under `title`.
QList<Slide> slidesOf(const QList<RichBlock> &blocks, const QString &title);

}  // namespace mingsi::app
