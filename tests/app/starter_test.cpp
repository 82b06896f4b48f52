// SPDX-License-Identifier: Apache-2.0
// The embedded starter model with a smaller cache. How well it answers is measured by resources/starter/reasoner/evaluate.py.
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <cmath>

#include "app/models/model_reference.h"

using namespace mingsi;

class StarterTest : public QObject
{
    Q_OBJECT

private slots:
    // What the model thinks of its own answers changes by less than half a percent when its cache has 8 bits.
    void theSmallCacheForetellsAsWell()
    {
        const auto model = engine::Model::open(app::ModelReference().source());
        const auto session = engine::Session::open(model, {});
        engine::SessionOptions exact;
        exact.exact = true;
        engine::SessionOptions small = exact;
        small.small_cache = true;
        const auto whole = engine::Session::open(model, exact);
        const auto halved = engine::Session::open(model, small);
        const std::size_t vocab = model->description().vocab;
        double sums[2] = {0, 0};
        std::size_t tokens = 0;
        QFile file(QStringLiteral(MINGSI_STARTER_DIR "/heldout/single.jsonl"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        while (!file.atEnd()) {
            const QJsonObject item = QJsonDocument::fromJson(file.readLine()).object();
            if (item["id"].toInt() % 20 != 0)
                continue;
            auto ids = model
                           ->encode_chat(std::vector{engine::ChatMessage{engine::Role::User,
                                                                         item["prompt"].toString().toStdString()}},
                                         {})
                           .ids;
            const std::size_t asked = ids.size();
            engine::GenerationRequest request;
            request.prompt = ids;
            request.sampler.temperature = 1;
            request.sampler.seed = 7;
            request.on_token = [&](const engine::TokenEvent &event) {
                if (event.id >= 0)
                    ids.push_back(event.id);
            };
            session->generate(request);
            const std::vector<float> logits[2] = {whole->logits(ids, 64), halved->logits(ids, 64)};
            for (std::size_t i = asked; i < ids.size(); ++i, ++tokens) {
                for (int k = 0; k < 2; ++k) {
                    const float *row = logits[k].data() + (i - 1) * vocab;
                    double sum = 0;
                    for (std::size_t j = 0; j < vocab; ++j)
                        sum += std::exp(static_cast<double>(row[j]) - static_cast<double>(row[ids[i]]));
                    sums[k] += std::log(sum);
                }
            }
        }
        const double perplexity = std::exp(sums[0] / static_cast<double>(tokens));
        const double change = std::exp((sums[1] - sums[0]) / static_cast<double>(tokens)) - 1;
        qInfo("perplexity %.4f over %zu tokens, with 8 bits %+.3f %%", perplexity, tokens, 100 * change);
        QVERIFY(tokens > 2000);
        QVERIFY(sums[0] != sums[1]);
        QVERIFY(std::abs(change) < 0.005);
    }
};

QTEST_GUILESS_MAIN(StarterTest)
#include "starter_test.moc"
