// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

/// The commands of mingsi-cli. Each takes its arguments without the program and its own name and returns the exit
/// status; engine::Error, UsageError and Failure are handled by main().
namespace mingsi::app::cli {

int bench(const QStringList &arguments);
int chat(const QStringList &arguments);
int detokenize(const QStringList &arguments);
int exportCommand(const QStringList &arguments);
int importCommand(const QStringList &arguments);
int inspect(const QStringList &arguments);
int list(const QStringList &arguments);
int logits(const QStringList &arguments);
int perplexity(const QStringList &arguments);
int quantize(const QStringList &arguments);
int search(const QStringList &arguments);
int synthesize(const QStringList &arguments);
int tokenize(const QStringList &arguments);

}  // namespace mingsi::app::cli
