// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/thought_steps_model.h"

#include <algorithm>

#include "app/reading/thought_markdown.h"

namespace mingsi::ui {

namespace {

// Amber, at most this strong behind a token that nobody would have bet on.
constexpr double kStrongestTint = 0.6;

QString tintOf(float probability)
{
    const double alpha = kStrongestTint * (1 - std::clamp(static_cast<double>(probability), 0.0, 1.0));
    return QStringLiteral("background-color:rgba(224,150,30,%1)").arg(alpha, 0, 'f', 2);
}

}  // namespace

int ThoughtStepsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ThoughtStepsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const app::ThoughtStep step = this->step(row);
    switch (role) {
    case Qt::DisplayRole:
    case TextRole: return textOf(row);
    case MarkdownRole: return inAnswer(row) ? textOf(row) : app::thoughtMarkdown(textOf(row));
    case TitleRole: return step.title;
    case SecondThoughtRole: return !inAnswer(row) && step.kind == app::ThoughtStep::Kind::SecondThought;
    case TokensRole: return step.tokens;
    case SecondsRole: return step.seconds;
    case NumberRole: return inAnswer(row) ? row - static_cast<int>(m_steps.size()) + 1 : row + 1;
    case InAnswerRole: return inAnswer(row);
    case TokenHtmlRole: return tokenHtml(row);
    default: return {};
    }
}

QHash<int, QByteArray> ThoughtStepsModel::roleNames() const
{
    return {{TextRole, "stepText"},      {MarkdownRole, "markdown"},
            {TitleRole, "title"},        {SecondThoughtRole, "secondThought"},
            {TokensRole, "tokens"},      {SecondsRole, "seconds"},
            {NumberRole, "number"},      {InAnswerRole, "inAnswer"},
            {TokenHtmlRole, "tokenHtml"}};
}

int ThoughtStepsModel::secondThoughts() const
{
    return static_cast<int>(std::count_if(m_steps.begin(), m_steps.end(), [](const app::ThoughtStep &step) {
        return step.kind == app::ThoughtStep::Kind::SecondThought;
    }));
}

void ThoughtStepsModel::set(const QString &reasoning, const QList<app::TokenMark> &marks)
{
    QList<app::ThoughtStep> steps = m_steps;
    if (reasoning.startsWith(m_reasoning) && !m_reasoning.isEmpty())
        app::extendThought(steps, reasoning);
    else
        steps = app::splitThought(reasoning);
    app::measureSteps(steps, marks);

    // Rows that are the same stay: a reader's place must not move.
    const auto [differs, there] =
        std::mismatch(reasoning.begin(), reasoning.end(), m_reasoning.begin(), m_reasoning.end());
    const qsizetype common = differs - reasoning.begin();
    qsizetype same = 0;
    while (same < std::min(steps.size(), m_steps.size()) && steps[same].start == m_steps[same].start
           && steps[same].length == m_steps[same].length && steps[same].tokens == m_steps[same].tokens
           && steps[same].end() <= common)
        ++same;
    const auto old = static_cast<int>(m_steps.size());
    const auto now = static_cast<int>(steps.size());
    if (now < old) {
        beginRemoveRows({}, now, old - 1);
        m_steps.resize(now);
        endRemoveRows();
    }
    m_reasoning = reasoning;
    m_marks = marks;
    if (now > old) {
        beginInsertRows({}, old, now - 1);
        m_steps = steps;
        endInsertRows();
    } else {
        m_steps = steps;
    }
    const int changed = std::min(old, now) - 1;
    if (static_cast<int>(same) <= changed)
        emit dataChanged(index(static_cast<int>(same)), index(changed));
    if (now != old)
        emit countChanged();
}

void ThoughtStepsModel::setAnswer(const QString &answer)
{
    if (answer == m_answer)
        return;
    const auto first = static_cast<int>(m_steps.size());
    if (!m_paragraphs.isEmpty()) {
        beginRemoveRows({}, first, count() - 1);
        m_paragraphs.clear();
        endRemoveRows();
    }
    m_answer = answer;
    if (const auto paragraphs = app::splitThought(answer); !paragraphs.isEmpty()) {
        beginInsertRows({}, first, first + static_cast<int>(paragraphs.size()) - 1);
        m_paragraphs = paragraphs;
        endInsertRows();
    }
    emit countChanged();
}

void ThoughtStepsModel::setTint(bool tinted, const QColor &ink)
{
    if (m_tinted == tinted && m_ink == ink)
        return;
    m_tinted = tinted;
    m_ink = ink;
    if (count() > 0)
        emit dataChanged(index(0), index(count() - 1), {TokenHtmlRole});
}

void ThoughtStepsModel::clear()
{
    beginResetModel();
    m_reasoning.clear();
    m_answer.clear();
    m_marks.clear();
    m_steps.clear();
    m_paragraphs.clear();
    endResetModel();
    emit countChanged();
}

QString ThoughtStepsModel::textOf(int row) const
{
    const app::ThoughtStep place = step(row);
    return (inAnswer(row) ? m_answer : m_reasoning).mid(place.start, place.length);
}

TokenPlace ThoughtStepsModel::placeOf(bool inReasoning, qsizetype start, qsizetype end) const
{
    const auto &steps = inReasoning ? m_steps : m_paragraphs;
    // Blanks between two steps belong to the end of the one before.
    const qsizetype found = app::stepAt(steps, start);
    if (found < 0)
        return {};
    const app::ThoughtStep &step = steps.at(found);
    const qsizetype row = inReasoning ? found : found + m_steps.size();
    const qsizetype from = std::clamp(start, step.start, step.end());
    const qsizetype to = std::clamp(end, from, step.end());
    return {static_cast<int>(row), static_cast<int>(from - step.start), static_cast<int>(to - step.start)};
}

QString ThoughtStepsModel::tokenHtml(int row) const
{
    const app::ThoughtStep place = step(row);
    const bool reasoning = !inAnswer(row);
    const QString &text = reasoning ? m_reasoning : m_answer;
    QString html;
    qsizetype start = 0;
    for (qsizetype i = 0; i < m_marks.size(); ++i) {
        const app::TokenMark &mark = m_marks.at(i);
        if (mark.inReasoning != reasoning)
            continue;
        const qsizetype from = std::max(start, place.start);
        const qsizetype to = std::min<qsizetype>(mark.end, place.end());
        start = mark.end;
        if (to <= from)
            continue;
        const bool drawn = mark.origin == app::TokenMark::Origin::Drawn;
        const bool ofModel = drawn || mark.origin == app::TokenMark::Origin::Received;
        html += QStringLiteral("<a href=\"token:%1\" style=\"text-decoration:%2;color:%3;%4\">%5</a>")
                    .arg(i)
                    .arg(ofModel ? QStringLiteral("none") : QStringLiteral("underline"), m_ink.name(),
                         m_tinted && drawn ? tintOf(mark.probability) : QString(),
                         text.mid(from, to - from).toHtmlEscaped());
    }
    // Every character keeps its place, so that a token's place in the text is its place in what is shown.
    return QStringLiteral("<div style=\"white-space:pre-wrap\">%1</div>")
        .arg(html.isEmpty() ? textOf(row).toHtmlEscaped() : html);
}

}  // namespace mingsi::ui
