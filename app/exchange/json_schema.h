// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>
#include <optional>

namespace mingsi::app {

/// Where a value breaks a rule of its schema.
struct SchemaBreach {
    QString place;  ///< "messages/3/role"
    bool missing = false;
};

/// The first place at which a value is not what the definition `name` of a JSON schema (`$defs`, draft 2020-12) asks
/// for; nothing when it is. Knows the rules that docs/export.schema.json is written in: type, enum, required,
/// properties, items, minLength, minimum, pattern and $ref.
std::optional<SchemaBreach> breachOf(const QJsonObject &schema, const QString &name, const QJsonValue &value);

}  // namespace mingsi::app
