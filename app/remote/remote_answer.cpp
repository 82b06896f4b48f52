// SPDX-License-Identifier: Apache-2.0
#include "app/remote/remote_answer.h"

#include <utility>

#include "app/remote/server_request.h"

namespace mingsi::app {

namespace {

constexpr int kMostAttempts = 4;
constexpr int kStall = 10 * 60 * 1000;  // ms; a long prompt on a busy cluster takes minutes
constexpr int kFrame = 33;
constexpr std::size_t kLongestAnswer = std::size_t{16} << 20;  // bytes
constexpr qsizetype kLongestErrorBody = 64 << 10;

const QString kOpenThought = QStringLiteral("<think>\n");
const QString kCloseThought = QStringLiteral("\n</think>\n\n");

}  // namespace

RemoteAnswer::RemoteAnswer(QNetworkAccessManager &network, const GenerationJob &job, const QString &key,
                           QObject *parent)
    : QObject(parent), m_network(network), m_job(job), m_key(key), m_stream(ReasoningParser::Start::Unknown)
{
    m_stall.setSingleShot(true);
    m_stall.setInterval(kStall);
    m_retry.setSingleShot(true);
    m_frame.setSingleShot(true);
    m_frame.setInterval(kFrame);
    connect(&m_frame, &QTimer::timeout, this, [this] { emit progressed(snapshot()); });
    connect(&m_retry, &QTimer::timeout, this, [this] { send(m_request); });
    connect(&m_stall, &QTimer::timeout, this, [this] {
        fail({Failure::Kind::ServerUnreachable,
              {},
              m_job.model.server().authority(),
              {},
              QStringLiteral("nothing came for %1 s").arg(kStall / 1000)});
    });
}

RemoteAnswer::~RemoteAnswer()
{
    drop();
}

void RemoteAnswer::start()
{
    m_clock.start();
    const AnswerPrefix &prefix = m_job.prefix;
    if (!prefix.reasoning.isEmpty()) {
        openThought();
        add(prefix.reasoning, TokenMark::Origin::Written);
    }
    if (prefix.closesThought && m_stream.inThought())
        closeThought();
    if (!prefix.answer.isEmpty())
        add(prefix.answer, TokenMark::Origin::Written);
    ChatRequest request;
    request.thinking = m_job.settings.thinking;
    request.maxTokens = m_job.settings.maxTokens.value_or(0);
    if (!prefix.isEmpty())
        request.begun = begun();
    emit progressed(snapshot());
    send(request);
}

void RemoteAnswer::send(const ChatRequest &request)
{
    ++m_attempts;
    m_request = request;
    m_events = {};
    m_pieces = 0;
    m_ended = false;
    m_reply = m_network.post(serverRequest(m_job.model.server(), QStringLiteral("chat/completions"), m_key),
                             chatBody(m_job, request));
    connect(m_reply, &QNetworkReply::readyRead, this, &RemoteAnswer::read);
    connect(m_reply, &QNetworkReply::finished, this, &RemoteAnswer::replied);
    m_stall.start();
}

void RemoteAnswer::read()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 200) {
        // An error and its reason; what is longer than a reason is something else.
        if (m_reply->bytesAvailable() > kLongestErrorBody)
            fail(serverFailure(*m_reply, m_reply->read(kLongestErrorBody)));
        return;
    }
    m_stall.start();
    const QPointer<QNetworkReply> reading = m_reply;
    for (const QByteArray &data : m_events.push(m_reply->readAll())) {
        if (data == "[DONE]")
            continue;
        const auto piece = chatPiece(data);
        if (!piece) {
            fail({Failure::Kind::ServerBroke,
                  {},
                  m_job.model.server().authority(),
                  {},
                  QStringLiteral("an event is not JSON")});
            return;
        }
        take(*piece);
        if (m_done || m_reply != reading)
            return;
    }
    if (m_events.isOverlong() || m_stream.answer().size() + m_stream.reasoning().size() > kLongestAnswer)
        fail({Failure::Kind::ServerBroke,
              {},
              m_job.model.server().authority(),
              {},
              QStringLiteral("the answer has no end")});
}

