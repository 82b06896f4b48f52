// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace mingsi::app {

/// Puts a placeholder for each label of a footnote, where it is referred to and where the note stands, which becomes a
/// paragraph of its own: md4c takes "[^1]: text" for the address of a link. The labels are appended in order.
QString markFootnotes(const QString &markdown, QStringList &labels);

/// The labels of the footnotes in the order in which they are first referred to, which is how they are numbered.
QStringList footnoteOrder(const QString &markdown);

}  // namespace mingsi::app
