// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QUrl>
#include <optional>

#include "app/documents/document_parts.h"

namespace mingsi::app {

/// A place in an attached document that a text points to.
struct Citation {
    QString document;  ///< its name, and behind a comma a sheet, as they are written; empty when there is but one
    DocumentPart::Kind kind = DocumentPart::Kind::Page;
    int first = 1;
    int last = 1;

    bool operator==(const Citation &) const = default;
};

/// A citation within a text, brackets included.
struct CitedPlace {
    qsizetype start = 0;
    qsizetype length = 0;
    Citation citation;
};

/// The citations in a text: "[report.pdf, page 3]", "[data.xlsx, Sheet 1, rows 2-5]", "[Page 3]", "【报告.pdf，第3页】".
QList<CitedPlace> citationsIn(const QString &text);

/// A citation as an address, "cite:…", and back; nothing for other addresses.
QString toAddress(const Citation &citation);
std::optional<Citation> citationFrom(const QString &address);

/// Whether a citation means a document of this name, with or without its ending; `sheet` gets what it names behind it.
bool isOf(const Citation &citation, const QString &name, QString *sheet);

/// Parts of a document that follow each other, by their numbers in its list from 0.
struct PartRange {
    qsizetype first = -1;
    qsizetype last = -1;

    bool isEmpty() const { return first < 0; }
    bool operator==(const PartRange &) const = default;
};

/// The parts that a citation means, of one sheet; none when there is no such place.
PartRange partsOf(const Citation &citation, const QString &sheet, const QList<DocumentPart> &parts);

}  // namespace mingsi::app