void RemoteAnswer::take(const ChatPiece &piece)
{
    if (!piece.error.isEmpty()) {
        fail({Failure::Kind::ServerBroke, {}, m_job.model.server().authority(), {}, piece.error});
        return;
    }
    if (piece.promptTokens > 0) {
        m_result.prompt_tokens = static_cast<std::size_t>(piece.promptTokens);
        m_result.cached_tokens = static_cast<std::size_t>(piece.cachedTokens);
        m_completionTokens += m_resumed ? 0 : piece.completionTokens;
    }
    if (m_pieces == 0 && !(piece.reasoning.isEmpty() && piece.text.isEmpty()) && m_result.time_to_first_token == 0) {
        m_result.time_to_first_token = static_cast<double>(m_clock.elapsed()) / 1000;
        m_result.prefill_seconds = m_result.time_to_first_token;
    }
    if (!piece.reasoning.isEmpty())
        takeReasoning(piece.reasoning);
    if (!piece.text.isEmpty() && !m_done) {
        ++m_pieces;
        if (m_separate && m_stream.inThought())
            closeThought();
        add(piece.text, TokenMark::Origin::Received);
    }
    if (!piece.finishReason.isEmpty()) {
        m_ended = true;
        m_result.finish_reason =
            piece.finishReason == u"length" ? engine::FinishReason::Length : engine::FinishReason::Stop;
    }
    if (!m_frame.isActive())
        m_frame.start();
}

void RemoteAnswer::takeReasoning(const QString &text)
{
    ++m_pieces;
    m_separate = true;
    // Told not to think, some models do all the same; the thought was ended, and stays so.
    if (m_resumed && !m_request.begun)
        return;
    // Where an answer goes on behind its thought, servers find no end of a thought in what is new and take it for one
    // (vLLM's parser for R1): it is the answer.
    const bool goesOn = m_request.begun && !m_stream.inThought();
    if (!goesOn && !m_stream.inThought())
        openThought();
    add(text, TokenMark::Origin::Received);
}

void RemoteAnswer::add(const QString &text, TokenMark::Origin origin)
{
    using engine::TokenId;
    if (!m_texts.contains(text)) {
        const auto number = static_cast<TokenId>(m_texts.size());
        m_texts.insert(text, number);
        m_trace.learn(number, text.toStdString());
    }
    const std::string bytes = text.toStdString();
    const engine::TokenEvent event{m_texts.value(text), bytes, m_stream.tokens()};
    const bool wasInThought = m_stream.inThought();
    const bool hadReasoning = !m_stream.reasoning().empty();
    // Tags count where they come from Mingsi, or from a server that does not tell thought from answer itself.
    if (origin == TokenMark::Origin::Forced || (origin == TokenMark::Origin::Received && !m_separate))
        m_stream.add(event);
    else
        m_stream.addWritten(event);
    if (!wasInThought && !hadReasoning && !m_stream.inThought() && !m_stream.reasoning().empty())
        m_trace.moveIntoReasoning();
    TokenMark mark;
    mark.inReasoning = m_stream.inThought();
    mark.end = mark.inReasoning ? m_stream.reasoningLength() : m_stream.answerLength();
    mark.milliseconds = static_cast<quint32>(m_clock.elapsed());
    mark.origin = origin;
    m_trace.add(event, mark);
    if (origin != TokenMark::Origin::Received)
        return;

    if (wasInThought && !m_stream.inThought())
        m_guard.reset();
    const bool loops = m_guard.add(event.id);
    if (m_stream.inThought() && !m_resumed) {
        const auto budget = static_cast<std::size_t>(m_job.settings.thinkingBudget.value_or(0));
        if (budget > 0 && m_stream.reasoningTokens() >= budget)
            goOn(ThoughtEnd::Budget);
        else if (loops)
            goOn(ThoughtEnd::Repetition);
    } else if (loops) {
        m_repeated = true;
        finish(engine::FinishReason::Stop);
    }
}

void RemoteAnswer::openThought()
{
    add(kOpenThought, TokenMark::Origin::Forced);
}

void RemoteAnswer::closeThought()
{
    add(kCloseThought, TokenMark::Origin::Forced);
    m_guard.reset();
}

