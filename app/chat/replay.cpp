// SPDX-License-Identifier: Apache-2.0
#include "app/chat/replay.h"

#include <QCoreApplication>
#include <algorithm>

#include "app/chat/fork.h"

namespace mingsi::app {

namespace {

qsizetype firstDifference(const QString &a, const QString &b)
{
    return std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
}

ReplayResult compare(const Message &stored, const GenerationOutcome &again)
{
    ReplayResult result;
    result.failure = again.failure;
    const QString reasoning = stored.reasoning ? stored.reasoning->text : QString();
    result.same = reasoning == again.last.reasoning.text && stored.text == again.last.answer;
    if (result.same)
        return result;
    result.differsInReasoning = reasoning != again.last.reasoning.text;
    result.differsAt = result.differsInReasoning ? firstDifference(reasoning, again.last.reasoning.text)
                                                 : firstDifference(stored.text, again.last.answer);
    return result;
}

/// The settings that made the answer. A thought that was ended by a person or the guard ends at the same length.
AnswerSettings settingsOf(const Message &answer)
{
    AnswerSettings settings = AnswerSettings::fromText(answer.run ? answer.run->parameters : QString());
    if (answer.reasoning && answer.reasoning->end != ThoughtEnd::Model && answer.reasoning->end != ThoughtEnd::Budget)
        settings.thinkingBudget = std::max(1, answer.reasoning->tokens);
    if (answer.state == MessageState::Stopped && answer.run)
        settings.maxTokens = answer.run->completionTokens;
    return settings;
}

}  // namespace

QStringList changesSince(const Run &run, const OpenedModelInfo &now)
{
    QStringList changes;
    const auto note = [&changes](const QString &was, const QString &is, const char *what) {
        if (!was.isEmpty() && was != is)
            changes.append(QCoreApplication::translate("Replay", what).arg(was.left(40), is.left(40)));
    };
    note(run.model, now.identity.name, QT_TRANSLATE_NOOP("Replay", "The model was %1 and is %2."));
    if (run.model == now.identity.name)
        note(run.modelHash.left(12), now.identity.hash.left(12),
             QT_TRANSLATE_NOOP("Replay", "The model's files have changed (%1, now %2)."));
    note(run.quantization, now.identity.quantization, QT_TRANSLATE_NOOP("Replay", "The weights were %1 and are %2."));
    note(run.templateHash.left(12), now.identity.templateHash.left(12),
         QT_TRANSLATE_NOOP("Replay", "The prompt template has changed (%1, now %2)."));
    note(run.engineVersion, now.identity.engineVersion,
         QT_TRANSLATE_NOOP("Replay", "The engine was version %1 and is %2."));
    note(run.device, now.device, QT_TRANSLATE_NOOP("Replay", "It was computed on %1, now on %2."));
    return changes;
}

qint64 replay(ChatService &service, const QList<Message> &branch, const TokenTrace &trace,
              const std::function<void(int tokens)> &progressed, const std::function<void(const ReplayResult &)> &done)
{
    const Message answer = branch.last();
    GenerationJob job;
    job.model = service.model();
    job.settings = settingsOf(answer);
    job.prefix = beginningOf(answer, trace);
    job.messages = ChatService::toPrompt(branch.first(branch.size() - 1), job.settings);
    const auto changes = changesSince(answer.run.value_or(Run{}), service.modelInfo());
    return service.generateAside(
        job,
        [done, answer, changes](const GenerationOutcome &outcome) {
            ReplayResult result = compare(answer, outcome);
            result.changes = changes;
            done(result);
        },
        [progressed](const GenerationProgress &progress) { progressed(progress.completionTokens); });
}

}  // namespace mingsi::app
