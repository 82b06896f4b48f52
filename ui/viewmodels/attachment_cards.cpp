// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/attachment_cards.h"

#include <QLocale>

namespace mingsi::ui {

namespace {

constexpr qsizetype kPreview = 2000;  // bytes

}  // namespace

QVariantList attachmentCards(const QList<app::Attachment> &attachments)
{
    QVariantList cards;
    for (const app::Attachment &attachment : attachments) {
        cards.append(QVariantMap{{QStringLiteral("name"), attachment.name},
                                 {QStringLiteral("size"), QLocale().formattedDataSize(attachment.content.size())},
                                 {QStringLiteral("preview"), QString::fromUtf8(attachment.content.left(kPreview))}});
    }
    return cards;
}

}  // namespace mingsi::ui
