// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <functional>

#include "app/exchange/import_formats.h"
#include "app/failure.h"
#include "app/store/database.h"

namespace mingsi::app {

/// What came in, or would.
struct ImportReport {
    QString source;         ///< names of the programs
    int conversations = 0;  ///< that are new
    int grown = 0;          ///< that are here and get messages
    int known = 0;          ///< that are here as they are
    int messages = 0;       ///< that are added in all
    int skipped = 0;
    QStringList problems;  ///< why, of the first of them: "conversation 3 (Title): text"
    bool cancelled = false;
};

/// A translated sentence, and a line for each problem.
QString describeReport(const ImportReport &report);

/// Hears the share that is done; returns whether to go on.
using ImportProgress = std::function<bool(double done)>;

/// Takes in the conversations of a file: JSON, or a zip that holds it. A bad one is skipped and reported, the others
/// come in, each in a transaction of its own. With `preview`, nothing is changed. Waits for the store and the disk: not
/// for the thread of a window.
Result<ImportReport> runImport(Database &database, const QString &file, bool preview, const ImportProgress &progress);

}  // namespace mingsi::app
