// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <functional>
#include <optional>

namespace mingsi::app {

/// Cuts a JSON file into the objects of its list, so that files of hundreds of MB need the memory of one: the list is
/// the whole file, or the value of the key "conversations" in it. A file that is one other object is one item, and of a
/// file with several values, one a line or one behind the other, each is read.
class JsonItems
{
public:
    /// Reads `count` bytes at most; nothing at the end or after an error.
    using Source = std::function<QByteArray(qint64 count)>;

    explicit JsonItems(Source source) : m_source(std::move(source)) {}

    /// The next object; nothing at the end, or after problem() has been set.
    std::optional<QByteArray> next();
    /// What is wrong with the file, in English; empty when nothing is.
    QString problem() const { return m_problem; }
    /// What else stands in the object that holds the list, as far as it is short; an object, when all has been read.
    QByteArray members() const { return m_members + '}'; }
    /// How many bytes have been read.
    qint64 position() const { return m_position; }

private:
    int peek();
    int get();
    void skipSpace();
    /// Reads a string, and appends it as it stands.
    bool readString(QByteArray &out);
    /// Reads a value, and appends it as it stands.
    bool readValue(QByteArray &out);
    bool openList();
    /// Reads what is behind the list in its object; whether there was an end.
    bool closeObject();
    bool readMember(QByteArray &key, QByteArray &value);
    void keepMember(const QByteArray &key, const QByteArray &value);
    void fail(const QString &problem);

    Source m_source;
    QByteArray m_buffer;
    qsizetype m_at = 0;
    qint64 m_position = 0;
    QString m_problem;
    QByteArray m_single;         ///< the value, when it is one object
    QByteArray m_members = "{";  ///< of the object that holds the list
    bool m_inObject = false;     ///< the list stands in one
    bool m_opened = false;
    bool m_ended = false;
};

}  // namespace mingsi::app
