// SPDX-License-Identifier: Apache-2.0
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <cstdio>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/model_option.h"
#include "app/cli/placement_report.h"
#include "app/models/model_fit.h"
#include "app/models/model_reference.h"

namespace mingsi::app::cli {

namespace {

qint64 number(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

QJsonObject toJson(const engine::ModelDescription &d, const engine::MachineDescription &machine, const ModelFit &fit,
                   engine::Device device)
{
    QJsonArray types;
    for (const auto &share : d.weight_types) {
        types.append(QJsonObject{{QStringLiteral("type"), text(share.type)},
                                 {QStringLiteral("tensors"), number(share.tensors)},
                                 {QStringLiteral("bytes"), number(share.bytes)}});
    }
    QJsonArray gpus;
    for (const auto &gpu : machine.gpus)
        gpus.append(text(gpu.details));
    return {
        {QStringLiteral("name"), text(d.name)},
        {QStringLiteral("file"), text(d.file)},
        {QStringLiteral("file_bytes"), number(d.file_bytes)},
        {QStringLiteral("format"), text(d.format)},
        {QStringLiteral("architecture"), text(d.architecture)},
        {QStringLiteral("total_parameters"), number(d.total_parameters)},
        {QStringLiteral("active_parameters"), number(d.active_parameters)},
        {QStringLiteral("bytes_per_token"), number(d.bytes_per_token)},
        {QStringLiteral("kv_bytes_per_token"), number(d.kv_bytes_per_token)},
        {QStringLiteral("weight_types"), types},
        {QStringLiteral("shapes"),
         QJsonObject{{QStringLiteral("layers"), number(d.layers)},
                     {QStringLiteral("dense_layers"), number(d.dense_layers)},
                     {QStringLiteral("mtp_layers"), number(d.mtp_layers)},
                     {QStringLiteral("hidden"), number(d.hidden)},
                     {QStringLiteral("vocab"), number(d.vocab)},
                     {QStringLiteral("context_length"), number(d.context_length)},
                     {QStringLiteral("heads"), number(d.heads)},
                     {QStringLiteral("kv_heads"), number(d.kv_heads)},
                     {QStringLiteral("head_dim"), number(d.head_dim)},
                     {QStringLiteral("q_lora_rank"), number(d.q_lora_rank)},
                     {QStringLiteral("kv_lora_rank"), number(d.kv_lora_rank)},
                     {QStringLiteral("qk_nope_head_dim"), number(d.qk_nope_head_dim)},
                     {QStringLiteral("qk_rope_head_dim"), number(d.qk_rope_head_dim)},
                     {QStringLiteral("v_head_dim"), number(d.v_head_dim)},
                     {QStringLiteral("experts"), number(d.experts)},
                     {QStringLiteral("experts_per_token"), number(d.experts_per_token)},
                     {QStringLiteral("shared_experts"), number(d.shared_experts)},
                     {QStringLiteral("expert_groups"), number(d.expert_groups)},
                     {QStringLiteral("gating"), text(d.gating)},
                     {QStringLiteral("rope_scaling"), text(d.rope_scaling)}}},
        {QStringLiteral("tokenizer"), text(d.tokenizer)},
        {QStringLiteral("chat_format"), text(d.chat_format)},
        {QStringLiteral("chat_template"), text(d.chat_template)},
        {QStringLiteral("chat_template_problem"), text(d.chat_template_problem)},
        {QStringLiteral("can_think"), d.can_think},
        {QStringLiteral("machine"),
         QJsonObject{{QStringLiteral("cpu"), text(machine.cpu)},
                     {QStringLiteral("memory_bytes"), number(machine.memory_bytes)},
                     {QStringLiteral("available_memory_bytes"), number(machine.available_memory_bytes)},
                     {QStringLiteral("gpus"), gpus},
                     {QStringLiteral("gpu_memory_bytes"), number(machine.gpu() ? machine.gpu()->memory_bytes : 0)},
                     {QStringLiteral("memory_bandwidth_gb_s"), fit.bandwidth / 1e9}}},
        {QStringLiteral("fit"),
         QJsonObject{{QStringLiteral("verdict"), fit.verdictName()},
                     {QStringLiteral("context_length"), number(fit.contextLength)},
                     {QStringLiteral("weight_bytes"), number(fit.weightBytes)},
                     {QStringLiteral("kv_cache_bytes"), number(fit.cacheBytes)},
                     {QStringLiteral("scratch_bytes"), number(fit.scratchBytes)},
                     {QStringLiteral("needed_bytes"), number(fit.neededBytes())},
                     {QStringLiteral("gpu"), fit.gpuVerdictName()},
                     {QStringLiteral("most_tokens_per_s"), fit.mostTokensPerSecond}}},
        {QStringLiteral("placement"), placementToJson(d, fit, device)},
    };
}

void print(const engine::ModelDescription &d, const engine::MachineDescription &machine, const ModelFit &fit,
           engine::Device device)
{
    const QLocale locale;
    const auto bytes = [&](std::uint64_t n) { return locale.formattedDataSize(number(n)); };
    const auto count = [&](std::uint64_t n) { return locale.toString(number(n)); };
    const auto line = [](const QString &label, const QString &value) {
        std::puts((label + QStringLiteral(": ") + value).toUtf8().constData());
    };
    line(QCoreApplication::translate("CommandLine", "Model"), text(d.name));
    line(QCoreApplication::translate("CommandLine", "File"),
         text(d.file) + QStringLiteral(" (") + bytes(d.file_bytes) + QStringLiteral(")"));
    line(QCoreApplication::translate("CommandLine", "Architecture"), text(d.architecture));
    line(QCoreApplication::translate("CommandLine", "Parameters"),
         QCoreApplication::translate("CommandLine", "%1 in all, %2 active for a token")
             .arg(count(d.total_parameters), count(d.active_parameters)));
    line(QCoreApplication::translate("CommandLine", "Layers"),
         QCoreApplication::translate("CommandLine", "%1, of them %2 dense; %3 for multi-token prediction")
             .arg(count(d.layers), count(d.dense_layers), count(d.mtp_layers)));
    if (d.experts > 0)
        line(QCoreApplication::translate("CommandLine", "Experts"),
             QCoreApplication::translate("CommandLine", "%1 routed, %2 used for a token, %3 shared; %4 gating")
                 .arg(count(d.experts), count(d.experts_per_token), count(d.shared_experts), text(d.gating)));
    line(QCoreApplication::translate("CommandLine", "Attention"),
         d.kv_lora_rank > 0
             ? QCoreApplication::translate("CommandLine", "%1 heads, latent %2 + rope %3 cached a token a layer")
                   .arg(count(d.heads), count(d.kv_lora_rank), count(d.qk_rope_head_dim))
             : QCoreApplication::translate("CommandLine", "%1 heads of %2, keys and values of %3 cached")
                   .arg(count(d.heads), count(d.head_dim), count(d.kv_heads)));
    line(QCoreApplication::translate("CommandLine", "Context"),
         QCoreApplication::translate("CommandLine", "%1 tokens").arg(count(d.context_length)));
    line(QCoreApplication::translate("CommandLine", "Read for a decoded token"), bytes(d.bytes_per_token));
    line(QCoreApplication::translate("CommandLine", "Key-value cache for a token"), bytes(d.kv_bytes_per_token));
    for (const auto &share : d.weight_types)
        line(QCoreApplication::translate("CommandLine", "Weights"),
             QCoreApplication::translate("CommandLine", "%1: %2 tensors, %3")
                 .arg(text(share.type), count(share.tensors), bytes(share.bytes)));
    line(QCoreApplication::translate("CommandLine", "Tokenizer"),
         QCoreApplication::translate("CommandLine", "%1, %2 entries").arg(text(d.tokenizer), count(d.vocab)));
    line(QCoreApplication::translate("CommandLine", "Prompt format"), text(d.chat_format));
    if (!d.chat_template_problem.empty())
        line(QCoreApplication::translate("CommandLine", "The file's template is not used"),
             text(d.chat_template_problem));
    line(QCoreApplication::translate("CommandLine", "Machine"),
         text(machine.cpu) + QStringLiteral(", ") + bytes(machine.memory_bytes));
    for (const auto &gpu : machine.gpus)
        line(QCoreApplication::translate("CommandLine", "GPU"), text(gpu.details));
    line(QCoreApplication::translate("CommandLine", "Memory"),
         QCoreApplication::translate("CommandLine", "weights %1, cache of %2 tokens %3, scratch %4")
             .arg(bytes(fit.weightBytes), count(fit.contextLength), bytes(fit.cacheBytes), bytes(fit.scratchBytes)));
    line(QCoreApplication::translate("CommandLine", "Fit"), fit.describe());
    for (const auto &[label, value] : describePlacementLines(d, fit, device))
        line(label, value);
    if (fit.mostTokensPerSecond <= 0)
        return;
    line(QCoreApplication::translate("CommandLine", "Speed"),
         QCoreApplication::translate("CommandLine", "at most %1 tokens a second in decoding, at the measured %2 GB/s")
             .arg(locale.toString(fit.mostTokensPerSecond, 'f', 1), locale.toString(fit.bandwidth / 1e9, 'f', 1)));
}

/// The machine as a plan sees it: where no GPU is to be had, one with so much free memory is supposed.
engine::MachineDescription withGpu(engine::MachineDescription machine, const engine::SessionOptions &options)
{
    if (options.device != engine::Device::Cuda || machine.gpu())
        return machine;
    if (options.gpu_memory == 0)
        throw UsageError(QCoreApplication::translate(
            "CommandLine", "There is no GPU here to plan for. --gpu-memory says how much memory one would have."));
    machine.gpus = {{{}, {}, options.gpu_memory, options.gpu_memory, true}};
    return machine;
}

}  // namespace

int inspect(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("CommandLine", "Describes a model and whether it fits this machine."));
    parser.addPositionalArgument(
        QStringLiteral("FILE"),
        QCoreApplication::translate("CommandLine", "GGUF file, Hugging Face folder, or \"starter\"."));
    parser.addOptions(
        {{QStringLiteral("context"),
          QCoreApplication::translate("CommandLine", "Tokens of context to plan for (default 16384)."),
          QStringLiteral("N")},
         {QStringLiteral("json"), QCoreApplication::translate("CommandLine", "Print one JSON object.")},
         {QStringLiteral("data-dir"), QCoreApplication::translate("CommandLine", "Folder of Mingsi's data."),
          QStringLiteral("DIR")}});
    addCacheOption(parser);
    addDeviceOptions(parser);
    parse(parser, QStringLiteral("inspect"), arguments);
    if (parser.positionalArguments().size() != 1)
        throw UsageError(QCoreApplication::translate("CommandLine", "inspect expects one file."));

    const auto model =
        engine::Model::open(ModelReference::fromText(parser.positionalArguments().constFirst()).source());
    engine::SessionOptions options;
    options.context_length =
        integerOption(parser, QStringLiteral("context"), 0, 1, model->description().context_length);
    options.small_cache = smallCacheOption(parser);
    setDevice(parser, options);
    const auto machine = engine::describe_machine();
    const auto fit = ModelFit::estimate(model->description(), withGpu(machine, options), options,
                                        engine::measure_memory_bandwidth());
    if (parser.isSet(QStringLiteral("json")))
        std::puts(QJsonDocument(toJson(model->description(), machine, fit, options.device))
                      .toJson(QJsonDocument::Compact)
                      .constData());
    else
        print(model->description(), machine, fit, options.device);
    return Success;
}

}  // namespace mingsi::app::cli
