// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

namespace mingsi::app {

/// Cuts server-sent events out of bytes that arrive in any pieces: the data of each event, its lines joined by "\n"
/// (WHATWG HTML, "Interpreting an event stream"; the names and ids of events mean nothing here).
class EventStream
{
public:
    /// The data of the events that these bytes complete.
    QList<QByteArray> push(const QByteArray &bytes);
    /// A line or an event is longer than any that makes sense.
    bool isOverlong() const { return m_line.size() + m_data.size() > kLongest; }

private:
    static constexpr qsizetype kLongest = 4 << 20;

    void takeLine(QList<QByteArray> &events);

    QByteArray m_line;
    QByteArray m_data;
    bool m_hasData = false;
    bool m_afterReturn = false;  ///< the last byte was CR, which LF may follow
};

}  // namespace mingsi::app
