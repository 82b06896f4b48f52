// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/rich_text.h"

namespace mingsi::app {

/// `other` with what it has and `base` has not marked as added, and what only `base` has put in as removed: by words,
/// as wordDiff() finds them in the texts alone, so that headings, lists and tables stay what they are. Code becomes
/// lines of code in a paragraph, which differ within; a formula is one word, and a displayed one its own paragraph.
QList<RichBlock> markDifferences(const QList<RichBlock> &base, const QList<RichBlock> &other);

}  // namespace mingsi::app
