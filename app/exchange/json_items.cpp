// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/json_items.h"

#include <QCoreApplication>
#include <utility>

namespace mingsi::app {

namespace {

constexpr qint64 kPiece = 1 << 20;
constexpr qsizetype kLongestItem = qsizetype{1} << 28;
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

bool JsonItems::openList()
{
    m_opened = true;
    if (peek() == 0xef) {  // UTF-8's mark
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
    QByteArray members;
    members.append(static_cast<char>(get()));
    while (true) {
        skipSpace();
        if (peek() == '}') {
            members.append(static_cast<char>(get()));
            m_single = members;
            return false;
        }
        if (peek() == ',') {
            members.append(static_cast<char>(get()));
            continue;
        }
        if (peek() != '"') {
            fail(QCoreApplication::translate("Import", "a key is expected"));
            return false;
        }
        QByteArray key;
        if (!readString(key))
            return false;
        skipSpace();
        if (get() != ':') {
            fail(QCoreApplication::translate("Import", "a colon is expected"));
            return false;
        }
        skipSpace();
        if (key == "\"conversations\"" && peek() == '[') {
            get();
            return true;
        }
        members += key + ':';
        if (!readValue(members))
            return false;
    }
}

std::optional<QByteArray> JsonItems::next()
{
    if (m_ended)
        return std::nullopt;
    if (!m_opened && !openList()) {
        m_ended = true;
        return m_problem.isEmpty() ? std::optional(std::exchange(m_single, {})) : std::nullopt;
    }
    skipSpace();
    if (peek() == ',') {
        get();
        skipSpace();
    }
    if (peek() == ']') {
        m_ended = true;
        return std::nullopt;
    }
    QByteArray item;
    if (!readValue(item))
        return std::nullopt;
    if (item.isEmpty()) {
        fail(QCoreApplication::translate("Import", "a conversation is expected"));
        return std::nullopt;
    }
    return item;
}

}  // namespace mingsi::app
