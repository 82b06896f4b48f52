// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIODevice>
#include <QList>
#include <QString>
#include <functional>
#include <optional>

#include "app/failure.h"

namespace mingsi::app {

/// An entry of the outline that readers show beside a PDF.
struct OutlineEntry {
    int level = 0;  ///< 0 at the left; never more than one deeper than the entry before
    QString title;
    int page = 0;    ///< counted from 0
    double top = 0;  ///< points from the lower edge of the page (ISO 32000-1, 12.3.2.2)
};

/// Writes the PDF of a file to `out`, with an outline (ISO 32000-1, 12.3.3) and its Chinese text mended (see
/// cmap_repair.h). Why that can't be done, or nothing. When `goesOn` says no, `out` is not whole.
std::optional<Failure> writeWithOutline(const QString &file, const QList<OutlineEntry> &entries, QIODevice &out,
                                        const std::function<bool()> &goesOn);

}  // namespace mingsi::app
