// SPDX-License-Identifier: Apache-2.0
#include "app/remote/event_stream.h"

#include <utility>

namespace mingsi::app {

QList<QByteArray> EventStream::push(const QByteArray &bytes)
{
    QList<QByteArray> events;
    for (const char c : bytes) {
        const bool second = std::exchange(m_afterReturn, c == '\r') && c == '\n';
        if (second)
            continue;
        if (c == '\n' || c == '\r')
            takeLine(events);
        else if (!isOverlong())
            m_line.append(c);
    }
    return events;
}

void EventStream::takeLine(QList<QByteArray> &events)
{
    const QByteArray line = std::exchange(m_line, {});
    if (line.isEmpty()) {
        if (std::exchange(m_hasData, false))
            events.append(std::exchange(m_data, {}));
        return;
    }
    const qsizetype colon = line.indexOf(':');
    if ((colon < 0 ? line : line.left(colon)) != "data")
        return;
    QByteArray value = colon < 0 ? QByteArray() : line.mid(colon + 1);
    if (value.startsWith(' '))
        value.remove(0, 1);
    if (std::exchange(m_hasData, true))
        m_data.append('\n');
    m_data.append(value);
}

}  // namespace mingsi::app
