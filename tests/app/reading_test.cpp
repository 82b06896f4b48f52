// SPDX-License-Identifier: Apache-2.0
#include <QRandomGenerator>
#include <QTest>
#include <functional>
#include <utility>

#include "app/reading/passage_links.h"
#include "app/reading/rich_diff.h"
#include "app/reading/text_diff.h"
#include "app/reading/thought_markdown.h"
#include "app/reading/thought_steps.h"
#include "app/text/plain_line.h"

using namespace mingsi::app;

namespace {

QStringList textsOf(const QString &text, const QList<ThoughtStep> &steps)
{
    QStringList texts;
    for (const ThoughtStep &step : steps)
        texts.append((step.kind == ThoughtStep::Kind::SecondThought ? "↺" : "") + text.mid(step.start, step.length));
    return texts;
}

/// The length of the longest common subsequence by dynamic programming: independent of the way of the difference.
qsizetype commonWords(const QStringList &a, const QStringList &b)
{
    QList<QList<qsizetype>> best(a.size() + 1, QList<qsizetype>(b.size() + 1, 0));
    for (qsizetype i = 0; i < a.size(); ++i)
        for (qsizetype j = 0; j < b.size(); ++j)
            best[i + 1][j + 1] = a[i] == b[j] ? best[i][j] + 1 : qMax(best[i][j + 1], best[i + 1][j]);
    return best[a.size()][b.size()];
}

}  // namespace

class ReadingTest : public QObject
{
    Q_OBJECT

    /// What a reader sees, blocks in brackets; what was added in +…+, what was removed in -…-.
    static QString seen(const QList<RichBlock> &blocks)
    {
        QString text;
        const auto line = [&text](const QList<RichSpan> &spans) {
            for (const RichSpan &span : spans) {
                const QString mark = span.change == RichSpan::Change::Added ? "+"
                    : span.change == RichSpan::Change::Removed              ? "-"
                                                                            : "";
                const QString look = span.strong ? "*" : "";
                text += span.kind == RichSpan::Kind::Break ? "/"
                                                           : mark + look
                        + (span.kind == RichSpan::Kind::Formula ? sourceOf(span.formula) : span.text) + look + mark;
            }
        };
        for (const RichBlock &block : blocks) {
            text += '[';
            line(block.spans);
            text += seen(block.blocks);
            for (const auto &row : block.rows) {
                for (const auto &cell : row) {
                    text += '|';
                    line(cell);
                }
            }
            text += ']';
        }
        return text;
    }

private slots:
    void differencesStandInFormattedText()
    {
        const auto difference = [](const QString &a, const QString &b) {
            return seen(markDifferences(readRichText(a), readRichText(b)));
        };
        QCOMPARE(difference("The sum is **12**.", "The sum is **15**."), QString("[The sum is -12- +*15*+.]"));
        QCOMPARE(difference("# A\n\n- one\n- two", "# A\n\n- one\n- three"), QString("[A][[[one]][[-two- +three+]]]"));
        QCOMPARE(difference("| a | b |\n|--|--|\n| 1 | 2 |", "| a | b |\n|--|--|\n| 1 | 3 |"),
                 QString("[|a|b|1|-2- +3+]"));
        QCOMPARE(difference("so \\(x + 1\\)", "so \\(x + 2\\)"), QString("[so -$x + 1$- +$x + 2$+]"));
        QCOMPARE(difference("```\na = 1\nb\n```", "```\na = 2\nb\n```"), QString("[a = -1- +2+/b]"));
        QCOMPARE(difference("same\n\nmore here", "same"), QString("[same][-more here- ]"));
        QCOMPARE(difference("", "new"), QString("[+new+]"));
        QCOMPARE(difference("满意度提高了", "满意度降低了"), QString("[满意度-提高- +降低+了]"));
    }

