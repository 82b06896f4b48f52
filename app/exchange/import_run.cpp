// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/import_run.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include "app/exchange/json_items.h"
#include "app/exchange/mingsi_json.h"
#include "app/exchange/zip_reader.h"

namespace mingsi::app {

namespace {

constexpr int kMostProblems = 20;

/// Reads one file after the other and takes in what they hold.
class Import
{
public:
    Import(Database &database, bool preview) : m_transfer(database), m_preview(preview) {}

    /// `id` names a file that is one conversation. False when it was cancelled.
    bool read(JsonItems &items, const QString &id, const std::function<bool()> &goesOn)
    {
        int number = 0;
        while (const auto item = items.next()) {
            ++number;
            QJsonParseError error;
            const QJsonDocument document = QJsonDocument::fromJson(*item, &error);
            if (document.isObject())
                take(document.object(), number > 1 ? QStringLiteral("%1#%2").arg(id).arg(number) : id, number);
            else
                skip(number, {},
                     document.isNull()
                         ? QCoreApplication::translate("Import", "it is no JSON at its byte %1").arg(error.offset)
                         : QCoreApplication::translate("Document", "not an object"));
            if (!goesOn()) {
                m_report.cancelled = true;
                return false;
            }
            if (m_failure)
                return false;
        }
        if (!items.problem().isEmpty())
            skip(number + 1, {}, items.problem());
        return true;
    }

    void skip(const QString &name, const QString &problem)
    {
        ++m_report.skipped;
        if (m_report.problems.size() < kMostProblems)
            m_report.problems.append(QStringLiteral("%1: %2").arg(name, problem));
    }

    std::optional<Failure> failure() const { return m_failure; }
    bool foundAnything() const { return !m_sources.isEmpty(); }
    ImportReport report()
    {
        QStringList names(m_sources.begin(), m_sources.end());
        names.sort();
        m_report.source = names.join(QStringLiteral(", "));
        return m_report;
    }

private:
    void take(const QJsonObject &object, const QString &id, int number)
    {
        const auto source = sourceOf(object);
        if (!source) {
            skip(number, {}, QCoreApplication::translate("Document", "no conversation of a known program"));
            return;
        }
        m_sources.insert(nameOf(*source));
        QString problem;
        const auto record = convert(*source, object, id, problem);
        if (!record) {
            skip(number, object[QStringLiteral("title")].toString(object[QStringLiteral("name")].toString()), problem);
            return;
        }
        const auto taken = (m_preview ? m_transfer.preview(*record) : m_transfer.take(*record)).result();
        if (!taken) {
            m_failure = taken.failure();
            return;
        }
        // A preview stores nothing: what came before in this run it has to remember.
        const bool repeated = m_preview && m_seen.contains(record->uid);
        m_seen.insert(record->uid);
        m_report.conversations += taken->created && !repeated ? 1 : 0;
        m_report.grown += (!taken->created || repeated) && taken->messages > 0 ? 1 : 0;
        m_report.known += !taken->created && taken->messages == 0 ? 1 : 0;
        m_report.messages += taken->messages;
    }

    static std::optional<ConversationRecord> convert(ImportSource source, const QJsonObject &object, const QString &id,
                                                     QString &problem)
    {
        switch (source) {
        case ImportSource::Mingsi: return recordFromJson(object, problem);
        case ImportSource::DeepSeek: return fromDeepSeek(object, problem);
        case ImportSource::ChatGpt: return fromChatGpt(object, problem);
        case ImportSource::Claude: return fromClaude(object, problem);
        case ImportSource::OpenWebUi: return fromOpenWebUi(object, problem);
        case ImportSource::LmStudio: return fromLmStudio(object, id, problem);
        }
        return std::nullopt;
    }

    void skip(int number, const QString &title, const QString &problem)
    {
        skip(title.isEmpty() ? QString::number(number)
                             : QStringLiteral("%1 (%2)").arg(number).arg(title.simplified().left(40)),
             problem);
    }

