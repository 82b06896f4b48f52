// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>

#include "app/store/database.h"
#include "app/store/types.h"

namespace mingsi::app {

/// Full-text search over messages and reasoning, in any language: runs of CJK are split into overlapping bigrams
/// before they are indexed and asked for as a phrase, so that words of two characters are found.
class SearchDb
{
public:
    explicit SearchDb(Database &database) : m_database(database) {}

    /// At most `limit` hits, best first. All words must occur; text of people is never FTS5 syntax.
    QFuture<Result<QList<SearchHit>>> find(const QString &text, int limit = 100);

private:
    Database &m_database;
};

/// `text` as it goes into the index: CJK runs as space-separated overlapping bigrams, the rest as it is.
QString toIndexText(const QString &text);
/// An FTS5 query for what a person typed; empty when there is nothing to search for.
QString toMatchQuery(const QString &text);

}  // namespace mingsi::app
