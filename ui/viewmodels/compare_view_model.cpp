// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/compare_view_model.h"

#include <QLocale>
#include <algorithm>

namespace mingsi::ui {

namespace {

constexpr int kLayoutPause = 150;  // ms

app::AnswerRecipe toRecipe(const QVariantMap &given, app::AnswerRecipe recipe)
{
    const QString model = given.value(QStringLiteral("model")).toString();
    if (!model.isEmpty())
        recipe.model = app::ModelReference::fromText(model);
    app::AnswerSettings settings;
    if (given.value(QStringLiteral("thinking")).typeId() == QMetaType::Bool)
        settings.thinking = given.value(QStringLiteral("thinking")).toBool();
    bool ok = false;
    const double temperature = QLocale().toDouble(given.value(QStringLiteral("temperature")).toString(), &ok);
    if (ok)
        settings.temperature = temperature;
    const quint64 seed = given.value(QStringLiteral("seed")).toString().toULongLong(&ok);
    if (ok)
        settings.seed = seed;
    recipe.settings = settings.over(recipe.settings);
    return recipe;
}

/// What an answer cost, as it is told; empty when that is not known.
QString costOf(const app::Run &run)
{
    if (!app::ModelReference::fromText(run.modelFile).isRemote())
        return CompareViewModel::tr("local, no charge");
    if (run.currency.isEmpty())
        return {};
    return QStringLiteral("%1 %2").arg(QLocale().toString(run.cost, 'g', 3), run.currency);
}

}  // namespace

CompareViewModel::CompareViewModel(ChatViewModel &chat, app::ChatService &service, app::Database &database,
                                   Notices &notices)
    : m_chat(chat), m_service(service), m_messages(database), m_tree(database), m_notices(notices)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kLayoutPause);
    connect(&m_pause, &QTimer::timeout, this, &CompareViewModel::refresh);
    connect(&service, &app::ChatService::messageAdded, this, &CompareViewModel::takeMessage);
    connect(&service, &app::ChatService::answerProgressed, this, &CompareViewModel::takeProgress);
    connect(&service, &app::ChatService::answerFinished, this, &CompareViewModel::takeFinished);
    connect(&chat, &ChatViewModel::conversationChanged, this, &CompareViewModel::close);
    connect(&chat, &ChatViewModel::asked, this, &CompareViewModel::close);
}

QVariantList CompareViewModel::columns() const
{
    QVariantList columns;
    const bool oneQuestion = std::all_of(m_columns.begin(), m_columns.end(), [this](const Column &column) {
        return column.question == m_columns.constFirst().question;
    });
    for (const Column &column : m_columns) {
        const app::Run run = column.message.run.value_or(app::Run{});
        const auto settings = app::AnswerSettings::fromText(run.parameters);
        QStringList told;
        if (settings.temperature)
            told.append(tr("temperature %1").arg(QLocale().toString(*settings.temperature, 'g', 3)));
        if (settings.thinking)
            told.append(*settings.thinking ? tr("thinking") : tr("not thinking"));
        if (settings.seed)
            told.append(tr("seed %1").arg(QString::number(*settings.seed)));
        const bool writing = column.writing;
        columns.append(QVariantMap{
            {QStringLiteral("message"), column.message.id},
            {QStringLiteral("question"), oneQuestion ? QString() : column.question},
            {QStringLiteral("model"), run.model},
            {QStringLiteral("settings"), told.join(QStringLiteral(" · "))},
            {QStringLiteral("tokens"), writing ? column.tokens : run.completionTokens},
            {QStringLiteral("reasoningTokens"), column.message.reasoning ? column.message.reasoning->tokens : 0},
            {QStringLiteral("seconds"), run.prefillSeconds + run.decodeSeconds},
            {QStringLiteral("rate"),
             writing                     ? column.rate
                 : run.decodeSeconds > 0 ? run.completionTokens / run.decodeSeconds
                                         : 0.0},
            {QStringLiteral("cost"), costOf(run)},
            {QStringLiteral("status"), column.message.failure},
            {QStringLiteral("writing"), writing},
            {QStringLiteral("chosen"), m_voted && m_choice == column.message.id},
        });
    }
    return columns;
}

void CompareViewModel::setDifferences(bool shown)
{
    m_rows.setDifferences(shown);
    emit changed();
}

bool CompareViewModel::canVote() const
{
    const auto same = [this](const Column &column) {
        return !column.writing && column.message.parent == m_question.id;
    };
    return m_awaited == 0 && m_columns.size() > 1 && std::all_of(m_columns.begin(), m_columns.end(), same);
}

void CompareViewModel::ask(const QString &text, const QVariantList &recipes, qint64 instead)
{
    if (text.trimmed().isEmpty() || recipes.isEmpty() || m_chat.isAnswering())
        return;
    if (m_chat.conversation() == 0) {
        emit conversationNeeded(text, recipes);
        return;
    }
    QList<app::AnswerRecipe> list;
    for (const QVariant &recipe : recipes.first(qMin<qsizetype>(recipes.size(), kMostColumns)))
        list.append(toRecipe(recipe.toMap(), m_chat.recipe()));
    m_columns.clear();
    m_question = {};
    m_voted = false;
    m_awaited = static_cast<int>(list.size());
    m_active = true;
    const auto branch = instead != 0 ? m_chat.transcript()->branchTo(instead, false) : m_chat.transcript()->branch();
    const app::Message last = instead != 0 ? m_chat.transcript()->message(instead) : app::Message{};
    if (last.id != 0 && last.text == text) {
        // The question is there: it gets more answers.
        m_question = last;
        for (const app::AnswerRecipe &recipe : std::as_const(list))
            m_service.answer(branch + QList{last}, recipe);
    } else {
        m_service.ask(m_chat.conversation(), branch, text, list);
    }
    emit asked(m_chat.conversation(), text);
    refresh();
}

