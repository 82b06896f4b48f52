// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/models/model_reference.h"

namespace mingsi::app {

/// Where conversations and settings are kept unless another folder is named: $XDG_DATA_HOME/mingsi.
QString defaultDataFolder();

/// The key of the setting that holds the model chosen last.
QString modelSettingKey();

/// The model chosen last in a data folder; the starter model when none was, or the folder can't be read. Waits for the
/// store: for the command line, not for the window.
ModelReference defaultModel(const QString &dataFolder);

}  // namespace mingsi::app
