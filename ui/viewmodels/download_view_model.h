// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QThread>

#include "app/models/download/downloader.h"
#include "app/store/setting_db.h"
#include "ui/viewmodels/notices.h"

namespace mingsi::ui {

/// One model on its way from the network into Mingsi's folder. What was begun can be gone on with after a restart.
class DownloadViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(State state READ state NOTIFY changed)
    /// {name, address, about} of models that are worth having, the small ones first.
    Q_PROPERTY(QVariantList suggestions READ suggestions NOTIFY changed)
    /// {name, size} of the models that the address offers.
    Q_PROPERTY(QVariantList plans READ plans NOTIFY changed)
    /// Of the one that is fetched.
    Q_PROPERTY(QString name READ name NOTIFY changed)
    /// How far it is, or why it has ended.
    Q_PROPERTY(QString status READ status NOTIFY progressChanged)
    /// 0 to 1; -1 while the whole is not known.
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged)
    /// Where owner/name is looked up; empty: Hugging Face.
    Q_PROPERTY(QString mirror READ mirror WRITE setMirror NOTIFY settingsChanged)
    /// For models that their authors give to known people only.
    Q_PROPERTY(QString token READ token WRITE setToken NOTIFY settingsChanged)

public:
    enum State { Idle, Looking, Choosing, Fetching, Paused, Failed, Finished };
    Q_ENUM(State)

    /// Fetches into `folder`.
    DownloadViewModel(const QString &folder, app::Database &database, Notices &notices,
                      const app::DownloadOptions &options = {});
    ~DownloadViewModel() override;

    State state() const { return m_state; }
    static QVariantList suggestions();
    void retranslate() { emit changed(); }
    QVariantList plans() const;
    QString name() const { return m_plan.name; }
    QString status() const { return m_status; }
    double progress() const { return m_progress; }
    QString mirror() const { return m_mirror; }
    void setMirror(const QString &mirror);
    QString token() const { return m_options.token; }
    void setToken(const QString &token);

    /// Understands an address or a name, and looks up what there is; Choosing, Fetching (if there is but one) or Failed
    /// follows.
    Q_INVOKABLE void look(const QString &text);
    Q_INVOKABLE void fetch(int number);
    Q_INVOKABLE void pause();
    Q_INVOKABLE void resume();
    /// Ends it, and removes what has come.
    Q_INVOKABLE void cancel();
    /// Back to the beginning; what has come stays.
    Q_INVOKABLE void leave();

    void restore(const QHash<QString, QString> &settings);
    static QString planKey() { return QStringLiteral("models/download"); }
    static QString mirrorKey() { return QStringLiteral("models/mirror"); }

signals:
    void changed();
    void progressChanged();
    void settingsChanged();
    /// A model is complete: its file or folder.
    void fetched(const QString &path);

private:
    void setState(State state, const QString &status = {});
    void start();
    void remember(const QString &plan);
    void takeProgress(qint64 received, qint64 total, double rate);

    QString m_folder;
    app::SettingDb m_settings;
    Notices &m_notices;
    app::DownloadOptions m_options;
    QString m_mirror;
    QThread m_thread;
    app::Downloader *m_downloader;  ///< lives in the thread
    State m_state = Idle;
    QList<app::DownloadPlan> m_plans;
    app::DownloadPlan m_plan;
    QString m_status;
    double m_progress = -1;
};

}  // namespace mingsi::ui