void CompareViewModel::showSiblings(qint64 message)
{
    m_messages.branchTo(message).then(this, [this, message](const app::Result<QList<app::Message>> &branch) {
        if (!branch || branch->isEmpty())
            return;
        QList<app::RowId> siblings = branch->last().siblings;
        siblings.removeAll(message);
        if (siblings.isEmpty()) {
            m_notices.showText(tr("This answer has no other version yet. Answer again, or compare models."));
            return;
        }
        while (siblings.size() > kMostColumns - 1)
            siblings.removeFirst();
        open(QList<app::RowId>{message} + siblings);
    });
}

QVariantList CompareViewModel::marked() const
{
    QVariantList marked;
    for (const app::RowId id : m_marked)
        marked.append(id);
    return marked;
}

void CompareViewModel::toggleMark(qint64 message)
{
    if (!m_marked.removeOne(message)) {
        if (m_marked.size() == kMostColumns) {
            m_notices.showText(tr("%n answer(s) at most stand side by side.", nullptr, kMostColumns));
            return;
        }
        m_marked.append(message);
    }
    emit markedChanged();
}

void CompareViewModel::clearMarks()
{
    m_marked.clear();
    emit markedChanged();
}

void CompareViewModel::showMarked()
{
    if (m_marked.size() < 2)
        return;
    open(m_marked);
    clearMarks();
}

void CompareViewModel::open(const QList<app::RowId> &messages)
{
    m_columns.clear();
    m_question = {};
    m_voted = false;
    m_awaited = 0;
    m_active = true;
    for (const app::RowId id : messages) {
        m_columns.append(Column{});
        m_columns.last().message.id = id;
        m_messages.branchTo(id).then(this, [this, id](const app::Result<QList<app::Message>> &branch) {
            Column *column = find(id);
            if (!column || !branch || branch->isEmpty())
                return;
            column->message = branch->last();
            column->writing = m_service.isAnswering(id);
            if (branch->size() > 1) {
                const app::Message &question = branch->at(branch->size() - 2);
                column->question = question.text;
                if (column == &m_columns.first()) {
                    m_question = question;
                    readVote();
                }
            }
            refresh();
        });
    }
    refresh();
}

void CompareViewModel::close()
{
    if (!m_active)
        return;
    m_active = false;
    m_awaited = 0;
    m_columns.clear();
    refresh();
}

void CompareViewModel::vote(qint64 message)
{
    m_voted = true;
    m_choice = message;
    m_tree.vote(m_question.id, message).then(this, [this](const app::Result<app::Done> &stored) {
        if (!stored)
            m_notices.show(stored.failure());
    });
    emit changed();
}

void CompareViewModel::take(qint64 message)
{
    const Column *column = find(message);
    const app::RowId conversation = column ? column->message.conversation : 0;
    close();
    if (conversation != 0 && conversation != m_chat.conversation())
        emit conversationWanted(conversation);
    m_chat.reveal(message, false);
}

void CompareViewModel::takeMessage(const app::Message &message)
{
    if (!m_active || m_awaited == 0 || message.conversation != m_chat.conversation())
        return;
    if (message.role == app::MessageRole::User) {
        m_question = message;
    } else if (message.parent == m_question.id) {
        m_columns.append(Column{message, m_question.text, true, 0, 0});
        --m_awaited;
    }
    refresh();
}

void CompareViewModel::takeProgress(const app::GenerationProgress &progress)
{
    Column *column = find(progress.message);
    if (!column)
        return;
    column->message.text = progress.answer;
    column->message.reasoning = progress.reasoning;
    column->rate = progress.tokensPerSecond;
    column->tokens = progress.completionTokens;
    if (!m_pause.isActive())
        m_pause.start();
}

void CompareViewModel::takeFinished(const app::Message &message)
{
    Column *column = find(message.id);
    if (!column)
        return;
    column->message = message;
    column->writing = false;
    refresh();
}

void CompareViewModel::readVote()
{
    m_tree.voteOn(m_question.id).then(this, [this](const app::Result<std::optional<app::RowId>> &vote) {
        m_voted = vote && vote->has_value();
        m_choice = m_voted ? **vote : 0;
        emit changed();
    });
}

void CompareViewModel::refresh()
{
    QList<app::Message> messages;
    for (const Column &column : std::as_const(m_columns))
        messages.append(column.message);
    m_rows.set(messages);
    emit changed();
}

void CompareViewModel::forgetDeleted()
{
    QList<app::RowId> kept = m_marked;
    for (const Column &column : std::as_const(m_columns))
        kept.append(column.message.id);
    if (kept.isEmpty())
        return;
    m_messages.existing(kept).then(this, [this, kept](const app::Result<QList<app::RowId>> &existing) {
        if (!existing)
            return;
        // What was marked since was not asked about.
        const auto gone = [&](app::RowId id) { return kept.contains(id) && !existing->contains(id); };
        if (m_marked.removeIf(gone) > 0)
            emit markedChanged();
        if (m_columns.removeIf([&gone](const Column &column) { return gone(column.message.id); }) == 0)
            return;
        if (m_columns.size() > 1)
            refresh();
        else
            close();
    });
}

CompareViewModel::Column *CompareViewModel::find(app::RowId message)
{
    for (Column &column : m_columns) {
        if (column.message.id == message)
            return &column;
    }
    return nullptr;
}

}  // namespace mingsi::ui
