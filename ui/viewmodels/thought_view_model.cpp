// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/thought_view_model.h"

#include <algorithm>

#include "app/reading/passage_links.h"

namespace mingsi::ui {

namespace {

constexpr float kDoubt = 0.5F;

}  // namespace

ThoughtViewModel::ThoughtViewModel(ChatViewModel &chat, app::ChatService &service, app::Database &database,
                                   Notices &notices)
    : m_chat(chat), m_service(service), m_messages(database), m_notices(notices)
{
    connect(&chat, &ChatViewModel::branchChanged, this, &ThoughtViewModel::takeBranch);
    connect(&chat, &ChatViewModel::progressed, this, &ThoughtViewModel::takeProgress);
    connect(&chat, &ChatViewModel::finished, this, &ThoughtViewModel::takeFinished);
}

QString ThoughtViewModel::ending() const
{
    switch (m_message.reasoning.value_or(app::Reasoning{}).end) {
    case app::ThoughtEnd::Model: break;
    case app::ThoughtEnd::Person: return tr("You asked for the answer here.");
    case app::ThoughtEnd::Budget: return tr("The thinking budget was used up here.");
    case app::ThoughtEnd::Repetition: return tr("The thought went round in circles and was ended here.");
    }
    return {};
}

void ThoughtViewModel::setInspecting(bool inspecting)
{
    if (m_inspecting == inspecting)
        return;
    m_inspecting = inspecting;
    m_steps.setAnswer(inspecting ? m_message.text : QString());
    emit inspectingChanged();
}

void ThoughtViewModel::setTinted(bool tinted)
{
    m_tinted = tinted;
    m_steps.setTint(m_tinted, m_ink);
    emit inspectingChanged();
}

void ThoughtViewModel::setInk(const QColor &ink)
{
    m_ink = ink;
    m_steps.setTint(m_tinted, m_ink);
    emit inspectingChanged();
}

void ThoughtViewModel::show(qint64 message)
{
    if (message == m_message.id)
        return;
    m_message = m_chat.transcript()->message(message);
    m_thinking = false;
    m_trace = {};
    m_steps.clear();
    refresh();
    emit messageChanged();
    if (m_message.id == 0 || m_service.isAnswering(message))
        return;
    m_messages.trace(message).then(this, [this, message](const app::Result<QByteArray> &bytes) {
        if (message != m_message.id || !bytes || bytes->isEmpty())
            return;
        if (const auto trace = app::TokenTrace::fromBytes(*bytes))
            setTrace(*trace);
    });
}

void ThoughtViewModel::takeBranch()
{
    // The answer that came last, until the reader turns to another.
    const app::RowId last = m_chat.transcript()->last(app::MessageRole::Assistant);
    if (!m_chat.transcript()->contains(m_message.id) || m_service.isAnswering(last))
        show(last);
}

void ThoughtViewModel::takeProgress(const app::GenerationProgress &progress)
{
    if (progress.message != m_message.id)
        return;
    m_message.text = progress.answer;
    m_message.reasoning = progress.reasoning;
    m_thinking = progress.thinking;
    m_steps.set(progress.reasoning.text, progress.marks);
    emit changed();
}

void ThoughtViewModel::takeFinished(const app::Message &message, const app::TokenTrace &trace)
{
    if (message.id != m_message.id)
        return;
    m_message = message;
    m_thinking = false;
    setTrace(trace);
}

void ThoughtViewModel::setTrace(const app::TokenTrace &trace)
{
    m_trace = trace;
    refresh();
}

void ThoughtViewModel::refresh()
{
    m_steps.set(m_message.reasoning.value_or(app::Reasoning{}).text, m_trace.marks());
    m_steps.setAnswer(m_inspecting ? m_message.text : QString());
    emit changed();
}

int ThoughtViewModel::settle(const QString &passage)
{
    const app::Passage found = app::settledIn(m_steps.reasoning(), m_steps.steps(), passage);
    if (found.isEmpty())
        return -1;
    const auto step = static_cast<int>(app::stepAt(m_steps.steps(), found.start));
    emit passageFound(step, static_cast<int>(found.start - m_steps.step(step).start), static_cast<int>(found.length));
    return step;
}

bool ThoughtViewModel::takeUp(const QString &passage)
{
    const app::Passage found = app::takenUpIn(m_message.text, passage);
    if (found.isEmpty())
        return false;
    emit takenUp(m_message.id, m_message.text.mid(found.start, found.length));
    return true;
}

void ThoughtViewModel::find(const QString &text)
{
    const qsizetype at = m_steps.reasoning().indexOf(text, 0, Qt::CaseInsensitive);
    const auto step = static_cast<int>(app::stepAt(m_steps.steps(), at));
    if (at >= 0 && step >= 0)
        emit passageFound(step, static_cast<int>(at - m_steps.step(step).start), static_cast<int>(text.size()));
}

QString ThoughtViewModel::findNext(const QString &text, bool backwards)
{
    const QString &reasoning = m_steps.reasoning();
    if (text.isEmpty())
        return {};
    qsizetype at = -1;
    if (backwards)
        at = m_foundAt > 0 ? reasoning.lastIndexOf(text, m_foundAt - 1, Qt::CaseInsensitive) : -1;
    else
        at = reasoning.indexOf(text, m_foundAt + 1, Qt::CaseInsensitive);
    if (at < 0)
        at = backwards ? reasoning.lastIndexOf(text, -1, Qt::CaseInsensitive)
                       : reasoning.indexOf(text, 0, Qt::CaseInsensitive);
    m_foundAt = at;
    if (at < 0)
        return tr("not found");
    const auto step = static_cast<int>(app::stepAt(m_steps.steps(), at));
    if (step >= 0)
        emit passageFound(step, static_cast<int>(at - m_steps.step(step).start), static_cast<int>(text.size()));
    int number = 0;
    int all = 0;
    for (qsizetype i = reasoning.indexOf(text, 0, Qt::CaseInsensitive); i >= 0;
         i = reasoning.indexOf(text, i + 1, Qt::CaseInsensitive)) {
        ++all;
        number += i <= at ? 1 : 0;
    }
    return tr("%1 of %2").arg(number).arg(all);
}

int ThoughtViewModel::firstToken(int row) const
{
    if (row < 0 || row >= m_steps.count())
        return -1;
    const auto token = m_trace.tokenAt(!m_steps.inAnswer(row), m_steps.step(row).start);
    return token < m_trace.size() ? static_cast<int>(token) : -1;
}

int ThoughtViewModel::doubtedToken(int from, int direction) const
{
    const auto &marks = m_trace.marks();
    const auto count = static_cast<int>(marks.size());
    for (int step = 1; step <= count; ++step) {
        const int i = ((from + direction * step) % count + count) % count;
        if (marks.at(i).origin == app::TokenMark::Origin::Drawn && marks.at(i).probability < kDoubt)
            return i;
    }
    return -1;
}

QVariantMap ThoughtViewModel::token(int number) const
{
    if (number < 0 || number >= m_trace.size())
        return {};
    const app::TokenMark &mark = m_trace.marks().at(number);
    QVariantList alternatives;
    for (const auto &alternative : m_trace.alternatives(number)) {
        alternatives.append(QVariantMap{{QStringLiteral("id"), alternative.id},
                                        {QStringLiteral("text"), m_trace.text(alternative.id)},
                                        {QStringLiteral("probability"), alternative.probability}});
    }
    QVariantList layers;
    const auto experts = m_trace.experts(number);
    for (qsizetype i = 0; i < experts.size(); i += m_trace.expertsPerToken()) {
        QVariantList layer;
        for (const quint16 expert : experts.mid(i, m_trace.expertsPerToken()))
            layer.append(expert);
        layers.append(QVariant(layer));
    }
    const TokenPlace place = m_steps.placeOf(mark.inReasoning, m_trace.startOf(number), mark.end);
    return {{QStringLiteral("row"), place.row},
            {QStringLiteral("start"), place.start},
            {QStringLiteral("end"), place.end},
            {QStringLiteral("text"), m_trace.text(m_trace.ids().at(number))},
            {QStringLiteral("probability"), mark.probability},
            {QStringLiteral("drawn"), mark.origin == app::TokenMark::Origin::Drawn},
            {QStringLiteral("received"), mark.origin == app::TokenMark::Origin::Received},
            {QStringLiteral("alternatives"), alternatives},
            {QStringLiteral("layers"), layers}};
}

QVariantList ThoughtViewModel::expertLoad() const
{
    const auto width = m_trace.expertsPerToken();
    QList<QList<int>> counts;
    int most = 1;
    for (qsizetype token = 0; token < m_trace.size(); ++token) {
        const auto experts = m_trace.experts(token);
        for (qsizetype i = 0; i < experts.size(); ++i) {
            const qsizetype layer = i / width;
            while (counts.size() <= layer)
                counts.append(QList<int>(m_trace.expertCount(), 0));
            most = std::max(most, ++counts[layer][experts.at(i)]);
        }
    }
    QVariantList load;
    for (const auto &layer : std::as_const(counts)) {
        QVariantList shares;
        for (const int count : layer)
            shares.append(static_cast<double>(count) / most);
        load.append(QVariant(shares));
    }
    return load;
}

void ThoughtViewModel::continueFromRow(int row, const QString &text)
{
    if (row < 0 || row >= m_steps.count())
        return;
    const app::AnswerPlace place{!m_steps.inAnswer(row), m_steps.step(row).start};
    m_chat.answerFrom(m_message.id, app::forkAt(m_message, m_trace, sameModel(), place, text));
}

void ThoughtViewModel::continueWithToken(int number, int instead)
{
    if (number < 0 || number >= m_trace.size())
        return;
    if (!sameModel()) {
        m_notices.showText(
            tr("Another model is open: tokens of %1 mean nothing to it. Open that model, or edit the text.")
                .arg(m_message.run ? m_message.run->model : QString()));
        return;
    }
    m_chat.answerFrom(m_message.id, app::forkAtToken(m_trace, number, instead));
}

bool ThoughtViewModel::sameModel() const
{
    return m_message.run && !m_message.run->modelHash.isEmpty()
        && m_message.run->modelHash == m_service.modelInfo().identity.hash;
}

}  // namespace mingsi::ui
