// SPDX-License-Identifier: Apache-2.0
#include "app/chat/chat_service.h"

#include <QEventLoop>

#include "app/background.h"
#include "app/documents/excerpt.h"

namespace mingsi::app {

namespace {

// A killed process loses no more than a second of text: half of it for waiting, the rest for writing.
constexpr qint64 kSaveInterval = 400;
// Longer attachments are made into a prompt in the background.
constexpr qsizetype kLongAttachments = 256 << 10;

MessageState stateOf(const GenerationOutcome &outcome)
{
    if (outcome.failure)
        return MessageState::Failed;
    const bool whole = outcome.result.finish_reason != engine::FinishReason::Cancelled && !outcome.repeated;
    return whole ? MessageState::Complete : MessageState::Stopped;
}

QString finishReasonOf(const GenerationOutcome &outcome)
{
    if (outcome.failure)
        return QStringLiteral("failed");
    return outcome.repeated ? QStringLiteral("repetition")
                            : QString::fromLatin1(engine::to_string(outcome.result.finish_reason));
}

/// What is known of a server's model before it answers: little but its name.
OpenedModelInfo remoteInfo(const ModelReference &model)
{
    OpenedModelInfo info;
    info.identity.name = model.remoteModel();
    info.identity.file = model.toText();
    info.identity.engineVersion = QStringLiteral(MINGSI_VERSION);
    info.description.name = model.remoteModel().toStdString();
    info.description.can_think = true;
    info.description.thinks_by_default = true;
    info.device = model.server().authority();
    return info;
}

void fill(Run &run, const GenerationOutcome &outcome)
{
    run.finishReason = finishReasonOf(outcome);
    run.promptTokens = static_cast<int>(outcome.result.prompt_tokens);
    run.completionTokens = outcome.last.completionTokens;
    run.prefillSeconds = outcome.result.prefill_seconds;
    run.decodeSeconds = outcome.result.decode_seconds;
    if (outcome.model.name.isEmpty())
        return;  // it never began
    run.device = outcome.device;
    run.model = outcome.model.name;
    run.parameters = outcome.settings.toText();
    run.modelHash = outcome.model.hash;
    run.quantization = outcome.model.quantization;
    run.templateHash = outcome.model.templateHash;
    run.engineVersion = outcome.model.engineVersion;
}

/// What an answer cost, when the price of who gave it is known.
void setCost(Run &run, const Price &price)
{
    run.currency = price.currency;
    run.cost = price.currency.isEmpty()
        ? 0
        : (run.promptTokens * price.prompt + run.completionTokens * price.completion) / 1e6;
}

}  // namespace

ChatService::ChatService(Database &database) : m_messages(database), m_database(database)
{
    connect(&m_worker, &EngineWorker::modelOpened, this, [this](const OpenedModelInfo &info) {
        m_info = info;
        m_loaded = info.identity.file;
        emit modelOpened(info);
    });
    connect(&m_worker, &EngineWorker::modelReopened, this, [this](const OpenedModelInfo &info) {
        // Others are opened for a comparison; and mostly nothing has changed.
        const bool same = info.device == m_info.device && info.placement == m_info.placement
            && info.gpuFailure.has_value() == m_info.gpuFailure.has_value();
        if (info.identity.file != m_info.identity.file || same)
            return;
        m_info = info;
        emit modelOpened(info);
    });
    connect(&m_worker, &EngineWorker::modelFailed, this, &ChatService::modelFailed);
    connect(&m_worker, &EngineWorker::opening, this, &ChatService::modelOpening);
    connect(&m_worker, &EngineWorker::openingCancelled, this, &ChatService::takeCancelledOpening);
    connect(&m_worker, &EngineWorker::progress, this, &ChatService::takeProgress);
    connect(&m_worker, &EngineWorker::finished, this, [this](const GenerationOutcome &outcome) {
        if (!outcome.model.file.isEmpty())
            m_loaded = outcome.model.file;
        takeOutcome(outcome);
    });
    connect(&m_remote, &RemoteWorker::progress, this, &ChatService::takeProgress);
    connect(&m_remote, &RemoteWorker::finished, this, &ChatService::takeOutcome);
    connect(&m_serverModels, &ServerList::listed, this, &ChatService::takeServerModels);
}

ChatService::~ChatService() = default;

void ChatService::openModel(const ModelReference &model)
{
    if (!m_info.identity.file.isEmpty()) {
        m_modelBefore = m_model;
        m_infoBefore = m_info;
    }
    m_model = model;
    m_info = {};
    if (!model.isRemote()) {
        m_worker.open(model);
        return;
    }
    OpenedModelInfo info = remoteInfo(model);
    info.contextLength = m_contextLengths.value(info.identity.file);
    // As with a file, the caller hears of it later.
    QMetaObject::invokeMethod(
        this,
        [this, info] {
            if (m_model.toText() != info.identity.file)
                return;
            m_info = info;
            emit modelOpened(m_info);
            askContextLength();
        },
        Qt::QueuedConnection);
}

void ChatService::askContextLength()
{
    if (m_model.isRemote())
        m_serverModels.ask(m_model.server(), m_keys.of(m_model.server()));
}

void ChatService::takeServerModels(const QUrl &server, const QList<ServerModel> &models)
{
    for (const ServerModel &model : models)
        m_contextLengths.insert(ModelReference::remote(server, model.name).toText(), model.contextLength);
    const int length = m_contextLengths.value(m_info.identity.file);
    if (!m_model.isRemote() || m_info.contextLength == length)
        return;
    m_info.contextLength = length;
    emit contextLengthChanged();
}

void ChatService::setSessionSettings(const SessionSettings &settings)
{
    m_sessionSettings = settings;
    m_worker.setSessionSettings(settings);
}

void ChatService::takeCancelledOpening()
{
    if (m_infoBefore.identity.file.isEmpty()) {
        openModel({});
        return;
    }
    m_model = m_modelBefore;
    m_info = m_infoBefore;
    emit modelOpened(m_info);
}

void ChatService::ask(RowId conversation, const QList<Message> &branch, const QString &text,
                      const QList<AnswerRecipe> &recipes, const QList<Attachment> &attachments)
{
    const RowId parent = branch.isEmpty() ? 0 : branch.last().id;
    m_messages.addUserMessage(conversation, parent, text, attachments)
        .then(this, [this, branch, recipes](const Result<Message> &question) {
            if (!question) {
                emit storeFailed(question.failure());
                return;
            }
            emit messageAdded(*question);
            answer(branch + QList{*question}, recipes, {});
        });
}

void ChatService::answer(const QList<Message> &branch, const QList<AnswerRecipe> &recipes, const AnswerPrefix &prefix)
{
    QList<GenerationJob> jobs;
    QList<QFuture<Result<Message>>> begun;
    for (const AnswerRecipe &recipe : recipes) {
        GenerationJob job;
        job.model = recipe.model;
        job.settings = recipe.settings;
        job.prefix = prefix;
        jobs.append(job);
        Run run;
        run.modelFile = recipe.model.toText();
        // Until it is opened, a model is known by its file alone.
        if (recipe.model.isRemote())
            run.model = recipe.model.remoteModel();
        else
            run.model = run.modelFile == m_info.identity.file ? m_info.identity.name : run.modelFile.section(u'/', -1);
        run.parameters = recipe.settings.toText();
        begun.append(m_messages.beginAnswer(branch.last().conversation, branch.last().id, run));
    }
    QtFuture::whenAll(begun.begin(), begun.end())
        .then(this, [this, jobs, branch](const QList<QFuture<Result<Message>>> &answers) {
            QList<GenerationJob> stored;
            for (qsizetype i = 0; i < answers.size(); ++i) {
                const Result<Message> message = answers.at(i).result();
                if (!message) {
                    emit storeFailed(message.failure());
                    continue;
                }
                Answer answer{*message, {}, false};
                answer.sinceSave.start();
                m_answers.insert(message->id, answer);
                emit messageAdded(*message);
                stored.append(jobs.at(i));
                stored.last().message = message->id;
            }
            generateFor(branch, stored);
        });
}

void ChatService::generateFor(const QList<Message> &branch, QList<GenerationJob> jobs)
{
    qsizetype attached = 0;
    for (const Message &message : branch) {
        for (const Attachment &attachment : message.attachments)
            attached += attachment.content.size();
    }
    if (attached < kLongAttachments) {
        for (GenerationJob &job : jobs)
            job.messages = toPrompt(branch, job.settings);
        generate(jobs);
        return;
    }
    // Before it begins: what has ended already goes on at once.
    for (const GenerationJob &job : jobs)
        m_prompting.insert(job.message, false);
    inBackground([branch, jobs]() mutable {
        for (GenerationJob &job : jobs)
            job.messages = toPrompt(branch, job.settings);
        return jobs;
    }).then(this, [this](const QList<GenerationJob> &prompted) {
        QList<GenerationJob> wanted;
        for (const GenerationJob &job : prompted) {
            if (!m_prompting.take(job.message)) {
                wanted.append(job);
                continue;
            }
            GenerationOutcome stopped;
            stopped.last.message = job.message;
            stopped.result.finish_reason = engine::FinishReason::Cancelled;
            takeOutcome(stopped);
        }
        generate(wanted);
    });
}

void ChatService::generate(const QList<GenerationJob> &jobs)
{
    QList<GenerationJob> local;
    for (const GenerationJob &job : jobs) {
        if (job.model.isRemote())
            m_remote.generate(job);
        else
            local.append(job);
    }
    m_worker.generate(local);
}

void ChatService::stop(RowId message)
{
    if (const auto prompting = m_prompting.find(message); prompting != m_prompting.end())
        *prompting = true;
    m_worker.stop(message);
    m_remote.stop(message);
}

void ChatService::answerNow(RowId message)
{
    m_worker.answerNow(message);
    m_remote.answerNow(message);
}

qint64 ChatService::generateAside(GenerationJob job, const std::function<void(const GenerationOutcome &)> &done,
                                  const std::function<void(const GenerationProgress &)> &progressed)
{
    job.message = --m_lastAside;
    m_asides.insert(job.message, {done, progressed});
    generate({job});
    return job.message;
}

QString ChatService::withAttachments(const QString &text, const QList<Attachment> &attachments)
{
    QString whole = text;
    for (const Attachment &attachment : attachments)
        whole += QStringLiteral("\n\n") + promptText(attachment);
    return whole;
}

std::vector<engine::ChatMessage> ChatService::toPrompt(const QList<Message> &branch, const AnswerSettings &settings)
{
    std::vector<engine::ChatMessage> prompt;
    if (settings.systemPrompt && !settings.systemPrompt->trimmed().isEmpty())
        prompt.push_back({engine::Role::System, settings.systemPrompt->toStdString()});
    for (const Message &message : branch) {
        const auto role = message.role == MessageRole::System ? engine::Role::System
            : message.role == MessageRole::Assistant          ? engine::Role::Assistant
                                                              : engine::Role::User;
        prompt.push_back({role, withAttachments(message.text, message.attachments).toStdString()});
    }
    return prompt;
}

void ChatService::takeProgress(const GenerationProgress &progress)
{
    if (const Aside aside = m_asides.value(progress.message); aside.progressed)
        aside.progressed(progress);
    const auto found = m_answers.find(progress.message);
    if (found == m_answers.end())
        return;
    found->message.text = progress.answer;
    found->message.reasoning = progress.reasoning;
    if (found->sinceSave.elapsed() >= kSaveInterval && !found->saving)
        save(*found);
    GenerationProgress told = progress;
    if (told.contextLength == 0 && found->message.run)
        told.contextLength = m_contextLengths.value(found->message.run->modelFile);
    emit answerProgressed(told);
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
    if (const Aside aside = m_asides.take(outcome.last.message); aside.done)
        aside.done(outcome);
    if (m_answers.contains(outcome.last.message)) {
        Message message = m_answers.take(outcome.last.message).message;
        message.text = outcome.last.answer;
        message.reasoning.reset();
        if (!outcome.last.reasoning.text.isEmpty())
            message.reasoning = outcome.last.reasoning;
        message.state = stateOf(outcome);
        if (outcome.failure)
            message.failure = describe(*outcome.failure);
        Run &run = message.run.emplace(message.run.value_or(Run{}));
        fill(run, outcome);
        setCost(run, m_prices.value(ModelReference::fromText(run.modelFile).server()));
        const QByteArray trace = outcome.trace.isEmpty() ? QByteArray() : outcome.trace.toBytes();
        m_messages.finishAnswer(message, trace).then(this, [this](const Result<Done> &stored) {
            if (!stored)
                emit storeFailed(stored.failure());
        });
        emit answerFinished(message, outcome.trace);
    }
    restoreModel();
}

void ChatService::restoreModel()
{
    if (!m_model.isRemote() && m_answers.isEmpty() && m_asides.isEmpty() && !m_info.identity.file.isEmpty()
        && m_loaded != m_model.toText())
        m_worker.open(m_model);
}

void ChatService::shutdown()
{
    m_worker.stopAll();
    m_remote.stopAll();
    for (bool &stopped : m_prompting)
        stopped = true;
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
