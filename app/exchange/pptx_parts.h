// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <utility>

// What a presentation holds beside its slides (ECMA-376 part 1, 13 and 19).
namespace mingsi::app::pptx {

/// Around the shapes of a slide.
QString slideHead();
QString slideEnd();
QString slideRelations();

/// Every part but the slides, by name.
QList<std::pair<QByteArray, QString>> parts(const QString &title, int slides);

}  // namespace mingsi::app::pptx
