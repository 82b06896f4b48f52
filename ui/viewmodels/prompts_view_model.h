// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QUrl>
#include <QVariantList>

#include "app/store/prompt_db.h"
#include "ui/viewmodels/notices.h"

namespace mingsi::ui {

/// The prompt library: what comes with the program, and a person's own.
class PromptsViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    /// {id, name, title, text} of all; the id is 0 for those that come with the program.
    Q_PROPERTY(QVariantList all READ all NOTIFY changed)

public:
    PromptsViewModel(app::Database &database, Notices &notices);

    QVariantList all() const { return toList(prompts()); }
    /// Those that fit what stands behind the slash.
    Q_INVOKABLE QVariantList matching(const QString &typed) const;
    /// What a prompt's text asks for, and the text with it; see prompt_library.h.
    Q_INVOKABLE QStringList variables(const QString &text) const { return app::promptVariables(text); }
    Q_INVOKABLE QString filled(const QString &text, const QVariantMap &values) const;
    Q_INVOKABLE bool isName(const QString &name) const { return app::isPromptName(name); }
    /// Stores one; 0 stands for a new one, and for a changed copy of one that comes with the program.
    Q_INVOKABLE void put(qint64 id, const QString &name, const QString &title, const QString &text);
    Q_INVOKABLE void remove(qint64 id);
    /// Writes all into a file, and takes in those of one.
    Q_INVOKABLE void exportTo(const QUrl &file);
    Q_INVOKABLE void importFrom(const QUrl &file);
    /// Reads what is stored.
    void load();
    void retranslate() { emit changed(); }

signals:
    void changed();

private:
    QList<app::Prompt> prompts() const;
    /// Those that are new, under names that no own one has.
    QList<app::Prompt> besideOwn(const QList<app::Prompt> &prompts) const;
    static QVariantList toList(const QList<app::Prompt> &prompts);
    void take(QFuture<app::Result<QList<app::Prompt>>> stored);

    app::PromptDb m_store;
    Notices &m_notices;
    QList<app::Prompt> m_own;
};

}  // namespace mingsi::ui
