// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <QCoreApplication>
#include <cstdio>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/models/model_reference.h"

namespace mingsi::app::cli {

namespace {

engine::DType typeOption(const QCommandLineParser &parser)
{
    const QString name = parser.value(QStringLiteral("type"));
    if (const auto type = engine::dtype_from_name(name.toStdString()))
        return *type;
    QStringList known;
    for (const auto &traits : engine::all_dtypes())
        known.append(QString::fromLatin1(traits.name.data(), static_cast<qsizetype>(traits.name.size())));
    throw UsageError(
        QCoreApplication::translate("CommandLine", "--type expects one of %1.").arg(known.join(QStringLiteral(", "))));
}

/// A line on the terminal that counts up; nothing where nobody watches.
void showProgress(std::uint64_t done, std::uint64_t total)
{
    if (!isatty(STDERR_FILENO))
        return;
    std::fprintf(stderr, "\r%3d %%%s", static_cast<int>(100 * done / total), done == total ? "\n" : "");
}

}  // namespace

int quantize(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("CommandLine", "Writes a model as a GGUF file with weights of another type."));
    parser.addPositionalArgument(QStringLiteral("IN"),
                                 QCoreApplication::translate("CommandLine", "GGUF file or Hugging Face folder."));
    parser.addPositionalArgument(QStringLiteral("OUT"),
                                 QCoreApplication::translate("CommandLine", "The file to write."));
    parser.addOption({QStringLiteral("type"),
                      QCoreApplication::translate("CommandLine", "Type of the weights, such as Q4_K or Q8_0."),
                      QStringLiteral("T")});
    parse(parser, QStringLiteral("quantize"), arguments);
    const QStringList files = parser.positionalArguments();
    if (files.size() != 2)
        throw UsageError(QCoreApplication::translate("CommandLine", "quantize expects two files."));
    engine::quantize_model(ModelReference::fromText(files[0]).source(), files[1].toStdString(), typeOption(parser),
                           showProgress);
    return Success;
}

int synthesize(const QStringList &arguments)
{
    QStringList presets;
    for (const auto &name : engine::synthesis_presets())
        presets.append(QString::fromStdString(name));
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "CommandLine", "Writes a GGUF file with random weights in the shapes of a published model, for measurements."));
    parser.addOptions({
        {QStringLiteral("like"),
         QCoreApplication::translate("CommandLine", "One of %1.").arg(presets.join(QStringLiteral(", "))),
         QStringLiteral("PRESET")},
        {QStringLiteral("layers"), QCoreApplication::translate("CommandLine", "Fewer layers than the model has."),
         QStringLiteral("N")},
        {QStringLiteral("type"),
         QCoreApplication::translate("CommandLine", "Type of the weights, such as Q4_K or Q8_0."), QStringLiteral("T"),
         QStringLiteral("Q4_K")},
        {QStringLiteral("seed"), QCoreApplication::translate("CommandLine", "Seed; the same one gives the same file."),
         QStringLiteral("N")},
        {QStringLiteral("out"), QCoreApplication::translate("CommandLine", "The file to write."), QStringLiteral("F")},
    });
    parse(parser, QStringLiteral("synthesize"), arguments);
    if (!parser.isSet(QStringLiteral("like")) || !parser.isSet(QStringLiteral("out")))
        throw UsageError(QCoreApplication::translate("CommandLine", "--like and --out are expected."));
    engine::SynthesisOptions options;
    options.like = parser.value(QStringLiteral("like")).toStdString();
    options.layers = integerOption(parser, QStringLiteral("layers"), 0, 1, 1000);
    options.type = typeOption(parser);
    options.seed = integerOption(parser, QStringLiteral("seed"), 0, 0, UINT64_MAX);
    engine::synthesize_model(options, parser.value(QStringLiteral("out")).toStdString(), showProgress);
    return Success;
}

}  // namespace mingsi::app::cli
