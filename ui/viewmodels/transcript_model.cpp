// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/transcript_model.h"

#include <QLocale>

#include "ui/viewmodels/attachment_cards.h"

namespace mingsi::ui {

namespace {

double rate(const app::Run &run)
{
    return run.completionTokens > 1 && run.decodeSeconds > 0 ? run.completionTokens / run.decodeSeconds : 0;
}

}  // namespace

int TranscriptModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant TranscriptModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const auto reasoning = row.message.reasoning.value_or(app::Reasoning{});
    switch (role) {
    case IdRole: return row.message.id;
    case FromUserRole: return row.message.role == app::MessageRole::User;
    case Qt::DisplayRole:
    case TextRole: return row.message.text;
    case ReasoningRole: return reasoning.text;
    case ReasoningSecondsRole: return reasoning.seconds;
    case ReasoningTokensRole: return reasoning.tokens;
    case ThinkingRole: return row.thinking;
    case StreamingRole: return row.streaming;
    case StatusRole: return row.streaming ? QString() : statusOf(row.message);
    case FailedRole: return row.message.state == app::MessageState::Failed;
    case ModelRole: return row.message.run ? row.message.run->model : QString();
    case TokensPerSecondRole: return row.tokensPerSecond;
    case TokensRole: return row.tokens;
    case PrefillRole: return row.prefill;
    case AttachmentsRole: return attachmentCards(row.message.attachments);
    case SiblingRole: return static_cast<int>(row.message.siblings.indexOf(row.message.id)) + 1;
    case SiblingsRole: return static_cast<int>(row.message.siblings.size());
    default: return {};
    }
}

QHash<int, QByteArray> TranscriptModel::roleNames() const
{
    return {{IdRole, "messageId"},
            {FromUserRole, "fromUser"},
            {TextRole, "messageText"},
            {ReasoningRole, "reasoning"},
            {ReasoningSecondsRole, "reasoningSeconds"},
            {ReasoningTokensRole, "reasoningTokens"},
            {ThinkingRole, "thinking"},
            {StreamingRole, "streaming"},
            {StatusRole, "status"},
            {FailedRole, "failed"},
            {ModelRole, "modelName"},
            {TokensPerSecondRole, "tokensPerSecond"},
            {TokensRole, "tokens"},
            {PrefillRole, "prefill"},
            {AttachmentsRole, "attachments"},
            {SiblingRole, "sibling"},
            {SiblingsRole, "siblings"}};
}

void TranscriptModel::reset(const QList<app::Message> &messages)
{
    beginResetModel();
    m_rows.clear();
    for (const auto &message : messages)
        m_rows.append(toRow(message));
    endResetModel();
    emit countChanged();
}

void TranscriptModel::place(const app::Message &message, bool streaming)
{
    const int keep = rowOf(message.parent) + 1;
    if (keep < count()) {
        beginRemoveRows({}, keep, count() - 1);
        m_rows.resize(keep);
        endRemoveRows();
    }
    beginInsertRows({}, count(), count());
    Row row = toRow(message);
    row.streaming = streaming;
    row.prefill = streaming ? 0 : 1;
    m_rows.append(row);
    endInsertRows();
    emit countChanged();
}

void TranscriptModel::progress(const app::GenerationProgress &progress)
{
    const int number = rowOf(progress.message);
    if (number < 0)
        return;
    Row &row = m_rows[number];
    row.message.text = progress.answer;
    row.message.reasoning = progress.reasoning;
    row.streaming = true;
    row.thinking = progress.thinking;
    row.tokensPerSecond = progress.tokensPerSecond;
    row.tokens = progress.completionTokens;
    row.prefill = progress.prefillDone;
    emit dataChanged(index(number), index(number));
}

void TranscriptModel::finish(const app::Message &message)
{
    const int number = rowOf(message.id);
    if (number < 0)
        return;
    m_rows[number] = toRow(message);
    emit dataChanged(index(number), index(number));
}

app::Message TranscriptModel::message(app::RowId id) const
{
    const int row = rowOf(id);
    return row < 0 ? app::Message{} : m_rows.at(row).message;
}

QList<app::Message> TranscriptModel::branch() const
{
    return branchTo(0, true);
}

QList<app::Message> TranscriptModel::branchTo(app::RowId id, bool withIt) const
{
    QList<app::Message> messages;
    for (const Row &row : m_rows) {
        if (row.message.id == id && !withIt)
            break;
        messages.append(row.message);
        if (row.message.id == id)
            break;
    }
    return messages;
}

app::RowId TranscriptModel::last(app::MessageRole role) const
{
    for (int row = count() - 1; row >= 0; --row) {
        if (m_rows.at(row).message.role == role)
            return m_rows.at(row).message.id;
    }
    return 0;
}

void TranscriptModel::retranslate()
{
    if (count() > 0)
        emit dataChanged(index(0), index(count() - 1), {StatusRole});
}

TranscriptModel::Row TranscriptModel::toRow(const app::Message &message)
{
    Row row;
    row.message = message;
    if (message.run) {
        row.tokensPerSecond = rate(*message.run);
        row.tokens = message.run->completionTokens;
    }
    return row;
}

QString TranscriptModel::statusOf(const app::Message &message)
{
    switch (message.state) {
    case app::MessageState::Complete:
        if (message.run && message.run->finishReason == u"context_full")
            return tr("The context is full: the answer ends here. Start a new conversation to go on.");
        return {};
    case app::MessageState::Stopped:
        if (message.run && message.run->finishReason == u"repetition")
            return tr("Stopped: the answer went round in circles.");
        return tr("Stopped.");
    case app::MessageState::Interrupted: return tr("Interrupted: Mingsi ended while this answer was written.");
    case app::MessageState::Failed: return message.failure;
    }
    return {};
}

int TranscriptModel::rowOf(qint64 id) const
{
    // The message that changes is nearly always the last.
    for (int row = count() - 1; row >= 0; --row) {
        if (m_rows.at(row).message.id == id)
            return row;
    }
    return -1;
}

}  // namespace mingsi::ui
