// SPDX-License-Identifier: Apache-2.0
// The embedded starter model on a fifth of its held-out questions. resources/starter/evaluate.py asks all of them.
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include "app/chat/answer_stream.h"
#include "app/models/model_reference.h"

using namespace mingsi;

namespace {

/// Numbers and comparisons: the bold text is the answer. Talk: the agreed phrase occurs.
bool isRight(const QString &answer, const QString &skill, const QString &expected)
{
    static const QStringList talk{"identity", "ability", "usage", "refuse"};
    if (talk.contains(skill))
        return answer.contains(expected);
    static const QRegularExpression bold(R"(\*\*(.+?)\*\*)");
    const auto match = bold.match(answer);
    return match.hasMatch() && match.captured(1) == expected;
}

}  // namespace

class StarterTest : public QObject
{
    Q_OBJECT

private slots:
    void answersHeldOutQuestions()
    {
        const auto model = engine::Model::open(app::ModelReference().source());
        const auto session = engine::Session::open(model, {});
        QFile file(QStringLiteral(MINGSI_STARTER_DIR "/heldout.jsonl"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        int asked = 0;
        int right = 0;
        int formed = 0;
        while (!file.atEnd()) {
            const QJsonObject item = QJsonDocument::fromJson(file.readLine()).object();
            if (item["id"].toInt() % 5 != 0)
                continue;
            const auto prompt = model->encode_chat(
                std::vector{engine::ChatMessage{engine::Role::User, item["prompt"].toString().toStdString()}}, {});
            app::AnswerStream stream(prompt.opens_reasoning);
            engine::GenerationRequest request;
            request.prompt = prompt.ids;
            request.sampler.temperature = 0;
            request.on_token = [&](const engine::TokenEvent &event) { stream.add(event); };
            const auto result = session->generate(request);
            stream.finish();
            ++asked;
            formed += result.finish_reason == engine::FinishReason::Stop && !stream.reasoning().empty()
                && !stream.answer().empty();
            const QString answer = QString::fromStdString(stream.answer());
            if (isRight(answer, item["skill"].toString(), item["expect"].toString()))
                ++right;
            else
                qInfo() << item["prompt"].toString() << "->" << answer;
        }
        QCOMPARE(asked, 60);
        QVERIFY2(formed >= 59, qPrintable(QString::number(formed)));
        QVERIFY2(right >= 54, qPrintable(QString::number(right)));  // 90 %
    }
};

QTEST_GUILESS_MAIN(StarterTest)
#include "starter_test.moc"
