// SPDX-License-Identifier: Apache-2.0
// A downloader, the server it fetches from, and what it has told.
#pragma once

#include <QDir>
#include <QEventLoop>
#include <QTemporaryDir>

#include "download_server.h"

namespace mingsi::test {

class DownloadDesk
{
protected:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Downloader> m_downloader;
    std::unique_ptr<QSignalSpy> m_found;
    std::unique_ptr<QSignalSpy> m_finished;
    std::unique_ptr<QSignalSpy> m_failed;
    std::unique_ptr<QSignalSpy> m_retrying;

    QString path(const QString &name) const { return m_folder->filePath(name); }

    DownloadOptions options() const
    {
        DownloadOptions options;
        options.endpoint = m_server->url({});
        options.firstPause = options.longestPause = std::chrono::milliseconds(1);
        options.spareBytes = 0;
        return options;
    }

    DownloadPlan plan(const QString &name = "m.gguf") const
    {
        return {"m", {}, {}, name, {{m_server->url('/' + name), name, -1, {}}}};
    }

    DownloadSource repository() const { return source("owner/name"); }

    DownloadSource source(const QString &text) const
    {
        return std::get<DownloadSource>(parseDownload(text, m_server->url({})));
    }

    /// Not qWaitFor(), which sleeps between looking.
    bool ends()
    {
        QEventLoop loop;
        QObject::connect(m_downloader.get(), &Downloader::finished, &loop, &QEventLoop::quit);
        QObject::connect(m_downloader.get(), &Downloader::failed, &loop, &QEventLoop::quit);
        QTimer::singleShot(30000, &loop, &QEventLoop::quit);
        if (m_finished->isEmpty() && m_failed->isEmpty())
            loop.exec();
        return !m_finished->isEmpty() || !m_failed->isEmpty();
    }

    bool fetch(const DownloadPlan &wanted)
    {
        m_finished->clear();
        m_failed->clear();
        m_downloader->start(wanted, m_folder->path());
        return ends() && m_failed->isEmpty();
    }

    /// The kind of failure, or -1.
    int refusal(const DownloadPlan &wanted)
    {
        return fetch(wanted) || m_failed->isEmpty() ? -1 : static_cast<int>(failureOf(*m_failed).kind);
    }

    int refusalToLook()
    {
        m_failed->clear();
        m_downloader->look(repository());
        return ends() && !m_failed->isEmpty() ? static_cast<int>(failureOf(*m_failed).kind) : -1;
    }

    void makeDownloader()
    {
        m_downloader = std::make_unique<Downloader>(options());
        m_found = std::make_unique<QSignalSpy>(m_downloader.get(), &Downloader::found);
        m_finished = std::make_unique<QSignalSpy>(m_downloader.get(), &Downloader::finished);
        m_failed = std::make_unique<QSignalSpy>(m_downloader.get(), &Downloader::failed);
        m_retrying = std::make_unique<QSignalSpy>(m_downloader.get(), &Downloader::retrying);
    }

    QStringList names() const { return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot); }

    /// Before each test, and after it.
    void open()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<Server>();
        makeDownloader();
    }
    void close() { m_downloader.reset(); }
};

}  // namespace mingsi::test
