// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCommandLineParser>
#include <vector>

#include "engine/engine.h"

namespace mingsi::app::cli {

void addHistoryOption(QCommandLineParser &parser);
/// The messages before the question, from a file in the form of OpenAI's `messages`; none without the option. Throws
/// CommandFailure naming the file and the message.
std::vector<engine::ChatMessage> historyOption(const QCommandLineParser &parser);

}  // namespace mingsi::app::cli
