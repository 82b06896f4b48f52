// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QList>
#include <QString>

namespace mingsi::app {

/// An element of MathML.
struct MathNode {
    QString name;  ///< "mi", "mfrac", …
    QHash<QString, QString> attributes;
    QString text;
    QList<MathNode> children;
};

/// Reads a <math> element without its annotation; a node without a name when it is none.
MathNode readMathMl(const QString &mathMl);

/// The parts of msub, msup, msubsup, munder, mover and munderover.
struct MathScripts {
    const MathNode *base = nullptr;  ///< null when the element is none of these
    const MathNode *below = nullptr;
    const MathNode *above = nullptr;
    bool limits = false;  ///< they stand under and over it, not as indices
};
MathScripts scriptsOf(const MathNode &node);
/// A bracket of \left and \right.
bool isFence(const MathNode &node);
/// A sum, a product, an integral: what takes the terms that follow it.
bool isLargeOperator(const MathNode &node);

/// The formula in the language of LibreOffice's formula editor (StarMath 5.0; "LibreOffice Math Guide 7.4", appendix A):
/// LibreOffice reads it in place of MathML, of which it leaves out accents, cases and boxes.
QString toStarMath(const MathNode &math);

/// The formula as Office MathML (ECMA-376-1, 22.1): the content of <m:oMath>.
QString toOmml(const MathNode &math);

}  // namespace mingsi::app
