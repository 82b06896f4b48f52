// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/json_items.h"

#include <QCoreApplication>
#include <utility>

namespace mingsi::app {

namespace {

constexpr qint64 kPiece = 1 << 20;
constexpr qsizetype kLongestItem = qsizetype{1} << 28;
constexpr qsizetype kLongestMembers = 4096;
constexpr int kEnd = -1;

}  // namespace

void JsonItems::fail(const QString &problem)
{
    if (m_problem.isEmpty())
        m_problem = QCoreApplication::translate("Import", "byte %1: %2").arg(m_position).arg(problem);
    m_ended = true;
}

int JsonItems::peek()
{
    if (m_at >= m_buffer.size()) {
        m_buffer = m_source(kPiece);
        m_at = 0;
        if (m_buffer.isEmpty())
            return kEnd;
    }
    return static_cast<unsigned char>(m_buffer.at(m_at));
}

int JsonItems::get()
{
    const int c = peek();
    if (c != kEnd) {
        ++m_at;
        ++m_position;
    }
    return c;
}

void JsonItems::skipSpace()
{
    for (int c = peek(); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = peek())
        get();
}

bool JsonItems::readString(QByteArray &out)
{
    out.append(static_cast<char>(get()));
    for (int c = get(); c != kEnd; c = get()) {
        out.append(static_cast<char>(c));
        if (c == '"')
            return true;
        if (c == '\\') {
            const int escaped = get();
            if (escaped == kEnd)
                break;
            out.append(static_cast<char>(escaped));
        }
        if (out.size() > kLongestItem) {
            fail(QCoreApplication::translate("Import", "a conversation is larger than 256 MiB"));
            return false;
        }
    }
    fail(QCoreApplication::translate("Import", "the file ends in the middle of a text"));
    return false;
}

bool JsonItems::readValue(QByteArray &out)
{
    // Brackets are counted; whether what is between them is right the parser of the item says.
    int depth = 0;
    while (true) {
        const int c = peek();
        if (c == kEnd) {
            fail(QCoreApplication::translate("Import", "the file ends in the middle of a conversation"));
            return false;
        }
        if (c == '"') {
            if (!readString(out))
                return false;
        } else if (depth == 0 && (c == ',' || c == ']' || c == '}')) {
            return true;
        } else {
            out.append(static_cast<char>(get()));
            if (c == '{' || c == '[')
                ++depth;
            else if ((c == '}' || c == ']') && --depth == 0)
                return true;
        }
        if (depth == 0 && c == '"')
            return true;
        if (out.size() > kLongestItem) {
            fail(QCoreApplication::translate("Import", "a conversation is larger than 256 MiB"));
            return false;
        }
    }
}

bool JsonItems::readMember(QByteArray &key, QByteArray &value)
{
    if (peek() != '"') {
        fail(QCoreApplication::translate("Import", "a key is expected"));
        return false;
    }
    key.clear();
    value.clear();
    if (!readString(key))
        return false;
    skipSpace();
    if (get() != ':') {
        fail(QCoreApplication::translate("Import", "a colon is expected"));
        return false;
    }
    skipSpace();
    // The list itself is read item by item.
    return (key == "\"conversations\"" && peek() == '[') || readValue(value);
}

void JsonItems::keepMember(const QByteArray &key, const QByteArray &value)
{
    if (m_members.size() + value.size() > kLongestMembers)
        return;
    m_members += (m_members.size() > 1 ? "," : "") + key + ':' + value;
}

bool JsonItems::openList()
{
    m_opened = true;
    m_inObject = false;
    if (m_position == 0 && peek() == 0xef) {  // UTF-8's mark
        for (int i = 0; i < 3; ++i)
            get();
    }
    skipSpace();
    if (peek() == '[') {
        get();
        return true;
    }
    if (peek() != '{') {
        fail(QCoreApplication::translate("Import", "neither a list nor an object"));
        return false;
    }
    QByteArray object;
    object.append(static_cast<char>(get()));
    QByteArray key;
    QByteArray value;
    while (true) {
        skipSpace();
        if (peek() == '}') {
            object.append(static_cast<char>(get()));
            m_single = object;
            return false;
        }
        if (peek() == ',') {
            object.append(static_cast<char>(get()));
            continue;
        }
        if (!readMember(key, value))
            return false;
        if (value.isEmpty()) {
            get();
            m_inObject = true;
            return true;
        }
        object += key + ':' + value;
        keepMember(key, value);
    }
}

bool JsonItems::closeObject()
{
    QByteArray key;
    QByteArray value;
    while (true) {
        skipSpace();
        const int c = peek();
        if (c == '}') {
            get();
            return true;
        }
        if (c == ',') {
            get();
            continue;
        }
        if (!readMember(key, value))
            return false;
        if (value.isEmpty() && !readValue(value))
            return false;
        keepMember(key, value);
    }
}

std::optional<QByteArray> JsonItems::next()
{
    while (!m_ended) {
        if (!m_opened) {
            skipSpace();
            if (m_position > 0 && peek() == kEnd) {
                m_ended = true;
                break;
            }
            if (!openList()) {
                // One value; others may follow.
                m_opened = false;
                if (!m_problem.isEmpty())
                    break;
                return std::exchange(m_single, {});
            }
        }
        skipSpace();
        if (peek() == ',') {
            get();
            skipSpace();
        }
        if (peek() == ']') {
            get();
            if (m_inObject && !closeObject())
                break;
            m_opened = false;
            continue;
        }
        QByteArray item;
        if (!readValue(item))
            break;
        if (item.isEmpty()) {
            fail(QCoreApplication::translate("Import", "a conversation is expected"));
            break;
        }
        return item;
    }
    return std::nullopt;
}

}  // namespace mingsi::app
