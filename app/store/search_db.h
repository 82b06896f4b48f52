// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDate>
#include <QFuture>

#include "app/store/database.h"
#include "app/store/types.h"

namespace mingsi::app {

/// What to search for, and where. Empty fields do not limit.
struct SearchQuery {
    enum class Where { Everywhere, Questions, Answers, Reasoning };

    QString text;  ///< all words must occur in one text; never FTS5 syntax
    Where where = Where::Everywhere;
    QString model = {};  ///< name of the model that answered
    QDate from = {};     ///< messages of this day and later
    QDate to = {};       ///< messages of this day and earlier
    RowId folder = 0;
    int limit = 100;
};

/// One place where a search text was found.
struct SearchHit {
    enum class Place { Title, Question, Answer, Reasoning };

    RowId conversation = 0;
    RowId message = 0;  ///< 0 for a title
    Place place = Place::Title;
    QString title;    ///< of the conversation (or its preview)
    QString snippet;  ///< see snippet()
    QString model;    ///< that answered
    QDateTime createdAt;
};

/// Full-text search over titles, questions, answers and reasoning, in any language (see search_text.h).
class SearchDb
{
public:
    explicit SearchDb(Database &database) : m_database(database) {}

    /// Titles first, then texts, best first.
    QFuture<Result<QList<SearchHit>>> find(const SearchQuery &query);
    /// The names of the models that answered, for the filter.
    QFuture<Result<QStringList>> models();

private:
    Database &m_database;
};

}  // namespace mingsi::app
