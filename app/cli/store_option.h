// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCommandLineParser>
#include <QFuture>
#include <memory>

#include "app/cli/arguments.h"
#include "app/store/database.h"

namespace mingsi::app::cli {

/// The value of a result; throws CommandFailure when there is none.
template<class T>
T waitFor(QFuture<Result<T>> future)
{
    Result<T> result = future.result();
    if (!result)
        throw CommandFailure{result.failure()};
    return std::move(result.value());
}

void addStoreOption(QCommandLineParser &parser);
/// The opened store of the data folder; throws CommandFailure. `create`: a folder that has none gets one.
std::unique_ptr<Database> openStore(const QCommandLineParser &parser, bool create);

}  // namespace mingsi::app::cli
