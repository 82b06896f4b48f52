// SPDX-License-Identifier: Apache-2.0
#include "app/models/model_reference.h"

#include <QFileInfo>

#include "resources/starter_model.h"

namespace mingsi::app {

namespace {

const QString kStarter = QStringLiteral("starter");

}  // namespace

ModelReference ModelReference::fromText(const QString &text)
{
    ModelReference reference;
    if (text.startsWith(QStringLiteral("http://")) || text.startsWith(QStringLiteral("https://"))) {
        const QUrl url(text);
        return remote(url, url.fragment(QUrl::FullyDecoded));
    }
    if (!text.isEmpty() && text != kStarter)
        reference.m_file = QFileInfo(text).absoluteFilePath();
    return reference;
}

ModelReference ModelReference::remote(const QUrl &server, const QString &model)
{
    ModelReference reference;
    reference.m_remote = server.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::StripTrailingSlash);
    if (reference.m_remote.path().isEmpty() || reference.m_remote.path() == QStringLiteral("/"))
        reference.m_remote.setPath(QStringLiteral("/v1"));
    reference.m_remote.setFragment(model, QUrl::DecodedMode);
    return reference;
}

QString ModelReference::toText() const
{
    if (isRemote())
        return m_remote.toString(QUrl::FullyEncoded);
    return isStarter() ? kStarter : m_file;
}

engine::ModelSource ModelReference::source() const
{
    if (isRemote())
        throw engine::Error(engine::ErrorCode::InvalidArgument, m_remote.host().toStdString(), "model",
                            "a model of a server answers in the window only; give a file, or \"starter\"");
    if (isStarter())
        return engine::ModelSource::from_memory(starter_model(), "starter");
    return engine::ModelSource::from_file(m_file.toStdString());
}

}  // namespace mingsi::app
