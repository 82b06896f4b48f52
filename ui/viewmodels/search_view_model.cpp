// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/search_view_model.h"

#include <QLocale>

#include "app/store/search_text.h"

namespace mingsi::ui {

namespace {

constexpr int kPause = 40;  // ms; below what feels like waiting

/// The snippet as safe rich text, the marks in bold.
QString toHtml(const QString &snippet)
{
    QString html = snippet.toHtmlEscaped();
    return html.replace(QChar(0xe000), QStringLiteral("<b>")).replace(QChar(0xe001), QStringLiteral("</b>"));
}

}  // namespace

SearchViewModel::SearchViewModel(app::Database &database, Notices &notices) : m_search(database), m_notices(notices)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &SearchViewModel::ask);
}

QVariant SearchViewModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const app::SearchHit &hit = m_hits.at(index.row());
    switch (role) {
    case ConversationRole: return hit.conversation;
    case MessageRole: return hit.message;
    case InReasoningRole: return hit.place == app::SearchHit::Place::Reasoning;
    case Qt::DisplayRole:
    case TitleRole: return hit.title.section(u'\n', 0, 0).simplified();
    case SnippetRole: return toHtml(hit.snippet);
    case FoundRole: return app::foundIn(hit.snippet);
    case DateRole: return QLocale().toString(hit.createdAt.date(), QLocale::ShortFormat);
    case PlaceRole:
        switch (hit.place) {
        case app::SearchHit::Place::Title: return tr("Title");
        case app::SearchHit::Place::Question: return tr("Question");
        case app::SearchHit::Place::Answer: return tr("Answer");
        case app::SearchHit::Place::Reasoning: return tr("Reasoning");
        }
        return {};
    default: return {};
    }
}

QHash<int, QByteArray> SearchViewModel::roleNames() const
{
    return {{ConversationRole, "conversationId"},
            {MessageRole, "messageId"},
            {PlaceRole, "place"},
            {InReasoningRole, "inReasoning"},
            {TitleRole, "title"},
            {SnippetRole, "snippet"},
            {DateRole, "date"},
            {FoundRole, "found"}};
}

void SearchViewModel::setText(const QString &text)
{
    if (m_query.text == text)
        return;
    m_query.text = text;
    search();
}

void SearchViewModel::setWhere(Where where)
{
    m_query.where = static_cast<app::SearchQuery::Where>(where);
    search();
}

void SearchViewModel::setModelName(const QString &model)
{
    m_query.model = model;
    search();
}

void SearchViewModel::setDays(int days)
{
    m_days = days;
    m_query.from = days > 0 ? QDate::currentDate().addDays(1 - days) : QDate();
    search();
}

void SearchViewModel::setFolder(qint64 folder)
{
    m_query.folder = folder;
    search();
}

void SearchViewModel::prepare()
{
    m_search.models().then(this, [this](const app::Result<QStringList> &models) {
        m_models = models ? *models : QStringList();
        emit modelNamesChanged();
    });
    search();
}

void SearchViewModel::search()
{
    emit queryChanged();
    ++m_asked;
    m_pause.start();
}

void SearchViewModel::ask()
{
    const int number = m_asked;
    m_search.find(m_query).then(this, [this, number](const app::Result<QList<app::SearchHit>> &hits) {
        if (number != m_asked)
            return;  // a later question is on its way
        beginResetModel();
        m_hits = hits ? *hits : QList<app::SearchHit>();
        endResetModel();
        m_answered = number;
        emit found();
        if (!hits)
            m_notices.show(hits.failure());
    });
}

}  // namespace mingsi::ui