    // Whatever the texts are, what is not removed is the right text, and what is not added the left one.
    void differencesLoseNothing()
    {
        QRandomGenerator random(7);
        const QStringList pieces{"alpha ", "**beta** ", "\n\n",      "- gamma\n",
                                 "1. x\n", "`code` ",   "$y^2$ ",    "\n| a | b |\n|--|--|\n| 1 | 2 |\n",
                                 "中文",   "# head\n",  "> quote\n", "```\nz\n```\n"};
        const auto words = [](const QString &text) { return text.simplified().remove(' '); };
        for (int round = 0; round < 200; ++round) {
            QString a, b;
            for (int i = random.bounded(1, 12); i > 0; --i) {
                const QString &piece = pieces.at(random.bounded(pieces.size()));
                a += piece;
                b += random.bounded(3) == 0 ? pieces.at(random.bounded(pieces.size())) : piece;
            }
            QString kept;
            const std::function<void(const QList<RichBlock> &)> read = [&](const QList<RichBlock> &blocks) {
                const auto line = [&](const QList<RichSpan> &spans) {
                    for (const RichSpan &span : spans) {
                        if (span.change != RichSpan::Change::Removed)
                            kept += span.text + span.formula.tex;
                    }
                };
                for (const RichBlock &block : blocks) {
                    line(block.spans);
                    read(block.blocks);
                    for (const auto &row : block.rows)
                        for (const auto &cell : row)
                            line(cell);
                }
            };
            read(markDifferences(readRichText(a), readRichText(b)));
            const QString marked = std::exchange(kept, {});
            read(markDifferences({}, readRichText(b)));
            QCOMPARE(words(marked), words(kept));
        }
    }

    void thoughtsKeepTheirLinesAndStars_data()
    {
        QTest::addColumn<QString>("step");
        QTest::addColumn<QString>("read");
        QTest::newRow("lines") << "12 + 5\n= 17"
                               << "[12 + 5/= 17]";
        QTest::newRow("stars") << "2*3*4 and a * b * c"
                               << "[2*3*4 and a * b * c]";
        QTest::newRow("bold") << "**Step 1**: 2*3"
                              << "[*Step 1*: 2*3]";
        QTest::newRow("list") << "So:\n- one\n- two"
                              << "[So:][[[one]][[two]]]";
        QTest::newRow("set in") << "a\n      b"
                                << QStringLiteral("[a/      b]").replace("      ", QString(6, QChar(0xa0)));
        QTest::newRow("table") << "| a |\n|--|\n| 1 |"
                               << "[|a|1]";
        QTest::newRow("code") << "```\na*b*c\nd\n```"
                              << "[]";
    }
    void thoughtsKeepTheirLinesAndStars()
    {
        QFETCH(QString, step);
        QTEST(seen(readRichText(thoughtMarkdown(step))), "read");
    }

    void formulasOfThoughtsAreFormulas()
    {
        const auto blocks = readRichText(thoughtMarkdown("We get\n\\[\nx = 2\\cdot 3\n\\]\nso \\(x\\) is 6."));
        QString text;
        for (const RichBlock &block : blocks)
            text += plainText(block.spans) + (block.kind == RichBlock::Kind::Formula ? sourceOf(block.formula) : "");
        QCOMPARE(text.simplified(), QString("We get $$x = 2\\cdot 3$$ so $x$ is 6."));
    }

    void thoughtsAreCutAtParagraphsAndTurns()
    {
        const QString thought = QStringLiteral(
            "First I add 3.5 and 4. That gives 7.5.\n\nThen I double it. Wait, the question says triple. So 22.5.\n"
            "Alternatively, add them three times.\n\n```\na = 1\n\nwait = 2\n```\n\nSo the waiter waits. It is 22.5.");
        QCOMPARE(textsOf(thought, splitThought(thought)),
                 QStringList({"First I add 3.5 and 4. That gives 7.5.", "Then I double it.",
                              "↺Wait, the question says triple. So 22.5.", "↺Alternatively, add them three times.",
                              "```\na = 1\n\nwait = 2\n```", "So the waiter waits. It is 22.5."}));
    }

    void chineseTurnsAreFound()
    {
        const QString thought =
            QStringLiteral("先算总数。等等，少了一份问卷。\n\n不对，应该是两百份。换个思路，用比例来算。\n\n"
                           "其实结果一样。我们等等再看。");
        QCOMPARE(textsOf(thought, splitThought(thought)),
                 QStringList({"先算总数。", "↺等等，少了一份问卷。", "↺不对，应该是两百份。", "↺换个思路，用比例来算。",
                              "↺其实结果一样。我们等等再看。"}));
    }

