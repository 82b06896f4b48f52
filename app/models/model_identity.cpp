// SPDX-License-Identifier: Apache-2.0
#include "app/models/model_identity.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace mingsi::app {

namespace {

constexpr qint64 kHead = 1 << 20;
constexpr qint64 kSample = 4096;
constexpr qint64 kSamples = 64;

void addBytes(QCryptographicHash &hash, std::span<const std::byte> bytes)
{
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())));
}

bool addFile(QCryptographicHash &hash, const QFileInfo &info)
{
    QFile file(info.filePath());
    if (!file.open(QIODevice::ReadOnly))
        return false;
    hash.addData(info.fileName().toUtf8());
    hash.addData(QByteArray::number(file.size()));
    hash.addData(file.read(kHead));
    for (qint64 i = 0; i < kSamples && file.size() > kHead; ++i) {
        file.seek(kHead + (file.size() - kHead) / kSamples * i);
        hash.addData(file.read(kSample));
    }
    return true;
}

/// The file, its other parts when it is split, or everything that matters of a folder; in the order of names.
QFileInfoList filesOf(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return QDir(path).entryInfoList(
            {QStringLiteral("*.json"), QStringLiteral("*.safetensors"), QStringLiteral("tokenizer.model")}, QDir::Files,
            QDir::Name);
    const auto part = info.fileName().lastIndexOf(QStringLiteral("-00001-of-"));
    if (part < 0)
        return {info};
    return info.dir().entryInfoList({info.fileName().left(part) + QStringLiteral("-*-of-*.gguf")}, QDir::Files,
                                    QDir::Name);
}

QString hashOf(const ModelReference &model)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto source = model.source();
    if (!source.memory.empty()) {
        addBytes(hash, source.memory);
    } else {
        for (const QFileInfo &file : filesOf(QString::fromStdString(source.file.string()))) {
            if (!addFile(hash, file))
                return {};
        }
    }
    return QString::fromLatin1(hash.result().toHex());
}

}  // namespace

QString mainWeightType(const engine::ModelDescription &description)
{
    const auto &types = description.weight_types;
    const auto most =
        std::max_element(types.begin(), types.end(), [](const auto &a, const auto &b) { return a.bytes < b.bytes; });
    return most == types.end() ? QString() : QString::fromStdString(most->type);
}

ModelIdentity identify(const ModelReference &model, const engine::ModelDescription &description)
{
    ModelIdentity identity;
    identity.name = QString::fromStdString(description.name);
    identity.file = model.toText();
    identity.hash = hashOf(model);
    identity.quantization = mainWeightType(description);
    identity.templateHash = description.chat_template.empty()
        ? QString::fromStdString(description.chat_format)
        : QString::fromLatin1(
            QCryptographicHash::hash(QByteArray::fromStdString(description.chat_template), QCryptographicHash::Sha256)
                .toHex());
    identity.engineVersion = QStringLiteral(MINGSI_VERSION);
    return identity;
}

std::string cacheKey(const ModelIdentity &identity)
{
    return identity.hash.isEmpty() ? std::string() : (identity.hash + u' ' + identity.engineVersion).toStdString();
}

}  // namespace mingsi::app
