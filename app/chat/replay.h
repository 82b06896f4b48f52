// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <functional>

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
/// Nothing is stored. `progressed` gets the tokens so far; `done` is called once, for a replay that was stopped too.
/// Gives the number for ChatService::stopAside().
/// `trace` is the stored one of the answer: what it was begun with is not left to the model.
qint64 replay(ChatService &service, const QList<Message> &branch, const TokenTrace &trace,
              const std::function<void(int tokens)> &progressed, const std::function<void(const ReplayResult &)> &done);

}  // namespace mingsi::app
