// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <optional>

#include "app/chat/generation.h"

// OpenAI's chat protocol as vLLM, SGLang, llama.cpp's server and DeepSeek speak it: requests, and the pieces of a
// streamed answer. https://platform.openai.com/docs/api-reference/chat, https://api-docs.deepseek.com,
// https://docs.vllm.ai (reasoning outputs, extra parameters).
namespace mingsi::app {

/// How a streamed answer is asked for.
struct ChatRequest {
    /// The end of the conversation is an answer that the server is to go on with (vLLM, SGLang).
    std::optional<QString> begun;
    std::optional<bool> thinking;
    int maxTokens = 0;  ///< 0: the server's own limit
};

/// The body of POST …/chat/completions. Values that the job's settings leave empty are left to the server.
QByteArray chatBody(const GenerationJob &job, const ChatRequest &request);

/// One event of the stream.
struct ChatPiece {
    QString reasoning;  ///< of servers that tell thought from answer
    QString text;
    QString finishReason;
    int promptTokens = 0;  ///< these three with the last event, when the server tells them
    int completionTokens = 0;
    int cachedTokens = 0;
    QString error;  ///< what the server says went wrong in mid-stream
};
/// Nothing when the data is not such an event.
std::optional<ChatPiece> chatPiece(const QByteArray &data);

/// A model of a server.
struct ServerModel {
    QString name;
    int contextLength = 0;  ///< tokens, as vLLM and SGLang tell; 0: nobody knows

    bool operator==(const ServerModel &) const = default;
};
/// The models in the body of GET …/models; nothing when it is no such list.
std::optional<QList<ServerModel>> serverModels(const QByteArray &body);

/// The sentence that a server gives with an error, at most a few hundred characters of it.
QString errorText(const QByteArray &body);

}  // namespace mingsi::app
