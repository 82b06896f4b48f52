// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <optional>

#include "engine/engine.h"

namespace mingsi::app {

/// Where a token of an answer ends and how it came there.
struct TokenMark {
    enum class Origin : quint8 {
        Drawn,     ///< by the sampler
        Chosen,    ///< an earlier answer's token, or one that a person put in its place
        Written,   ///< text of a person
        Forced,    ///< the end of the thought, put in by Mingsi
        Received,  ///< from a server, which does not tell its probability
    };
    qint32 end = 0;            ///< UTF-16 offset behind the token, in the reasoning or in the answer
    quint32 milliseconds = 0;  ///< since the answer was begun
    float probability = 0;     ///< in the model's own distribution; 0 when it was not drawn
    bool inReasoning = false;
    Origin origin = Origin::Drawn;
};

/// The tokens of an answer in the order in which they came: what a person needs to see how likely each was, to go on
/// from any of them, and to see the experts at work.
class TokenTrace
{
public:
    struct Alternative {
        engine::TokenId id = 0;
        float probability = 0;
    };

    /// What experts() means: how many of a layer's experts serve a token, and how many there are. 0 for dense models.
    void setRouting(int expertsPerToken, int experts)
    {
        m_expertsPerToken = expertsPerToken;
        m_expertCount = experts;
    }
    int expertsPerToken() const { return m_expertsPerToken; }
    int expertCount() const { return m_expertCount; }

    void add(const engine::TokenEvent &event, const TokenMark &mark);
    /// What was taken for the answer so far has turned out to be the thought.
    void moveIntoReasoning();
    /// The bytes of a token, kept so that they can be shown when the model is no longer open.
    void learn(engine::TokenId id, std::string_view bytes);
    bool knows(engine::TokenId id) const { return m_texts.contains(id); }

    qsizetype size() const { return m_ids.size(); }
    bool isEmpty() const { return m_ids.isEmpty(); }
    const QList<TokenMark> &marks() const { return m_marks; }
    const QList<engine::TokenId> &ids() const { return m_ids; }
    QList<Alternative> alternatives(qsizetype token) const;
    /// One a MoE layer and chosen expert, layer by layer; empty when they were not told.
    QList<quint16> experts(qsizetype token) const;
    /// The text of a token, incomplete characters as U+FFFD.
    QString text(engine::TokenId id) const;

    /// The token that covers UTF-16 offset `at` of a section; size() when there is none.
    qsizetype tokenAt(bool inReasoning, qsizetype at) const;
    /// Where a token begins in its section.
    qsizetype startOf(qsizetype token) const;

    /// A compressed form for the store, and back; nothing when the bytes are not a trace. Format: "MST1", then
    /// QDataStream (Qt 6.4) of the lists, compressed by qCompress.
    QByteArray toBytes() const;
    static std::optional<TokenTrace> fromBytes(const QByteArray &bytes);

private:
    bool isConsistent() const;

    qint32 m_expertsPerToken = 0;
    qint32 m_expertCount = 0;
    QList<TokenMark> m_marks;
    QList<engine::TokenId> m_ids;
    QList<engine::TokenId> m_alternatives;    ///< of all tokens, one after the other
    QList<float> m_alternativeProbabilities;  ///< the same
    QList<qint32> m_alternativesEnd;          ///< by token: where its alternatives end
    QList<quint16> m_experts;                 ///< of all tokens
    QList<qint32> m_expertsEnd;               ///< by token
    QHash<engine::TokenId, QByteArray> m_texts;
};

}  // namespace mingsi::app
