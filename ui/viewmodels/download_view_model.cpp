// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/download_view_model.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include "ui/viewmodels/model_text.h"

namespace mingsi::ui {

namespace {

QString timeLeft(double seconds)
{
    const int minutes = static_cast<int>(seconds / 60);
    if (minutes >= 60)
        return DownloadViewModel::tr("%1 h %2 min left").arg(minutes / 60).arg(minutes % 60);
    if (minutes >= 1)
        return DownloadViewModel::tr("%1 min left").arg(minutes);
    return DownloadViewModel::tr("less than a minute left");
}

}  // namespace

DownloadViewModel::DownloadViewModel(const QString &folder, app::Database &database, Notices &notices,
                                     const app::DownloadOptions &options)
    : m_folder(folder), m_settings(database), m_notices(notices), m_options(options),
      m_downloader(new app::Downloader(options))
{
    m_thread.setObjectName(QStringLiteral("download"));
    m_downloader->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_downloader, &QObject::deleteLater);
    connect(m_downloader, &app::Downloader::found, this, [this](const QList<app::DownloadPlan> &plans) {
        if (m_state != Looking)
            return;
        m_plans = plans;
        setState(Choosing);
        if (plans.size() == 1)
            fetch(0);
    });
    connect(m_downloader, &app::Downloader::progress, this, &DownloadViewModel::takeProgress);
    connect(m_downloader, &app::Downloader::retrying, this, [this](int attempt) {
        if (m_state == Fetching)
            setState(Fetching, tr("The connection was cut. Trying again (%1) …").arg(attempt));
    });
    connect(m_downloader, &app::Downloader::finished, this, [this](const QString &path) {
        remember({});
        setState(Finished, tr("%1 is here.").arg(m_plan.name));
        emit fetched(path);
    });
    connect(m_downloader, &app::Downloader::failed, this, [this](const app::DownloadFailure &failure) {
        if (m_state == Looking || m_state == Fetching)
            setState(Failed, app::describe(failure));
    });
    m_thread.start(QThread::LowPriority);
}

DownloadViewModel::~DownloadViewModel()
{
    m_thread.quit();
    m_thread.wait();
}

QVariantList DownloadViewModel::suggestions()
{
    const auto suggestion = [](const QString &name, const QString &address, quint64 bytes, const QString &about) {
        return QVariantMap{{QStringLiteral("name"), name},
                           {QStringLiteral("address"), address},
                           {QStringLiteral("about"), tr("%1 · %2").arg(byteSize(bytes), about)}};
    };
    return {
        suggestion(QStringLiteral("DeepSeek-R1-Distill-Qwen-1.5B"),
                   QStringLiteral("unsloth/DeepSeek-R1-Distill-Qwen-1.5B-GGUF:Q4_K_M"), 1'120'000'000,
                   tr("a small reasoner for any machine")),
        suggestion(QStringLiteral("DeepSeek-R1-0528-Qwen3-8B"),
                   QStringLiteral("unsloth/DeepSeek-R1-0528-Qwen3-8B-GGUF:Q4_K_M"), 5'030'000'000,
                   tr("reasons well; from 8 GB of memory")),
        suggestion(QStringLiteral("DeepSeek-Coder-V2-Lite-Instruct"),
                   QStringLiteral("bartowski/DeepSeek-Coder-V2-Lite-Instruct-GGUF:Q4_K_M"), 10'400'000'000,
                   tr("16 billion parameters, 2.4 billion at work: quick; from 16 GB of memory")),
        suggestion(QStringLiteral("DeepSeek-R1-Distill-Qwen-32B"),
                   QStringLiteral("unsloth/DeepSeek-R1-Distill-Qwen-32B-GGUF:Q4_K_M"), 19'900'000'000,
                   tr("the best reasoner for one desk; from 32 GB of memory, or a large GPU")),
    };
}

QVariantList DownloadViewModel::plans() const
{
    QVariantList list;
    for (const app::DownloadPlan &plan : m_plans) {
        const qint64 bytes = plan.bytes();
        list.append(QVariantMap{
            {QStringLiteral("name"), plan.name},
            {QStringLiteral("size"), bytes < 0 ? tr("size unknown") : byteSize(static_cast<std::uint64_t>(bytes))}});
    }
    return list;
}

