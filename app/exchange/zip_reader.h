// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <functional>
#include <memory>

#include "app/failure.h"

namespace mingsi::app {

/// Reads a zip archive by libzip (https://libzip.org) without unpacking it anywhere. Archives that lead out of their
/// folder, are encrypted, or unpack to far more than they are (bombs) are refused whole.
class ZipReader
{
public:
    ZipReader();
    ~ZipReader();

    static bool isZip(const QString &file);
    std::optional<Failure> open(const QString &file);
    QStringList names() const;
    /// Reads an entry piece by piece: the function gives nothing at its end, and failed() tells of errors.
    std::function<QByteArray(qint64)> read(const QString &name);
    bool failed() const;
    /// Whether an entry can be read to its end, and is what its check sum says.
    bool isSound(const QString &name);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

}  // namespace mingsi::app