    void earlierStepsStayWhileTheTextGrows()
    {
        const QString thought =
            QStringLiteral("One. Two.\n\nWait, no. 3.14 is pi.\n\n$$\nx\n\ny\n$$\n\n等等，四。\n五。");
        QList<ThoughtStep> grown;
        for (qsizetype length = 1; length < thought.size(); ++length) {
            extendThought(grown, thought.left(length));
            QCOMPARE(textsOf(thought.left(length), grown),
                     textsOf(thought.left(length), splitThought(thought.left(length))));
            const auto some = splitThought(thought.left(length));
            const auto more = splitThought(thought.left(length + 1));
            for (qsizetype i = 0; i + 1 < some.size() && i + 1 < more.size(); ++i) {
                QCOMPARE(some[i].start, more[i].start);
                QCOMPARE(some[i].length, more[i].length);
            }
        }
    }

    void linesOfLists_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("line");
        QTest::newRow("bold") << "**Mean（平均）** is `5.6`"
                              << "Mean（平均） is 5.6";
        QTest::newRow("heading") << "## Growth\n\ntext"
                                 << "Growth text";
        QTest::newRow("link") << "see [the report](https://example.org/a_b) and ![map](m.png)"
                              << "see the report and map";
        QTest::newRow("cut end") << "so **the most"
                                 << "so the most";
        QTest::newRow("cut beginning") << "the most** of it"
                                       << "the most of it";
        QTest::newRow("code") << "```python\nx = 2**10\n```"
                              << "x = 2**10";
        QTest::newRow("arithmetic") << "2 * 3 * 4 = 24, 2**3 = 8, a_b_c"
                                    << "2 * 3 * 4 = 24, 2**3 = 8, a_b_c";
        QTest::newRow("table") << "| a | b |\n|:--|--:|\n| 1 | 2 |"
                               << "| a | b | | 1 | 2 |";
        QTest::newRow("line break") << "| a<br>b<BR />c |"
                                    << "| a b c |";
        QTest::newRow("struck") << "~~old~~ new, 3~5"
                                << "old new, 3~5";
        QTest::newRow("underscores") << "__strong__ and snake__case__name"
                                     << "strong and snake__case__name";
    }
    void linesOfLists()
    {
        QFETCH(QString, markdown);
        QTEST(plainLine(markdown), "line");
    }

    void titlesAreShort()
    {
        const auto title = [](const char *text) { return splitThought(QString::fromUtf8(text)).constFirst().title; };
        QCOMPARE(title("The total is 3.5 million. And more."), QString("The total is 3.5 million"));
        QCOMPARE(title("**Step 1**: add"), QString("Step 1: add"));
        QCOMPARE(title("首先看政策。然后"), QString("首先看政策"));
        QVERIFY(title(QByteArray(500, 'x').constData()).size() <= 61);
        QVERIFY(splitThought({}).isEmpty());
        QVERIFY(splitThought(" \n\n \n").isEmpty());
    }

    void stepsAreMeasuredByTheTrace()
    {
        const QString thought = QStringLiteral("ab\n\nWait, cd\n\nef");
        auto steps = splitThought(thought);
        QCOMPARE(steps.size(), 3);
        QList<TokenMark> marks;
        for (int i = 1; i <= thought.size(); ++i)
            marks.append({i, static_cast<quint32>(1000 + 10 * i), 0.5f, true, TokenMark::Origin::Drawn});
        marks.append({2, 9999, 0.5f, false, TokenMark::Origin::Drawn});
        measureSteps(steps, marks);
        QCOMPARE(steps[0].tokens + steps[1].tokens + steps[2].tokens, static_cast<int>(thought.size()));
        QCOMPARE(steps[0].tokens, 4);  // the blank line before a step belongs to the one before it
        const double seconds = steps[0].seconds + steps[1].seconds + steps[2].seconds;
        QVERIFY(qAbs(seconds - 0.01 * static_cast<double>(thought.size() - 1)) < 1e-9);
        QCOMPARE(stepAt(steps, 0), 0);
        QCOMPARE(stepAt(steps, 3), 0);
        QCOMPARE(stepAt(steps, 5), 1);
        QCOMPARE(stepAt(steps, 999), 2);
        QCOMPARE(stepAt({}, 3), -1);
    }

    void passagesFindWhereTheyWereSettled()
    {
        const QString thought = QStringLiteral("Revenue in 2021 was 1,200 and in 2022 it was 1,350.\n\n"
                                               "Growth is 150 / 1200 = 12.5 %.\n\n"
                                               "Wait, the base is right. The growth rate is 12.50 %.\n\n"
                                               "Costs fell. 满意度最高的是东部地区。");
        const auto steps = splitThought(thought);
        const auto stepOf = [&](const QString &passage) {
            const Passage found = settledIn(thought, steps, passage);
            return found.isEmpty() ? -1 : static_cast<int>(stepAt(steps, found.start));
        };
        QCOMPARE(stepOf("The growth rate was 12.5 %."), 2);
        QCOMPARE(stepOf("from 1200 to 1350"), 0);
        QCOMPARE(stepOf("东部地区的满意度"), 3);
        QCOMPARE(stepOf("zebra"), -1);
        const QString answer = QStringLiteral("Sales rose.\n\nThe growth rate is **12.5 %**.\n\n东部最满意。");
        const Passage back = takenUpIn(answer, "growth is 12.50 %");
        QVERIFY(answer.mid(back.start, back.length).contains("growth"));
        QVERIFY(takenUpIn(answer, "zebra").isEmpty());
    }

    void differencesAreShortestAndComplete()
    {
        QRandomGenerator random(7);
        const QStringList words{"a", "bb", "中", "文", "12.5", "the", "cat"};
        for (int round = 0; round < 300; ++round) {
            const auto draw = [&] {
                QStringList text;
                for (int i = random.bounded(14); i > 0; --i)
                    text.append(words.at(random.bounded(static_cast<int>(words.size()))));
                return text;
            };
            const QStringList a = draw();
            const QStringList b = draw();
            QString left;
            QString right;
            for (const DiffPart &part : wordDiff(a.join(' '), b.join(' '))) {
                if (part.kind != DiffPart::Kind::OnlyRight)
                    left += part.text;
                if (part.kind != DiffPart::Kind::OnlyLeft)
                    right += part.text;
            }
            QCOMPARE(left, a.join(' '));
            QCOMPARE(right, b.join(' '));
        }
        // Without spaces each character is a word, and the common part is the longest there is.
        for (int round = 0; round < 300; ++round) {
            QString a;
            QString b;
            for (int i = 0; i < 12; ++i) {
                a += QChar(0x4e00 + random.bounded(4));
                b += QChar(0x4e00 + random.bounded(4));
            }
            qsizetype same = 0;
            for (const DiffPart &part : wordDiff(a, b))
                same += part.kind == DiffPart::Kind::Same ? part.text.size() : 0;
            QCOMPARE(same, commonWords(a.split("", Qt::SkipEmptyParts), b.split("", Qt::SkipEmptyParts)));
        }
    }

    void differencesOfLongTextsEnd()
    {
        QString a;
        QString b;
        for (int i = 0; i < 20000; ++i) {
            a += QString::number(i * 7) + ' ';
            b += QString::number(i * 11) + ' ';
        }
        const auto parts = wordDiff(a, b);
        QVERIFY(!parts.isEmpty());
    }

    void thoughtsAreAligned()
    {
        const QString left =
            QStringLiteral("We read the table.\n\nThe sum is 40.\n\nWait, check the sum.\n\nSo the answer is 40.");
        const QString right = QStringLiteral("Let us read the table.\n\nSo the answer is 41.");
        const auto a = splitThought(left);
        const auto b = splitThought(right);
        const auto rows = alignThoughts(left, a, right, b);
        QList<std::pair<int, int>> pairs;
        for (const auto &row : rows)
            pairs.append({static_cast<int>(row.left), static_cast<int>(row.right)});
        QCOMPARE(pairs, (QList<std::pair<int, int>>{{0, 0}, {1, -1}, {2, -1}, {3, 1}}));
    }
};

QTEST_APPLESS_MAIN(ReadingTest)
#include "reading_test.moc"
