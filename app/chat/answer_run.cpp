// SPDX-License-Identifier: Apache-2.0
#include "app/chat/answer_run.h"

#include <QStringDecoder>

namespace mingsi::app {

namespace {

// What a hover shows; the rest of the distribution is noise to a reader.
constexpr std::size_t kAlternatives = 5;

const QString kOpenThought = QStringLiteral("<think>\n");
const QString kCloseThought = QStringLiteral("\n</think>\n\n");

/// The prompt's options of these settings.
engine::ChatOptions chatOptions(const AnswerSettings &settings)
{
    return {settings.thinking};
}

/// The settings with what the sampler really uses, so that the answer can be made again.
AnswerSettings resolved(AnswerSettings settings, const engine::SamplerParameters &sampler)
{
    settings.temperature = static_cast<double>(sampler.temperature);
    settings.topP = static_cast<double>(sampler.top_p);
    settings.topK = sampler.top_k;
    settings.minP = static_cast<double>(sampler.min_p);
    settings.repetitionPenalty = static_cast<double>(sampler.repetition_penalty);
    settings.seed = sampler.seed;
    return settings;
}

}  // namespace

AnswerRun::AnswerRun(const engine::Model &model, const GenerationJob &job, const AnswerControl &control)
    : m_model(model), m_control(control), m_sampler(job.settings.sampler(model.description())),
      m_prompt(model.encode_chat(job.messages, chatOptions(job.settings))), m_stream(m_prompt.opens_reasoning),
      m_start(std::chrono::steady_clock::now())
{
    m_settings = resolved(job.settings, m_sampler);
    m_trace.setRouting(static_cast<int>(model.description().experts_per_token),
                       static_cast<int>(model.description().experts));
    m_request.sampler = m_sampler;
    m_request.alternatives = kAlternatives;
    m_request.experts = true;
    m_request.on_prefill = [this](std::size_t done, std::size_t total) {
        if (onPrefill)
            onPrefill(done, total);
    };
    m_request.on_token = [this](const engine::TokenEvent &event) { take(event); };
    m_request.on_end = [this](const engine::GenerationResult &result) { return next(result); };
    begin(job.prefix);
    prepare();
}

void AnswerRun::runTogether(engine::Session &session, std::span<AnswerRun *const> runs)
{
    std::vector<engine::GenerationRequest> requests;
    for (const AnswerRun *run : runs)
        requests.push_back(run->m_request);
    try {
        session.generate(requests);
    } catch (...) {
        for (AnswerRun *run : runs)
            run->finish();
        throw;
    }
}

void AnswerRun::begin(const AnswerPrefix &prefix)
{
    write({prefix.ids.begin(), prefix.ids.end()}, TokenMark::Origin::Chosen);
    if (!prefix.reasoning.isEmpty()) {
        if (!m_stream.inThought() && m_stream.answer().empty())
            write(m_model.tokenizer().encode(kOpenThought.toStdString(), true), TokenMark::Origin::Forced);
        writeText(prefix.reasoning);
    }
    if (prefix.closesThought && m_stream.inThought())
        closeThought();
    if (!prefix.answer.isEmpty())
        writeText(prefix.answer);
}

void AnswerRun::write(const std::vector<engine::TokenId> &ids, TokenMark::Origin origin)
{
    QStringDecoder text(QStringDecoder::Utf8);  // a token may hold a part of a character
    for (const engine::TokenId id : ids) {
        const std::string_view bytes = m_model.tokenizer().bytes(id);
        const QString whole = text(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
        record({id, whole.toStdString(), m_written.size()}, origin);
    }
}

void AnswerRun::writeText(const QString &text)
{
    // A person's text: what looks like a control token in it stays text.
    write(m_model.tokenizer().encode(text.toStdString(), false), TokenMark::Origin::Written);
}

void AnswerRun::closeThought()
{
    write(m_model.tokenizer().encode(kCloseThought.toStdString(), true), TokenMark::Origin::Forced);
    m_guard.reset();
}

void AnswerRun::prepare()
{
    m_request.prompt = m_prompt.ids;
    m_request.prompt.insert(m_request.prompt.end(), m_written.begin(), m_written.end());
    const auto limit = static_cast<std::size_t>(m_settings.maxTokens.value_or(0));
    m_request.max_tokens = limit > 0 ? limit - m_result.completion_tokens : 0;
    m_pause = {};
    m_request.stop = m_pause.get_token();
    m_stopped.emplace(m_control.stop.get_token(), [pause = m_pause]() mutable { pause.request_stop(); });
}

const engine::GenerationRequest *AnswerRun::next(const engine::GenerationResult &result)
{
    add(result);
    const auto limit = static_cast<std::size_t>(m_settings.maxTokens.value_or(0));
    const bool closes = m_closing && m_stream.inThought() && result.finish_reason == engine::FinishReason::Cancelled
        && !m_control.stop.stop_requested();
    if (closes) {
        m_closing = false;
        closeThought();
        if (limit == 0 || m_result.completion_tokens < limit) {
            prepare();
            return &m_request;
        }
    }
    finish();
    if (onEnd)
        onEnd();
    return nullptr;
}

void AnswerRun::add(const engine::GenerationResult &result)
{
    const bool first = m_result.prompt_tokens == 0;
    m_result.finish_reason = result.finish_reason;
    if (first) {
        m_result.prompt_tokens = result.prompt_tokens;
        m_result.cached_tokens = result.cached_tokens;
        m_result.time_to_first_token = result.time_to_first_token;
    }
    m_result.completion_tokens += result.completion_tokens;
    m_result.prefill_seconds += result.prefill_seconds;
    m_result.decode_seconds += result.decode_seconds;
}

void AnswerRun::finish()
{
    if (!m_ended)
        m_stream.finish();
    m_ended = true;
}

void AnswerRun::take(const engine::TokenEvent &event)
{
    if (event.id < 0) {
        m_stream.add(event);
        return;
    }
    const bool wasInThought = m_stream.inThought();
    record(event, TokenMark::Origin::Drawn);
    if (wasInThought && !m_stream.inThought())
        m_guard.reset();
    const bool loops = m_guard.add(event.id);
    if (m_stream.inThought() && !m_closing) {
        const auto budget = static_cast<std::size_t>(m_settings.thinkingBudget.value_or(0));
        if (m_control.answerNow->load())
            m_thoughtEnd = ThoughtEnd::Person;
        else if (budget > 0 && m_stream.reasoningTokens() >= budget)
            m_thoughtEnd = ThoughtEnd::Budget;
        else if (loops)
            m_thoughtEnd = ThoughtEnd::Repetition;
        m_closing = m_thoughtEnd != ThoughtEnd::Model;
        if (m_closing)
            m_pause.request_stop();
    } else if (loops && !m_closing) {
        m_repeated = true;
        m_pause.request_stop();
    }
    if (onToken)
        onToken();
}

void AnswerRun::record(const engine::TokenEvent &event, TokenMark::Origin origin)
{
    using std::chrono::milliseconds;
    if (origin == TokenMark::Origin::Written)
        m_stream.addWritten(event);
    else
        m_stream.add(event);
    m_written.push_back(event.id);
    const auto learn = [this](engine::TokenId id) {
        if (!m_trace.knows(id))
            m_trace.learn(id, m_model.tokenizer().bytes(id));
    };
    learn(event.id);
    for (const auto &alternative : event.alternatives)
        learn(alternative.id);
    TokenMark mark;
    // Of the section in which the token's text ended up.
    mark.inReasoning = m_stream.inThought();
    mark.end = mark.inReasoning ? m_stream.reasoningLength() : m_stream.answerLength();
    mark.milliseconds = static_cast<quint32>(
        std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - m_start).count());
    mark.probability = event.probability;
    mark.origin = origin;
    m_trace.add(event, mark);
}

}  // namespace mingsi::app
