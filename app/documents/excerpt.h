// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <functional>
#include <optional>

#include "app/documents/document_parts.h"

namespace mingsi::app {

/// What Attachment::excerpt of a draft says when the passages that fit the question are to be found as it is sent.
inline const QString kBestPassages = QStringLiteral("best");
/// And when a person wants the whole, though it may not fit.
inline const QString kWholeDocument = QStringLiteral("whole");

/// Numbers of parts, from 1, as people write them: "1-3, 7". Nothing when a text is something else, or names a part
/// beyond `count`.
std::optional<QList<int>> partNumbers(const QString &text, qsizetype count);
/// The shortest such text.
QString toText(const QList<int> &numbers);

/// An attachment as the model reads it: the whole under its name, or the chosen parts, each under its mark
/// "[name, page 3]", which it is asked to cite. Rows come with their table's head and their numbers.
QString promptText(const Attachment &attachment);

/// Attachments of a draft as they go to the model: what says kBestPassages gets the parts that fit `question` best, as
/// many as find place among `room` tokens beside the others. Nothing when one of them finds no place for any part.
std::optional<QList<Attachment>> fitted(const QList<Attachment> &attachments, const QString &question, int room,
                                        const std::function<int(const QString &)> &countTokens);

/// The parts that fit a question best, at most `budget` tokens of them, in their order: by BM25, as SQLite's FTS5 has it,
/// over words and pairs of Chinese characters. Where no word is found, the document's beginning; none when no part is as
/// small as that. Works in memory, and takes its time.
QList<int> bestParts(const Attachment &attachment, const QString &question, int budget,
                     const std::function<int(const QString &)> &countTokens);

}  // namespace mingsi::app
