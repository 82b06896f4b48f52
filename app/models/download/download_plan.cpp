// SPDX-License-Identifier: Apache-2.0
#include "app/models/download/download_plan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>
#include <algorithm>

#include "app/models/download/safe_address.h"
#include "app/models/split_name.h"

namespace mingsi::app {

namespace {

using Kind = DownloadFailure::Kind;

QString fileNameOf(const QString &path)
{
    return path.mid(path.lastIndexOf(u'/') + 1);
}

/// With the slash; empty for the repository's own folder.
QString folderOf(const QString &path)
{
    return path.left(path.lastIndexOf(u'/') + 1);
}

QString validHash(const QString &text)
{
    static const QRegularExpression expression(QStringLiteral("^[0-9a-f]{64}$"));
    const QString hash = text.toLower();
    return expression.match(hash).hasMatch() ? hash : QString();
}

/// Whether the path that was pasted means this file: itself, another part of its set, or a folder above.
bool isMeant(const DownloadSource &source, const QString &path)
{
    if (source.path.isEmpty() || path == source.path || path.startsWith(source.path + u'/'))
        return true;
    return folderOf(path) == folderOf(source.path)
        && SplitName::of(fileNameOf(path)).set() == SplitName::of(fileNameOf(source.path)).set();
}

/// Whether a folder of safetensors needs this file of its own.
bool belongsToFolder(const QString &fileName)
{
    static const QStringList names{QStringLiteral("config.json"),
                                   QStringLiteral("generation_config.json"),
                                   QStringLiteral("vocab.json"),
                                   QStringLiteral("merges.txt"),
                                   QStringLiteral("chat_template.jinja"),
                                   QStringLiteral("chat_template.json"),
                                   QStringLiteral("special_tokens_map.json")};
    return names.contains(fileName) || fileName.startsWith(QStringLiteral("tokenizer"))
        || fileName.endsWith(QStringLiteral(".safetensors.index.json"))
        // Some repositories hold all weights a second time, as "consolidated".
        || (fileName.endsWith(QStringLiteral(".safetensors")) && !fileName.startsWith(QStringLiteral("consolidated")));
}

bool matchesQuantization(const QString &wanted, const QString &stem)
{
    return wanted.isEmpty() || quantizationIn(stem).compare(wanted, Qt::CaseInsensitive) == 0
        || stem.endsWith(u'-' + wanted, Qt::CaseInsensitive) || stem.endsWith(u'.' + wanted, Qt::CaseInsensitive);
}

DownloadFile placed(const DownloadSource &source, DownloadFile file)
{
    file.url = source.fileUrl(file.name);
    return file;
}

void addGgufPlans(const DownloadSource &source, const QList<DownloadFile> &listing, QList<DownloadPlan> &plans)
{
    QMap<QString, QMap<int, DownloadFile>> sets;
    for (const DownloadFile &file : listing) {
        const auto name = SplitName::of(fileNameOf(file.name));
        if (name.ending == QStringLiteral(".gguf") && !name.isProjector() && isMeant(source, file.name)
            && matchesQuantization(source.quantization, name.stem))
            sets[folderOf(file.name) + name.set()].insert(name.part, placed(source, file));
    }
    for (const auto &set : std::as_const(sets)) {
        const auto name = SplitName::of(fileNameOf(set.first().name));
        if (set.size() != name.parts)
            continue;
        DownloadPlan plan;
        plan.name = name.stem;
        plan.quantization = quantizationIn(name.stem);
        plan.folder = source.title();
        plan.opens = plan.folder + u'/' + set.first().name;
        plan.files = set.values();
        plans.append(plan);
    }
}

void addFolderPlans(const DownloadSource &source, const QList<DownloadFile> &listing, QList<DownloadPlan> &plans)
{
    // A quantization is asked of GGUF files.
    if (!source.quantization.isEmpty())
        return;
    QMap<QString, QList<DownloadFile>> folders;
    for (const DownloadFile &file : listing) {
        if (belongsToFolder(fileNameOf(file.name)))
            folders[folderOf(file.name)].append(placed(source, file));
    }
    for (auto folder = folders.cbegin(); folder != folders.cend(); ++folder) {
        const auto has = [&](const QString &ending) {
            return std::any_of(folder->cbegin(), folder->cend(),
                               [&](const DownloadFile &file) { return file.name.endsWith(ending); });
        };
        const bool meant = std::any_of(folder->cbegin(), folder->cend(),
                                       [&](const DownloadFile &file) { return isMeant(source, file.name); });
        if (!meant || !has(QStringLiteral("config.json")) || !has(QStringLiteral(".safetensors")))
            continue;
        DownloadPlan plan;
        plan.folder = source.title();
        plan.opens = (plan.folder + u'/' + folder.key()).chopped(1);
        plan.name = folder.key().isEmpty() ? source.title() : plan.opens;
        if (folder.key().isEmpty())
            plan.opens = plan.folder;
        plan.files = *folder;
        plans.append(plan);
    }
}

}  // namespace

qint64 DownloadPlan::bytes() const
{
    qint64 sum = 0;
    for (const DownloadFile &file : files) {
        if (file.bytes < 0)
            return -1;
        sum += file.bytes;
    }
    return sum;
}

QJsonObject DownloadPlan::toJson() const
{
    QJsonArray list;
    for (const DownloadFile &file : files)
        list.append(QJsonObject{{QStringLiteral("url"), file.url.toString(QUrl::FullyEncoded)},
                                {QStringLiteral("name"), file.name},
                                {QStringLiteral("size"), file.bytes},
                                {QStringLiteral("sha256"), file.sha256}});
    return {{QStringLiteral("name"), name},
            {QStringLiteral("quantization"), quantization},
            {QStringLiteral("folder"), folder},
            {QStringLiteral("opens"), opens},
            {QStringLiteral("files"), list}};
}

std::optional<DownloadPlan> DownloadPlan::fromJson(const QJsonObject &object)
{
    const auto text = [](const QJsonObject &from, const QString &key) { return from.value(key).toString(); };
    DownloadPlan plan{text(object, QStringLiteral("name")),
                      text(object, QStringLiteral("quantization")),
                      text(object, QStringLiteral("folder")),
                      text(object, QStringLiteral("opens")),
                      {}};
    const auto list = object.value(QStringLiteral("files")).toArray();
    for (const auto &value : list) {
        const QJsonObject file = value.toObject();
        plan.files.append({QUrl(text(file, QStringLiteral("url"))), text(file, QStringLiteral("name")),
                           file.value(QStringLiteral("size")).toInteger(-1),
                           validHash(text(file, QStringLiteral("sha256")))});
    }
    const bool safe = (plan.folder.isEmpty() || isSafeRelativePath(plan.folder)) && isSafeRelativePath(plan.opens)
        && !plan.files.isEmpty() && std::all_of(plan.files.cbegin(), plan.files.cend(), [](const DownloadFile &file) {
                          return isSafeRelativePath(file.name) && isSafeAddress(file.url);
                      });
    return safe ? std::optional(plan) : std::nullopt;
}

QString quantizationIn(const QString &name)
{
    static const QRegularExpression expression(
        QStringLiteral("(?:^|[-._])((?:UD-)?(?:I?Q[1-8](?:_[A-Z0-9]+)*|TQ[12]_0|MXFP4|BF16|F16|F32|FP8))(?=$|[-.])"),
        QRegularExpression::CaseInsensitiveOption);
    // The last one: a name may begin with what looks like one.
    QString found;
    for (auto matches = expression.globalMatch(name); matches.hasNext();)
        found = matches.next().captured(1);
    return found.toUpper();
}

bool readListing(const QByteArray &json, QList<DownloadFile> &files)
{
    const auto document = QJsonDocument::fromJson(json);
    if (!document.isArray())
        return false;
    const auto array = document.array();
    for (const auto &value : array) {
        const QJsonObject entry = value.toObject();
        if (entry.value(QStringLiteral("type")).toString() != QStringLiteral("file"))
            continue;
        const QJsonObject large = entry.value(QStringLiteral("lfs")).toObject();
        const QJsonValue size = large.contains(QStringLiteral("size")) ? large.value(QStringLiteral("size"))
                                                                       : entry.value(QStringLiteral("size"));
        files.append({{},
                      entry.value(QStringLiteral("path")).toString(),
                      std::max<qint64>(-1, size.toInteger(-1)),
                      validHash(large.value(QStringLiteral("oid")).toString())});
    }
    return true;
}

DownloadResult<QList<DownloadPlan>> plansFrom(const DownloadSource &source, const QList<DownloadFile> &listing)
{
    QList<DownloadPlan> plans;
    addGgufPlans(source, listing, plans);
    addFolderPlans(source, listing, plans);
    for (const DownloadPlan &plan : std::as_const(plans)) {
        for (const DownloadFile &file : plan.files) {
            if (!isSafeRelativePath(file.name))
                return DownloadFailure{Kind::BadName, file.name, source.endpoint.host(), {}};
        }
    }
    if (plans.isEmpty())
        return DownloadFailure{Kind::NothingToFetch,
                               source.title()
                                   + (source.quantization.isEmpty() ? QString() : u':' + source.quantization),
                               source.endpoint.host(),
                               {}};
    return plans;
}

DownloadPlan planOf(const DownloadSource &source)
{
    const auto name = SplitName::of(source.title());
    DownloadPlan plan{name.stem, quantizationIn(name.stem), {}, source.title(), {}};
    plan.files.append({source.file, source.title(), -1, {}});
    return plan;
}

}  // namespace mingsi::app
