// SPDX-License-Identifier: Apache-2.0
#include "app/prompts/prompt_library.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace mingsi::app {

QList<Prompt> builtInPrompts(const QString &language)
{
    QFile file(QStringLiteral(":/prompts/%1.json").arg(language));
    if (!file.exists())
        file.setFileName(QStringLiteral(":/prompts/en.json"));
    QList<Prompt> prompts;
    if (!file.open(QIODevice::ReadOnly))
        return prompts;
    for (const QJsonValue &prompt : QJsonDocument::fromJson(file.readAll()).array())
        prompts.append({prompt[QStringLiteral("name")].toString(), prompt[QStringLiteral("title")].toString(),
                        prompt[QStringLiteral("text")].toString()});
    return prompts;
}

QList<Prompt> matchingPrompts(const QList<Prompt> &prompts, const QString &typed)
{
    QList<Prompt> first;
    QList<Prompt> rest;
    for (const Prompt &prompt : prompts) {
        if (prompt.name.startsWith(typed, Qt::CaseInsensitive) || prompt.title.startsWith(typed, Qt::CaseInsensitive))
            first.append(prompt);
        else if (prompt.title.contains(typed, Qt::CaseInsensitive))
            rest.append(prompt);
    }
    return first + rest;
}

}  // namespace mingsi::app
