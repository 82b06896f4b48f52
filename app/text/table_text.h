// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace mingsi::app {

/// The table as comma-separated values (RFC 4180: CR LF, cells with commas, quotes or line breaks in quotes).
/// A cell that a spreadsheet would take for a formula — it begins with = + - @ and is no number — gets an apostrophe
/// in front: a model's table must not run anything when it is opened.
QString toCsv(const QList<QStringList> &rows);
/// The same for a reader that runs nothing, such as a model: cells as they are.
QString toPlainCsv(const QList<QStringList> &rows);

}  // namespace mingsi::app
