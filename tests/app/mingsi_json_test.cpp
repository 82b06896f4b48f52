// SPDX-License-Identifier: Apache-2.0
// What breaks the schema of Mingsi's JSON: the importer and another validator agree about it.
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <functional>

#include "app/exchange/import_run.h"
#include "app/exchange/json_schema.h"
#include "app/exchange/mingsi_json.h"
#include "app/store/conversation_db.h"
#include "exchange_fixture.h"
#include "other_program.h"

using namespace mingsi::app;
using namespace mingsi::test;

namespace {

struct Case {
    QString place;     ///< of the member that is changed
    QJsonValue value;  ///< undefined: it is taken out
    bool breaks = true;
};

const QJsonValue kNone = QJsonValue::Undefined;

QList<Case> cases()
{
    QList<Case> list;
    for (const char *place : {"id", "title", "created_at", "used_at", "messages", "messages/1/role", "messages/1/state",
                              "messages/1/created_at", "messages/1/text", "messages/1/parent",
                              "messages/1/reasoning/text", "messages/1/run/model", "messages/0/attachments/0/name",
                              "messages/0/attachments/0/media_type", "messages/0/attachments/0/base64"})
        list.append({place, kNone});
    for (const char *place : {"id",
                              "title",
                              "created_at",
                              "used_at",
                              "folder",
                              "draft",
                              "settings",
                              "messages/1/text",
                              "messages/1/failure",
                              "messages/1/reasoning/text",
                              "messages/1/run/model",
                              "messages/1/run/model_file",
                              "messages/1/run/model_hash",
                              "messages/1/run/quantization",
                              "messages/1/run/template_hash",
                              "messages/1/run/engine_version",
                              "messages/1/run/device",
                              "messages/1/run/parameters",
                              "messages/1/run/finish_reason",
                              "messages/1/run/currency",
                              "messages/0/attachments/0/name",
                              "messages/0/attachments/0/media_type",
                              "messages/0/attachments/0/base64",
                              "messages/1/trace"})
        list.append({place, QJsonValue(7)});
    for (const char *place : {"pinned", "archived", "tags", "messages", "current", "messages/1", "messages/1/parent",
                              "messages/1/reasoning", "messages/1/reasoning/tokens", "messages/1/reasoning/seconds",
                              "messages/1/run", "messages/1/run/prompt_tokens", "messages/1/run/completion_tokens",
                              "messages/1/run/prefill_seconds", "messages/1/run/decode_seconds", "messages/1/run/cost",
                              "messages/0/attachments", "messages/0/attachments/0", "messages/0/vote"})
        list.append({place, QJsonValue("text")});
    list += {{"id", ""},
             {"tags/0", 1},
             {"title", QJsonValue::Null},
             {"pinned", QJsonValue::Null},
             {"current", -1},
             {"current", 1.5},
             {"messages/1/role", "robot"},
             {"messages/1/state", "odd"},
             {"messages/1/parent", -1},
             {"messages/1/parent", 0.5},
             {"messages/1/reasoning", QJsonValue::Null},
             {"messages/1/reasoning/tokens", 1.5},
             {"messages/1/reasoning/ended_by", "nobody"},
             {"messages/1/run/cost", -1},
             {"messages/0/attachments/0/excerpt", "some"},
             {"messages/0/vote", -1}};
    // What the schema allows.
    list += {{"folder", kNone, false},
             {"tags", kNone, false},
             {"current", kNone, false},
             {"current", QJsonValue::Null, false},
             {"messages/1/run", kNone, false},
             {"messages/1/reasoning/seconds", 3, false},
             {"messages/1/run/prompt_tokens", 3.0, false},
             {"messages/0/attachments/0/excerpt", "1-3,7", false},
             {"messages/0/vote", QJsonValue::Null, false},
             {"anything", "else", false}};
    return list;
}

QJsonValue changed(const QJsonValue &whole, const QStringList &path, const QJsonValue &value)
{
    if (path.isEmpty())
        return value;
    const QString &key = path.constFirst();
    if (whole.isArray()) {
        QJsonArray array = whole.toArray();
        const auto at = key.toInt();
        array.replace(at, changed(array.at(at), path.mid(1), value));
        return array;
    }
    QJsonObject object = whole.toObject();
    object.insert(key, changed(object[key], path.mid(1), value));  // an undefined value takes it out
    return object;
}

}  // namespace

class MingsiJsonTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    /// A file with a changed conversation, and a good one behind it.
    QString write(const Case &one, qsizetype number) const
    {
        const QJsonObject good = toJson(hardRecord("test:good"));
        const QJsonValue bad = changed(toJson(hardRecord("test:bad")), one.place.split('/'), one.value);
        QFile file(m_folder.filePath(QString("%1.json").arg(number)));
        file.open(QIODevice::WriteOnly);
        file.write(
            QJsonDocument(QJsonObject{{"format", "mingsi"}, {"version", 1}, {"conversations", QJsonArray{bad, good}}})
                .toJson());
        return file.fileName();
    }

private slots:
    void breachesAreReported_data()
    {
        QTest::addColumn<qsizetype>("number");
        const auto list = cases();
        for (qsizetype i = 0; i < list.size(); ++i)
            QTest::addRow("%s: %s", qPrintable(list[i].place),
                          list[i].value.isUndefined()
                              ? "none"
                              : QJsonDocument(QJsonArray{list[i].value}).toJson(QJsonDocument::Compact).constData())
                << i;
    }
    void breachesAreReported()
    {
        QFETCH(qsizetype, number);
        const Case one = cases().at(number);
        Database database;
        database.openInMemory().waitForFinished();
        const auto done = runImport(database, write(one, number), false, {});
        QVERIFY(done);
        const auto said = qPrintable(done->problems.join('\n'));
        QVERIFY2(done->skipped == (one.breaks ? 1 : 0), said);
        QVERIFY2(done->conversations == (one.breaks ? 1 : 2), said);
        if (one.breaks && done->source.contains("Mingsi") && !done->problems.first().contains("known program"))
            QVERIFY2(done->problems.first().contains('"' + one.place + '"'), said);
    }

    void anotherValidatorAgrees()
    {
        const auto list = cases();
        for (qsizetype i = 0; i < list.size(); ++i)
            write(list[i], i);
        const QString said = runIn(m_folder.path(), "/usr/bin/python3",
                                   {"-c",
                                    "import json,sys\ntry:\n import jsonschema\nexcept ImportError:\n"
                                    " print('missing'); sys.exit()\n"
                                    "v=jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))\n"
                                    "print(''.join('vx'[not v.is_valid(json.load(open(f'{i}.json')))]"
                                    " for i in range(int(sys.argv[2]))))",
                                    MINGSI_DOCS_DIR "/export.schema.json", QString::number(list.size())});
        if (said.contains("missing"))
            QSKIP("python3-jsonschema is not installed");
        QCOMPARE(said.trimmed().size(), list.size());
        for (qsizetype i = 0; i < list.size(); ++i)
            QVERIFY2((said[i] == 'x') == list[i].breaks, qPrintable(list[i].place));
    }

    /// A rule that the importer does not know would be let pass.
    void theSchemaIsWrittenInRulesThatAreKnown()
    {
        QFile file(MINGSI_DOCS_DIR "/export.schema.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList known{"type",    "enum",    "required", "properties",  "items",  "minLength",
                                "minimum", "pattern", "$ref",     "description", "format", "contentEncoding"};
        const std::function<void(const QJsonObject &)> look = [&](const QJsonObject &rules) {
            for (auto rule = rules.begin(); rule != rules.end(); ++rule)
                QVERIFY2(known.contains(rule.key()), qPrintable(rule.key()));
            const QJsonObject members = rules["properties"].toObject();
            for (const QJsonValue member : members)
                look(member.toObject());
            if (rules.contains("items"))
                look(rules["items"].toObject());
        };
        const QJsonObject definitions = QJsonDocument::fromJson(file.readAll())["$defs"].toObject();
        QVERIFY(!definitions.isEmpty());
        for (const QJsonValue definition : definitions)
            look(definition.toObject());
    }
};

QTEST_GUILESS_MAIN(MingsiJsonTest)
#include "mingsi_json_test.moc"
