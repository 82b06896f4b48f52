// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/prompts_view_model.h"

#include <QFile>
#include <QSaveFile>
#include <algorithm>

#include "app/background.h"
#include "app/whole_file.h"

namespace mingsi::ui {

namespace {

constexpr qint64 kLargestFile = 16 << 20;

}  // namespace

PromptsViewModel::PromptsViewModel(app::Database &database, Notices &notices) : m_store(database), m_notices(notices) {}

QList<app::Prompt> PromptsViewModel::prompts() const
{
    const QString language = tr("en", "the language of the prompts that come with the program: en or zh_CN");
    return app::allPrompts(m_own, app::builtInPrompts(language));
}

QVariantList PromptsViewModel::toList(const QList<app::Prompt> &prompts)
{
    QVariantList list;
    for (const app::Prompt &prompt : prompts) {
        list.append(QVariantMap{{QStringLiteral("id"), prompt.id},
                                {QStringLiteral("name"), prompt.name},
                                {QStringLiteral("title"), prompt.title.isEmpty() ? prompt.name : prompt.title},
                                {QStringLiteral("text"), prompt.text}});
    }
    return list;
}

QVariantList PromptsViewModel::matching(const QString &typed) const
{
    return toList(app::matchingPrompts(prompts(), typed));
}

void PromptsViewModel::take(QFuture<app::Result<QList<app::Prompt>>> stored)
{
    stored.then(this, [this](const app::Result<QList<app::Prompt>> &own) {
        if (own)
            m_own = *own;
        else
            m_notices.show(own.failure());
        emit changed();
    });
}

void PromptsViewModel::load()
{
    take(m_store.list());
}

QString PromptsViewModel::filled(const QString &text, const QVariantMap &values) const
{
    QHash<QString, QString> texts;
    for (auto value = values.cbegin(); value != values.cend(); ++value)
        texts.insert(value.key(), value->toString());
    return app::filledPrompt(text, texts);
}

void PromptsViewModel::put(qint64 id, const QString &name, const QString &title, const QString &text)
{
    if (!app::isPromptName(name) || text.trimmed().isEmpty())
        return;
    const auto other = [&](const app::Prompt &prompt) { return prompt.name == name && prompt.id != id; };
    if (std::any_of(m_own.cbegin(), m_own.cend(), other)) {
        m_notices.showText(tr("There is a prompt /%1 already: choose another name.").arg(name));
        return;
    }
    take(m_store.put({{id, name, title.simplified(), text}}));
}

void PromptsViewModel::remove(qint64 id)
{
    take(m_store.remove(id));
}

void PromptsViewModel::exportTo(const QUrl &file)
{
    const QString path = file.toLocalFile();
    app::inBackground([path, json = app::promptsToJson(prompts())] {
        QSaveFile out(path);
        return out.open(QIODevice::WriteOnly) && out.write(json) == json.size() && app::commitWhole(out);
    }).then(this, [this, path](bool written) {
        m_notices.showText(written ? tr("The prompts were written to %1.").arg(path)
                                   : tr("The file %1 can't be written. Choose another place.").arg(path));
    });
}

QList<app::Prompt> PromptsViewModel::besideOwn(const QList<app::Prompt> &prompts) const
{
    QList<app::Prompt> all = m_own;
    QList<app::Prompt> added;
    // What is built in is there already, in whichever language the file was written.
    const QList<app::Prompt> shipped =
        app::builtInPrompts(QStringLiteral("en")) + app::builtInPrompts(QStringLiteral("zh_CN"));
    for (app::Prompt prompt : prompts) {
        const auto sameName = [&](const app::Prompt &one) { return one.name == prompt.name; };
        const auto same = [&](const app::Prompt &one) { return sameName(one) && one.text == prompt.text; };
        const bool builtIn = std::any_of(shipped.cbegin(), shipped.cend(), same);
        if (builtIn || std::any_of(all.cbegin(), all.cend(), same))
            continue;
        const QString name = prompt.name.left(36);
        for (int number = 2; std::any_of(all.cbegin(), all.cend(), sameName); ++number)
            prompt.name = name + u'-' + QString::number(number);
        all.append(prompt);
        added.append(prompt);
    }
    return added;
}

void PromptsViewModel::importFrom(const QUrl &file)
{
    const QString path = file.toLocalFile();
    app::inBackground([path] {
        QFile in(path);
        const bool fine = in.size() <= kLargestFile && in.open(QIODevice::ReadOnly);
        return fine ? app::promptsFromJson(in.readAll()) : std::nullopt;
    }).then(this, [this, path](const std::optional<QList<app::Prompt>> &prompts) {
        if (prompts && !prompts->isEmpty()) {
            take(m_store.put(besideOwn(*prompts)));
            m_notices.showText(
                tr("%n prompt(s) came in from %1.", nullptr, static_cast<int>(prompts->size())).arg(path));
        } else {
            m_notices.showText(tr("%1 holds no prompts: a JSON list of name, title and text is expected.").arg(path));
        }
    });
}

}  // namespace mingsi::ui