    TransferDb m_transfer;
    bool m_preview;
    ImportReport m_report;
    QSet<QString> m_sources;
    QSet<QString> m_seen;  ///< conversations of this run, by their ids
    std::optional<Failure> m_failure;
};

/// What a file's name says of the conversation in it: the name without the endings that programs give.
QString withoutEnding(const QString &name)
{
    static const QRegularExpression endings(QStringLiteral("(\\.conversation)?\\.jsonl?$"),
                                            QRegularExpression::CaseInsensitiveOption);
    return QString(name).remove(endings);
}

/// The entries of an archive that hold conversations: those that programs name so, or else whatever is JSON.
QStringList conversationFiles(const QStringList &names)
{
    QStringList named;
    QStringList others;
    for (const QString &name : names) {
        const QString last = name.section(u'/', -1).toLower();
        if (!last.endsWith(u".json"))
            continue;
        const bool is = last.startsWith(u"conversations") || last.endsWith(u".conversation.json");
        (is ? named : others).append(name);
    }
    QStringList files = named.isEmpty() ? others : named;
    files.sort();
    return files;
}

/// Whether a file of Mingsi's says that it follows a later version of the format. Reads all of it.
bool isNewer(JsonItems items)
{
    while (items.next())
        continue;
    const QJsonObject members = QJsonDocument::fromJson(items.members()).object();
    return members[QStringLiteral("format")].toString() == u"mingsi"
        && members[QStringLiteral("version")].toInt() > kMingsiJsonVersion;
}

}  // namespace

QString describeReport(const ImportReport &report)
{
    QStringList parts{QCoreApplication::translate("Import", "%n new conversation(s)", nullptr, report.conversations),
                      QCoreApplication::translate("Import", "%n with new messages", nullptr, report.grown),
                      QCoreApplication::translate("Import", "%n already here", nullptr, report.known),
                      QCoreApplication::translate("Import", "%n message(s)", nullptr, report.messages)};
    if (report.skipped > 0)
        parts.append(QCoreApplication::translate("Import", "%n skipped", nullptr, report.skipped));
    QString text =
        QCoreApplication::translate("Import", "From %1: %2.").arg(report.source, parts.join(QStringLiteral(", ")));
    for (const QString &problem : report.problems)
        text += QStringLiteral("\n• ") + problem;
    return text;
}

Result<ImportReport> runImport(Database &database, const QString &file, bool preview, const ImportProgress &progress)
{
    Import import(database, preview);
    const auto tooNew = [] {
        return QCoreApplication::translate(
            "Document", "a newer Mingsi wrote it; bring this one up to date, or export as Markdown there");
    };
    const auto unusable = [&](const QString &detail) {
        return Failure{Failure::Kind::FileUnusable, {}, file, {}, detail};
    };
    if (ZipReader::isZip(file)) {
        ZipReader zip;
        if (const auto refused = zip.open(file))
            return *refused;
        const QStringList names = conversationFiles(zip.names());
        for (qsizetype i = 0; i < names.size(); ++i) {
            // Nothing is taken in of what is not as it was written.
            if (!zip.isSound(names.at(i))) {
                import.skip(names.at(i),
                            QCoreApplication::translate("Document", "entry \"%1\" is damaged").arg(names.at(i)));
                continue;
            }
            if (isNewer(JsonItems(zip.read(names.at(i)))))
                return unusable(tooNew());
            JsonItems items(zip.read(names.at(i)));
            const auto goesOn = [&] {
                return !progress || progress(static_cast<double>(i) / static_cast<double>(names.size()));
            };
            if (!import.read(items, withoutEnding(names.at(i)), goesOn))
                break;
        }
        if (names.isEmpty())
            return unusable(QCoreApplication::translate("Document", "the archive holds no conversations.json"));
    } else {
        QFile in(file);
        if (!in.open(QIODevice::ReadOnly))
            return unusable(in.errorString());
        if (isNewer(JsonItems([&in](qint64 count) { return in.read(count); })))
            return unusable(tooNew());
        in.seek(0);
        const qint64 size = qMax<qint64>(1, in.size());
        JsonItems items([&in](qint64 count) { return in.read(count); });
        const auto goesOn = [&] {
            return !progress || progress(static_cast<double>(items.position()) / static_cast<double>(size));
        };
        import.read(items, withoutEnding(QFileInfo(file).fileName()), goesOn);
    }
    if (import.failure())
        return *import.failure();
    const ImportReport report = import.report();
    if (!import.foundAnything() && !report.cancelled)
        return unusable(report.problems.isEmpty() ? QCoreApplication::translate("Document", "it holds no conversations")
                                                  : report.problems.constFirst());
    return report;
}

}  // namespace mingsi::app
