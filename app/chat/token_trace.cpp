// SPDX-License-Identifier: Apache-2.0
#include "app/chat/token_trace.h"

#include <QDataStream>
#include <QIODevice>
#include <algorithm>

namespace mingsi::app {

// Found by QList's operators through the namespace of TokenMark.
static QDataStream &operator<<(QDataStream &out, const TokenMark &mark)
{
    return out << mark.end << mark.milliseconds << mark.probability << mark.inReasoning
               << static_cast<quint8>(mark.origin);
}

static QDataStream &operator>>(QDataStream &in, TokenMark &mark)
{
    quint8 origin = 0;
    in >> mark.end >> mark.milliseconds >> mark.probability >> mark.inReasoning >> origin;
    if (origin > static_cast<quint8>(TokenMark::Origin::Received))
        in.setStatus(QDataStream::ReadCorruptData);
    mark.origin = static_cast<TokenMark::Origin>(origin);
    return in;
}

namespace {

constexpr QByteArrayView kMagic("MST1");
// What a corrupt database may claim is bounded before it is believed.
constexpr quint32 kLargestTrace = 512u << 20;

void setUp(QDataStream &stream)
{
    stream.setVersion(QDataStream::Qt_6_4);
    stream.setFloatingPointPrecision(QDataStream::SinglePrecision);
}

/// Whether `ends` ascends from 0 to `total`.
bool ascends(const QList<qint32> &ends, qsizetype total)
{
    qint32 last = 0;
    for (const qint32 end : ends) {
        if (end < last)
            return false;
        last = end;
    }
    return last == total;
}

}  // namespace

void TokenTrace::add(const engine::TokenEvent &event, const TokenMark &mark)
{
    m_ids.append(event.id);
    m_marks.append(mark);
    for (const auto &alternative : event.alternatives) {
        m_alternatives.append(alternative.id);
        m_alternativeProbabilities.append(alternative.probability);
    }
    m_alternativesEnd.append(static_cast<qint32>(m_alternatives.size()));
    for (const std::int32_t expert : event.experts)
        m_experts.append(static_cast<quint16>(expert));
    m_expertsEnd.append(static_cast<qint32>(m_experts.size()));
}

void TokenTrace::moveIntoReasoning()
{
    for (TokenMark &mark : m_marks)
        mark.inReasoning = true;
}

void TokenTrace::learn(engine::TokenId id, std::string_view bytes)
{
    m_texts.insert(id, QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

QList<TokenTrace::Alternative> TokenTrace::alternatives(qsizetype token) const
{
    QList<Alternative> list;
    for (qsizetype i = token > 0 ? m_alternativesEnd.at(token - 1) : 0; i < m_alternativesEnd.at(token); ++i)
        list.append({m_alternatives.at(i), m_alternativeProbabilities.at(i)});
    return list;
}

QList<quint16> TokenTrace::experts(qsizetype token) const
{
    const qsizetype start = token > 0 ? m_expertsEnd.at(token - 1) : 0;
    return m_experts.mid(start, m_expertsEnd.at(token) - start);
}

QString TokenTrace::text(engine::TokenId id) const
{
    return QString::fromUtf8(m_texts.value(id));
}

qsizetype TokenTrace::tokenAt(bool inReasoning, qsizetype at) const
{
    // Marks of one section ascend, and the sections of an answer follow each other; a scan is quick enough for a hover.
    for (qsizetype i = 0; i < size(); ++i) {
        if (m_marks.at(i).inReasoning == inReasoning && m_marks.at(i).end > at)
            return i;
    }
    return size();
}

qsizetype TokenTrace::startOf(qsizetype token) const
{
    const bool section = m_marks.at(token).inReasoning;
    for (qsizetype i = token - 1; i >= 0; --i) {
        if (m_marks.at(i).inReasoning == section)
            return m_marks.at(i).end;
    }
    return 0;
}

QByteArray TokenTrace::toBytes() const
{
    QByteArray raw;
    QDataStream out(&raw, QIODevice::WriteOnly);
    setUp(out);
    out << m_expertsPerToken << m_expertCount << m_marks << m_ids << m_alternatives << m_alternativeProbabilities
        << m_alternativesEnd << m_experts << m_expertsEnd << m_texts;
    return kMagic.toByteArray() + qCompress(raw);
}

std::optional<TokenTrace> TokenTrace::fromBytes(const QByteArray &bytes)
{
    // qUncompress allocates what the first four bytes say.
    if (!bytes.startsWith(kMagic) || bytes.size() < kMagic.size() + 4)
        return std::nullopt;
    QDataStream size(bytes.mid(kMagic.size(), 4));
    quint32 claimed = 0;
    size >> claimed;
    if (claimed > kLargestTrace)
        return std::nullopt;
    const QByteArray raw = qUncompress(bytes.mid(kMagic.size()));
    QDataStream in(raw);
    setUp(in);
    TokenTrace trace;
    in >> trace.m_expertsPerToken >> trace.m_expertCount >> trace.m_marks >> trace.m_ids >> trace.m_alternatives
        >> trace.m_alternativeProbabilities >> trace.m_alternativesEnd >> trace.m_experts >> trace.m_expertsEnd
        >> trace.m_texts;
    if (in.status() != QDataStream::Ok || !trace.isConsistent())
        return std::nullopt;
    return trace;
}

bool TokenTrace::isConsistent() const
{
    const bool routed = m_experts.isEmpty()
        || (m_expertsPerToken > 0 && m_expertCount > 0
            && std::all_of(m_experts.begin(), m_experts.end(), [this](quint16 e) { return e < m_expertCount; }));
    return routed && m_marks.size() == size() && m_alternativesEnd.size() == size() && m_expertsEnd.size() == size()
        && m_alternatives.size() == m_alternativeProbabilities.size()
        && ascends(m_alternativesEnd, m_alternatives.size()) && ascends(m_expertsEnd, m_experts.size());
}

}  // namespace mingsi::app
