// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_option.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>

#include "app/cli/arguments.h"
#include "app/models/default_model.h"

namespace mingsi::app::cli {

void addModelOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {QStringLiteral("model"),
         QCoreApplication::translate("CommandLine",
                                     "GGUF file, Hugging Face folder, or \"starter\" (default: the one chosen last)."),
         QStringLiteral("M")},
        {QStringLiteral("data-dir"), QCoreApplication::translate("CommandLine", "Folder of Mingsi's data."),
         QStringLiteral("DIR"), defaultDataFolder()},
    });
}

void addCacheOption(QCommandLineParser &parser)
{
    parser.addOption(
        {QStringLiteral("small-cache"),
         QCoreApplication::translate("CommandLine", "Keep the key-value cache at 8 bits, in half the memory.")});
}

bool smallCacheOption(const QCommandLineParser &parser)
{
    return parser.isSet(QStringLiteral("small-cache"));
}

void addRepackOption(QCommandLineParser &parser)
{
    parser.addOption(
        {QStringLiteral("no-repack"),
         QCoreApplication::translate("CommandLine", "Compute from the file's weights as they are, which is slower: by "
                                                    "default they are copied into a faster order while memory lasts.")});
}

bool repackOption(const QCommandLineParser &parser)
{
    return !parser.isSet(QStringLiteral("no-repack"));
}

void addDeviceOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {QStringLiteral("device"), QCoreApplication::translate("CommandLine", "auto, cpu or cuda."),
         QStringLiteral("D")},
        {QStringLiteral("gpu-memory"),
         QCoreApplication::translate("CommandLine", "The most memory of the GPU that is used, in GiB (default: all)."),
         QStringLiteral("X")},
    });
}

void setDevice(const QCommandLineParser &parser, engine::SessionOptions &options)
{
    const QHash<QString, engine::Device> devices{{QString(), engine::Device::Auto},
                                                 {QStringLiteral("auto"), engine::Device::Auto},
                                                 {QStringLiteral("cpu"), engine::Device::Cpu},
                                                 {QStringLiteral("cuda"), engine::Device::Cuda}};
    const auto device = devices.constFind(parser.value(QStringLiteral("device")));
    if (device == devices.constEnd())
        throw UsageError(QCoreApplication::translate("CommandLine", "--%1 expects auto, cpu or cuda.")
                             .arg(QStringLiteral("device")));
    options.device = *device;
    constexpr double kGiB = 1 << 30;
    options.gpu_memory =
        static_cast<std::uint64_t>(realOption(parser, QStringLiteral("gpu-memory"), 0, 0.001, 1 << 20) * kGiB);
}

ModelReference chosenModel(const QCommandLineParser &parser)
{
    return parser.isSet(QStringLiteral("model")) ? ModelReference::fromText(parser.value(QStringLiteral("model")))
                                                 : defaultModel(parser.value(QStringLiteral("data-dir")));
}

QByteArray textOption(const QCommandLineParser &parser)
{
    if (parser.isSet(QStringLiteral("text")) == parser.isSet(QStringLiteral("file")))
        throw UsageError(QCoreApplication::translate("CommandLine", "Either --text or --file is expected."));
    if (parser.isSet(QStringLiteral("text")))
        return parser.value(QStringLiteral("text")).toUtf8();
    QFile file(parser.value(QStringLiteral("file")));
    if (!file.open(QIODevice::ReadOnly))
        throw engine::Error(engine::ErrorCode::FileUnreadable, file.fileName().toStdString(), {},
                            file.errorString().toStdString());
    return file.readAll();
}

std::vector<engine::TokenId> idsOption(const QCommandLineParser &parser, const QString &name)
{
    std::vector<engine::TokenId> ids;
    for (const QString &part : parser.value(name).split(u',', Qt::SkipEmptyParts)) {
        bool fine = false;
        ids.push_back(part.trimmed().toInt(&fine));
        if (!fine)
            throw UsageError(
                QCoreApplication::translate("CommandLine", "--%1 expects token ids with commas between.").arg(name));
    }
    return ids;
}

}  // namespace mingsi::app::cli
