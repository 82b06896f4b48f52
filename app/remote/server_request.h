// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QString>
#include <QUrl>

#include "app/failure.h"

namespace mingsi::app {

/// A request for `path` below a server's address, with its key. It follows no redirects: a question goes to the server
/// that the person named and to no other.
QNetworkRequest serverRequest(const QUrl &server, const QString &path, const QString &key);

/// Why a reply that has finished is of no use. `body` is what was read of it.
Failure serverFailure(const QNetworkReply &reply, const QByteArray &body);

/// Whether asking again may help, when nothing of the answer has come yet.
bool isTransient(const QNetworkReply &reply);
/// How long the server asks to wait before that; at most half a minute.
int retryPause(const QNetworkReply &reply);

}  // namespace mingsi::app
