// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <functional>

#include "print/pdf_update.h"

namespace mingsi::app {

/// Mends what copying and searching find in a PDF of Qt. Fonts draw 长 and the radical ⻓ with one glyph, and Qt tells
/// readers the lower code, which is the radical's (U+2E80 to U+2FDF): in the tables from glyphs to text (ToUnicode, ISO
/// 32000-1, 9.10.3) each radical becomes the ideograph with the same glyph in one of the fonts `families`.
/// `file` is the one that is updated; `goesOn` says whether it is still wanted.
void repairIdeographs(PdfUpdate &update, const QString &file, const QStringList &families,
                      const std::function<bool()> &goesOn);

}  // namespace mingsi::app
