// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMetaType>
#include <QString>
#include <variant>

namespace mingsi::app {

/// Why something was not downloaded, as a value that may cross threads. The sentence for people is made by describe().
struct DownloadFailure {
    enum class Kind {
        NotUnderstood,    ///< what was pasted is neither an address nor a name
        InsecureAddress,  ///< http, and not to this machine; also as the target of a redirect
        BadName,          ///< a file's name that is a path or has odd characters
        NothingToFetch,   ///< the repository has no model, or not the one that was asked for
        BadListing,       ///< the list of the repository's files can't be read
        NetworkFailed,    ///< no connection, or cut again and again
        NotFound,
        AccessDenied,      ///< needs a token, or the author's permission
        ServerRefused,     ///< another error of the server's
        TooManyRedirects,  ///< they lead round in a circle
        WebPage,           ///< a page came instead of the file
        NotAModel,         ///< something else came
        WrongSize,
        HashMismatch,
        FileExists,  ///< another file has the final name
        Busy,        ///< another download writes the same file
        FileUnwritable,
        DiskFull,
    };
    Kind kind = Kind::NetworkFailed;
    QString file;
    QString url;
    QString detail;  ///< technical, in English

    bool operator==(const DownloadFailure &) const = default;
};

/// One or two translated sentences: what happened, to which file, and what to do about it.
QString describe(const DownloadFailure &failure);

/// A value or the reason why there is none.
template<class T>
using DownloadResult = std::variant<T, DownloadFailure>;

}  // namespace mingsi::app

Q_DECLARE_METATYPE(mingsi::app::DownloadFailure)
