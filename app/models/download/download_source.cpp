// SPDX-License-Identifier: Apache-2.0
#include "app/models/download/download_source.h"

#include <QRegularExpression>
#include <QStringList>

#include "app/models/download/safe_address.h"

namespace mingsi::app {

namespace {

using Kind = DownloadFailure::Kind;

/// One step of a repository's name or a revision.
bool isPlainName(const QString &name)
{
    static const QRegularExpression expression(QStringLiteral("^[A-Za-z0-9_][A-Za-z0-9._-]{0,95}$"));
    return expression.match(name).hasMatch();
}

QUrl below(const QUrl &endpoint, const QString &path)
{
    QUrl url = endpoint;
    QString base = endpoint.path();
    while (base.endsWith(u'/'))
        base.chop(1);
    // Decoded: a "%" or "#" in a file's name is encoded by the setter.
    url.setPath(base + u'/' + path, QUrl::DecodedMode);
    return url;
}

/// Hosts whose addresses people copy; the files are the same at each.
bool isHub(const QUrl &url, const QUrl &endpoint)
{
    const QString host = url.host();
    return isSameServer(url, endpoint) || host == QStringLiteral("huggingface.co")
        || host == QStringLiteral("www.huggingface.co") || host == QStringLiteral("hf.co")
        || host == QStringLiteral("hf-mirror.com");
}

DownloadResult<DownloadSource> elsewhere(const QUrl &url, const QString &text)
{
    const QString name = url.fileName(QUrl::FullyDecoded);
    if (!isSafeAddress(url))
        return DownloadFailure{Kind::InsecureAddress, name.isEmpty() ? text : name, url.host(), {}};
    if (!name.endsWith(QStringLiteral(".gguf"), Qt::CaseInsensitive)
        && !name.endsWith(QStringLiteral(".safetensors"), Qt::CaseInsensitive))
        return DownloadFailure{Kind::NotUnderstood, text, {}, {}};
    if (!isSafeFileName(name))
        return DownloadFailure{Kind::BadName, name, url.host(), {}};
    DownloadSource source;
    source.file = url;
    return source;
}

/// owner/name, and after it maybe tree, blob or resolve, a revision and a path.
DownloadResult<DownloadSource> inRepository(QStringList steps, const QUrl &endpoint, const QString &text)
{
    DownloadSource source;
    source.endpoint = endpoint;
    if (steps.size() < 2)
        return DownloadFailure{Kind::NotUnderstood, text, {}, {}};
    source.owner = steps.takeFirst();
    source.name = steps.takeFirst();
    if (const auto colon = source.name.indexOf(u':'); colon >= 0) {
        source.quantization = source.name.mid(colon + 1);
        source.name.truncate(colon);
        if (!isPlainName(source.quantization))
            return DownloadFailure{Kind::NotUnderstood, text, {}, {}};
    }
    if (!isPlainName(source.owner) || !isPlainName(source.name))
        return DownloadFailure{Kind::NotUnderstood, text, {}, {}};
    if (steps.isEmpty())
        return source;

    static const QStringList kinds{QStringLiteral("tree"), QStringLiteral("blob"), QStringLiteral("resolve")};
    if (!kinds.contains(steps.takeFirst()) || steps.isEmpty() || !isPlainName(steps.first()))
        return DownloadFailure{Kind::NotUnderstood, text, {}, {}};
    source.revision = steps.takeFirst();
    source.path = steps.join(u'/');
    if (!source.path.isEmpty() && !isSafeRelativePath(source.path))
        return DownloadFailure{Kind::BadName, source.path, endpoint.host(), {}};
    return source;
}

}  // namespace

QString DownloadSource::title() const
{
    return isRepository() ? owner + u'/' + name : file.fileName(QUrl::FullyDecoded);
}

QUrl DownloadSource::listing() const
{
    QUrl url = below(endpoint, QStringLiteral("api/models/") + title() + QStringLiteral("/tree/") + revision);
    url.setQuery(QStringLiteral("recursive=true"));
    return url;
}

QUrl DownloadSource::fileUrl(const QString &filePath) const
{
    return below(endpoint, title() + QStringLiteral("/resolve/") + revision + u'/' + filePath);
}

DownloadResult<DownloadSource> parseDownload(const QString &text, const QUrl &endpoint)
{
    const QString wanted = text.trimmed();
    if (wanted.isEmpty() || wanted.size() > 4096)
        return DownloadFailure{Kind::NotUnderstood, wanted.left(80), {}, {}};
    const bool isAddress = wanted.contains(QStringLiteral("://"));
    const QUrl url = isAddress ? QUrl(wanted, QUrl::StrictMode) : QUrl();
    if (isAddress && (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty()))
        return DownloadFailure{Kind::NotUnderstood, wanted, {}, {}};
    if (isAddress && !isHub(url, endpoint))
        return elsewhere(url, wanted);
    if (!isSafeAddress(endpoint))
        return DownloadFailure{Kind::InsecureAddress, wanted, endpoint.toString(), {}};
    // Split before decoding: an encoded "/" in a step stays a part of it, and is refused.
    QStringList steps = (isAddress ? url.path(QUrl::FullyEncoded) : wanted).split(u'/', Qt::SkipEmptyParts);
    // "hf.co/owner/name", as some programs write it.
    if (!isAddress && steps.size() > 2 && isHub(QUrl(QStringLiteral("https://") + steps.first()), endpoint))
        steps.removeFirst();
    for (QString &step : steps)
        step = isAddress ? QUrl::fromPercentEncoding(step.toLatin1()) : step;
    for (const QString &step : steps) {
        if (step.contains(u'/'))
            return DownloadFailure{Kind::BadName, step, endpoint.host(), {}};
    }
    auto source = inRepository(steps, endpoint, wanted);
    // Not everything at the same host need be a repository.
    if (std::holds_alternative<DownloadFailure>(source) && isAddress
        && std::get<DownloadFailure>(source).kind == Kind::NotUnderstood)
        return elsewhere(url, wanted);
    return source;
}

QUrl defaultEndpoint()
{
    return QUrl(QStringLiteral("https://huggingface.co"));
}

}  // namespace mingsi::app
