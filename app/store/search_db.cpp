// SPDX-License-Identifier: Apache-2.0
#include "app/store/search_db.h"

#include <QStringList>
#include <algorithm>

#include "app/store/statement.h"

namespace mingsi::app {

namespace {

constexpr qsizetype kSnippetContext = 40;  // characters on each side of the match
constexpr QChar kMarkStart(0xe000);
constexpr QChar kMarkEnd(0xe001);

/// Scripts that are written without spaces between words.
bool isUnspaced(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo: return true;
    default: return false;
    }
}

struct Stretch {
    QList<uint> characters;
    bool unspaced = false;
};

/// Runs of unspaced script and of everything else, in order.
QList<Stretch> runsOf(const QString &text)
{
    QList<Stretch> runs;
    for (const uint c : text.toUcs4()) {
        const bool unspaced = isUnspaced(c);
        if (runs.isEmpty() || runs.last().unspaced != unspaced)
            runs.append({{}, unspaced});
        runs.last().characters.append(c);
    }
    return runs;
}

QString toText(const QList<uint> &characters, qsizetype first, qsizetype count)
{
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.constData()) + first, count);
}

QStringList bigrams(const Stretch &run)
{
    if (run.characters.size() == 1)
        return {toText(run.characters, 0, 1)};
    QStringList pairs;
    for (qsizetype i = 0; i + 1 < run.characters.size(); ++i)
        pairs.append(toText(run.characters, i, 2));
    return pairs;
}

QString quoted(QString text)
{
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

/// The first word of `query` that occurs in `text` literally, with some of the text around it.
QString snippetOf(const QString &text, const QString &query)
{
    qsizetype at = -1;
    qsizetype length = 0;
    for (const QString &word : query.split(u' ', Qt::SkipEmptyParts)) {
        at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at >= 0) {
            length = word.size();
            break;
        }
    }
    const qsizetype from = at < 0 ? 0 : qMax<qsizetype>(0, at - kSnippetContext);
    const qsizetype to = qMin(text.size(), qMax<qsizetype>(0, at) + length + kSnippetContext);
    QString snippet = text.mid(from, to - from);
    if (at >= 0) {
        snippet.insert(at - from + length, kMarkEnd);
        snippet.insert(at - from, kMarkStart);
    }
    return (from > 0 ? QStringLiteral("…") : QString()) + snippet.simplified()
        + (to < text.size() ? QStringLiteral("…") : QString());
}

}  // namespace

QString toIndexText(const QString &text)
{
    QString index;
    for (const Stretch &run : runsOf(text))
        index +=
            run.unspaced ? u' ' + bigrams(run).join(u' ') + u' ' : toText(run.characters, 0, run.characters.size());
    return index;
}

QString toMatchQuery(const QString &text)
{
    QStringList terms;
    for (const Stretch &run : runsOf(text)) {
        if (run.unspaced) {
            // A single character is the beginning of a bigram; a longer run is its bigrams one after the other.
            const QString phrase = quoted(bigrams(run).join(u' '));
            terms.append(run.characters.size() == 1 ? phrase + u'*' : phrase);
            continue;
        }
        for (const QString &word :
             toText(run.characters, 0, run.characters.size()).simplified().split(u' ', Qt::SkipEmptyParts)) {
            // A term without a letter or digit has no tokens, and FTS5 would find nothing at all.
            const auto ucs4 = word.toUcs4();
            if (std::any_of(ucs4.begin(), ucs4.end(), [](uint c) { return QChar::isLetterOrNumber(c); }))
                terms.append(quoted(word) + u'*');
        }
    }
    return terms.join(QStringLiteral(" AND "));
}

QFuture<Result<QList<SearchHit>>> SearchDb::find(const QString &text, int limit)
{
    return m_database.run<QList<SearchHit>>([text, limit](QSqlDatabase &database) -> Result<QList<SearchHit>> {
        QList<SearchHit> hits;
        const QString query = toMatchQuery(text);
        if (query.isEmpty())
            return hits;
        Statement rows(
            database,
            QStringLiteral(
                "SELECT c.id, m.id, search.rowid % 2,"
                " CASE WHEN c.title <> '' THEN c.title ELSE coalesce((SELECT substr(text, 1, 120)"
                "   FROM message WHERE conversation = c.id AND parent IS NULL ORDER BY position LIMIT 1), '') END,"
                " CASE WHEN search.rowid % 2 THEN t.text ELSE m.text END"
                " FROM search JOIN message m ON m.id = search.rowid / 2"
                " JOIN conversation c ON c.id = m.conversation AND c.deleted = 0"
                " LEFT JOIN reasoning t ON t.message = m.id"
                " WHERE search MATCH ? ORDER BY rank LIMIT ?"),
            {query, limit});
        while (rows.next()) {
            hits.append({rows.value(0).toLongLong(), rows.value(1).toLongLong(), rows.value(2).toInt() == 1,
                         rows.value(3).toString(), snippetOf(rows.value(4).toString(), text)});
        }
        return hits;
    });
}

}  // namespace mingsi::app
