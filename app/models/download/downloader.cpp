// SPDX-License-Identifier: Apache-2.0
#include "app/models/download/downloader.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <algorithm>
#include <optional>

#include "app/models/download/file_fetch.h"
#include "app/models/download/listing_fetch.h"
#include "app/models/download/part_file.h"
#include "app/models/download/safe_address.h"

namespace mingsi::app {

namespace {

using Kind = DownloadFailure::Kind;

constexpr std::chrono::milliseconds kTick{250};
constexpr double kFresh = 0.2;  // how much the last tick counts for the speed that is shown

/// A file that is called like another's part would be taken for it.
bool isFileName(const QString &name)
{
    return isSafeRelativePath(name) && !name.endsWith(QStringLiteral(".part"))
        && !name.endsWith(QStringLiteral(".part.json"));
}

/// What would lead out of the folder of models.
std::optional<QString> badNameIn(const DownloadPlan &plan)
{
    if (!plan.folder.isEmpty() && !isSafeRelativePath(plan.folder))
        return plan.folder;
    if (!isSafeRelativePath(plan.opens))
        return plan.opens;
    const auto bad = std::find_if(plan.files.cbegin(), plan.files.cend(),
                                  [](const DownloadFile &file) { return !isFileName(file.name); });
    return bad == plan.files.cend() ? std::nullopt : std::optional(bad->name);
}

/// What is there of a file, finished or not.
qint64 bytesThere(const QString &path)
{
    return std::max(QFileInfo(path).size(), QFileInfo(path + QStringLiteral(".part")).size());
}

}  // namespace

Downloader::Downloader(const DownloadOptions &options, QObject *parent)
    : QObject(parent), m_options(options), m_network(this), m_tick(this)
{
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &Downloader::measure);
}

Downloader::~Downloader()
{
    pause();
}

void Downloader::setOptions(const DownloadOptions &options)
{
    m_options = options;
}

void Downloader::look(const DownloadSource &source)
{
    pause();
    if (!source.isRepository()) {
        emit found({planOf(source)});
        return;
    }
    m_listing = new ListingFetch(m_network, m_options, source, this);
    connect(m_listing, &ListingFetch::found, this, [this](const QList<DownloadPlan> &plans) {
        pause();
        emit found(plans);
    });
    connect(m_listing, &ListingFetch::failed, this, &Downloader::onFailed);
    m_listing->start();
}

void Downloader::start(const DownloadPlan &plan, const QString &modelFolder)
{
    pause();
    m_plan = {};
    if (const auto name = badNameIn(plan)) {
        emit failed({Kind::BadName, *name, {}, {}});
        return;
    }
    m_plan = plan;
    m_folder = QDir::cleanPath(modelFolder);
    m_index = 0;
    m_doneBytes = 0;
    m_rate = 0;
    if (!QDir().mkpath(m_folder)) {
        emit failed({Kind::FileUnwritable, m_plan.name, {}, {}});
        return;
    }
    if (!hasSpace()) {
        emit failed({Kind::DiskFull, m_plan.name, {}, {}});
        return;
    }
    m_clock.start();
    m_tick.start();
    nextFile();
}

void Downloader::pause()
{
    m_tick.stop();
    // Deleted later: this may be called from one of their signals.
    if (m_listing) {
        m_listing->stop();
        m_listing->deleteLater();
        m_listing = nullptr;
    }
    if (m_fetch) {
        m_fetch->stop();
        m_fetch->deleteLater();
        m_fetch = nullptr;
    }
}

void Downloader::cancel(bool removeParts)
{
    pause();
    if (!removeParts)
        return;
    for (const DownloadFile &file : std::as_const(m_plan.files)) {
        const QString path = pathOf(file);
        PartFile::removeParts(path);
        // Folders that are empty now, up to the folder of models; rmdir() refuses the others.
        for (QString folder = QFileInfo(path).path(); folder.startsWith(m_folder + u'/') && QDir().rmdir(folder);)
            folder = QFileInfo(folder).path();
    }
    m_plan = {};
}

void Downloader::nextFile()
{
    if (m_index == m_plan.files.size()) {
        pause();
        emit finished(m_folder + u'/' + m_plan.opens);
        return;
    }
    const DownloadFile &file = m_plan.files.at(m_index);
    m_fetch = new FileFetch(m_network, m_options, file, pathOf(file), this);
    m_measured = 0;
    connect(m_fetch, &FileFetch::retrying, this, [this](int attempt, const QString &reason) {
        m_rate = 0;
        emit retrying(attempt, reason);
    });
    connect(m_fetch, &FileFetch::done, this, &Downloader::onFileDone);
    connect(m_fetch, &FileFetch::failed, this, &Downloader::onFailed);
    m_fetch->start();
}

void Downloader::onFileDone()
{
    m_plan.files[m_index].bytes = m_fetch->size();
    m_doneBytes += m_fetch->size();
    m_fetch->stop();
    m_fetch->deleteLater();
    m_fetch = nullptr;
    ++m_index;
    emit progress(m_doneBytes, m_plan.bytes(), m_rate);
    // Whoever heard that may have ended it.
    if (m_tick.isActive() && !m_fetch)
        nextFile();
}

void Downloader::onFailed(const DownloadFailure &failure)
{
    pause();
    emit failed(failure);
}

/// For what is still missing.
bool Downloader::hasSpace()
{
    qint64 missing = 0;
    for (const DownloadFile &file : std::as_const(m_plan.files))
        missing += std::max<qint64>(0, file.bytes - bytesThere(pathOf(file)));
    const QStorageInfo disk(m_folder);
    return missing == 0 || !disk.isValid() || disk.bytesAvailable() - m_options.spareBytes >= missing;
}

void Downloader::measure()
{
    const auto passed = std::max<qint64>(1, m_clock.restart());
    const qint64 fresh = m_fetch->fetched() - m_measured;
    const double now = 1000.0 * static_cast<double>(fresh) / static_cast<double>(passed);
    m_rate = m_rate > 0 ? (1 - kFresh) * m_rate + kFresh * now : now;
    m_measured = m_fetch->fetched();
    if (m_fetch->size() >= 0)
        m_plan.files[m_index].bytes = m_fetch->size();
    emit progress(m_doneBytes + m_fetch->received(), m_plan.bytes(), m_rate);
}

QString Downloader::pathOf(const DownloadFile &file) const
{
    return m_folder + u'/' + (m_plan.folder.isEmpty() ? QString() : m_plan.folder + u'/') + file.name;
}

}  // namespace mingsi::app
