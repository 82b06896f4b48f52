// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/preferences.h"

#include <QFontDatabase>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <algorithm>

namespace mingsi::ui {

namespace {

constexpr int kPause = 500;  // ms
constexpr double kLeastZoom = 0.8;
constexpr double kMostZoom = 2.0;
constexpr int kLeastContext = 2048;
constexpr int kMostContext = 1 << 20;
constexpr double kGiB = 1 << 30;
constexpr double kMostGpuMemory = 1 << 20;  // GiB

// As they are stored.
const QList<QPair<QString, Preferences::Device>> kDevices{{QStringLiteral("auto"), Preferences::Automatic},
                                                          {QStringLiteral("cpu"), Preferences::Processor},
                                                          {QStringLiteral("cuda"), Preferences::Gpu}};

engine::Device engineDevice(Preferences::Device device)
{
    switch (device) {
    case Preferences::Automatic: return engine::Device::Auto;
    case Preferences::Processor: return engine::Device::Cpu;
    case Preferences::Gpu: return engine::Device::Cuda;
    }
    return engine::Device::Auto;
}

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

Preferences::Device Preferences::device() const
{
    const QString stored = m_values.value(QStringLiteral("device")).toString();
    for (const auto &[name, device] : kDevices) {
        if (name == stored)
            return device;
    }
    return Automatic;
}

void Preferences::setDevice(Device device)
{
    set(QStringLiteral("device"), kDevices.at(device).first);
}

QString Preferences::gpuMemory() const
{
    const double limit = gpuLimit();
    return limit > 0 ? QLocale().toString(limit, 'g', QLocale::FloatingPointShortest) : QString();
}

void Preferences::setGpuMemory(const QString &text)
{
    bool number = false;
    double limit = QLocale().toDouble(text.trimmed(), &number);
    if (!number)
        limit = text.trimmed().toDouble(&number);
    if (text.trimmed().isEmpty() || (number && limit > 0 && limit <= kMostGpuMemory))
        set(QStringLiteral("gpuMemory"), limit);
    // What is no size, or is written otherwise, is shown as it is used.
    emit changed();
}

double Preferences::gpuLimit() const
{
    const double limit = m_values.value(QStringLiteral("gpuMemory")).toDouble();
    return limit > 0 && limit <= kMostGpuMemory ? limit : 0;
}

app::SessionSettings Preferences::sessionSettings(const QString &cacheFolder) const
{
    app::SessionSettings settings{cacheFolder, contextLength(), smallCache()};
    settings.device = engineDevice(device());
    // A limit that is not in use opens nothing anew.
    if (settings.device == engine::Device::Cuda)
        settings.gpuMemory = static_cast<quint64>(gpuLimit() * kGiB);
    return settings;
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
