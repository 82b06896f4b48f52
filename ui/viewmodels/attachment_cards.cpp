// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/attachment_cards.h"

#include <QCoreApplication>
#include <QLocale>

#include "app/documents/excerpt.h"

namespace mingsi::ui {

namespace {

constexpr qsizetype kPreview = 2000;  // bytes

QString partOf(const app::Attachment &attachment)
{
    if (attachment.excerpt.isEmpty() || attachment.excerpt == app::kWholeDocument)
        return {};
    if (attachment.excerpt == app::kBestPassages)
        return QCoreApplication::translate("AttachmentCards", "best passages");
    return QCoreApplication::translate("AttachmentCards", "parts %1").arg(attachment.excerpt);
}

}  // namespace

QVariantList attachmentCards(const QList<app::Attachment> &attachments, const QList<int> &tokens)
{
    QVariantList cards;
    for (qsizetype i = 0; i < attachments.size(); ++i) {
        const app::Attachment &attachment = attachments.at(i);
        const int count = tokens.value(i, -1);
        const QString size = count >= 0 ? QCoreApplication::translate("AttachmentCards", "%n token(s)", nullptr, count)
                                        : QLocale().formattedDataSize(attachment.content.size());
        cards.append(QVariantMap{{QStringLiteral("name"), attachment.name},
                                 {QStringLiteral("size"), size},
                                 {QStringLiteral("part"), partOf(attachment)},
                                 {QStringLiteral("preview"), QString::fromUtf8(attachment.content.left(kPreview))}});
    }
    return cards;
}

}  // namespace mingsi::ui
