// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSaveFile>

namespace mingsi::app {

/// Puts what was written in place of the old file, unless some of it did not reach the disk: Qt 6.4's commit() alone
/// does not notice that the last of its buffer found no room.
inline bool commitWhole(QSaveFile &file)
{
    if (file.error() == QFileDevice::NoError && file.flush() && file.error() == QFileDevice::NoError)
        return file.commit();
    file.cancelWriting();
    return false;
}

}  // namespace mingsi::app
