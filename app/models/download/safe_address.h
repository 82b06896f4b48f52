// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QUrl>

namespace mingsi::app {

/// Whether an address may be fetched from: https, or http to this machine.
bool isSafeAddress(const QUrl &url);

/// Whether two addresses belong to the same server: scheme, host and port. A token is sent nowhere else.
bool isSameServer(const QUrl &a, const QUrl &b);

/// Whether a name can be one file's: no path, not hidden, no control or direction characters, not too long.
bool isSafeFileName(const QString &name);

/// The same for each step of a path that leads downwards: "a/b.gguf".
bool isSafeRelativePath(const QString &path);

}  // namespace mingsi::app
