// SPDX-License-Identifier: Apache-2.0
#include "app/text/script_engine.h"

#include <QFile>
#include <QLoggingCategory>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace mingsi::app {

namespace {

constexpr std::chrono::seconds kPatience{1};

/// Interrupts an engine that has not come back in time; the engine stays usable.
class Watchdog
{
public:
    explicit Watchdog(QJSEngine &engine)
        : m_thread([this, &engine] {
              std::unique_lock lock(m_mutex);
              if (!m_done.wait_for(lock, kPatience, [this] { return m_over; }))
                  engine.setInterrupted(true);
          })
    {
    }
    ~Watchdog()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_over = true;
        }
        m_done.notify_all();
        m_thread.join();
    }
    Watchdog(const Watchdog &) = delete;
    Watchdog &operator=(const Watchdog &) = delete;

private:
    std::mutex m_mutex;
    std::condition_variable m_done;
    bool m_over = false;
    std::thread m_thread;
};

}  // namespace

QJSEngine &ScriptEngine::engine()
{
    if (!m_engine)
        m_engine = std::make_unique<QJSEngine>();
    return *m_engine;
}

bool ScriptEngine::start()
{
    if (m_resources.isEmpty())
        return !m_failure.isError();
    // What Qt's compiler finds odd in a library's minified code is nobody's business here.
    QLoggingCategory::setFilterRules(QStringLiteral("qt.qml.compiler.warning=false"));
    QJSValue result = engine().evaluate(m_prologue);
    for (const QString &resource : std::as_const(m_resources)) {
        QFile file(resource);
        if (result.isError())
            break;
        result = file.open(QIODevice::ReadOnly)
            ? engine().evaluate(QString::fromUtf8(file.readAll()), resource)
            : engine().newErrorObject(QJSValue::GenericError, resource + QStringLiteral(" can't be read"));
    }
    m_resources.clear();
    if (result.isError()) {
        m_failure = result;
        qWarning("%s", qPrintable(result.toString()));
    }
    return !m_failure.isError();
}

QJSValue ScriptEngine::evaluate(const QString &expression)
{
    return start() ? engine().evaluate(expression) : m_failure;
}

QJSValue ScriptEngine::call(QJSValue function, const QJSValueList &arguments)
{
    QJSValue result;
    {
        const Watchdog watchdog(engine());
        result = function.call(arguments);
    }
    const bool late = engine().isInterrupted();
    engine().setInterrupted(false);
    return late ? QJSValue() : result;
}

}  // namespace mingsi::app
