// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <csignal>
#include <iostream>
#include <iterator>

#include "app/chat/answer_stream.h"
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/history_option.h"
#include "app/cli/model_option.h"
#include "app/models/default_sampler.h"
#include "app/models/model_identity.h"
#include "app/models/model_fit.h"

namespace mingsi::app::cli {

namespace {

/// Ctrl+C stops the answer, not the program; a second one before the next answer ends it.
volatile std::sig_atomic_t g_interrupted = 0;

void onInterrupt(int)
{
    if (g_interrupted) {
        std::signal(SIGINT, SIG_DFL);
        std::raise(SIGINT);
    }
    g_interrupted = 1;
}

std::optional<bool> thinkOption(const QCommandLineParser &parser)
{
    const QString value = parser.value(QStringLiteral("think"));
    if (value == u"auto")
        return std::nullopt;
    if (value != u"on" && value != u"off")
        throw UsageError(
            QCoreApplication::translate("CommandLine", "--%1 expects auto, on or off.").arg(QStringLiteral("think")));
    return value == u"on";
}

/// What the answer is restricted to; null when it is not.
std::shared_ptr<engine::Constraint> constraintOption(const QCommandLineParser &parser)
{
    const QStringList options{QStringLiteral("json-schema"), QStringLiteral("regex"), QStringLiteral("choice")};
    QStringList given;
    for (const QString &option : options) {
        if (parser.isSet(option))
            given.append(option);
    }
    if (given.size() > 1)
        throw UsageError(
            QCoreApplication::translate("CommandLine", "Of --json-schema, --regex and --choice one will do."));
    if (given == QStringList{options.at(0)}) {
        QFile file(parser.value(options.at(0)));
        if (!file.open(QIODevice::ReadOnly))
            throw engine::Error(engine::ErrorCode::FileUnreadable, file.fileName().toStdString(), {},
                                file.errorString().toStdString());
        return engine::Constraint::json_schema(file.readAll().toStdString());
    }
    if (given == QStringList{options.at(1)})
        return engine::Constraint::regex(parser.value(options.at(1)).toStdString());
    std::vector<std::string> texts;
    for (const QString &text : parser.values(options.at(2)))
        texts.push_back(text.toStdString());
    return texts.empty() ? nullptr : engine::Constraint::choice(texts);
}

struct Turn {
    AnswerStream stream;
    engine::GenerationResult result;
};

/// A model with one conversation on the terminal.
class TerminalChat
{
public:
    TerminalChat(const QCommandLineParser &parser, bool quiet) : m_quiet(quiet)
    {
        // Before the model is read, which can take minutes.
        const QString system = parser.value(QStringLiteral("system"));
        if (!system.isEmpty())
            m_messages.push_back({engine::Role::System, system.toStdString()});
        std::ranges::move(historyOption(parser), std::back_inserter(m_messages));

        QElapsedTimer timer;
        timer.start();
        m_model = engine::Model::open(chosenModel(parser).source());
        engine::SessionOptions options;
        setDevice(parser, options);
        options.context_length =
            integerOption(parser, QStringLiteral("context"), 0, 1, m_model->description().context_length);
        options.small_cache = smallCacheOption(parser);
        options.repack = repackOption(parser);
        options.speculation = parser.isSet(QStringLiteral("speculate"));
        options.cache_folder = parser.value(QStringLiteral("cache-dir")).toStdString();
        if (!options.cache_folder.empty())
            options.cache_key = cacheKey(identify(chosenModel(parser), m_model->description()));
        readWeights(*m_model, [](double) { return true; });
        m_session = engine::Session::open(m_model, options);
        m_loadSeconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;

        m_options.thinking = thinkOption(parser);
        m_sampler = defaultSampler(m_model->description());
        m_sampler.temperature = static_cast<float>(
            realOption(parser, QStringLiteral("temperature"), static_cast<double>(m_sampler.temperature), 0, 100));
        m_sampler.top_p = static_cast<float>(
            realOption(parser, QStringLiteral("top-p"), static_cast<double>(m_sampler.top_p), 1e-6, 1));
        m_sampler.seed = integerOption(parser, QStringLiteral("seed"), m_sampler.seed, 0, UINT64_MAX);
        m_maxTokens = integerOption(parser, QStringLiteral("max-tokens"), 0, 1, 1 << 30);
        m_constraint = constraintOption(parser);
    }

