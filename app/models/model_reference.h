// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QUrl>

#include "engine/engine.h"

namespace mingsi::app {

/// Names a model that can answer: a file, the embedded starter model, or a model of a server that speaks OpenAI's chat
/// protocol.
class ModelReference
{
public:
    /// The starter model.
    ModelReference() = default;
    /// A path, "starter", or "http(s)://host:port/v1#name" for a model of a server; an empty text is the starter model.
    static ModelReference fromText(const QString &text);
    /// `server` as people type it: without a path it is that of the protocol's version, "/v1".
    static ModelReference remote(const QUrl &server, const QString &model);

    bool isStarter() const { return m_file.isEmpty() && !isRemote(); }
    bool isRemote() const { return !m_remote.isEmpty(); }
    /// The address below which the protocol's paths lie, and the model's name there.
    QUrl server() const { return m_remote.adjusted(QUrl::RemoveFragment); }
    QString remoteModel() const { return m_remote.fragment(QUrl::FullyDecoded); }
    /// What fromText() understands again; stored as a setting.
    QString toText() const;
    /// Where the engine finds it. Throws InvalidArgument for a model of a server.
    engine::ModelSource source() const;

private:
    QString m_file;
    QUrl m_remote;
};

}  // namespace mingsi::app