void RemoteAnswer::goOn(ThoughtEnd why)
{
    m_thoughtEnd = why;
    drop();
    closeThought();
    m_resumed = true;
    m_attempts = 0;
    ChatRequest request;
    request.maxTokens = tokensLeft();
    request.begun = begun();
    send(request);
}

void RemoteAnswer::answerNow()
{
    if (m_stream.inThought() && !m_resumed && !m_done && !m_retry.isActive())
        goOn(ThoughtEnd::Person);
}

QString RemoteAnswer::begun() const
{
    QString text;
    if (!m_stream.reasoning().empty()) {
        text = kOpenThought + QString::fromStdString(m_stream.reasoning());
        if (!m_stream.inThought())
            text += kCloseThought;
    }
    return text + QString::fromStdString(m_stream.answer());
}

int RemoteAnswer::tokensLeft() const
{
    const int limit = m_job.settings.maxTokens.value_or(0);
    return limit == 0 ? 0 : std::max(1, limit - static_cast<int>(m_stream.tokens()));
}

void RemoteAnswer::replied()
{
    const QPointer<QNetworkReply> reply = m_reply;
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 200 && reply->bytesAvailable() > 0)
        read();
    if (m_done || m_reply != reply)
        return;
    if (m_ended) {
        finish(m_result.finish_reason);
        return;
    }
    if (m_resumed && m_request.begun && status >= 400 && status < 500 && status != 429) {
        // This server does not go on with an answer that is begun.
        drop();
        ChatRequest anew;
        anew.thinking = false;
        anew.maxTokens = tokensLeft();
        send(anew);
        return;
    }
    if (m_pieces == 0 && m_attempts < kMostAttempts && isTransient(*reply)) {
        m_retry.start(retryPause(*reply) * 1000);
        drop();
        return;
    }
    const QByteArray body = status == 200 ? QByteArray() : reply->read(kLongestErrorBody);
    fail(serverFailure(*reply, body));
}

void RemoteAnswer::stop()
{
    if (!m_done)
        finish(engine::FinishReason::Cancelled);
}

void RemoteAnswer::drop()
{
    m_stall.stop();
    if (!m_reply)
        return;
    QNetworkReply *reply = m_reply;
    m_reply.clear();
    reply->disconnect(this);
    // That ends the connection too; abort() within one of its signals confuses the reply.
    reply->deleteLater();
}

void RemoteAnswer::fail(const Failure &failure)
{
    end(m_result.finish_reason, failure);
}

void RemoteAnswer::finish(engine::FinishReason reason)
{
    end(reason, std::nullopt);
}

void RemoteAnswer::end(engine::FinishReason reason, const std::optional<Failure> &failure)
{
    if (std::exchange(m_done, true))
        return;
    drop();
    m_retry.stop();
    m_frame.stop();
    m_stream.finish();
    m_result.finish_reason = reason;
    m_result.completion_tokens = m_stream.tokens();
    m_result.decode_seconds = static_cast<double>(m_clock.elapsed()) / 1000 - m_result.prefill_seconds;
    GenerationOutcome outcome;
    outcome.last = snapshot();
    outcome.last.thinking = false;
    outcome.result = m_result;
    outcome.trace = m_trace;
    outcome.model.name = m_job.model.remoteModel();
    outcome.model.file = m_job.model.toText();
    outcome.settings = m_job.settings;
    outcome.device = m_job.model.server().authority();
    outcome.repeated = m_repeated;
    outcome.failure = failure;
    emit finished(outcome);
}

GenerationProgress RemoteAnswer::snapshot() const
{
    GenerationProgress progress;
    progress.message = m_job.message;
    progress.answer = QString::fromStdString(m_stream.answer());
    progress.reasoning = {QString::fromStdString(m_stream.reasoning()), static_cast<int>(m_stream.reasoningTokens()),
                          m_stream.reasoningSeconds(), m_thoughtEnd};
    progress.marks = m_trace.marks();
    progress.thinking = m_stream.inThought();
    progress.completionTokens = m_completionTokens > 0 ? m_completionTokens : static_cast<int>(m_stream.tokens());
    progress.tokensPerSecond = m_stream.tokensPerSecond();
    progress.contextUsed = static_cast<int>(m_result.prompt_tokens) + progress.completionTokens;
    return progress;
}

}  // namespace mingsi::app
