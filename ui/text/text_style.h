// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>

namespace mingsi::ui {

/// How text looks where it is shown, as far as its rich text depends on it.
struct TextStyle {
    double pixelSize = 15;
    double ratio = 1;    ///< device pixels a logical one
    double xHeight = 7;  ///< of the application's font, pixels; see placeOf()
    QColor colour = Qt::black;
    bool dark = false;

    bool operator==(const TextStyle &) const = default;
};

}  // namespace mingsi::ui
