// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCommandLineParser>

#include "app/models/model_reference.h"

namespace mingsi::app::cli {

/// Adds --model and --data-dir, which say what model a command works on.
void addModelOptions(QCommandLineParser &parser);

/// Adds --small-cache, which keeps the key-value cache at 8 bits.
void addCacheOption(QCommandLineParser &parser);
bool smallCacheOption(const QCommandLineParser &parser);

void addRepackOption(QCommandLineParser &parser);
/// SessionOptions::repack.
bool repackOption(const QCommandLineParser &parser);

/// Adds --device and --gpu-memory, which say where a command computes.
void addDeviceOptions(QCommandLineParser &parser);
/// Throws UsageError.
void setDevice(const QCommandLineParser &parser, engine::SessionOptions &options);

/// What --model names; without it the model chosen last in the window.
ModelReference chosenModel(const QCommandLineParser &parser);

/// Reads --text or the file of --file, as it is; throws UsageError unless exactly one of them is given,
/// engine::Error for a file that cannot be read.
QByteArray textOption(const QCommandLineParser &parser);

/// Parses "1,2,3"; throws UsageError naming the option.
std::vector<engine::TokenId> idsOption(const QCommandLineParser &parser, const QString &name);

}  // namespace mingsi::app::cli
