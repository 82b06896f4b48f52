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
    if (!text.isEmpty() && text != kStarter)
        reference.m_file = QFileInfo(text).absoluteFilePath();
    return reference;
}

QString ModelReference::toText() const
{
    return isStarter() ? kStarter : m_file;
}

engine::ModelSource ModelReference::source() const
{
    if (isStarter())
        return engine::ModelSource::from_memory(starter_model(), "starter");
    return engine::ModelSource::from_file(m_file.toStdString());
}

}  // namespace mingsi::app
