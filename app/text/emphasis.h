// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace mingsi::app {

/// Makes the emphasis of Chinese text visible to a CommonMark parser.
///
/// CommonMark lets a run of * close only if what stands before it is no punctuation, or what follows is white space
/// or punctuation. English has a space there; Chinese has none, so `**中文名（English）**中文` stays unformatted.
/// Where a run has punctuation on one side and Chinese on the other, a placeholder that the parser takes for a letter
/// is put between the run and the punctuation: the run then may open and close, as between two letters. The
/// placeholder is dropped wherever it comes out. A lone ~ becomes a placeholder as well: only ~~ strikes.
QString markEmphasis(const QString &markdown);

}  // namespace mingsi::app
