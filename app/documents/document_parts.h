// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include "app/store/types.h"

namespace mingsi::app {

/// A part of a document that can be chosen and cited by itself.
struct DocumentPart {
    enum class Kind { Page, Row, Lines };

    Kind kind = Kind::Lines;
    QString sheet;        ///< of a row: the sheet's name; empty in CSV
    int first = 1;        ///< page, row, or first line, from 1; a table's head is its row 1
    int last = 1;         ///< last line; otherwise the same
    qsizetype start = 0;  ///< UTF-16 offset in the document's text
    qsizetype length = 0;

    bool operator==(const DocumentPart &) const = default;
};

/// Cuts what readDocument() gave: a PDF into pages, workbooks and CSV into rows, other texts into stretches of whole
/// lines, at blank lines where there are some.
QList<DocumentPart> splitDocument(const QString &text, const QString &mediaType, const QString &name);
inline QList<DocumentPart> splitDocument(const Attachment &attachment)
{
    return splitDocument(QString::fromUtf8(attachment.content), attachment.mediaType, attachment.name);
}

/// Where a part stands, as a model is told and cites it: "page 3", "Sheet 1, row 12", "lines 10-24".
QString markOf(const DocumentPart &part);
/// The same for people.
QString placeName(const DocumentPart &part);

}  // namespace mingsi::app
