// SPDX-License-Identifier: Apache-2.0
#include "app/models/download/download_failure.h"

#include <QCoreApplication>

namespace mingsi::app {

namespace {

using Kind = DownloadFailure::Kind;

/// Puts names in by hand: arg() would warn about sentences without %2, and what looks like a place in a name stays.
QString filled(const QString &sentence, const QString &file, const QString &server)
{
    QString text;
    for (qsizetype i = 0; i < sentence.size(); ++i) {
        const auto two = QStringView(sentence).mid(i, 2);
        if (two != u"%1" && two != u"%2") {
            text += sentence[i];
            continue;
        }
        text += two == u"%1" ? file : server;
        ++i;
    }
    return text;
}

/// Before anything is fetched, and of the network.
QString requestSentence(Kind kind)
{
    switch (kind) {
    case Kind::NotUnderstood:
        return QCoreApplication::translate(
            "DownloadFailure",
            "“%1” is neither an address nor the name of a model. Paste the address of a .gguf file or of a model's "
            "page, or a name such as owner/name.");
    case Kind::InsecureAddress:
        return QCoreApplication::translate(
            "DownloadFailure",
            "%1 would come over a connection that is not encrypted, from %2. Use an address that begins with https.");
    case Kind::BadName:
        return QCoreApplication::translate(
            "DownloadFailure", "“%1” can't be the name of a file here. Download the model from another address.");
    case Kind::NothingToFetch:
        return QCoreApplication::translate(
            "DownloadFailure",
            "No model that Mingsi can open was found in %1. Choose a repository with GGUF files or safetensors.");
    case Kind::BadListing:
        return QCoreApplication::translate(
            "DownloadFailure",
            "The list of the files of %1 can't be read. Check the address of the mirror in the settings.");
    case Kind::NetworkFailed:
        return QCoreApplication::translate(
            "DownloadFailure",
            "The connection failed while %1 was fetched. Check the network and try again; what has come is kept.");
    case Kind::NotFound:
        return QCoreApplication::translate("DownloadFailure",
                                           "%1 does not exist at %2. Check how the address or the name is written.");
    case Kind::AccessDenied:
        return QCoreApplication::translate(
            "DownloadFailure",
            "%2 does not hand out %1 to everybody. Check the name; accept the model's conditions on its page and enter "
            "your access token in the settings.");
    case Kind::ServerRefused:
        return QCoreApplication::translate("DownloadFailure",
                                           "The server did not hand out %1. Try again later, or use a mirror.");
    case Kind::TooManyRedirects:
        return QCoreApplication::translate(
            "DownloadFailure", "The server sends the request for %1 round in a circle. Use another address or mirror.");
    default: return {};
    }
}

/// Of what came and where it went.
QString fileSentence(Kind kind)
{
    switch (kind) {
    case Kind::WebPage:
        return QCoreApplication::translate(
            "DownloadFailure",
            "A web page came instead of %1. Copy the address of the file itself; on Hugging Face it contains "
            "“resolve”.");
    case Kind::NotAModel:
        return QCoreApplication::translate("DownloadFailure",
                                           "What came under the name %1 is not a GGUF file. Check the address.");
    case Kind::WrongSize:
        return QCoreApplication::translate(
            "DownloadFailure",
            "%1 has another size than its publisher lists. It was not kept; try again later, or use another address.");
    case Kind::HashMismatch:
        return QCoreApplication::translate(
            "DownloadFailure",
            "%1 came damaged: its checksum is not the publisher's. It was removed; download it again.");
    case Kind::FileExists:
        return QCoreApplication::translate(
            "DownloadFailure",
            "There is another file called %1 already. It was left as it is; move or rename it, then try again.");
    case Kind::Busy:
        return QCoreApplication::translate("DownloadFailure", "%1 is being downloaded already. Wait until it is done.");
    case Kind::FileUnwritable:
        return QCoreApplication::translate(
            "DownloadFailure",
            "%1 can't be written. Check the permissions of the folder, or choose another folder for models.");
    case Kind::DiskFull:
        return QCoreApplication::translate(
            "DownloadFailure", "There is no space left for %1. Free some space, then go on: what has come is kept.");
    default: return {};
    }
}

}  // namespace

QString describe(const DownloadFailure &failure)
{
    QString sentence = requestSentence(failure.kind);
    if (sentence.isEmpty())
        sentence = fileSentence(failure.kind);
    const QString file =
        failure.file.isEmpty() ? QCoreApplication::translate("DownloadFailure", "the file") : failure.file;
    const QString server =
        failure.url.isEmpty() ? QCoreApplication::translate("DownloadFailure", "the server") : failure.url;
    sentence = filled(sentence, file, server);
    return failure.detail.isEmpty()
        ? sentence
        : QCoreApplication::translate("DownloadFailure", "%1 (Details: %2)").arg(sentence, failure.detail);
}

}  // namespace mingsi::app
