// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <algorithm>
#include <chrono>
#include <iostream>
#include <random>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/model_option.h"
#include "app/models/model_fit.h"

namespace mingsi::app::cli {

namespace {

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// Tokens that begin otherwise in every run, so that nothing of a prompt is cached.
std::vector<engine::TokenId> randomPrompt(std::size_t count, std::size_t vocab, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<engine::TokenId> ids(count);
    for (auto &id : ids)
        id = static_cast<engine::TokenId>(random() % vocab);
    ids.front() = static_cast<engine::TokenId>(seed % vocab);
    return ids;
}

/// A request of the bench: a prompt of its own, the most likely tokens, and no end before its time.
engine::GenerationRequest benchRequest(std::size_t promptTokens, std::size_t genTokens, std::size_t vocab,
                                       unsigned seed)
{
    engine::GenerationRequest request;
    request.prompt = randomPrompt(promptTokens, vocab, seed);
    request.sampler.temperature = 0;
    request.max_tokens = genTokens;
    request.ignore_end = true;
    return request;
}

/// What several sequences write in a second, together; medians.
struct Throughput {
    double together = 0;
    double alone = 0;  ///< one sequence, measured in the same way
};

/// The time from when all prompts have been read to when all answers are written; the first token is a prompt's.
Throughput measureThroughput(const std::shared_ptr<const engine::Model> &model, const engine::SessionOptions &options,
                             std::size_t sequences, std::size_t promptTokens, std::size_t genTokens, std::size_t repeat)
{
    const auto rate = [&](std::size_t count) {
        engine::SessionOptions together = options;
        together.sequences = count;
        const auto session = engine::Session::open(model, together);
        session->settle();
        std::vector<double> rates;
        for (std::size_t run = 0; run <= repeat; ++run) {
            std::vector<engine::GenerationRequest> requests;
            std::vector<std::chrono::steady_clock::time_point> times;
            std::size_t reading = count;
            for (std::size_t i = 0; i < count; ++i) {
                requests.push_back(benchRequest(promptTokens, genTokens, model->description().vocab,
                                                static_cast<unsigned>(run * count + i)));
                requests.back().on_token = [&](const engine::TokenEvent &event) {
                    reading -= event.index == 0 ? 1 : 0;
                    if (reading == 0)
                        times.push_back(std::chrono::steady_clock::now());
                };
            }
            session->generate(requests);
            const double seconds = std::chrono::duration<double>(times.back() - times.front()).count();
            if (run > 0)
                rates.push_back(static_cast<double>(times.size() - 1) / seconds);
        }
        return median(rates);
    };
    return {rate(sequences), rate(1)};
}

double peakMemory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024;
}

}  // namespace

