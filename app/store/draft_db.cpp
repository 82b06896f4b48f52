// SPDX-License-Identifier: Apache-2.0
#include "app/store/draft_db.h"

#include "app/store/statement.h"

namespace mingsi::app {

QFuture<Result<DraftDb::Attachments>> DraftDb::all()
{
    return m_database.run<Attachments>([](QSqlDatabase &database) -> Result<Attachments> {
        Attachments attachments;
        Statement rows(database,
                       QStringLiteral("SELECT coalesce(conversation, 0), name, media_type, content, excerpt"
                                      " FROM draft_attachment ORDER BY id"));
        while (rows.next())
            attachments[rows.value(0).toLongLong()].append({rows.value(1).toString(), rows.value(2).toString(),
                                                            rows.value(3).toByteArray(), rows.value(4).toString()});
        return attachments;
    });
}

QFuture<Result<Done>> DraftDb::set(RowId conversation, const QList<Attachment> &attachments)
{
    return m_database.run<Done>([conversation, attachments](QSqlDatabase &database) -> Result<Done> {
        Statement(database, QStringLiteral("DELETE FROM draft_attachment WHERE conversation IS ?"),
                  {orNull(conversation)});
        for (const Attachment &attachment : attachments)
            Statement(database,
                      QStringLiteral("INSERT INTO draft_attachment(conversation, name, media_type, content, excerpt)"
                                     " VALUES (?, ?, ?, ?, ?)"),
                      {orNull(conversation), notNull(attachment.name), notNull(attachment.mediaType),
                       notNull(attachment.content), notNull(attachment.excerpt)});
        return Done{};
    });
}

}  // namespace mingsi::app
