// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QRectF>
#include <QString>

namespace mingsi::app {

/// A typeset formula. All lengths are em of its font size, x from its left edge, y downwards from its baseline.
struct Formula {
    /// A run of text in a KaTeX font ("Math-Italic"), or in the interface's when `font` is empty.
    struct Text {
        QString font;
        double size = 1;
        QPointF at;
        QString text;
        QString colour;  ///< empty: that of the text around
    };
    /// A filled rectangle, or its frame when `thickness` is not 0.
    struct Rule {
        QRectF area;
        double thickness = 0;
        QString colour;
    };
    /// A path of SVG whose view is laid over `area`; only what is inside `clip` is seen.
    struct Path {
        QString data;
        QSizeF view;
        QRectF area;
        QRectF clip;
        QString colour;
    };
    struct Line {
        QPointF from;
        QPointF to;
        double thickness = 0;
        QString colour;
    };

    double width = 0;
    double height = 0;  ///< above the baseline
    double depth = 0;   ///< below it
    QList<Text> texts;
    QList<Rule> rules;
    QList<Path> paths;
    QList<Line> lines;
    QString error;  ///< what KaTeX says of TeX that it can't read; nothing else is set then
};

}  // namespace mingsi::app
