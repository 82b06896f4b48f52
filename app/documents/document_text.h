// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include "app/failure.h"

// The text of documents, as it goes into a prompt: pages, sheets and tables keep their marks, so that an answer can
// point to them. Every reader takes its file for hostile.
namespace mingsi::app {

/// A document is refused when it, or its text, is larger.
inline constexpr qint64 kLargestDocument = qint64{256} << 20;
inline constexpr qsizetype kLongestDocumentText = qsizetype{64} << 20;

struct DocumentText {
    QByteArray text;  ///< UTF-8
    QString mediaType;
};

/// The text of a file, read by what is in it: PDF, DOCX, XLSX, HTML, or any text in UTF-8, UTF-16 or GB 18030. Fails
/// with FileUnusable and a translated detail for anything else. Waits for the disk.
Result<DocumentText> readDocument(const QString &path);

/// The endings of what readDocument() reads beside plain text, for file dialogs.
QStringList documentEndings();

// The readers of single formats; `problem` says what is wrong, when the result is null.

/// Each page under "[Page N]", by Poppler.
QByteArray readPdf(const QByteArray &file, QString &problem);
/// Paragraphs, headings as Markdown has them, tables with " | " between cells.
QByteArray readDocx(const QString &path, QString &problem);
/// Each sheet under "[Sheet NAME]", as comma-separated values, dates as ISO 8601.
QByteArray readXlsx(const QString &path, QString &problem);
/// What a reader sees, by libxml2; scripts and styles are left out.
QByteArray readHtml(const QByteArray &file, QString &problem);

}  // namespace mingsi::app
