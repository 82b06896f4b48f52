// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/tree_view_model.h"

#include <algorithm>
#include <utility>

#include "app/text/plain_line.h"

namespace mingsi::ui {

namespace {

constexpr qsizetype kUndoLength = 60;

}  // namespace

TreeViewModel::TreeViewModel(ChatViewModel &chat, app::ChatService &service, app::Database &database, Notices &notices)
    : m_chat(chat), m_service(service), m_tree(database), m_messages(database), m_notices(notices)
{
    connect(&chat, &ChatViewModel::conversationChanged, this, &TreeViewModel::forgetUndo);
}

void TreeViewModel::showSibling(qint64 message, int step)
{
    const auto siblings = m_chat.transcript()->message(message).siblings;
    const qsizetype at = siblings.indexOf(message) + step;
    if (at >= 0 && at < siblings.size())
        showMessage(siblings.at(at));
}

void TreeViewModel::showMessage(qint64 message)
{
    m_tree.show(message).then(this, [this](const app::Result<QList<app::Message>> &branch) { show(branch); });
}

void TreeViewModel::show(const app::Result<QList<app::Message>> &branch)
{
    if (!branch)
        m_notices.show(branch.failure());
    else if (branch->isEmpty() || branch->constFirst().conversation == m_chat.conversation())
        m_chat.showBranch(*branch);
}

void TreeViewModel::remove(qint64 message)
{
    const QString text = m_chat.transcript()->message(message).text;
    m_chat.stop();
    m_service.forgetRead();
    m_tree.remove(message).then(this, [this, message, text](const app::Result<QList<app::Message>> &branch) {
        show(branch);
        if (branch)
            setUndo(message, app::plainLine(text.left(4 * kUndoLength)).left(kUndoLength));
    });
}

void TreeViewModel::undoRemove()
{
    if (m_removed == 0)
        return;
    m_tree.restore(m_removed).then(this, [this](const app::Result<QList<app::Message>> &branch) { show(branch); });
    forgetUndo();
}

void TreeViewModel::forgetUndo()
{
    setUndo(0, {});
}

void TreeViewModel::setUndo(app::RowId message, const QString &text)
{
    m_removed = message;
    m_undoText = message != 0 && text.isEmpty() ? tr("Answer") : text;
    emit undoChanged();
}

void TreeViewModel::fork(qint64 message)
{
    m_tree.fork(message).then(this, [this](const app::Result<app::Conversation> &copy) {
        if (copy)
            emit forked(*copy);
        else
            m_notices.show(copy.failure());
    });
}

void TreeViewModel::loadMap()
{
    m_tree.map(m_chat.conversation()).then(this, [this](const app::Result<QList<app::TreeNode>> &nodes) {
        if (!nodes) {
            m_notices.show(nodes.failure());
            return;
        }
        QSet<app::RowId> shown;
        for (const auto &message : m_chat.transcript()->branch())
            shown.insert(message.id);
        m_map.reset(*nodes, shown);
    });
}

void TreeViewModel::replay(qint64 message)
{
    const auto branch = m_chat.transcript()->branchTo(message, true);
    if (branch.isEmpty() || m_chat.isAnswering() || isReplaying())
        return;
    m_messages.trace(message).then(this, [this, branch](const app::Result<QByteArray> &bytes) {
        const auto trace = bytes ? app::TokenTrace::fromBytes(*bytes) : std::nullopt;
        replay(branch, trace.value_or(app::TokenTrace()));
    });
}

void TreeViewModel::replay(const QList<app::Message> &branch, const app::TokenTrace &trace)
{
    if (m_chat.isAnswering() || isReplaying())
        return;
    m_replayTokens = 0;
    m_replayedTokens = branch.last().run ? branch.last().run->completionTokens : 0;
    m_replay = app::replay(
        m_service, branch, trace,
        [this](int tokens) {
            m_replayTokens = tokens;
            emit replayChanged();
        },
        [this](const app::ReplayResult &result) {
            // One that was stopped says nothing.
            if (std::exchange(m_replay, 0) != 0)
                emit replayed(describe(result));
            emit replayChanged();
        });
    emit replayChanged();
}

void TreeViewModel::stopReplay()
{
    if (const qint64 replay = std::exchange(m_replay, 0); replay != 0)
        m_service.stopAside(replay);
}

double TreeViewModel::replayProgress() const
{
    return m_replayedTokens > 0 ? std::min(1.0, static_cast<double>(m_replayTokens) / m_replayedTokens) : 0;
}

QString TreeViewModel::describe(const app::ReplayResult &result) const
{
    if (result.failure)
        return app::describe(*result.failure);
    QString text;
    if (result.same)
        text = tr("The same text came again, to the last character.");
    else if (result.differsInReasoning)
        text = tr("Another text came: the thought parts at character %1.").arg(result.differsAt + 1);
    else
        text = tr("Another text came: the answer parts at character %1.").arg(result.differsAt + 1);
    if (!result.changes.isEmpty())
        text += u'\n' + tr("What has changed since:") + u'\n' + result.changes.join(u'\n');
    else if (!result.same)
        text += u'\n'
            + tr("Model, template, engine and device are the same; a text that was stopped or edited, or other earlier "
                 "messages, explain it.");
    return text;
}

}  // namespace mingsi::ui
