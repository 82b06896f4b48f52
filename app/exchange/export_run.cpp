// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/export_run.h"

#include <QSaveFile>
#include <algorithm>

#include "app/exchange/exporter.h"

namespace mingsi::app {

namespace {

/// The messages from the root to `leaf`.
QList<Message> branchTo(const QList<Message> &tree, RowId leaf)
{
    QList<Message> branch;
    for (auto message = tree.crbegin(); message != tree.crend(); ++message) {
        if (message->id != leaf)
            continue;
        branch.prepend(*message);
        leaf = message->parent;
    }
    return branch;
}

void narrow(ConversationRecord &record, const ExportScope &scope, ExportFormat format)
{
    if (scope.message != 0) {
        record.messages.removeIf([&](const Message &message) { return message.id != scope.message; });
        record.conversation.currentMessage = scope.message;
    } else if (scope.leaf != 0) {
        record.messages = branchTo(record.messages, scope.leaf);
        record.conversation.currentMessage = scope.leaf;
    } else if (format != ExportFormat::Json) {
        record.messages = branchTo(record.messages, record.conversation.currentMessage);
    }
}

Failure writeFailure(const QSaveFile &file)
{
    return {Failure::Kind::FileUnwritable, {}, file.fileName(), {}, file.errorString()};
}

}  // namespace

Result<int> runExport(Database &database, const ExportScope &scope, ExportFormat format, const ExportOptions &options,
                      const QString &file, const ExportProgress &progress)
{
    TransferDb store(database);
    QList<RowId> ids{scope.conversation};
    if (scope.conversation == 0) {
        const auto all = store.conversations(scope.folder).result();
        if (!all)
            return all.failure();
        ids = *all;
    }
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return writeFailure(out);
    const auto exporter = makeExporter(format, options, out);
    const int total = static_cast<int>(ids.size());
    for (int done = 0; done < total; ++done) {
        if (progress && !progress(done, total)) {
            out.cancelWriting();
            return -1;
        }
        auto record = store.read(ids.at(done), format == ExportFormat::Json).result();
        if (!record)
            return record.failure();
        narrow(record.value(), scope, format);
        exporter->add(*record);
        if (out.error() != QFileDevice::NoError)
            return writeFailure(out);
    }
    if (!exporter->finish() || !out.commit())
        return writeFailure(out);
    if (progress)
        progress(total, total);
    return total;
}

}  // namespace mingsi::app
