// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/preferences.h"

#include <QFontDatabase>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "app/models/session_settings.h"

namespace mingsi::ui {

namespace {

constexpr int kPause = 500;  // ms
constexpr double kLeastZoom = 0.8;
constexpr double kMostZoom = 2.0;
constexpr int kLeastContext = 2048;
constexpr int kMostContext = 1 << 20;

}  // namespace

Preferences::Preferences(app::Database &database, Notices &notices) : m_settings(database), m_notices(notices)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &Preferences::store);
}

Preferences::~Preferences()
{
    if (m_pause.isActive())
        store();
}

double Preferences::zoom() const
{
    return std::clamp(m_values.value(QStringLiteral("zoom"), 1.0).toDouble(), kLeastZoom, kMostZoom);
}

void Preferences::setZoom(double zoom)
{
    set(QStringLiteral("zoom"), std::clamp(zoom, kLeastZoom, kMostZoom));
}

int Preferences::readingWidth() const
{
    return std::clamp(m_values.value(QStringLiteral("readingWidth"), 860).toInt(), 560, 1600);
}

void Preferences::setReadingWidth(int width)
{
    set(QStringLiteral("readingWidth"), width);
}

int Preferences::contextLength() const
{
    const QVariant tokens = m_values.value(QStringLiteral("contextLength"), app::SessionSettings::kUsualContext);
    return std::clamp(tokens.toInt(), kLeastContext, kMostContext);
}

void Preferences::setContextLength(int tokens)
{
    set(QStringLiteral("contextLength"), std::clamp(tokens, kLeastContext, kMostContext));
}

void Preferences::setWindow(const QVariantMap &window)
{
    m_values.insert(QStringLiteral("window"), window);
    m_pause.start();
}

QStringList Preferences::fontFamilies()
{
    QStringList families = QFontDatabase::families();
    families.removeIf([](const QString &family) { return QFontDatabase::isPrivateFamily(family); });
    return families;
}

void Preferences::restore(const QString &stored)
{
    m_values = QJsonDocument::fromJson(stored.toUtf8()).object().toVariantMap();
    emit changed();
    emit restored();
}

void Preferences::set(const QString &key, const QVariant &value)
{
    if (m_values.value(key) == value)
        return;
    m_values.insert(key, value);
    emit changed();
    m_pause.start();
}

void Preferences::store()
{
    m_pause.stop();
    const QByteArray json = QJsonDocument(QJsonObject::fromVariantMap(m_values)).toJson(QJsonDocument::Compact);
    m_settings.set(settingKey(), QString::fromUtf8(json)).then(this, [this](const app::Result<app::Done> &stored) {
        if (!stored)
            m_notices.show(stored.failure());
    });
}

}  // namespace mingsi::ui
