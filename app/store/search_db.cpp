// SPDX-License-Identifier: Apache-2.0
#include "app/store/search_db.h"

#include "app/store/search_text.h"
#include "app/store/statement.h"

namespace mingsi::app {

namespace {

const QString kShownTitle =
    QStringLiteral("CASE WHEN c.title <> '' THEN c.title ELSE coalesce((SELECT substr(text, 1, 120)"
                   " FROM message WHERE conversation = c.id AND parent IS NULL ORDER BY position LIMIT 1), '') END");

/// Conditions on conversation `c`, message `m` and run `r`, and their values.
struct Filter {
    QString sql;
    QVariantList values;

    void add(const QString &condition, const QVariant &value)
    {
        sql += QStringLiteral(" AND ") + condition;
        values.append(value);
    }
};

Filter filterOf(const SearchQuery &query)
{
    Filter filter;
    if (query.folder != 0)
        filter.add(QStringLiteral("c.folder = ?"), query.folder);
    if (!query.model.isEmpty()) {
        // A question belongs to the models that answered it.
        filter.add(QStringLiteral("(r.model = ? OR (m.role = 1 AND EXISTS (SELECT 1 FROM message a JOIN run ar"
                                  " ON ar.id = a.run WHERE a.parent = m.id AND ar.model = ?)))"),
                   query.model);
        filter.values.append(query.model);
    }
    if (query.from.isValid())
        filter.add(QStringLiteral("m.created_at >= ?"), query.from.startOfDay().toMSecsSinceEpoch());
    if (query.to.isValid())
        filter.add(QStringLiteral("m.created_at < ?"), query.to.addDays(1).startOfDay().toMSecsSinceEpoch());
    switch (query.where) {
    case SearchQuery::Where::Everywhere: break;
    case SearchQuery::Where::Questions: filter.sql += QStringLiteral(" AND m.role = 1"); break;
    case SearchQuery::Where::Answers: filter.sql += QStringLiteral(" AND m.role = 2 AND search.rowid % 2 = 0"); break;
    case SearchQuery::Where::Reasoning: filter.sql += QStringLiteral(" AND search.rowid % 2 = 1"); break;
    }
    return filter;
}

/// `text` as a pattern of LIKE that finds it anywhere; '\\' escapes.
QString likePattern(QString text)
{
    for (const QChar special : {u'\\', u'%', u'_'})
        text.replace(special, QStringLiteral("\\") + special);
    return u'%' + text + u'%';
}

QList<SearchHit> findTitles(QSqlDatabase &database, const SearchQuery &query)
{
    QString condition = QStringLiteral("c.deleted = 0 AND c.title <> ''");
    QVariantList values;
    for (const QString &word : searchWords(query.text)) {
        condition += QStringLiteral(" AND c.title LIKE ? ESCAPE '\\'");
        values.append(likePattern(word));
    }
    if (query.folder != 0) {
        condition += QStringLiteral(" AND c.folder = ?");
        values.append(query.folder);
    }
    if (!query.model.isEmpty()) {
        condition += QStringLiteral(" AND EXISTS (SELECT 1 FROM message m JOIN run r ON r.id = m.run"
                                    " WHERE m.conversation = c.id AND r.model = ?)");
        values.append(query.model);
    }
    if (query.from.isValid()) {
        condition += QStringLiteral(" AND c.used_at >= ?");
        values.append(query.from.startOfDay().toMSecsSinceEpoch());
    }
    if (query.to.isValid()) {
        condition += QStringLiteral(" AND c.created_at < ?");
        values.append(query.to.addDays(1).startOfDay().toMSecsSinceEpoch());
    }
    values.append(query.limit);
    Statement rows(database,
                   QStringLiteral("SELECT c.id, c.title, c.used_at FROM conversation c WHERE ") + condition
                       + QStringLiteral(" ORDER BY c.use_order DESC LIMIT ?"),
                   values);
    QList<SearchHit> hits;
    while (rows.next()) {
        SearchHit hit;
        hit.conversation = rows.value(0).toLongLong();
        hit.title = rows.value(1).toString();
        hit.snippet = snippet(hit.title, searchWords(query.text));
        hit.createdAt = QDateTime::fromMSecsSinceEpoch(rows.value(2).toLongLong());
        hits.append(hit);
    }
    return hits;
}

QList<SearchHit> findTexts(QSqlDatabase &database, const SearchQuery &query, const QString &match, int limit)
{
    const Filter filter = filterOf(query);
    // The index is asked for its best rows first; only those that are shown have their texts read.
    Statement rows(database,
                   QStringLiteral("SELECT c.id, m.id, search.rowid % 2, m.role, ") + kShownTitle
                       + QStringLiteral(", CASE WHEN search.rowid % 2 THEN t.text ELSE m.text END,"
                                        " coalesce(r.model, ''), m.created_at"
                                        " FROM search JOIN message m ON m.id = search.rowid / 2 AND m.deleted = 0"
                                        " JOIN conversation c ON c.id = m.conversation AND c.deleted = 0"
                                        " LEFT JOIN reasoning t ON t.message = m.id LEFT JOIN run r ON r.id = m.run"
                                        " WHERE search MATCH ?")
                       + filter.sql + QStringLiteral(" ORDER BY rank LIMIT ?"),
                   QVariantList{match} + filter.values + QVariantList{limit});
    QList<SearchHit> hits;
    while (rows.next()) {
        const bool fromUser = rows.value(3).toInt() == static_cast<int>(MessageRole::User);
        SearchHit hit;
        hit.conversation = rows.value(0).toLongLong();
        hit.message = rows.value(1).toLongLong();
        hit.place = rows.value(2).toInt() == 1 ? SearchHit::Place::Reasoning
            : fromUser                         ? SearchHit::Place::Question
                                               : SearchHit::Place::Answer;
        hit.title = rows.value(4).toString();
        hit.snippet = snippet(rows.value(5).toString(), searchWords(query.text));
        hit.model = rows.value(6).toString();
        hit.createdAt = QDateTime::fromMSecsSinceEpoch(rows.value(7).toLongLong());
        hits.append(hit);
    }
    return hits;
}

}  // namespace

QFuture<Result<QList<SearchHit>>> SearchDb::find(const SearchQuery &query)
{
    return m_database.run<QList<SearchHit>>([query](QSqlDatabase &database) -> Result<QList<SearchHit>> {
        const QString match = toMatchQuery(query.text);
        if (match.isEmpty())
            return QList<SearchHit>{};
        QList<SearchHit> hits;
        if (query.where == SearchQuery::Where::Everywhere)
            hits = findTitles(database, query);
        if (hits.size() < query.limit)
            hits += findTexts(database, query, match, query.limit - static_cast<int>(hits.size()));
        return hits;
    });
}

QFuture<Result<QStringList>> SearchDb::models()
{
    return m_database.run<QStringList>([](QSqlDatabase &database) -> Result<QStringList> {
        Statement rows(database, QStringLiteral("SELECT DISTINCT model FROM run WHERE model <> '' ORDER BY model"));
        QStringList models;
        while (rows.next())
            models.append(rows.value(0).toString());
        return models;
    });
}

}  // namespace mingsi::app
