// SPDX-License-Identifier: Apache-2.0
// What a person can do to an answer while it is written, with the embedded starter model.
#include <QTest>

#include "app/chat/answer_run.h"

using namespace mingsi;
using namespace mingsi::app;

namespace {

class AnswerRunTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<const engine::Model> m_model;
    std::unique_ptr<engine::Session> m_session;

    GenerationJob job(const char *question) const
    {
        GenerationJob job;
        job.messages = {{engine::Role::User, question}};
        job.settings.temperature = 0;
        return job;
    }

    /// The texts of all tokens before `end` of a section, put together, and of the section's beginning.
    static QString textOf(const AnswerRun &run, bool reasoning)
    {
        return QString::fromStdString(reasoning ? run.stream().reasoning() : run.stream().answer());
    }

private slots:
    void initTestCase()
    {
        m_model = engine::Model::open(ModelReference().source());
        m_session = engine::Session::open(m_model, {});
    }

    void marksCoverTheTexts()
    {
        const auto asked = job("What is 47 + 85?");
        AnswerRun run(*m_model, asked);
        run.run(*m_session);
        const TokenTrace &trace = run.trace();
        QVERIFY(trace.size() > 10);
        qint32 reasoning = 0;
        qint32 answer = 0;
        quint32 time = 0;
        for (const TokenMark &mark : trace.marks()) {
            qint32 &end = mark.inReasoning ? reasoning : answer;
            QVERIFY(mark.end >= end);
            end = mark.end;
            QVERIFY(mark.milliseconds >= time);
            time = mark.milliseconds;
            QVERIFY(mark.probability > 0 && mark.probability <= 1.0001f);
            QVERIFY(mark.origin == TokenMark::Origin::Drawn);
        }
        QCOMPARE(reasoning, textOf(run, true).size());
        QCOMPARE(answer, textOf(run, false).size());
        // Each token's text stands where its mark says.
        for (qsizetype i = 0; i < trace.size(); ++i) {
            const TokenMark &mark = trace.marks().at(i);
            const QString covered = textOf(run, mark.inReasoning).mid(trace.startOf(i), mark.end - trace.startOf(i));
            const QString text = trace.text(trace.ids().at(i)).trimmed();
            if (!text.isEmpty() && !text.contains("think>"))
                QVERIFY2(covered.contains(text), qPrintable(covered + " / " + text));
            // Greedy: the token is its own best alternative.
            QCOMPARE(trace.alternatives(i).constFirst().id, trace.ids().at(i));
            QCOMPARE(trace.experts(i).size() % static_cast<qsizetype>(m_model->description().experts_per_token), 0);
            QVERIFY(!trace.experts(i).isEmpty());
        }
    }

    void tracesAreStoredAndReadBack()
    {
        const auto asked = job("12 × 7");
        AnswerRun run(*m_model, asked);
        run.run(*m_session);
        const QByteArray bytes = run.trace().toBytes();
        const auto back = TokenTrace::fromBytes(bytes);
        QVERIFY(back);
        QCOMPARE(back->ids(), run.trace().ids());
        QCOMPARE(back->toBytes(), bytes.isEmpty() ? bytes : back->toBytes());
        for (qsizetype i = 0; i < back->size(); ++i) {
            QCOMPARE(back->marks().at(i).end, run.trace().marks().at(i).end);
            QCOMPARE(back->experts(i), run.trace().experts(i));
            QCOMPARE(back->text(back->ids().at(i)), run.trace().text(run.trace().ids().at(i)));
        }
        // Damaged bytes are refused, whatever is damaged.
        QVERIFY(!TokenTrace::fromBytes({}));
        QVERIFY(!TokenTrace::fromBytes("MST1\xff\xff\xff\xff nonsense"));
        for (qsizetype cut = 0; cut < bytes.size(); cut += bytes.size() / 5)
            QVERIFY(!TokenTrace::fromBytes(bytes.left(cut)));
    }

    void answerNowEndsTheThought()
    {
        const auto asked = job("Calculate 87 × 96.");
        AnswerControl control;
        AnswerRun run(*m_model, asked, control);
        run.onToken = [&] {
            if (run.stream().reasoningTokens() == 5)
                control.answerNow->store(true);
        };
        run.run(*m_session);
        QVERIFY(run.thoughtEnd() == ThoughtEnd::Person);
        QVERIFY(!run.stream().inThought());
        QVERIFY(!run.stream().answer().empty());
        QVERIFY(run.stream().reasoningTokens() < 16);
        const auto &marks = run.trace().marks();
        QVERIFY(std::any_of(marks.begin(), marks.end(),
                            [](const TokenMark &mark) { return mark.origin == TokenMark::Origin::Forced; }));
        QVERIFY(run.result().finish_reason == engine::FinishReason::Stop);
    }

    void theBudgetEndsTheThought()
    {
        auto asked = job("Calculate 87 × 96.");
        asked.settings.thinkingBudget = 8;
        AnswerRun run(*m_model, asked);
        run.run(*m_session);
        QVERIFY(run.thoughtEnd() == ThoughtEnd::Budget);
        QVERIFY(!run.stream().answer().empty());
        // The same again, though it was not one pass of the engine.
        AnswerRun again(*m_model, asked);
        again.run(*m_session);
        QCOMPARE(again.trace().ids(), run.trace().ids());
    }

    void goesOnFromAnyToken()
    {
        const auto asked = job("What is 47 + 85?");
        AnswerRun whole(*m_model, asked);
        whole.run(*m_session);
        for (const qsizetype cut : {qsizetype{1}, whole.trace().size() / 2, whole.trace().size() - 1}) {
            auto forked = asked;
            forked.prefix.ids = whole.trace().ids().first(cut);
            AnswerRun run(*m_model, forked);
            run.run(*m_session);
            QCOMPARE(run.trace().ids(), whole.trace().ids());
            QCOMPARE(run.stream().answer(), whole.stream().answer());
            QCOMPARE(run.stream().reasoning(), whole.stream().reasoning());
            QVERIFY(run.result().cached_tokens > 0);
            QVERIFY(run.trace().marks().at(0).origin == TokenMark::Origin::Chosen);
        }
    }

    void goesOnFromWrittenText()
    {
        auto asked = job("What is 47 + 85?");
        asked.prefix.reasoning = "47 + 85 = 132. </think> is only text here";
        asked.prefix.closesThought = true;
        asked.prefix.answer = "The answer is **";
        AnswerRun run(*m_model, asked);
        run.run(*m_session);
        const QString answer = textOf(run, false);
        QVERIFY2(answer.startsWith("The answer is **"), qPrintable(answer));
        QVERIFY(textOf(run, true).startsWith("47 + 85 = 132."));
    }

    void circlesAreNoticed()
    {
        RepetitionGuard guard;
        bool noticed = false;
        for (int i = 0; i < 2000 && !noticed; ++i)
            noticed = guard.add(100 + i % 37);
        QVERIFY(noticed);
        // A count, a table with equal beginnings, and text with many equal words are none.
        guard.reset();
        for (int i = 0; i < 3000; ++i)
            QVERIFY(!guard.add(i % 3 == 2 ? 1000 + i : i % 3));
        guard.reset();
        for (int i = 0; i < 200; ++i)
            QVERIFY(!guard.add(7));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(AnswerRunTest)
#include "answer_run_test.moc"
