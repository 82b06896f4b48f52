// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "engine/engine.h"

namespace mingsi::app {

/// Names a model that can be opened: a file, or the embedded starter model.
class ModelReference
{
public:
    /// The starter model.
    ModelReference() = default;
    /// A path, or "starter"; an empty text is the starter model too.
    static ModelReference fromText(const QString &text);

    bool isStarter() const { return m_file.isEmpty(); }
    /// What fromText() understands again; stored as a setting.
    QString toText() const;
    engine::ModelSource source() const;

private:
    QString m_file;
};

}  // namespace mingsi::app
