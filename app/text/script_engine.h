// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJSEngine>
#include <QStringList>

namespace mingsi::app {

/// A JavaScript library that is started when it is first needed, and whose calls end: one that takes longer than a
/// second is interrupted. Used by one thread.
class ScriptEngine
{
public:
    /// `prologue` is evaluated first, then the resources in turn.
    ScriptEngine(QString prologue, QStringList resources)
        : m_prologue(std::move(prologue)), m_resources(std::move(resources))
    {
    }

    /// The value of an expression after the library has been loaded; an error when it could not be.
    QJSValue evaluate(const QString &expression);
    /// Calls a function; undefined when it took too long, an error when it threw one.
    QJSValue call(QJSValue function, const QJSValueList &arguments);
    /// The engine, for what is to be known to the scripts.
    QJSEngine &engine();

private:
    bool start();

    QString m_prologue;
    QStringList m_resources;
    std::unique_ptr<QJSEngine> m_engine;
    QJSValue m_failure;
};

}  // namespace mingsi::app
