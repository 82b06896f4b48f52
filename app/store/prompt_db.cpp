// SPDX-License-Identifier: Apache-2.0
#include "app/store/prompt_db.h"

#include "app/store/statement.h"

namespace mingsi::app {

namespace {

QList<Prompt> readAll(QSqlDatabase &database)
{
    QList<Prompt> prompts;
    Statement rows(database, QStringLiteral("SELECT id, name, title, text FROM prompt ORDER BY name"));
    while (rows.next())
        prompts.append(
            {rows.value(0).toLongLong(), rows.value(1).toString(), rows.value(2).toString(), rows.value(3).toString()});
    return prompts;
}

}  // namespace

QFuture<Result<QList<Prompt>>> PromptDb::list()
{
    return m_database.run<QList<Prompt>>(
        [](QSqlDatabase &database) -> Result<QList<Prompt>> { return readAll(database); });
}

QFuture<Result<QList<Prompt>>> PromptDb::put(const QList<Prompt> &prompts)
{
    return m_database.run<QList<Prompt>>([prompts](QSqlDatabase &database) -> Result<QList<Prompt>> {
        for (const Prompt &prompt : prompts) {
            Statement(database, QStringLiteral("DELETE FROM prompt WHERE id = ? OR name = ?"),
                      {prompt.id, prompt.name});
            Statement(database, QStringLiteral("INSERT INTO prompt(name, language, title, text) VALUES (?, '', ?, ?)"),
                      {prompt.name, notNull(prompt.title), prompt.text});
        }
        return readAll(database);
    });
}

QFuture<Result<QList<Prompt>>> PromptDb::remove(RowId id)
{
    return m_database.run<QList<Prompt>>([id](QSqlDatabase &database) -> Result<QList<Prompt>> {
        Statement(database, QStringLiteral("DELETE FROM prompt WHERE id = ?"), {id});
        return readAll(database);
    });
}

}  // namespace mingsi::app
