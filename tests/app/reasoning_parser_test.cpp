// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "app/chat/reasoning_parser.h"

using mingsi::app::ReasoningParser;

namespace {

struct Parts {
    std::string reasoning;
    std::string answer;
};

Parts parse(ReasoningParser::Start start, const std::string &text, std::size_t piece)
{
    ReasoningParser parser(start);
    for (std::size_t i = 0; i < text.size(); i += piece)
        parser.push(std::string_view(text).substr(i, piece));
    parser.finish();
    return {parser.reasoning(), parser.answer()};
}

}  // namespace

class ReasoningParserTest : public QObject
{
    Q_OBJECT

private slots:
    void splits_data()
    {
        QTest::addColumn<bool>("inThought");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("reasoning");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char *name, bool inThought, const char *text, const char *reasoning,
                            const char *answer) {
            QTest::newRow(name) << inThought << QByteArray(text) << QByteArray(reasoning) << QByteArray(answer);
        };
        row("primed", true, "First.\nThen.\n</think>\n\nThe answer.", "First.\nThen.", "The answer.");
        row("written by the model", false, "<think>\nHm.\n</think>\n\nYes.", "Hm.", "Yes.");
        row("no thought", false, "Just an answer.\n\nTwo paragraphs.", "", "Just an answer.\n\nTwo paragraphs.");
        row("empty thought", true, "\n\n</think>\n\nYes.", "", "Yes.");
        row("unfinished thought", true, "I was thinking", "I was thinking", "");
        row("unfinished closing tag", true, "Almost</thi", "Almost</thi", "");
        row("unfinished opening tag", false, "a <thi", "", "a <thi");
        row("a less-than before the tag", false, "<<think>x</think>y", "x", "<\n\ny");
        row("comparison", true, "3<4 and a</b></think>ok", "3<4 and a</b>", "ok");
        row("mention in inline code", false, "Write `<think>` first.", "", "Write `<think>` first.");
        row("mention in inline code of a thought", true, "It ends with `</think>`.\n</think>Done.",
            "It ends with `</think>`.", "Done.");
        row("mention in double backticks", false, "``a ` <think>`` b", "", "``a ` <think>`` b");
        row("fenced code", false, "```xml\n<think>\n```\nafter", "", "```xml\n<think>\n```\nafter");
        row("fence left open in a thought", true, "```\ncode\n</think>\nAnswer", "```\ncode", "Answer");
        row("tag inside a fenced line of a thought", true, "```\nx = '</think>'\n```\n</think>A",
            "```\nx = '</think>'\n```", "A");
        row("backtick that is never closed", false, "cost 5` each\n<think>t</think>a", "t", "cost 5` each\n\na");
        row("two thoughts", false, "<think>one</think>A<think>two</think>B", "one\n\ntwo", "A\n\nB");
        row("closing tag in an answer is text", false, "a </think> b", "", "a </think> b");
        row("opening tag in a thought is text", true, "a <think> b</think>c", "a <think> b", "c");
        row("Chinese", true, "先想一想。\n</think>\n\n答案是**四**。", "先想一想。", "答案是**四**。");
        row("inner blank lines stay", true, "a\n\n\nb</think>c\n\n\nd\n", "a\n\n\nb", "c\n\n\nd");
    }

    void splits()
    {
        QFETCH(bool, inThought);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, reasoning);
        QFETCH(QByteArray, answer);
        const auto start = inThought ? ReasoningParser::Start::InThought : ReasoningParser::Start::InAnswer;
        for (std::size_t piece = 1; piece <= static_cast<std::size_t>(text.size()); ++piece) {
            const Parts parts = parse(start, text.toStdString(), piece);
            QCOMPARE(QByteArray::fromStdString(parts.reasoning), reasoning);
            QCOMPARE(QByteArray::fromStdString(parts.answer), answer);
        }
    }

    void tellsWhereItIs()
    {
        ReasoningParser parser(ReasoningParser::Start::InThought);
        QVERIFY(parser.inThought());
        parser.push("x</think>");
        QVERIFY(!parser.inThought());
    }

    void longTextIsLinear()
    {
        // A megabyte in single bytes: quadratic work would not end.
        ReasoningParser parser(ReasoningParser::Start::InThought);
        const std::string line = "a < b ` c ` and so on\n";
        for (int i = 0; i < 50'000; ++i)
            for (const char c : line)
                parser.push(std::string_view(&c, 1));
        parser.finish();
        QCOMPARE(parser.reasoning().size(), line.size() * 50'000 - 1);
    }
};

QTEST_GUILESS_MAIN(ReasoningParserTest)
#include "reasoning_parser_test.moc"
