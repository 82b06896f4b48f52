// SPDX-License-Identifier: Apache-2.0
#include "app/chat/fork.h"

namespace mingsi::app {

namespace {

/// The beginning of the text of token `token` up to `at`. White space before a step may come from tokens before it,
/// which showed nothing when they came, so only what the token itself begins with counts.
QString beginning(const TokenTrace &trace, qsizetype token, const QString &section, qsizetype at)
{
    const qsizetype start = trace.startOf(token);
    QString part = section.mid(start, at - start);
    const QString whole = trace.text(trace.ids().at(token));
    while (!part.isEmpty() && !whole.startsWith(part))
        part.remove(0, 1);
    return part;
}

AnswerPrefix fromText(const Message &message, const AnswerPlace &place, const QString &written)
{
    const QString reasoning = message.reasoning ? message.reasoning->text : QString();
    AnswerPrefix prefix;
    if (place.inReasoning) {
        prefix.reasoning = reasoning.left(place.at) + written;
    } else {
        prefix.reasoning = reasoning;
        prefix.closesThought = true;
        prefix.answer = message.text.left(place.at) + written;
    }
    return prefix;
}

}  // namespace

AnswerPrefix forkAt(const Message &message, const TokenTrace &trace, bool sameModel, const AnswerPlace &place,
                    const QString &written)
{
    if (!sameModel || trace.isEmpty())
        return fromText(message, place, written);
    const QString &section = place.inReasoning && message.reasoning ? message.reasoning->text : message.text;
    qsizetype token = trace.tokenAt(place.inReasoning, place.at);
    QString text;
    if (token < trace.size()) {
        text = beginning(trace, token, section, place.at);
    } else if (place.inReasoning) {
        // Behind the last token of the thought: before the one that closes it.
        token = 0;
        while (token < trace.size() && trace.marks().at(token).inReasoning)
            ++token;
    }
    AnswerPrefix prefix;
    prefix.ids = trace.ids().first(token);
    (place.inReasoning ? prefix.reasoning : prefix.answer) = text + written;
    return prefix;
}

AnswerPrefix forkAtToken(const TokenTrace &trace, qsizetype token, engine::TokenId instead)
{
    AnswerPrefix prefix;
    prefix.ids = trace.ids().first(token);
    prefix.ids.append(instead);
    return prefix;
}

AnswerPrefix beginningOf(const Message &message, const TokenTrace &trace)
{
    using Origin = TokenMark::Origin;
    const auto &marks = trace.marks();
    AnswerPrefix prefix;
    qsizetype token = 0;
    while (token < trace.size() && marks.at(token).origin == Origin::Chosen)
        prefix.ids.append(trace.ids().at(token++));
    // Where a person wrote on behind the end of the thought, Mingsi put that in.
    const auto written = [&](bool inReasoning, const QString &section) {
        const qsizetype first = token;
        while (token < trace.size() && marks.at(token).origin == Origin::Written
               && marks.at(token).inReasoning == inReasoning)
            ++token;
        return token == first ? QString()
                              : section.mid(trace.startOf(first), marks.at(token - 1).end - trace.startOf(first));
    };
    prefix.reasoning = written(true, message.reasoning ? message.reasoning->text : QString());
    qsizetype forced = token;
    while (forced < trace.size() && marks.at(forced).origin == Origin::Forced)
        ++forced;
    const bool closed = forced > token && forced < trace.size() && marks.at(forced).origin == Origin::Written;
    if (closed) {
        prefix.closesThought = true;
        token = forced;
    }
    prefix.answer = written(false, message.text);
    return prefix;
}

}  // namespace mingsi::app
