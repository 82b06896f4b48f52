// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QUrl>
#include <chrono>

#include "app/models/download/download_source.h"

namespace mingsi::app {

/// What a download depends on beside its plan.
struct DownloadOptions {
    QUrl endpoint = defaultEndpoint();  ///< the one server that the token is sent to
    QString token;                      ///< of the person at the endpoint; may be empty

    std::chrono::milliseconds firstPause{1000};     ///< before the second attempt; doubled for each in a row
    std::chrono::milliseconds longestPause{30000};  ///< where doubling ends
    std::chrono::milliseconds stall{30000};         ///< without a byte for so long counts as cut
    qint64 spareBytes = 64 << 20;                   ///< that must stay free on the disk
};

}  // namespace mingsi::app
