// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace mingsi::app {

/// What the name of a file of weights says: "model-00002-of-00005.gguf" is part 2 of the 5 of "model".
struct SplitName {
    QString stem;    ///< without the part and the ending
    QString ending;  ///< ".gguf" or ".safetensors", in small letters
    int part = 1;
    int parts = 1;

    /// Everything of the name, however it is written; a name of no known ending has an empty `ending`.
    static SplitName of(const QString &fileName);

    /// Files that belong together have the same one.
    QString set() const { return stem + QChar(u'/') + QString::number(parts) + ending; }
    /// A helper of models that see, no model of its own.
    bool isProjector() const { return stem.contains(QStringLiteral("mmproj"), Qt::CaseInsensitive); }
};

}  // namespace mingsi::app
