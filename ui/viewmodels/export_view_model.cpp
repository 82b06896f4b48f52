// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/export_view_model.h"

#include <QCoreApplication>
#include <QDir>
#include <QPointer>

#include "app/background.h"
#include "app/exchange/export_text.h"
#include "print/print_formats.h"

namespace mingsi::ui {

namespace {

constexpr int kProgressSteps = 200;

}  // namespace

ExportViewModel::ExportViewModel(app::Database &database, ChatViewModel &chat, ThoughtViewModel &thought,
                                 ConversationsViewModel &conversations)
    : m_database(database), m_chat(chat), m_thought(thought), m_conversations(conversations)
{
}

ExportViewModel::~ExportViewModel()
{
    cancel();
    // It works on the store, which goes away next.
    m_run.waitForFinished();
}

void ExportViewModel::setMessage(qint64 message)
{
    if (std::exchange(m_message, message) != message)
        emit changed();
}

bool ExportViewModel::offers(int scope) const
{
    const app::RowId conversation = m_chat.conversation();
    switch (scope) {
    case Answer: return conversation != 0 && (m_message != 0 || m_thought.message() != 0);
    case Branch:
    case Conversation: return conversation != 0 && m_chat.transcript()->count() > 0;
    case Folder: return conversation != 0 && m_conversations.conversation(conversation).folder != 0;
    default: return m_conversations.list()->count() > 0;
    }
}

QString ExportViewModel::fileName(int scope, const QString &ending) const
{
    QString title = tr("Conversations");
    if (scope == Answer || scope == Branch || scope == Conversation)
        title = app::exporttext::titleOf(m_conversations.conversation(m_chat.conversation()));
    if (scope == Folder) {
        const auto folder = m_conversations.conversation(m_chat.conversation()).folder;
        for (const QVariant &one : m_conversations.folders()) {
            if (one.toMap().value(QStringLiteral("id")).toLongLong() == folder)
                title = one.toMap().value(QStringLiteral("name")).toString();
        }
    }
    return app::exportFileName(title, app::exportFormat(ending).value_or(app::ExportFormat::Markdown));
}

app::ExportScope ExportViewModel::scopeOf(int scope) const
{
    app::ExportScope result;
    const app::RowId conversation = m_chat.conversation();
    if (scope == Answer || scope == Branch || scope == Conversation)
        result.conversation = conversation;
    if (scope == Answer)
        result.message = m_message != 0 ? m_message : m_thought.message();
    if (scope == Folder)
        result.folder = m_conversations.conversation(conversation).folder;
    return result;
}

void ExportViewModel::start(int scope, const QString &ending, const QVariantMap &wanted, const QUrl &file)
{
    const auto format = app::exportFormat(ending);
    if (m_running || !format)
        return;
    if (!file.isLocalFile()) {
        m_failed = true;
        m_status = tr("Choose a file on this machine.");
        emit changed();
        return;
    }
    app::ExportOptions options;
    options.content =
        static_cast<app::ExportOptions::Content>(qBound(0, wanted.value(QStringLiteral("content")).toInt(), 2));
    options.metadata = wanted.value(QStringLiteral("metadata"), true).toBool();
    if (wanted.value(QStringLiteral("letter")).toBool())
        options.paper = app::ExportOptions::Paper::Letter;
    options.allBranches = scope == Conversation;
    QString path = file.toLocalFile();
    if (!path.endsWith(u'.' + ending, Qt::CaseInsensitive))
        path += u'.' + ending;
    m_running = true;
    m_failed = false;
    m_progress = 0;
    m_status.clear();
    m_goesOn = std::make_shared<std::atomic<bool>>(true);
    emit changed();
    const auto progress = [self = QPointer(this), goesOn = m_goesOn, told = -1](double share) mutable {
        // Every message is heard of, and only what can be seen of it is told.
        if (const int steps = static_cast<int>(share * kProgressSteps); std::exchange(told, steps) != steps) {
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, share] {
                    if (!self)
                        return;
                    self->m_progress = share;
                    emit self->changed();
                },
                Qt::QueuedConnection);
        }
        return goesOn->load();
    };
    app::ExportScope what = scopeOf(scope);
    // As JSON a conversation is its whole tree, unless the branch is named.
    if (scope == Branch && *format == app::ExportFormat::Json && m_chat.transcript()->count() > 0)
        what.leaf = m_chat.transcript()->branch().constLast().id;
    m_run = app::inBackground([&database = m_database, what, kind = *format, options, path, progress] {
        return app::runExport(database, what, kind, options, path, progress, app::makePrintingExporter);
    });
    m_run.then(this, [this, path](const app::Result<int> &written) { end(written, path); });
}

void ExportViewModel::end(const app::Result<int> &written, const QString &file)
{
    m_running = false;
    m_failed = !written;
    if (!written)
        m_status = app::describe(written.failure());
    else if (*written < 0)
        m_status = tr("Cancelled; nothing was written.");
    else
        m_status = tr("%n conversation(s) written to %1.", nullptr, *written).arg(QDir::toNativeSeparators(file));
    emit changed();
}

void ExportViewModel::reset()
{
    if (m_running)
        return;
    m_status.clear();
    m_failed = false;
    emit changed();
}

}  // namespace mingsi::ui
