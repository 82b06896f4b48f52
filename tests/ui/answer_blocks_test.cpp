// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QAbstractTextDocumentLayout>
#include <QFontMetrics>
#include <QPainter>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>

#include "ui/text/answer_blocks.h"
#include "ui/text/formula_images.h"
#include "app/text/table_text.h"
#include "ui/viewmodels/answer_blocks_model.h"

using namespace mingsi::ui;
using Kind = TextBlock::Kind;

namespace {

/// What a piece of rich text shows.
QString shown(const QString &html)
{
    QTextDocument document;
    document.setHtml(html);
    return document.toPlainText();
}

}  // namespace

class AnswerBlocksTest : public QObject
{
    Q_OBJECT

private slots:
    void cutsAtTopLevel_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<Kind>>("kinds");
        const auto P = Kind::Prose, C = Kind::Code, T = Kind::Table, F = Kind::Formula;
        using L = QList<Kind>;
        QTest::newRow("empty") << "" << L{};
        QTest::newRow("blank") << "\n \n" << L{};
        QTest::newRow("prose") << "a\n\nb" << L{P};
        QTest::newRow("code") << "a\n```py\nx\n```\nb" << L{P, C, P};
        QTest::newRow("open code") << "a\n```py\nx\n\n| a | b |" << L{P, C};
        QTest::newRow("longer fence") << "````\n```\n````\nb" << L{C, P};
        QTest::newRow("tilde fence") << "~~~\n```\n~~~" << L{C};
        QTest::newRow("inline ticks are no fence") << "```a``` b" << L{P};
        QTest::newRow("code in a list") << "- a\n  ```\n  x\n  ```\n- b" << L{P, C, P};
        QTest::newRow("code in a list, and its item goes on")
            << "1. a\n\n   ```py\n   x\n   ```\n\n   b\n2. c" << L{P, C, P, P};
        QTest::newRow("table") << "a\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nb" << L{P, T, P};
        QTest::newRow("a table behind a list") << "- a\n- b\n\n| a | b |\n|--|--|\n| 1 | 2 |" << L{P, T};
        QTest::newRow("a line with a bar") << "a | b\nc" << L{P};
        QTest::newRow("formula") << "a\n$$x$$\nb" << L{P, F, P};
        QTest::newRow("formula of many lines") << "$$\nx\n= y\n$$\nb" << L{F, P};
        QTest::newRow("brackets") << "\\[ x \\]." << L{F};
        QTest::newRow("formula within a line") << "so $$x$$ holds" << L{P};
        QTest::newRow("formula that goes on as text") << "$$x$$ holds" << L{P};
        QTest::newRow("open formula") << "a\n\n$$ x +" << L{P, F};
        QTest::newRow("no formula in code") << "```\n$$\n```" << L{C};
    }
    void cutsAtTopLevel()
    {
        QFETCH(QString, text);
        QFETCH(QList<Kind>, kinds);
        QList<Kind> found;
        QString joined;
        for (const TextBlock &block : AnswerBlocks().build(text, {}, m_tools)) {
            found.append(block.kind);
            joined += block.source;
        }
        QCOMPARE(found, kinds);
        if (!text.trimmed().isEmpty())  // but for the indent of list items, nothing is lost
            QCOMPARE(joined.simplified(), text.simplified());
    }

    void codeInListsIsReadLikeOther()
    {
        const auto blocks = AnswerBlocks().build(
            "1. First\n\n   ```python\n   if x:\n       y = 'a'\n   ```\n\n   after\n2. Second\n", {}, m_tools);
        QCOMPARE(blocks.size(), 4);
        QCOMPARE(blocks[1].language, QString("python"));
        QCOMPARE(blocks[1].code, QString("if x:\n    y = 'a'"));
        QVERIFY(blocks[1].indented && blocks[2].indented && !blocks[3].indented);
        QVERIFY(!blocks[2].html.contains("<pre"));
        QVERIFY(shown(blocks[3].html).startsWith("2. Second"));
    }

    void codeHasItsLanguageAndColours_data()
    {
        QTest::addColumn<QString>("fence");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("coloured");
        QTest::newRow("python") << "python"
                                << "def f(x):\n    return 'a' # c" << true;
        QTest::newRow("c++") << "cpp"
                             << "int main() { return 0; }" << true;
        QTest::newRow("json") << "json"
                              << "{\"a\": 1}" << true;
        QTest::newRow("sql") << "sql"
                             << "SELECT 1 FROM t" << true;
        QTest::newRow("bash with more words") << "bash title=\"x\""
                                              << "echo \"$HOME\"" << true;
        QTest::newRow("upper case") << "Python"
                                    << "import os" << true;
        QTest::newRow("unknown") << "klingon"
                                 << "if a < b && c" << false;
        QTest::newRow("none") << ""
                              << "<b>&amp;</b>" << false;
        QTest::newRow("html is text") << "html"
                                      << "<script>alert('x')</script>" << true;
        QTest::newRow("spaces") << ""
                                << "  a\n\tb  c" << false;
    }
    void codeHasItsLanguageAndColours()
    {
        QFETCH(QString, fence);
        QFETCH(QString, code);
        QFETCH(bool, coloured);
        const auto blocks = AnswerBlocks().build(QString("```%1\n%2\n```\n").arg(fence, code), {}, m_tools);
        QCOMPARE(blocks.size(), 1);
        QCOMPARE(blocks[0].language, fence.section(' ', 0, 0));
        QCOMPARE(blocks[0].code, code);
        QCOMPARE(blocks[0].html.contains("color:#"), coloured);
        // Whatever is coloured: the text is the code and nothing else.
        QString text = shown("<div style=\"white-space:pre-wrap\">" + blocks[0].html + "</div>");
        QCOMPARE(text.replace(QChar::Nbsp, ' ').trimmed(), code.trimmed());
    }

    void tableGivesItsCells()
    {
        const auto blocks =
            AnswerBlocks().build("| a | $x|y$ |\n|:--|--:|\n| **1,5** | `=2+3` |\n| \"q\" | -3.5 % |\n", {}, m_tools);
        QCOMPARE(blocks.size(), 1);
        QCOMPARE(blocks[0].kind, Kind::Table);
        const QString csv = mingsi::app::toCsv(blocks[0].rows);
        QVERIFY2(csv.contains("\"1,5\""), qPrintable(csv));
        QVERIFY2(csv.contains("'=2+3"), qPrintable(csv));
        QVERIFY2(csv.contains("\"\"\"q\"\"\",-3.5 %"), qPrintable(csv));
    }

    void formulasBecomeImagesAndCopyAsTex()
    {
        AnswerBlocksModel model;
        QAbstractItemModelTester tester(&model);
        TextRenderer renderer(nullptr);
        model.setRenderer(&renderer);
        model.setText("The area is $\\pi r^2$ and \\(x_1\\).\n\n$$E = mc^2$$\n");
        QTRY_COMPARE(model.count(), 2);
        const QString html = model.data(model.index(0), AnswerBlocksModel::HtmlRole).toString();
        QCOMPARE(html.count("<img src=\"image://formula/0"), 2);
        QCOMPARE(model.copied(0, "area is \uFFFC and \uFFFC", "The "), QString("area is $\\pi r^2$ and $x_1$"));
        QCOMPARE(model.copied(0, "and \uFFFC", "The area is \uFFFC "), QString("and $x_1$"));
        QCOMPARE(model.data(model.index(1), AnswerBlocksModel::TexRole).toString(), QString("E = mc^2"));
        QVERIFY(model.data(model.index(1), AnswerBlocksModel::ImageSizeRole).toSizeF().width() > 40);

        FormulaImageProvider provider;
        QSize size;
        const QString address = model.data(model.index(1), AnswerBlocksModel::ImageRole).toString();
        QVERIFY(provider.requestImage(address.section('/', -1), &size, {}).width() > 40);
        model.setText("none");
        QTRY_COMPARE(model.count(), 1);
        QTRY_VERIFY(!model.data(model.index(0), AnswerBlocksModel::HtmlRole).toString().contains("formula"));
    }

    void formulaStandsOnTheLine_data()
    {
        QTest::addColumn<QString>("tex");
        QTest::newRow("low") << "z";
        QTest::newRow("high") << "z^{2^2}";
        QTest::newRow("deep") << "z_{\\frac12}";
        QTest::newRow("tall") << "\\frac{\\frac12}{\\frac34}";
    }
    void formulaStandsOnTheLine()
    {
        QFETCH(QString, tex);
        TextStyle style;
        style.xHeight = QFontMetrics(QFont()).xHeight();
        const auto image = makeFormulaImage(tex, false, style, m_tools.typesetter);
        QTextDocument document;
        QFont font;
        font.setPixelSize(15);
        document.setDefaultFont(font);
        document.addResource(QTextDocument::ImageResource, QUrl("image://formula/0"),
                             FormulaImageProvider().requestImage("0", nullptr, {}));
        document.setHtml("<p>first line</p><p>zzz" + placeOf(*image, style) + " more " + placeOf(*image, style)
                         + "</p>");
        QImage page(400, 200, QImage::Format_RGB32);
        page.fill(Qt::white);
        QPainter painter(&page);
        document.drawContents(&painter);
        painter.end();
        // The lowest ink of the letters z is the baseline.
        const int margin = static_cast<int>(document.documentMargin());
        const int width = QFontMetrics(font).horizontalAdvance("zzz");
        int baseline = page.height();
        const auto hasInk = [&](int y) {
            for (int x = margin; x < margin + width; ++x) {
                if (page.pixelColor(x, y).lightness() < 140)
                    return true;
            }
            return false;
        };
        while (baseline > 0 && !hasInk(baseline - 1))
            --baseline;
        const auto places = objectPlaces(document);
        QCOMPARE(places.size(), 2);
        QVERIFY2(std::abs(places[0].y() - baseline) <= 1,
                 qPrintable(QString("%1, not %2").arg(places[0].y()).arg(baseline)));
        QCOMPARE(places[1].y(), places[0].y());
        QVERIFY(std::abs(places[0].x() - margin - width) <= 1);
        QVERIFY(places[1].x() > places[0].x() + image->size().width());
        // And has room there.
        const QRectF paragraph = document.documentLayout()->blockBoundingRect(document.lastBlock());
        QVERIFY(places[0].y() - image->ascent() > paragraph.top() - 3);
        QVERIFY(places[0].y() - image->ascent() + image->size().height() < paragraph.bottom() + 3);
    }

    void formulaThatCannotBeReadStaysAsWritten()
    {
        const auto blocks = AnswerBlocks().build("a $\\nosuch{x}$ b\n\n$$\\frac{$$\n", {}, m_tools);
        QCOMPARE(blocks.size(), 2);
        QVERIFY(shown(blocks[0].html).contains("$\\nosuch{x}$"));
        QVERIFY(blocks[1].images.isEmpty());
        QVERIFY(shown(blocks[1].html).contains("\\frac{"));
    }

    void dollarsOfMoneyStay_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("formulas");
        QTest::newRow("money") << "It costs $5, not $10." << 0;
        QTest::newRow("spaced") << "a $ b $ c" << 0;
        QTest::newRow("escaped") << "\\$x\\$" << 0;
        QTest::newRow("in code") << "`$x$` and ``\\(y\\)``" << 0;
        QTest::newRow("formula") << "a $x$, b" << 1;
        QTest::newRow("Chinese around") << "面积$S$为" << 1;
        QTest::newRow("underscores") << "$a_1$ and $b_2$" << 2;
    }
    void dollarsOfMoneyStay()
    {
        QFETCH(QString, text);
        QFETCH(int, formulas);
        const auto blocks = AnswerBlocks().build(text, {}, m_tools);
        QCOMPARE(blocks.size(), 1);
        QCOMPARE(blocks[0].formulas.size(), formulas);
    }

    void referencesAndFootnotesWorkOverBlocks()
    {
        const auto blocks = AnswerBlocks().build(
            "See [the report][1] and a note[^n].\n\n```\nx\n```\n\n[1]: https://example.org/r\n[^n]: The note.\n", {},
            m_tools);
        QCOMPARE(blocks.size(), 3);
        QVERIFY2(blocks[0].html.contains("<a href=\"https://example.org/r\">"), qPrintable(blocks[0].html));
        QVERIFY(blocks[0].html.contains("<sup>1</sup>"));
        QVERIFY2(shown(blocks[2].html).contains("The note."), qPrintable(blocks[2].html));
    }

    void notesStandAtTheEnd()
    {
        const auto blocks = AnswerBlocks().build(
            "One[^b].\n\n[^b]: The note.\n    It goes on.\n\nTwo[^a].\n\n- x\n\n[^a]: Another.\n[^c]: A third.\n", {},
            m_tools);
        QStringList texts;
        for (const TextBlock &block : blocks)
            texts.append(shown(block.html).simplified());
        QCOMPARE(texts.size(), 5);
        QVERIFY2(texts[0].contains("One") && texts[1].contains("Two"), qPrintable(texts.join('|')));
        QVERIFY2(texts[2].contains("The note. It goes on."), qPrintable(texts[2]));
        QVERIFY(texts[3].contains("Another."));
        QVERIFY(texts[4].contains("A third."));
        QVERIFY2(blocks[2].html.contains("<sup>1</sup>") && blocks[3].html.contains("<sup>2</sup>"),
                 qPrintable(blocks[2].html));
    }

    void longTextIsCutIntoPartsThatAreDrawn_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("a paragraph") << QString("A sentence of **some** words. ").repeated(1000);
        QTest::newRow("Chinese") << QString(QStringLiteral("一个不短的句子，有几个词。")).repeated(3000);
        QTest::newRow("no end of a word") << QString("x").repeated(50001);
        QTest::newRow("beyond the first plane") << QString(QStringLiteral("😀")).repeated(20001);
        QTest::newRow("lines") << QString("A line of some words\n").repeated(2000);
        QTest::newRow("a quote") << QString("> A line of some words\n").repeated(2000);
        QTest::newRow("items") << QString("- An item of some words\n").repeated(2000);
        QTest::newRow("loose items") << QString("1. **An item**: of some words\n\n").repeated(2000);
    }
    void longTextIsCutIntoPartsThatAreDrawn()
    {
        QFETCH(QString, text);
        QString together;
        for (const TextBlock &block : AnswerBlocks().build(text, {}, m_tools)) {
            QVERIFY2(block.source.size() <= 10000, qPrintable(QString::number(block.source.size())));
            QVERIFY(!block.source.at(0).isLowSurrogate());
            together += block.source;
        }
        QCOMPARE(together.trimmed(), text.trimmed());
    }

    void aStreamCostsItsTailOnly()
    {
        QString text;
        for (int i = 0; i < 200; ++i)
            text += QString("Paragraph %1 with *some* text and $x_%1$.\n\n```python\nprint(%1)\n```\n\n").arg(i);
        AnswerBlocks state;
        for (qsizetype end = 0; end < text.size(); end += 37) {
            state.build(text.left(end), {}, m_tools);
            QVERIFY2(state.rebuilt() <= 3, qPrintable(QString::number(state.rebuilt())));
        }
        // And ends where reading it at once ends.
        const auto streamed = state.build(text, {}, m_tools);
        const auto once = AnswerBlocks().build(text, {}, m_tools);
        QCOMPARE(streamed.size(), once.size());
        for (qsizetype i = 0; i < once.size(); ++i) {
            QCOMPARE(streamed[i].kind, once[i].kind);
            QCOMPARE(streamed[i].source, once[i].source);
            QCOMPARE(shown(streamed[i].html), shown(once[i].html));
        }
    }

    void anyBeginningOfAnythingIsRead()
    {
        const QString nasty = "# a\n\n$$\\[$`~~~\n| a |\n|-|\n\\) **\u4e2d\uff08b\uff09**[^1]: \n- > 1. ```\n\n"
                              "\uFDD0\uFDD1\uFDD3 <b>&#x;</b> [x](javascript:a) ![y](http://z/p.png)\n";
        for (qsizetype length = 0; length <= nasty.size(); ++length) {
            for (const TextBlock &block : AnswerBlocks().build(nasty.left(length), {}, m_tools)) {
                QVERIFY(!block.html.contains("href=\"javascript"));
                QVERIFY(!block.html.contains("src=\"http"));
                QVERIFY(!block.html.contains("<b>&"));
            }
        }
    }

private:
    TextTools m_tools;
};

QTEST_MAIN(AnswerBlocksTest)
#include "answer_blocks_test.moc"