void DownloadViewModel::setMirror(const QString &mirror)
{
    const QString address = mirror.trimmed();
    if (address == m_mirror)
        return;
    m_mirror = address;
    m_options.endpoint = m_mirror.isEmpty() ? app::defaultEndpoint() : QUrl::fromUserInput(m_mirror);
    m_settings.set(mirrorKey(), m_mirror);
    emit settingsChanged();
}

void DownloadViewModel::setToken(const QString &token)
{
    m_options.token = token.trimmed();
    emit settingsChanged();
}

void DownloadViewModel::look(const QString &text)
{
    const auto source = app::parseDownload(text, m_options.endpoint);
    m_plans.clear();
    m_plan = {};
    if (const auto *failure = std::get_if<app::DownloadFailure>(&source)) {
        setState(Failed, app::describe(*failure));
        return;
    }
    setState(Looking, tr("Looking what there is …"));
    const auto &found = std::get<app::DownloadSource>(source);
    if (!found.isRepository()) {
        m_plans = {app::planOf(found)};
        fetch(0);
        return;
    }
    QMetaObject::invokeMethod(m_downloader, [downloader = m_downloader, options = m_options, found] {
        downloader->setOptions(options);
        downloader->look(found);
    });
}

void DownloadViewModel::fetch(int number)
{
    if (number < 0 || number >= m_plans.size())
        return;
    m_plan = m_plans.at(number);
    remember(QString::fromUtf8(QJsonDocument(m_plan.toJson()).toJson(QJsonDocument::Compact)));
    start();
}

void DownloadViewModel::start()
{
    m_progress = -1;
    setState(Fetching, tr("Connecting …"));
    QMetaObject::invokeMethod(m_downloader,
                              [downloader = m_downloader, options = m_options, plan = m_plan, folder = m_folder] {
                                  downloader->setOptions(options);
                                  downloader->start(plan, folder);
                              });
}

void DownloadViewModel::pause()
{
    QMetaObject::invokeMethod(m_downloader, [downloader = m_downloader] { downloader->pause(); });
    setState(Paused, tr("Paused. What has come is kept."));
}

void DownloadViewModel::resume()
{
    if (m_state == Paused || (m_state == Failed && !m_plan.files.isEmpty()))
        start();
}

void DownloadViewModel::cancel()
{
    QMetaObject::invokeMethod(m_downloader, [downloader = m_downloader] { downloader->cancel(true); });
    remember({});
    m_plan = {};
    leave();
}

void DownloadViewModel::leave()
{
    if (m_state == Looking)
        QMetaObject::invokeMethod(m_downloader, [downloader = m_downloader] { downloader->pause(); });
    m_plans.clear();
    m_progress = -1;
    setState(Idle);
}

void DownloadViewModel::restore(const QHash<QString, QString> &settings)
{
    m_mirror = settings.value(mirrorKey());
    if (!m_mirror.isEmpty())
        m_options.endpoint = QUrl::fromUserInput(m_mirror);
    emit settingsChanged();
    const auto stored = QJsonDocument::fromJson(settings.value(planKey()).toUtf8()).object();
    if (const auto plan = app::DownloadPlan::fromJson(stored); plan && !plan->files.isEmpty()) {
        m_plan = *plan;
        setState(Paused, tr("Begun before. What has come is kept."));
    }
}

void DownloadViewModel::setState(State state, const QString &status)
{
    m_state = state;
    m_status = status;
    emit changed();
    emit progressChanged();
}

void DownloadViewModel::remember(const QString &plan)
{
    m_settings.set(planKey(), plan).then(this, [this](const app::Result<app::Done> &stored) {
        if (!stored)
            m_notices.show(stored.failure());
    });
}

void DownloadViewModel::takeProgress(qint64 received, qint64 total, double rate)
{
    if (m_state != Fetching)
        return;
    const auto size = [](qint64 bytes) { return byteSize(static_cast<std::uint64_t>(bytes)); };
    m_progress = total > 0 ? static_cast<double>(received) / static_cast<double>(total) : -1;
    m_status = total > 0 ? tr("%1 of %2").arg(size(received), size(total)) : size(received);
    if (rate > 0) {
        m_status += QStringLiteral(" · ") + tr("%1 a second").arg(size(static_cast<qint64>(rate)));
        if (total > 0)
            m_status += QStringLiteral(" · ") + timeLeft(static_cast<double>(total - received) / rate);
    }
    emit progressChanged();
}

}  // namespace mingsi::ui
