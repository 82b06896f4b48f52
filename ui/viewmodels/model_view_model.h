// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QObject>
#include <QQmlEngine>
#include <QUrl>
#include <QVariantList>

#include "app/chat/chat_service.h"
#include "app/store/setting_db.h"
#include "ui/viewmodels/notices.h"

namespace mingsi::ui {

/// The model that answers: which one it is, and opening another.
class ModelViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString details READ details NOTIFY changed)
    /// Where the open model computes, in a sentence; empty when that is not on this machine.
    Q_PROPERTY(QString place READ place NOTIFY changed)
    Q_PROPERTY(State state READ state NOTIFY changed)
    /// While one is opened: the share of its weights that has been read.
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged)
    /// ModelReference::toText() of it.
    Q_PROPERTY(QString file READ file NOTIFY changed)
    /// Where questions go when a server answers: its host and port; empty when this machine does.
    Q_PROPERTY(QString server READ server NOTIFY changed)
    Q_PROPERTY(bool starter READ isStarter NOTIFY changed)
    /// {name, file} of the models that were opened before, the last one first, and of the starter model.
    Q_PROPERTY(QVariantList known READ known NOTIFY knownChanged)

public:
    enum State { Opening, Ready, Failed };
    Q_ENUM(State)

    ModelViewModel(app::ChatService &service, app::Database &database, Notices &notices);

    QString name() const { return m_name; }
    /// One line: parameters, context, device.
    QString details() const;
    QString place() const;
    State state() const { return m_state; }
    double progress() const { return m_progress; }
    QString file() const { return m_service.model().toText(); }
    QString server() const { return m_service.model().server().authority(); }
    bool isStarter() const { return m_service.model().isStarter(); }

    QVariantList known() const;
    /// Takes the stored list of models that were opened before.
    void restoreKnown(const QString &stored);
    static QString knownKey() { return QStringLiteral("models/known"); }

    /// Looks at a file or folder without opening it; inspected() or a notice follows.
    Q_INVOKABLE void inspect(const QUrl &file);

    /// Opens without remembering the choice (what the command line named, or what was remembered).
    void open(const app::ModelReference &model);
    /// Opens and remembers, once it has opened.
    Q_INVOKABLE void choose(const QUrl &file);
    Q_INVOKABLE void chooseStarter();
    /// The same by ModelReference::toText().
    Q_INVOKABLE void chooseText(const QString &model) { chooseReference(app::ModelReference::fromText(model)); }
    /// Goes back to the model before.
    Q_INVOKABLE void cancelOpening();
    void retranslate() { emit changed(); }

signals:
    void changed();
    void progressChanged();
    void knownChanged();
    /// What was found: a name, lines of [label, value], and whether it fits the machine's memory.
    void inspected(const QUrl &file, const QString &name, const QVariantList &lines, bool fits);

private:
    void remember(const QString &name, const QString &file);
    void chooseReference(const app::ModelReference &model);
    void takeOpened(const app::OpenedModelInfo &info);
    void takeFailed(const app::Failure &failure);

    app::ChatService &m_service;
    app::SettingDb m_settings;
    Notices &m_notices;
    State m_state = Opening;
    QString m_name;
    app::OpenedModelInfo m_info;
    bool m_remember = false;
    double m_progress = 0;
    QJsonArray m_known;
};

}  // namespace mingsi::ui