    const engine::ModelDescription &description() const { return m_model->description(); }

    Turn ask(const std::string &question)
    {
        m_messages.push_back({engine::Role::User, question});
        const auto prompt = m_model->encode_chat(m_messages, m_options);
        Turn turn{AnswerStream(prompt.opens_reasoning), {}};
        std::stop_source stop;
        engine::GenerationRequest request;
        request.prompt = prompt.ids;
        request.sampler = m_sampler;
        request.max_tokens = m_maxTokens;
        request.constraint = m_constraint;
        if (prompt.opens_reasoning) {
            request.constrained_behind = m_model->tokenizer().special("</think>");
            if (m_constraint && !request.constrained_behind)
                throw UsageError(QCoreApplication::translate(
                    "CommandLine",
                    "This model opens its answers with a thought, but has no token that ends one; ask "
                    "with --think off to constrain the answer."));
        }
        request.stop = stop.get_token();
        request.on_token = [&](const engine::TokenEvent &event) {
            turn.stream.add(event);
            if (g_interrupted)
                stop.request_stop();
            if (!m_quiet)
                show(turn.stream);
        };
        m_shownReasoning = m_shownAnswer = 0;
        turn.result = m_session->generate(request);
        turn.stream.finish();
        if (!m_quiet) {
            show(turn.stream);
            std::cout << (dimmed() && m_shownAnswer == 0 ? "\033[0m\n" : "\n") << std::flush;
        }
        m_messages.push_back({engine::Role::Assistant, turn.stream.answer()});
        return turn;
    }

    QJsonObject toJson(const Turn &turn) const
    {
        const auto &r = turn.result;
        const auto rate = [](double tokens, double seconds) { return seconds > 0 ? tokens / seconds : 0.0; };
        const auto count = [](std::size_t n) { return static_cast<qint64>(n); };
        return {
            {QStringLiteral("reasoning"), QString::fromStdString(turn.stream.reasoning())},
            {QStringLiteral("answer"), QString::fromStdString(turn.stream.answer())},
            {QStringLiteral("finish_reason"), QString::fromLatin1(engine::to_string(r.finish_reason))},
            {QStringLiteral("usage"),
             QJsonObject{{QStringLiteral("prompt_tokens"), count(r.prompt_tokens)},
                         {QStringLiteral("cached_tokens"), count(r.cached_tokens)},
                         {QStringLiteral("completion_tokens"), count(r.completion_tokens)},
                         {QStringLiteral("foretold_tokens"), count(r.foretold_tokens)},
                         {QStringLiteral("accepted_tokens"), count(r.accepted_tokens)},
                         {QStringLiteral("reasoning_tokens"), count(turn.stream.reasoningTokens())}}},
            {QStringLiteral("timings"),
             QJsonObject{{QStringLiteral("load_s"), m_loadSeconds},
                         {QStringLiteral("prefill_tokens_per_s"),
                          rate(static_cast<double>(r.prompt_tokens - r.cached_tokens), r.prefill_seconds)},
                         {QStringLiteral("decode_tokens_per_s"), turn.stream.tokensPerSecond()},
                         {QStringLiteral("time_to_first_token_s"), r.time_to_first_token}}},
        };
    }

private:
    static bool dimmed() { return isatty(STDOUT_FILENO); }

    /// Prints what is new: the reasoning (dimmed on a terminal), then the answer.
    void show(const AnswerStream &stream)
    {
        const std::string &reasoning = stream.reasoning();
        if (reasoning.size() > m_shownReasoning) {
            if (m_shownReasoning == 0)
                std::cout << (dimmed() ? "\033[2m" : "")
                          << QCoreApplication::translate("CommandLine", "Thinking").toStdString() << "\n";
            std::cout << reasoning.substr(m_shownReasoning);
            m_shownReasoning = reasoning.size();
        }
        const std::string &answer = stream.answer();
        if (answer.size() > m_shownAnswer) {
            if (m_shownAnswer == 0 && m_shownReasoning > 0)
                std::cout << (dimmed() ? "\033[0m" : "") << "\n\n"
                          << QCoreApplication::translate("CommandLine", "Answer").toStdString() << "\n";
            std::cout << answer.substr(m_shownAnswer);
            m_shownAnswer = answer.size();
        }
        std::cout << std::flush;
    }

