// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/json_exporter.h"

#include <QDateTime>
#include <QJsonDocument>

#include "app/exchange/mingsi_json.h"

namespace mingsi::app {

JsonExporter::JsonExporter(QIODevice &out) : m_out(out)
{
    const QJsonObject head{{QStringLiteral("format"), QStringLiteral("mingsi")},
                           {QStringLiteral("version"), kMingsiJsonVersion},
                           {QStringLiteral("generator"), QStringLiteral("Mingsi " MINGSI_VERSION)},
                           {QStringLiteral("exported_at"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}};
    QByteArray text = QJsonDocument(head).toJson(QJsonDocument::Compact);
    text.chop(1);
    m_out.write(text + ",\"conversations\":[");
}

void JsonExporter::add(const ConversationRecord &record)
{
    m_out.write((m_first ? "\n" : ",\n") + QJsonDocument(toJson(record)).toJson(QJsonDocument::Compact));
    m_first = false;
}

std::optional<Failure> JsonExporter::finish()
{
    m_out.write("\n]}\n");
    return std::nullopt;
}

}  // namespace mingsi::app
