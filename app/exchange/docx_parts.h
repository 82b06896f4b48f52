// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <utility>

// The parts of a DOCX file around its text (ECMA-376-1, 11 and 17).
namespace mingsi::app::docx {

QString documentHead();
QString documentEnd();
/// A table that is as wide as the page, up to its first row.
QString tableHead(int columns);
/// Everything but the document itself: name and content. `lists`: ordered and first number of each; `links`: their
/// targets.
QList<std::pair<QByteArray, QString>> parts(const QString &title, const QList<std::pair<bool, int>> &lists,
                                            const QStringList &links);

}  // namespace mingsi::app::docx
