// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <cmath>
#include <iostream>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/model_option.h"
#include "app/whole_file.h"

namespace mingsi::app::cli {

namespace {

std::unique_ptr<engine::Session> openSession(const std::shared_ptr<const engine::Model> &model,
                                             const QCommandLineParser &parser, std::size_t tokens)
{
    engine::SessionOptions options;
    setDevice(parser, options);
    options.context_length = tokens;
    options.exact = true;
    options.small_cache = smallCacheOption(parser);
    return engine::Session::open(model, options);
}

void addSessionOptions(QCommandLineParser &parser)
{
    addCacheOption(parser);
    addDeviceOptions(parser);
}

/// NumPy's file format, version 1.0: float32, little-endian, rows of `columns`.
void writeNpy(const QString &name, const std::vector<float> &values, std::size_t columns)
{
    QByteArray header = QStringLiteral("{'descr': '<f4', 'fortran_order': False, 'shape': (%1, %2), }")
                            .arg(values.size() / columns)
                            .arg(columns)
                            .toLatin1();
    // Magic, version and length take 10 bytes; the data begin at a multiple of 64.
    while ((10 + header.size() + 1) % 64 != 0)
        header += ' ';
    header += '\n';
    QSaveFile file(name);
    const auto length = static_cast<quint16>(header.size());
    const char lengthBytes[2] = {static_cast<char>(length & 0xff), static_cast<char>(length >> 8)};
    const bool fine = file.open(QIODevice::WriteOnly) && file.write("\x93NUMPY\x01\x00", 8) == 8
        && file.write(lengthBytes, 2) == 2 && file.write(header) == header.size()
        && file.write(reinterpret_cast<const char *>(values.data()), static_cast<qint64>(values.size() * sizeof(float)))
            >= 0
        && commitWhole(file);
    if (!fine)
        throw engine::Error(engine::ErrorCode::FileUnwritable, name.toStdString(), {},
                            file.errorString().toStdString());
}

/// −log p of `id` under a row of logits.
double negativeLogLikelihood(const float *logits, std::size_t count, engine::TokenId id)
{
    double top = -HUGE_VAL;
    for (std::size_t i = 0; i < count; ++i)
        top = std::max(top, static_cast<double>(logits[i]));
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i)
        sum += std::exp(static_cast<double>(logits[i]) - top);
    return top + std::log(sum) - static_cast<double>(logits[id]);
}

}  // namespace

int logits(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "CommandLine", "Writes the logits of every position as a NumPy file, float32 [tokens, vocabulary]."));
    addModelOptions(parser);
    addSessionOptions(parser);
    parser.addOptions({
        {QStringLiteral("ids"), QCoreApplication::translate("CommandLine", "Token ids with commas between."),
         QStringLiteral("IDS")},
        {QStringLiteral("out"), QCoreApplication::translate("CommandLine", "The file to write."), QStringLiteral("F")},
    });
    parse(parser, QStringLiteral("logits"), arguments);
    const auto ids = idsOption(parser, QStringLiteral("ids"));
    if (ids.empty() || !parser.isSet(QStringLiteral("out")))
        throw UsageError(QCoreApplication::translate("CommandLine", "--ids and --out are expected."));
    const auto model = engine::Model::open(chosenModel(parser).source());
    const auto session = openSession(model, parser, ids.size());
    writeNpy(parser.value(QStringLiteral("out")), session->logits(ids, engine::SessionOptions{}.prefill_chunk),
             model->description().vocab);
    return Success;
}

int perplexity(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("CommandLine",
                                    "Measures how well a model foretells a text. The text is cut into windows; in "
                                    "each, the second half is judged."));
    addModelOptions(parser);
    addSessionOptions(parser);
    parser.addOptions({
        {QStringLiteral("text"), QCoreApplication::translate("CommandLine", "The text."), QStringLiteral("T")},
        {QStringLiteral("file"), QCoreApplication::translate("CommandLine", "A file with the text."),
         QStringLiteral("F")},
        {QStringLiteral("window"), QCoreApplication::translate("CommandLine", "Tokens in a window (default 512)."),
         QStringLiteral("N")},
        {QStringLiteral("json"), QCoreApplication::translate("CommandLine", "Print one JSON object.")},
    });
    parse(parser, QStringLiteral("perplexity"), arguments);
    const QByteArray text = textOption(parser);
    const auto model = engine::Model::open(chosenModel(parser).source());
    const auto &tokenizer = model->tokenizer();
    const auto ids = tokenizer.encode(std::string_view(text.constData(), static_cast<std::size_t>(text.size())), false);
    const std::size_t vocab = model->description().vocab;
    const std::size_t wanted =
        integerOption(parser, QStringLiteral("window"), 512, 2, model->description().context_length);
    const std::size_t window = std::min(wanted, ids.size());
    if (window < 2)
        throw UsageError(QCoreApplication::translate("CommandLine", "The text is too short."));

    const auto session = openSession(model, parser, window);
    double sum = 0;
    std::size_t judged = 0, windows = 0;
    for (std::size_t begin = 0; begin + window <= ids.size(); begin += window, ++windows) {
        std::vector<engine::TokenId> part(ids.begin() + static_cast<std::ptrdiff_t>(begin),
                                          ids.begin() + static_cast<std::ptrdiff_t>(begin + window));
        if (tokenizer.adds_bos())
            part[0] = *tokenizer.bos();
        const auto values = session->logits(part, engine::SessionOptions{}.prefill_chunk);
        for (std::size_t i = window / 2; i + 1 < window; ++i, ++judged)
            sum += negativeLogLikelihood(values.data() + i * vocab, vocab, part[i + 1]);
    }
    if (judged == 0)
        throw UsageError(QCoreApplication::translate("CommandLine", "The text is too short."));
    const double result = std::exp(sum / static_cast<double>(judged));
    if (parser.isSet(QStringLiteral("json")))
        std::cout << QJsonDocument(QJsonObject{{QStringLiteral("perplexity"), result},
                                               {QStringLiteral("tokens"), static_cast<qint64>(judged)},
                                               {QStringLiteral("windows"), static_cast<qint64>(windows)},
                                               {QStringLiteral("window"), static_cast<qint64>(window)}})
                         .toJson(QJsonDocument::Compact)
                         .toStdString()
                  << std::endl;
    else
        std::cout << QCoreApplication::translate("CommandLine", "Perplexity %1 over %2 tokens in %3 windows of %4.")
                         .arg(result)
                         .arg(judged)
                         .arg(windows)
                         .arg(window)
                         .toStdString()
                  << std::endl;
    return Success;
}

}  // namespace mingsi::app::cli
