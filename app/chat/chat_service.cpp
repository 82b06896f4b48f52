// SPDX-License-Identifier: Apache-2.0
#include "app/chat/chat_service.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>

#include "app/models/default_sampler.h"

namespace mingsi::app {

namespace {

// A killed process loses no more than a second of text: half of it for waiting, the rest for writing.
constexpr qint64 kSaveInterval = 400;

QString toJson(const engine::SamplerParameters &sampler)
{
    const QJsonObject object{
        {QStringLiteral("temperature"), static_cast<double>(sampler.temperature)},
        {QStringLiteral("top_k"), sampler.top_k},
        {QStringLiteral("top_p"), static_cast<double>(sampler.top_p)},
        {QStringLiteral("min_p"), static_cast<double>(sampler.min_p)},
        {QStringLiteral("repetition_penalty"), static_cast<double>(sampler.repetition_penalty)},
        // As text: a JSON number does not hold 64 bits.
        {QStringLiteral("seed"), QString::number(sampler.seed)},
    };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// The prompt's messages: answers without their reasoning, as R1 asks.
std::vector<engine::ChatMessage> toPrompt(const QList<Message> &branch, const Message &question)
{
    std::vector<engine::ChatMessage> prompt;
    const auto add = [&prompt](const Message &message) {
        const auto role = message.role == MessageRole::System ? engine::Role::System
            : message.role == MessageRole::Assistant          ? engine::Role::Assistant
                                                              : engine::Role::User;
        prompt.push_back({role, message.text.toStdString()});
    };
    for (const Message &message : branch)
        add(message);
    add(question);
    return prompt;
}

MessageState stateOf(const GenerationOutcome &outcome)
{
    if (outcome.failure)
        return MessageState::Failed;
    return outcome.result.finish_reason == engine::FinishReason::Cancelled ? MessageState::Stopped
                                                                           : MessageState::Complete;
}

}  // namespace

ChatService::ChatService(Database &database) : m_messages(database), m_database(database)
{
    connect(&m_worker, &EngineWorker::modelOpened, this, [this](const OpenedModelInfo &info) {
        m_description = info.description;
        m_modelReady = true;
        emit modelOpened(info);
    });
    connect(&m_worker, &EngineWorker::modelFailed, this, [this](const Failure &failure) {
        m_modelReady = false;
        emit modelFailed(failure);
    });
    connect(&m_worker, &EngineWorker::progress, this, &ChatService::takeProgress);
    connect(&m_worker, &EngineWorker::finished, this, &ChatService::takeOutcome);
}

ChatService::~ChatService() = default;

void ChatService::openModel(const ModelReference &model)
{
    m_model = model;
    m_modelReady = false;
    m_worker.open(model);
}

void ChatService::ask(RowId conversation, const QList<Message> &branch, const QString &text)
{
    const RowId parent = branch.isEmpty() ? 0 : branch.last().id;
    m_messages.addUserMessage(conversation, parent, text).then(this, [this, branch](const Result<Message> &question) {
        if (!question) {
            emit storeFailed(question.failure());
            return;
        }
        emit messageAdded(*question);
        beginAnswer(branch, *question);
    });
}

void ChatService::beginAnswer(const QList<Message> &branch, const Message &question)
{
    GenerationJob job;
    job.messages = toPrompt(branch, question);
    job.options = m_options;
    job.sampler = defaultSampler(m_description);
    Run run;
    run.model = QString::fromStdString(m_description.name);
    run.modelFile = m_model.toText();
    run.parameters = toJson(job.sampler);
    m_messages.beginAnswer(question.conversation, question.id, run)
        .then(this, [this, job](const Result<Message> &begun) mutable {
            if (!begun) {
                emit storeFailed(begun.failure());
                return;
            }
            Answer answer{*begun, {}, false};
            answer.sinceSave.start();
            m_answers.insert(begun->id, answer);
            emit messageAdded(*begun);
            job.message = begun->id;
            m_worker.generate(job);
        });
}

void ChatService::stop(RowId message)
{
    m_worker.stop(message);
}

void ChatService::takeProgress(const GenerationProgress &progress)
{
    const auto found = m_answers.find(progress.message);
    if (found == m_answers.end())
        return;
    found->message.text = progress.answer;
    found->message.reasoning = progress.reasoning;
    if (found->sinceSave.elapsed() >= kSaveInterval && !found->saving)
        save(*found);
    emit answerProgressed(progress);
}

void ChatService::save(Answer &answer)
{
    const RowId id = answer.message.id;
    answer.sinceSave.restart();
    answer.saving = true;
    m_messages.saveProgress(id, answer.message.text, *answer.message.reasoning)
        .then(this, [this, id](const Result<Done> &saved) {
            if (const auto found = m_answers.find(id); found != m_answers.end())
                found->saving = false;
            if (!saved)
                emit storeFailed(saved.failure());
        });
}

void ChatService::takeOutcome(const GenerationOutcome &outcome)
{
    if (!m_answers.contains(outcome.last.message))
        return;
    Message message = m_answers.take(outcome.last.message).message;
    message.text = outcome.last.answer;
    message.reasoning.reset();
    if (!outcome.last.reasoning.text.isEmpty())
        message.reasoning = outcome.last.reasoning;
    message.state = stateOf(outcome);
    if (outcome.failure)
        message.failure = describe(*outcome.failure);
    Run &run = message.run.emplace(message.run.value_or(Run{}));
    run.device = outcome.device;
    run.finishReason =
        QString::fromLatin1(outcome.failure ? "failed" : engine::to_string(outcome.result.finish_reason));
    run.promptTokens = static_cast<int>(outcome.result.prompt_tokens);
    run.completionTokens = outcome.last.completionTokens;
    run.prefillSeconds = outcome.result.prefill_seconds;
    run.decodeSeconds = outcome.result.decode_seconds;
    m_messages.finishAnswer(message).then(this, [this](const Result<Done> &stored) {
        if (!stored)
            emit storeFailed(stored.failure());
    });
    emit answerFinished(message);
}

void ChatService::shutdown()
{
    m_worker.stopAll();
    if (isBusy()) {
        QEventLoop loop;
        const auto leave = [&] {
            if (!isBusy())
                loop.quit();
        };
        connect(this, &ChatService::answerFinished, &loop, leave);
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
    m_database.flush();
}

}  // namespace mingsi::app