    bool m_quiet;
    double m_loadSeconds = 0;
    std::shared_ptr<const engine::Model> m_model;
    std::unique_ptr<engine::Session> m_session;
    std::shared_ptr<engine::Constraint> m_constraint;
    engine::ChatOptions m_options;
    engine::SamplerParameters m_sampler;
    std::size_t m_maxTokens = 0;
    std::vector<engine::ChatMessage> m_messages;
    std::size_t m_shownReasoning = 0;
    std::size_t m_shownAnswer = 0;
};

void talk(TerminalChat &chat)
{
    std::cout << QCoreApplication::translate("CommandLine", "%1. Empty line or Ctrl+D ends, Ctrl+C stops an answer.")
                     .arg(QString::fromStdString(chat.description().name))
                     .toStdString()
              << std::endl;
    for (std::string line; std::cout << "\n> " << std::flush && std::getline(std::cin, line) && !line.empty();) {
        g_interrupted = 0;
        chat.ask(line);
    }
    std::cout << std::endl;
}

}  // namespace

int chat(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("CommandLine", "Asks a model one question, or talks with it on the terminal."));
    addModelOptions(parser);
    addCacheOption(parser);
    addDeviceOptions(parser);
    addRepackOption(parser);
    addHistoryOption(parser);
    parser.addOptions({
        {QStringLiteral("prompt"),
         QCoreApplication::translate("CommandLine", "One question; without it a conversation begins."),
         QStringLiteral("T")},
        {QStringLiteral("system"), QCoreApplication::translate("CommandLine", "System prompt."), QStringLiteral("T")},
        {QStringLiteral("cache-dir"),
         QCoreApplication::translate("CommandLine",
                                     "Folder that keeps what the model has read, to be found again by later calls."),
         QStringLiteral("DIR")},
        {QStringLiteral("seed"), QCoreApplication::translate("CommandLine", "Seed; the same one gives the same text."),
         QStringLiteral("N")},
        {QStringLiteral("temperature"),
         QCoreApplication::translate("CommandLine", "0 always takes the most likely token (default 0.6)."),
         QStringLiteral("X")},
        {QStringLiteral("top-p"), QCoreApplication::translate("CommandLine", "Nucleus sampling (default 0.95)."),
         QStringLiteral("X")},
        {QStringLiteral("max-tokens"), QCoreApplication::translate("CommandLine", "Most tokens to generate."),
         QStringLiteral("N")},
        {QStringLiteral("context"), QCoreApplication::translate("CommandLine", "Tokens of context (default 16384)."),
         QStringLiteral("N")},
        {QStringLiteral("json-schema"),
         QCoreApplication::translate("CommandLine", "File with a JSON schema: the answer is such a JSON text."),
         QStringLiteral("F")},
        {QStringLiteral("regex"),
         QCoreApplication::translate("CommandLine", "The answer matches this regular expression as a whole."),
         QStringLiteral("R")},
        {QStringLiteral("choice"),
         QCoreApplication::translate("CommandLine", "The answer is this, or what another --choice says."),
         QStringLiteral("T")},
        {QStringLiteral("speculate"),
         QCoreApplication::translate(
             "CommandLine",
             "Have the model's own layer foretell tokens, where it has one; the text is the same either way.")},
        {QStringLiteral("think"),
         QCoreApplication::translate("CommandLine", "auto, on or off: whether it thinks before it answers."),
         QStringLiteral("W"), QStringLiteral("auto")},
        {QStringLiteral("json"), QCoreApplication::translate("CommandLine", "Print one JSON object.")},
    });
    parse(parser, QStringLiteral("chat"), arguments);
    if (!parser.positionalArguments().isEmpty())
        throw UsageError(QCoreApplication::translate("CommandLine", "Unexpected argument: %1")
                             .arg(parser.positionalArguments().constFirst()));
    const bool json = parser.isSet(QStringLiteral("json"));
    const bool single = parser.isSet(QStringLiteral("prompt"));
    if (json && !single)
        throw UsageError(QCoreApplication::translate("CommandLine", "--json needs --prompt."));

    std::signal(SIGINT, onInterrupt);
    TerminalChat chat(parser, json);
    if (!single) {
        talk(chat);
        return Success;
    }
    const Turn turn = chat.ask(parser.value(QStringLiteral("prompt")).toStdString());
    if (json)
        std::cout << QJsonDocument(chat.toJson(turn)).toJson(QJsonDocument::Compact).toStdString() << std::endl;
    return Success;
}

}  // namespace mingsi::app::cli
