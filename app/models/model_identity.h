// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "app/models/model_reference.h"
#include "engine/engine.h"

namespace mingsi::app {

/// What made an answer, said so that a later change can be noticed.
struct ModelIdentity {
    QString name;          ///< for people
    QString file;          ///< ModelReference::toText()
    QString hash;          ///< SHA-256, see identify(); empty when the files could not be read
    QString quantization;  ///< the type of most weights, as "Q4_K"
    QString templateHash;  ///< SHA-256 of the chat template, or the name of the family's
    QString engineVersion;

    bool operator==(const ModelIdentity &) const = default;
};

/// The type of most weights, as "Q4_K".
QString mainWeightType(const engine::ModelDescription &description);

/// The hash covers the names and sizes of the model's files, the first MiB of each (a GGUF's description and tensor
/// table, a folder's configuration and tokenizer whole) and 64 samples of 4 KiB spread over its weights: another
/// model, quantization or training step changes it, and 400 GiB are told in a few milliseconds. It is no proof against
/// somebody who means to deceive.
ModelIdentity identify(const ModelReference &model, const engine::ModelDescription &description);

/// SessionOptions::cache_key: empty for a model that can't be told from others.
std::string cacheKey(const ModelIdentity &identity);

}  // namespace mingsi::app
