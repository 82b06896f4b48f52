// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <functional>
#include <optional>
#include <utility>
#include <variant>

#include "engine/base/error.h"

namespace mingsi::app {

/// What went wrong, as a value that may cross threads: a kind, the place, and the technical detail in English. The
/// sentence for people is made by describe(), in their language.
struct Failure {
    enum class Kind {
        Engine,             ///< `engineCode` says more
        StoreUnreadable,    ///< the database can't be opened or read
        StoreCorrupt,       ///< the database file is damaged
        StoreTooNew,        ///< written by a later version of Mingsi
        StoreReadOnly,      ///< the data folder can't be written
        StoreFull,          ///< no space left
        StoreBusy,          ///< another program holds the database
        NoModel,            ///< an answer was asked for while no model is open
        ServerUnreachable,  ///< `file` is the server: no connection, or none that is safe
        ServerDenied,       ///< no key, or a wrong one
        ServerLacksModel,   ///< neither the address nor the model is known there
        ServerBusy,         ///< too many requests, or an error of the server
        ServerRefused,      ///< it does not take this request
        ServerBroke,        ///< the answer was cut off, or is none
        FileUnwritable,     ///< what was to be written can't be
        NoTables,           ///< tables were to be written, and there is none
        FileUnusable,       ///< what was to be read is not what it should be
        OutOfMemory,
        Internal,
    };
    Kind kind = Kind::Internal;
    engine::ErrorCode engineCode = engine::ErrorCode::InvalidArgument;
    QString file;
    QString place;
    QString detail;

    static Failure fromEngine(const engine::Error &error);
};

/// Runs `work`, turning what it throws into a Failure: nothing throws across threads.
std::optional<Failure> guarded(const std::function<void()> &work);

/// One or two translated sentences: what happened, to which file, and what to do about it.
QString describe(const Failure &failure);

/// A value or the reason why there is none.
template<class T>
class Result
{
public:
    Result() : m_content(Failure{}) {}
    Result(T value) : m_content(std::move(value)) {}
    Result(Failure failure) : m_content(std::move(failure)) {}

    explicit operator bool() const { return std::holds_alternative<T>(m_content); }
    const T &value() const { return std::get<T>(m_content); }
    T &value() { return std::get<T>(m_content); }
    const T &operator*() const { return value(); }
    const T *operator->() const { return &value(); }
    const Failure &failure() const { return std::get<Failure>(m_content); }

private:
    std::variant<T, Failure> m_content;
};

/// For calls that give nothing back.
struct Done {
};

}  // namespace mingsi::app
