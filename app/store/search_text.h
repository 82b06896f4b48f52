// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace mingsi::app {

/// `text` as it goes into the index: CJK runs as space-separated overlapping bigrams, the rest as it is. SQLite's own
/// tokenizers find no Chinese word of two characters, and most have two.
QString toIndexText(const QString &text);

/// An FTS5 query for what a person typed; empty when there is nothing to search for.
QString toMatchQuery(const QString &text);

/// The words that a person typed, as they are to be found and marked in a text.
QStringList searchWords(const QString &text);

/// The surroundings of the place in `text` where `words` stand together, or most of them, with every word in them
/// between U+E000 and U+E001.
QString snippet(const QString &text, const QStringList &words);
/// The longest stretch of a snippet that is marked, words with blanks between them as one: what is to be shown in the
/// text itself.
QString foundIn(const QString &snippet);
/// The same without its marks.
inline QString plainSnippet(QString snippet)
{
    return snippet.remove(QChar(0xe000)).remove(QChar(0xe001));
}

}  // namespace mingsi::app
