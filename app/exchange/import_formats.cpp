// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/import_formats.h"

namespace mingsi::app {

QString nameOf(ImportSource source)
{
    switch (source) {
    case ImportSource::Mingsi: return QStringLiteral("Mingsi");
    case ImportSource::DeepSeek: return QStringLiteral("DeepSeek");
    case ImportSource::ChatGpt: return QStringLiteral("ChatGPT");
    case ImportSource::Claude: return QStringLiteral("Claude");
    case ImportSource::OpenWebUi: return QStringLiteral("Open WebUI");
    case ImportSource::LmStudio: return QStringLiteral("LM Studio");
    }
    return {};
}

std::optional<ImportSource> sourceOf(const QJsonObject &conversation)
{
    const auto has = [&](const char *key) { return conversation.contains(QLatin1String(key)); };
    // DeepSeek and ChatGPT both have a mapping; their times tell them apart.
    if (has("mapping") && has("inserted_at"))
        return ImportSource::DeepSeek;
    if (has("mapping") && (has("create_time") || has("current_node")))
        return ImportSource::ChatGpt;
    if (has("mapping"))
        return ImportSource::DeepSeek;
    if (has("chat_messages"))
        return ImportSource::Claude;
    if (conversation[QStringLiteral("chat")].isObject())
        return ImportSource::OpenWebUi;
    if (has("messages") && has("id") && has("created_at"))
        return ImportSource::Mingsi;
    if (has("messages") && (has("lastUsedModel") || has("createdAt") || has("name")))
        return ImportSource::LmStudio;
    return std::nullopt;
}

}  // namespace mingsi::app
