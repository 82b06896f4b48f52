// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QVariantList>

#include "app/store/types.h"

namespace mingsi::ui {

/// What AttachmentCard.qml shows of each: {name, size, preview}.
QVariantList attachmentCards(const QList<app::Attachment> &attachments);

}  // namespace mingsi::ui
