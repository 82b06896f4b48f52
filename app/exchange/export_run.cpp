// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/export_run.h"

#include <QCoreApplication>
#include <QSaveFile>
#include <QSet>
#include <algorithm>

#include "app/exchange/export_text.h"
#include "app/whole_file.h"

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

/// The last messages of all branches, in the order of the tree.
QList<RowId> leavesOf(const QList<Message> &tree)
{
    QSet<RowId> parents;
    for (const Message &message : tree)
        parents.insert(message.parent);
    QList<RowId> leaves;
    for (const Message &message : tree) {
        if (!parents.contains(message.id))
            leaves.append(message.id);
    }
    return leaves;
}

/// The parts of a conversation that are written, each as a record of its own.
QList<ConversationRecord> narrowed(const ConversationRecord &record, const ExportScope &scope, ExportFormat format,
                                   bool allBranches)
{
    const bool whole = format == ExportFormat::Json && scope.leaf == 0 && scope.message == 0;
    if (whole)
        return {record};
    const auto part = [&](const QList<Message> &messages, RowId current) {
        ConversationRecord copy = record;
        copy.messages = messages;
        copy.conversation.currentMessage = current;
        return copy;
    };
    // What is imported again must find its place: a message goes with those above it.
    if (scope.message != 0 && format == ExportFormat::Json)
        return {part(branchTo(record.messages, scope.message), scope.message)};
    if (scope.message != 0) {
        QList<Message> one = record.messages;
        one.removeIf([&](const Message &message) { return message.id != scope.message; });
        return {part(one, scope.message)};
    }
    if (scope.leaf != 0)
        return {part(branchTo(record.messages, scope.leaf), scope.leaf)};
    const auto leaves = leavesOf(record.messages);
    if (!allBranches || leaves.size() < 2) {
        const RowId shown = record.conversation.currentMessage;
        return {part(branchTo(record.messages, shown), shown)};
    }
    QList<ConversationRecord> branches;
    for (const RowId leaf : leaves) {
        ConversationRecord branch = part(branchTo(record.messages, leaf), leaf);
        branch.conversation.title = QCoreApplication::translate("Export", "%1 (branch %2 of %3)")
                                        .arg(exporttext::titleOf(record.conversation),
                                             QString::number(branches.size() + 1), QString::number(leaves.size()));
        branches.append(branch);
    }
    return branches;
}

Failure writeFailure(const QSaveFile &file)
{
    Failure failure = unwritable(file.errorString());
    failure.file = file.fileName();
    return failure;
}

}  // namespace

Result<int> runExport(Database &database, const ExportScope &scope, ExportFormat format, const ExportOptions &options,
                      const QString &file, const ExportProgress &progress, const ExporterMaker &make)
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
    const auto exporter = make(format, options, out);
    const int total = static_cast<int>(ids.size());
    bool goesOn = true;
    const auto report = [&](int done, double share) {
        goesOn = goesOn && (!progress || progress((done + share) / std::max(1, total)));
        return goesOn;
    };
    for (int done = 0; done < total && report(done, 0); ++done) {
        const auto record = store.read(ids.at(done), format == ExportFormat::Json).result();
        if (!record)
            return record.failure();
        exporter->setProgress([&](double share) { return report(done, share); });
        for (const ConversationRecord &part : narrowed(*record, scope, format, options.allBranches))
            exporter->add(part);
        if (out.error() != QFileDevice::NoError)
            return writeFailure(out);
    }
    if (!goesOn) {
        out.cancelWriting();
        return -1;
    }
    exporter->setProgress([&](double) { return report(total, 0); });
    if (auto failure = exporter->finish()) {
        out.cancelWriting();
        failure->file = out.fileName();
        return *failure;
    }
    // Whoever cancelled while the file was completed has not got it.
    if (!report(total, 0)) {
        out.cancelWriting();
        return -1;
    }
    if (!commitWhole(out))
        return writeFailure(out);
    return total;
}

}  // namespace mingsi::app