int bench(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "CommandLine",
        "Measures how fast a model reads a prompt and writes an answer; gives the medians of several "
        "runs."));
    addModelOptions(parser);
    addCacheOption(parser);
    addDeviceOptions(parser);
    addRepackOption(parser);
    parser.addOptions({
        {QStringLiteral("prompt-tokens"),
         QCoreApplication::translate("CommandLine", "Length of the prompt (default 512)."), QStringLiteral("N")},
        {QStringLiteral("gen-tokens"),
         QCoreApplication::translate("CommandLine", "Length of the answer (default 128)."), QStringLiteral("N")},
        {QStringLiteral("threads"),
         QCoreApplication::translate("CommandLine", "Threads (default: all that may be used)."), QStringLiteral("N")},
        {QStringLiteral("json"), QCoreApplication::translate("CommandLine", "Print one JSON object.")},
        {QStringLiteral("parallel"),
         QCoreApplication::translate("CommandLine", "Also measure N sequences that are decoded together."),
         QStringLiteral("N")},
        {QStringLiteral("repeat"), QCoreApplication::translate("CommandLine", "Number of runs (default 3)."),
         QStringLiteral("N")},
    });
    parse(parser, QStringLiteral("bench"), arguments);
    const auto model = engine::Model::open(chosenModel(parser).source());
    const auto &description = model->description();
    const std::size_t limit = description.context_length;
    const std::size_t promptTokens = integerOption(parser, QStringLiteral("prompt-tokens"), 512, 1, limit);
    const std::size_t genTokens = integerOption(parser, QStringLiteral("gen-tokens"), 128, 2, limit);
    if (promptTokens + genTokens > limit)
        throw UsageError(QCoreApplication::translate("CommandLine", "The model's context holds %1 tokens.").arg(limit));
    const std::size_t repeat = integerOption(parser, QStringLiteral("repeat"), 3, 1, 1000);

    engine::SessionOptions options;
    setDevice(parser, options);
    options.threads = static_cast<unsigned>(integerOption(parser, QStringLiteral("threads"), 0, 1, 4096));
    options.context_length = promptTokens + genTokens;
    options.small_cache = smallCacheOption(parser);
    options.repack = repackOption(parser);
    readWeights(*model, [](double) { return true; });
    auto session = engine::Session::open(model, options);
    session->settle();
    const double bandwidth = engine::measure_memory_bandwidth();

    std::vector<double> prefill, decode, firstToken;
    for (std::size_t run = 0; run <= repeat; ++run) {
        const auto result =
            session->generate(benchRequest(promptTokens, genTokens, description.vocab, static_cast<unsigned>(run)));
        if (run == 0)
            continue;  // warms up
        prefill.push_back(static_cast<double>(promptTokens) / result.prefill_seconds);
        // The first token comes from the prompt's own logits.
        decode.push_back(static_cast<double>(result.completion_tokens - 1) / result.decode_seconds);
        firstToken.push_back(result.time_to_first_token);
    }
    const auto device = QString::fromStdString(session->device_name());
    session.reset();  // the next ones need its memory
    const std::size_t parallel = integerOption(parser, QStringLiteral("parallel"), 1, 1, 256);
    Throughput throughput;
    if (parallel > 1)
        throughput = measureThroughput(model, options, parallel, promptTokens, genTokens, repeat);

    // Reading the cache counts: half of what there is at the end, on the average, and all of the prompt.
    const double cached = static_cast<double>(promptTokens) + static_cast<double>(genTokens) / 2;
    const double bytes =
        static_cast<double>(description.bytes_per_token) + cached * static_cast<double>(description.kv_bytes_per_token);
    const double speed = median(decode);
    const double fraction = speed * bytes / bandwidth;
    if (!parser.isSet(QStringLiteral("json"))) {
        const QLocale locale;
        const auto number = [&](double value, int digits = 1) { return locale.toString(value, 'f', digits); };
        std::cout << QCoreApplication::translate("CommandLine",
                                                 "Prefill: %1 tokens/s (%2 tokens)\n"
                                                 "Decoding: %3 tokens/s (%4 tokens), %5 % of what the memory allows\n"
                                                 "Memory: %6 GB/s, %7 MiB at most, %8 MB read for a token\n"
                                                 "Device: %9\n")
                         .arg(number(median(prefill)))
                         .arg(promptTokens)
                         .arg(number(speed))
                         .arg(genTokens)
                         .arg(number(100 * fraction), number(bandwidth / 1e9), number(peakMemory() / 1048576, 0),
                              number(bytes / 1e6, 0), device)
                         .toStdString();
        if (parallel > 1)
            std::cout << QCoreApplication::translate(
                             "CommandLine", "%1 sequences together: %2 tokens/s, %3 times what one alone gives\n")
                             .arg(parallel)
                             .arg(number(throughput.together), number(throughput.together / throughput.alone, 2))
                             .toStdString();
        return Success;
    }
    QJsonObject json{
        {QStringLiteral("model"), QString::fromStdString(description.name)},
        {QStringLiteral("device"), device},
        {QStringLiteral("prompt_tokens"), static_cast<qint64>(promptTokens)},
        {QStringLiteral("gen_tokens"), static_cast<qint64>(genTokens)},
        {QStringLiteral("repeat"), static_cast<qint64>(repeat)},
        {QStringLiteral("prefill_tokens_per_s"), median(prefill)},
        {QStringLiteral("decode_tokens_per_s"), speed},
        {QStringLiteral("time_to_first_token_s"), median(firstToken)},
        {QStringLiteral("bytes_per_token"), bytes},
        {QStringLiteral("memory_bandwidth_gb_s"), bandwidth / 1e9},
        {QStringLiteral("roofline_fraction"), fraction},
        {QStringLiteral("peak_rss_bytes"), peakMemory()},
    };
    if (parallel > 1) {
        json.insert(QStringLiteral("parallel"), static_cast<qint64>(parallel));
        json.insert(QStringLiteral("parallel_tokens_per_s"), throughput.together);
        json.insert(QStringLiteral("parallel_gain"), throughput.together / throughput.alone);
    }
    std::cout << QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString() << '\n';
    return Success;
}

}  // namespace mingsi::app::cli
