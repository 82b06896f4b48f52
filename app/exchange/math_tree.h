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

/// The formula as Office MathML (ECMA-376-1, 22.1): the content of <m:oMath>.
QString toOmml(const MathNode &math);

}  // namespace mingsi::app
