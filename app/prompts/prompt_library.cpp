// SPDX-License-Identifier: Apache-2.0
#include "app/prompts/prompt_library.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <algorithm>

namespace mingsi::app {

namespace {

const QRegularExpression &variable()
{
    static const QRegularExpression pattern(QStringLiteral("\\{\\{\\s*([^{}]{1,60}?)\\s*\\}\\}"));
    return pattern;
}

}  // namespace

QList<Prompt> builtInPrompts(const QString &language)
{
    QFile file(QStringLiteral(":/prompts/%1.json").arg(language));
    if (!file.exists())
        file.setFileName(QStringLiteral(":/prompts/en.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return promptsFromJson(file.readAll()).value_or(QList<Prompt>{});
}

QList<Prompt> allPrompts(const QList<Prompt> &own, const QList<Prompt> &builtIn)
{
    QList<Prompt> all = own;
    for (const Prompt &prompt : builtIn) {
        const bool replaced =
            std::any_of(own.cbegin(), own.cend(), [&](const Prompt &one) { return one.name == prompt.name; });
        if (!replaced)
            all.append(prompt);
    }
    return all;
}

bool isPromptName(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral("^[^\\s/]{1,40}$"));
    return pattern.match(name).hasMatch();
}

QStringList promptVariables(const QString &text)
{
    QStringList names;
    for (auto matches = variable().globalMatch(text); matches.hasNext();) {
        const QString name = matches.next().captured(1);
        if (!names.contains(name))
            names.append(name);
    }
    return names;
}

QString filledPrompt(const QString &text, const QHash<QString, QString> &values)
{
    QString filled;
    qsizetype at = 0;
    for (auto matches = variable().globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        filled += text.mid(at, match.capturedStart() - at) + values.value(match.captured(1)).trimmed();
        at = match.capturedEnd();
    }
    filled += text.mid(at);
    while (!filled.isEmpty() && filled.back().isSpace())
        filled.chop(1);
    return filled;
}

QByteArray promptsToJson(const QList<Prompt> &prompts)
{
    QJsonArray list;
    for (const Prompt &prompt : prompts)
        list.append(QJsonObject{{QStringLiteral("name"), prompt.name},
                                {QStringLiteral("title"), prompt.title},
                                {QStringLiteral("text"), prompt.text}});
    return QJsonDocument(list).toJson();
}

std::optional<QList<Prompt>> promptsFromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isArray())
        return std::nullopt;
    QList<Prompt> prompts;
    for (const QJsonValue &value : document.array()) {
        const Prompt prompt{0, value[QStringLiteral("name")].toString(), value[QStringLiteral("title")].toString(),
                            value[QStringLiteral("text")].toString()};
        if (isPromptName(prompt.name) && !prompt.text.isEmpty())
            prompts.append(prompt);
    }
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
