// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/json_schema.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QStringList>
#include <algorithm>
#include <cmath>

namespace mingsi::app {

namespace {

bool isOf(const QString &type, const QJsonValue &value)
{
    if (type == u"integer")
        return value.isDouble() && std::trunc(value.toDouble()) == value.toDouble();
    return (type == u"object" && value.isObject()) || (type == u"array" && value.isArray())
        || (type == u"string" && value.isString()) || (type == u"number" && value.isDouble())
        || (type == u"boolean" && value.isBool()) || (type == u"null" && value.isNull());
}

class Check
{
public:
    explicit Check(const QJsonObject &schema) : m_definitions(schema[QStringLiteral("$defs")].toObject()) {}

    /// False when a rule is broken: then m_path leads there.
    bool definition(const QString &name, const QJsonValue &value)
    {
        return fits(m_definitions[name].toObject(), value);
    }

    SchemaBreach breach() const { return {m_path.join(u'/'), m_missing}; }

private:
    bool fits(const QJsonObject &rules, const QJsonValue &value)
    {
        if (const QString reference = rules[QStringLiteral("$ref")].toString(); !reference.isEmpty())
            return definition(reference.section(u'/', -1), value);
        return hasType(rules[QStringLiteral("type")], value) && isListed(rules[QStringLiteral("enum")], value)
            && textFits(rules, value) && numberFits(rules, value) && membersFit(rules, value.toObject())
            && itemsFit(rules[QStringLiteral("items")], value.toArray());
    }

    static bool hasType(const QJsonValue &types, const QJsonValue &value)
    {
        if (types.isString())
            return isOf(types.toString(), value);
        const QJsonArray list = types.toArray();
        return list.isEmpty() || std::any_of(list.begin(), list.end(), [&](const QJsonValue &type) {
                   return isOf(type.toString(), value);
               });
    }

    static bool isListed(const QJsonValue &values, const QJsonValue &value)
    {
        return values.isUndefined() || values.toArray().contains(value);
    }

    static bool textFits(const QJsonObject &rules, const QJsonValue &value)
    {
        if (!value.isString())
            return true;
        const QString text = value.toString();
        const QString pattern = rules[QStringLiteral("pattern")].toString();
        return text.size() >= rules[QStringLiteral("minLength")].toInt()
            && (pattern.isEmpty() || QRegularExpression(pattern).match(text).hasMatch());
    }

    static bool numberFits(const QJsonObject &rules, const QJsonValue &value)
    {
        const QJsonValue least = rules[QStringLiteral("minimum")];
        return !value.isDouble() || !least.isDouble() || value.toDouble() >= least.toDouble();
    }

    bool membersFit(const QJsonObject &rules, const QJsonObject &object)
    {
        for (const QJsonValue name : rules[QStringLiteral("required")].toArray()) {
            if (object.contains(name.toString()))
                continue;
            m_path.append(name.toString());
            m_missing = true;
            return false;
        }
        const QJsonObject known = rules[QStringLiteral("properties")].toObject();
        for (auto member = known.begin(); member != known.end(); ++member) {
            const QJsonValue value = object[member.key()];
            if (!value.isUndefined() && !partFits(member.value().toObject(), value, member.key()))
                return false;
        }
        return true;
    }

    bool itemsFit(const QJsonValue &rules, const QJsonArray &items)
    {
        for (qsizetype i = 0; rules.isObject() && i < items.size(); ++i) {
            if (!partFits(rules.toObject(), items.at(i), QString::number(i)))
                return false;
        }
        return true;
    }

    bool partFits(const QJsonObject &rules, const QJsonValue &value, const QString &name)
    {
        m_path.append(name);
        if (!fits(rules, value))
            return false;
        m_path.removeLast();
        return true;
    }

    const QJsonObject m_definitions;
    QStringList m_path;
    bool m_missing = false;
};

}  // namespace

std::optional<SchemaBreach> breachOf(const QJsonObject &schema, const QString &name, const QJsonValue &value)
{
    Check check(schema);
    return check.definition(name, value) ? std::nullopt : std::optional(check.breach());
}

}  // namespace mingsi::app
