// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPaintDevice>
#include <QTextCharFormat>
#include <QTextObjectInterface>
#include <optional>

#include "print/math/math_typesetter.h"
#include "app/text/inline_formula.h"

namespace mingsi::app {

/// Draws the formulas of a text document, each of which stands in it as one object character.
class FormulaObject : public QObject, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    static constexpr int kType = QTextFormat::UserObject + 1;

    FormulaObject(MathTypesetter &typesetter, QPaintDevice &device) : m_typesetter(typesetter), m_device(device) {}

    /// The format of the character that stands for a formula among text of this look; nothing when KaTeX can't read
    /// it. A formula that is wider than `width` is made smaller.
    std::optional<QTextCharFormat> format(const InlineFormula &formula, const QTextCharFormat &look, double width);

    QSizeF intrinsicSize(QTextDocument *document, int position, const QTextFormat &format) override;
    void drawObject(QPainter *painter, const QRectF &area, QTextDocument *document, int position,
                    const QTextFormat &format) override;

private:
    struct Placed {
        Formula formula;
        QString source;     ///< TeX
        double em = 0;      ///< device units
        double height = 0;  ///< of the object
        bool deep = false;  ///< the object stands in the middle of the line, not on its baseline
        QColor colour;
    };
    double xHeight(const QTextCharFormat &look) const;

    MathTypesetter &m_typesetter;
    QPaintDevice &m_device;
    QList<Placed> m_formulas;
};

}  // namespace mingsi::app
