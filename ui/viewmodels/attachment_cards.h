// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QVariantList>

#include "app/store/types.h"

namespace mingsi::ui {

/// What AttachmentCard.qml shows of each: {name, size, preview, part}. `part` is which part of it goes to the model,
/// empty for the whole; `tokens`, where they are known, are said in place of the size.
QVariantList attachmentCards(const QList<app::Attachment> &attachments, const QList<int> &tokens = {});

}  // namespace mingsi::ui
