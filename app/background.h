// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QPromise>
#include <QThreadPool>
#include <memory>
#include <type_traits>
#include <utility>

namespace mingsi::app {

/// Runs `work`, which does not throw, on a thread of the global pool.
template<class Work>
auto inBackground(Work work) -> QFuture<std::invoke_result_t<Work>>
{
    // The pool takes functions that can be copied, which QPromise can't.
    auto promise = std::make_shared<QPromise<std::invoke_result_t<Work>>>();
    const auto future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

}  // namespace mingsi::app
