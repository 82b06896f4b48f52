// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QStringList>

#include "app/chat/chat_service.h"

namespace mingsi::app {

/// What came of making a stored answer again.
struct ReplayResult {
    bool same = false;
    qsizetype differsAt = 0;  ///< UTF-16 offset of the first difference, in the reasoning when it lies there
    bool differsInReasoning = false;
    QStringList changes;  ///< translated: what is not as it was when the answer was made
    std::optional<Failure> failure;
};

/// What of that which made the answer is different now, in translated sentences; empty when nothing is known to be.
QStringList changesSince(const Run &run, const OpenedModelInfo &now);

/// Makes the answer at the end of `branch` again with the settings and the seed that are stored with it, and compares.
/// Nothing is stored.
QFuture<ReplayResult> replay(ChatService &service, const QList<Message> &branch);

}  // namespace mingsi::app
