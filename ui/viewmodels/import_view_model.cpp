// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/import_view_model.h"

#include <QCoreApplication>
#include <QPointer>

#include "app/background.h"

namespace mingsi::ui {

ImportViewModel::ImportViewModel(app::Database &database) : m_database(database) {}

ImportViewModel::~ImportViewModel()
{
    cancel();
    // It works on the store, which goes away next.
    m_run.waitForFinished();
}

void ImportViewModel::look(const QUrl &file)
{
    if (m_state == Looking || m_state == Importing)
        return;
    m_file = file.toLocalFile();
    run(Looking);
}

void ImportViewModel::start()
{
    if (m_state == Looked)
        run(Importing);
}

void ImportViewModel::run(State state)
{
    m_state = state;
    m_progress = 0;
    m_status.clear();
    m_goesOn = std::make_shared<std::atomic<bool>>(true);
    emit changed();
    const auto progress = [self = QPointer(this), goesOn = m_goesOn, told = 0.0](double done) mutable {
        if (done - told >= 0.01) {
            told = done;
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, done] {
                    if (!self)
                        return;
                    self->m_progress = done;
                    emit self->changed();
                },
                Qt::QueuedConnection);
        }
        return goesOn->load();
    };
    m_run = app::inBackground([&database = m_database, file = m_file, preview = state == Looking, progress] {
        return app::runImport(database, file, preview, progress);
    });
    m_run.then(this, [this](const app::Result<app::ImportReport> &report) { end(report); });
}

void ImportViewModel::end(const app::Result<app::ImportReport> &report)
{
    if (!report) {
        m_state = Failed;
        m_status = app::describe(report.failure());
    } else if (m_state == Looking) {
        m_state = report->cancelled ? Idle : Looked;
        if (!report->cancelled)
            m_status = app::describeReport(*report);
    } else {
        m_state = report->cancelled ? Cancelled : Done;
        m_status = app::describeReport(*report);
        emit imported();
    }
    emit changed();
}

}  // namespace mingsi::ui
