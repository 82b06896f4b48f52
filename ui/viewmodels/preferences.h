// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QTimer>
#include <QVariantMap>

#include "app/models/session_settings.h"
#include "app/store/setting_db.h"
#include "ui/viewmodels/notices.h"

namespace mingsi::ui {

/// How the window looks and behaves beside light or dark, and where it stood last; kept in the data folder.
class Preferences : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    /// Size of all text, 0.8 to 2.
    Q_PROPERTY(double zoom READ zoom WRITE setZoom NOTIFY changed)
    /// Longest line of an answer, in pixels at zoom 1: 560 to 1600.
    Q_PROPERTY(int readingWidth READ readingWidth WRITE setReadingWidth NOTIFY changed)
    /// Empty: the system's font.
    Q_PROPERTY(QString fontFamily READ fontFamily WRITE setFontFamily NOTIFY changed)
    Q_PROPERTY(bool highContrast READ highContrast WRITE setHighContrast NOTIFY changed)
    Q_PROPERTY(bool reducedMotion READ reducedMotion WRITE setReducedMotion NOTIFY changed)
    /// Tell the desktop when a long answer ends while the window is not looked at.
    Q_PROPERTY(bool notifies READ notifies WRITE setNotifies NOTIFY changed)
    /// Stay in the desktop's tray when the window is closed.
    Q_PROPERTY(bool staysInTray READ staysInTray WRITE setStaysInTray NOTIFY changed)
    /// Ask the desktop for a key that shows the window from anywhere.
    Q_PROPERTY(bool globalKey READ globalKey WRITE setGlobalKey NOTIFY changed)
    /// Keep on disk what models have read of conversations, so that going back to one needs no waiting.
    Q_PROPERTY(bool keepsCaches READ keepsCaches WRITE setKeepsCaches NOTIFY changed)
    /// Tokens that a model of this machine can keep in mind, as far as it is made for them.
    Q_PROPERTY(int contextLength READ contextLength WRITE setContextLength NOTIFY changed)
    /// Keep what models have read at 8 bits, in half the memory.
    Q_PROPERTY(bool smallCache READ smallCache WRITE setSmallCache NOTIFY changed)
    /// Where models of this machine compute.
    Q_PROPERTY(Device device READ device WRITE setDevice NOTIFY changed)
    /// The most of the GPU's memory that is used, in GiB, as people write it; empty: all that is free.
    Q_PROPERTY(QString gpuMemory READ gpuMemory WRITE setGpuMemory NOTIFY changed)
    /// {x, y, width, height, maximized, sidebar, closedSections, thought, thoughtWidth}; empty at the first start.
    Q_PROPERTY(QVariantMap window READ window WRITE setWindow NOTIFY restored)
    Q_PROPERTY(QStringList fontFamilies READ fontFamilies CONSTANT)

public:
    enum Device { Automatic, Processor, Gpu };
    Q_ENUM(Device)

    Preferences(app::Database &database, Notices &notices);
    /// Stores what was changed last.
    ~Preferences() override;

    double zoom() const;
    void setZoom(double zoom);
    int readingWidth() const;
    void setReadingWidth(int width);
    QString fontFamily() const { return m_values.value(QStringLiteral("fontFamily")).toString(); }
    void setFontFamily(const QString &family) { set(QStringLiteral("fontFamily"), family); }
    bool highContrast() const { return m_values.value(QStringLiteral("highContrast")).toBool(); }
    void setHighContrast(bool on) { set(QStringLiteral("highContrast"), on); }
    bool reducedMotion() const { return m_values.value(QStringLiteral("reducedMotion")).toBool(); }
    void setReducedMotion(bool on) { set(QStringLiteral("reducedMotion"), on); }
    bool notifies() const { return m_values.value(QStringLiteral("notifies"), true).toBool(); }
    void setNotifies(bool on) { set(QStringLiteral("notifies"), on); }
    bool staysInTray() const { return m_values.value(QStringLiteral("staysInTray")).toBool(); }
    void setStaysInTray(bool on) { set(QStringLiteral("staysInTray"), on); }
    bool globalKey() const { return m_values.value(QStringLiteral("globalKey")).toBool(); }
    void setGlobalKey(bool on) { set(QStringLiteral("globalKey"), on); }
    bool keepsCaches() const { return m_values.value(QStringLiteral("keepsCaches"), true).toBool(); }
    void setKeepsCaches(bool on) { set(QStringLiteral("keepsCaches"), on); }
    int contextLength() const;
    void setContextLength(int tokens);
    bool smallCache() const { return m_values.value(QStringLiteral("smallCache")).toBool(); }
    void setSmallCache(bool on) { set(QStringLiteral("smallCache"), on); }
    Device device() const;
    void setDevice(Device device);
    QString gpuMemory() const;
    void setGpuMemory(const QString &text);
    /// What of it concerns models; `cacheFolder` for what they have read.
    app::SessionSettings sessionSettings(const QString &cacheFolder) const;
    QVariantMap window() const { return m_values.value(QStringLiteral("window")).toMap(); }
    void setWindow(const QVariantMap &window);
    static QStringList fontFamilies();

    /// Uses what is stored; anything that makes no sense counts as not stored.
    void restore(const QString &stored);
    static QString settingKey() { return QStringLiteral("preferences"); }

signals:
    void changed();
    void restored();

private:
    /// In GiB; 0: none.
    double gpuLimit() const;
    void set(const QString &key, const QVariant &value);
    void store();

    app::SettingDb m_settings;
    Notices &m_notices;
    QVariantMap m_values;
    QTimer m_pause;  ///< a handle that is dragged changes often
};

}  // namespace mingsi::ui
