// SPDX-License-Identifier: Apache-2.0
// Which part of a document goes to the model, and where an answer points to.
#include <QProcess>
#include <QTest>

#include "app/chat/chat_service.h"
#include "app/documents/citation.h"
#include "app/documents/excerpt.h"

using namespace mingsi::app;

namespace {

const QString kPdf = QStringLiteral("application/pdf");
const QString kXlsx = QStringLiteral("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

QStringList marksOf(const QList<DocumentPart> &parts)
{
    QStringList marks;
    for (const DocumentPart &part : parts)
        marks.append(markOf(part));
    return marks;
}

Attachment report()
{
    return {"report.pdf", kPdf,
            "[Page 1]\nThe survey was held in 2019.\n\n[Page 2]\n减税降费两万亿。Growth was 6.1 percent.\n\n"
            "[Page 3]\nThe appendix lists tables.\n\n[Page 4]\n问卷共二百份，满意度为八成。"};
}

int wordsOf(const QString &text)
{
    return static_cast<int>(text.size());
}

}  // namespace

class ExcerptTest : public QObject
{
    Q_OBJECT

private slots:
    void documentsAreCutIntoParts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("marks");
        QTest::newRow("pages") << QString::fromUtf8(report().content) << kPdf << "a.pdf"
                               << QStringList{"page 1", "page 2", "page 3", "page 4"};
        QTest::newRow("rows") << "a,b\n1,\"two\nlines\"\n\n3,4\n"
                              << "text/plain"
                              << "t.CSV" << QStringList{"row 1", "row 2", "row 3", "row 4"};
        QTest::newRow("sheets") << "[Sheet One]\na\n1\n\n[Sheet Two]\nb\n2\n"
                                << kXlsx << "b.xlsx"
                                << QStringList{"One, row 1", "One, row 2", "Two, row 1", "Two, row 2"};
        QTest::newRow("inches") << "a,b\nTV,55\" wide\n\"x\"\"\ny\",2\n\n"
                                << "text/csv"
                                << "a" << QStringList{"row 1", "row 2", "row 3"};
        QTest::newRow("no pages") << "only text" << kPdf << "a.pdf" << QStringList{"line 1"};
        QTest::newRow("nothing") << ""
                                 << "text/plain"
                                 << "a.txt" << QStringList{};
        QTest::newRow("open quote") << "a,\"b\nc\n"
                                    << "text/csv"
                                    << "a" << QStringList{"row 1"};
        const QString long1 = QString("word ").repeated(150) + '\n';
        QTest::newRow("lines") << long1 + "\n" + long1 + "\nshort\n"
                               << "text/plain"
                               << "a.md" << QStringList{"lines 1-2", "lines 3-4", "line 5"};
    }
    void documentsAreCutIntoParts()
    {
        QFETCH(QString, text);
        QFETCH(QString, type);
        QFETCH(QString, name);
        const auto parts = splitDocument(text, type, name);
        QTEST(marksOf(parts), "marks");
        // Parts come in order and never overlap.
        qsizetype end = 0;
        for (const DocumentPart &part : parts) {
            QVERIFY(part.start >= end);
            end = part.start + part.length;
        }
        QVERIFY(end <= text.size());
    }

    void aLineWithoutEndIsCut()
    {
        const auto parts = splitDocument(QString(1'000'000, 'x'), "text/plain", "a.txt");
        QVERIFY(parts.size() > 100);
        qsizetype sum = 0;
        for (const DocumentPart &part : parts)
            sum += part.length;
        QCOMPARE(sum, 1'000'000);
    }

    void numbersOfParts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("again");
        QTest::newRow("ranges") << "3, 1-2,7"
                                << "1-3,7";
        QTest::newRow("Chinese") << QStringLiteral("1—2，4、6") << "1-2,4,6";
        QTest::newRow("twice") << "2,2,1-3"
                               << "1-3";
        QTest::newRow("empty") << " "
                               << "";
        QTest::newRow("beyond") << "9"
                                << "refused";
        QTest::newRow("zero") << "0"
                              << "refused";
        QTest::newRow("backwards") << "5-2"
                                   << "refused";
        QTest::newRow("letters") << "one"
                                 << "refused";
        QTest::newRow("huge") << "1-99999999999"
                              << "refused";
    }
    void numbersOfParts()
    {
        QFETCH(QString, text);
        const auto numbers = partNumbers(text, 8);
        QTEST(numbers ? toText(*numbers) : "refused", "again");
    }

    void aPromptHoldsTheWholeOrMarkedParts()
    {
        Attachment document = report();
        const QString whole = promptText(document);
        QVERIFY(whole.startsWith("[report.pdf]\n[Page 1]\nThe survey"));
        document.excerpt = "2,4";
        QCOMPARE(promptText(document),
                 QStringLiteral(
                     "[report.pdf] (2 of 4 parts)\n\n[report.pdf, page 2]\n减税降费两万亿。Growth was 6.1 percent."
                     "\n\n[report.pdf, page 4]\n问卷共二百份，满意度为八成。"
                     "\n\n(Cite what you use by its mark, for example [report.pdf, page 2].)"));
        Attachment table{"t.csv", "text/plain", "year,growth\n2019,6.1\n2020,2.3\n2021,8.4\n", "3-4"};
        QCOMPARE(promptText(table),
                 QString("[t.csv] (2 of 4 parts)\n\n[t.csv, rows 3-4]\nyear,growth\n3: 2020,2.3\n4: 2021,8.4"
                         "\n\n(Cite what you use by its mark, for example [t.csv, row 3].)"));
        for (const char *odd : {"", "best", "whole", "99", "x"}) {
            table.excerpt = odd;
            QVERIFY(promptText(table).startsWith("[t.csv]\nyear,growth\n2019"));
        }
        // A name is a name, whatever stands in it.
        const Attachment odd{"100 %2 %3.csv", "text/csv", "h\n1\n", "2"};
        QVERIFY2(promptText(odd).startsWith("[100 %2 %3.csv] (1 of 2 parts)\n\n[100 %2 %3.csv, row 2]"),
                 qPrintable(promptText(odd)));
        document.excerpt = "1";
        QVERIFY(ChatService::withAttachments("Q", {document}).startsWith("Q\n\n[report.pdf] (1 of 4 parts)"));
    }

    void theBestPassagesAreFound()
    {
        // What stands around the passages.
        const int kFrame = wordsOf("[report.pdf] (4 of 4 parts)"
                                   "\n\n(Cite what you use by its mark, for example [report.pdf, page 4].)");
        const auto best = [](const QString &question, int budget) {
            return toText(bestParts(report(), question, budget, wordsOf));
        };
        QCOMPARE(best("What was the growth?", 80 + kFrame), QString("2"));
        QCOMPARE(best(QStringLiteral("问卷的满意度是多少？"), 60 + kFrame), QString("4"));
        QCOMPARE(best("Where is the appendix, and which survey?", 1000), QString("1,3"));
        QCOMPARE(best("zebra", 90 + kFrame), QString("1"));  // nothing is found: from the beginning
        QCOMPARE(best("zebra", 1000), QString("1-4"));
        QCOMPARE(best("", 1000), QString("1-4"));
        QCOMPARE(best("\" OR NEAR( growth* -", 80 + kFrame), QString("2"));  // no query language reaches FTS5
        QCOMPARE(best("growth", 1), QString());                              // no part is as small as that
    }

    void draftsAreFitted()
    {
        Attachment searched = report();
        searched.excerpt = kBestPassages;
        Attachment whole{"a.txt", "text/plain", "0123456789", kWholeDocument};
        const auto ready = fitted({searched, whole}, "growth", 200 + wordsOf(promptText(whole)), wordsOf)
                               .value_or(QList<Attachment>());
        QCOMPARE(ready[0].excerpt, QString("2"));
        QCOMPARE(ready[1].excerpt, QString());
        QVERIFY(wordsOf(promptText(ready[0])) <= 200);
        QVERIFY(!fitted({searched, whole}, "growth", 5 + wordsOf(promptText(whole)), wordsOf));
    }

    void citationsAreFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("page") << "so [report.pdf, page 3]." << QStringList{"report.pdf|0|3-3"};
        QTest::newRow("bare") << "[Page 12]" << QStringList{"|0|12-12"};
        QTest::newRow("rows") << "[data.xlsx, Sheet 1, rows 2-5]" << QStringList{"data.xlsx, Sheet 1|1|2-5"};
        QTest::newRow("lines") << "[notes.md, lines 10–24]" << QStringList{"notes.md|2|10-24"};
        QTest::newRow("Chinese") << QStringLiteral("见【报告.pdf，第3页】和[第 4 至 6 行]")
                                 << QStringList{QStringLiteral("报告.pdf|0|3-3"), "|1|4-6"};
        QTest::newRow("two") << "[a.pdf, p. 1][b.pdf, pp. 2-3]" << QStringList{"a.pdf|0|1-1", "b.pdf|0|2-3"};
        QTest::newRow("comma in the name") << "[a, b.pdf, page 1]" << QStringList{"a, b.pdf|0|1-1"};
        QTest::newRow("none") << "[link] [x, y] (page 3) [page] [homepage 3]" << QStringList{};
        QTest::newRow("overflow") << "[page 99999999999]" << QStringList{};
    }
    void citationsAreFound()
    {
        QFETCH(QString, text);
        QStringList found;
        for (const CitedPlace &place : citationsIn(text)) {
            const Citation &c = place.citation;
            found.append(QString("%1|%2|%3-%4").arg(c.document).arg(static_cast<int>(c.kind)).arg(c.first).arg(c.last));
            QCOMPARE(*citationFrom(toAddress(c)), c);
        }
        QTEST(found, "found");
    }

    void otherAddressesAreNoCitations()
    {
        for (const char *address :
             {"https://example.org", "cite:?", "cite:?kind=page", "cite:?kind=x&first=1", "cite:"})
            QVERIFY(!citationFrom(address));
    }

    void citationsLeadToParts()
    {
        const auto lead = [](const Citation &citation, const QString &name, const QList<DocumentPart> &parts) {
            QString sheet;
            return isOf(citation, name, &sheet) ? partsOf(citation, sheet, parts).first : -2;
        };
        using Kind = DocumentPart::Kind;
        const auto parts = splitDocument(report());
        QCOMPARE(lead({"report.pdf", Kind::Page, 3, 3}, "report.pdf", parts), 2);
        QCOMPARE(lead({"Report", Kind::Page, 3, 3}, "report.pdf", parts), 2);
        QCOMPARE(lead({"", Kind::Page, 3, 3}, "report.pdf", parts), 2);
        QCOMPARE(lead({"reports", Kind::Page, 3, 3}, "report.pdf", parts), -2);
        QCOMPARE(lead({"report.pdf", Kind::Page, 9, 9}, "report.pdf", parts), -1);
        QCOMPARE(lead({"report.pdf", Kind::Row, 3, 3}, "report.pdf", parts), -1);
        const auto rows = splitDocument("[Sheet A]\nx\n1\n[Sheet Q1, 北京]\ny\n2\n", kXlsx, "b.xlsx");
        QCOMPARE(lead({"b.xlsx, q1, 北京", Kind::Row, 2, 2}, "b.xlsx", rows), 3);
        QCOMPARE(partsOf({"", Kind::Page, 2, 3}, {}, parts), (PartRange{1, 2}));
        QCOMPARE(partsOf({"", Kind::Page, 3, 99}, {}, parts), (PartRange{2, parts.size() - 1}));
        QCOMPARE(partsOf({"", Kind::Page, 3, 2}, {}, parts), (PartRange{2, 2}));
        // Rows of one sheet, not of the next.
        QCOMPARE(partsOf({"", Kind::Row, 1, 2}, "Q1, 北京", rows), (PartRange{2, 3}));
        QCOMPARE(partsOf({"", Kind::Row, 2, 9}, {}, rows), (PartRange{1, 1}));
        // Every mark that a model is given leads back, whatever the names are.
        for (const QString &name :
             {QStringLiteral("数据, final.csv"), QStringLiteral("a [1].csv"), QStringLiteral("b.csv")}) {
            const Attachment table{name, "text/csv", "h\n1\n\n2\n", "4"};
            const QString prompt = promptText(table);
            const auto places = citationsIn(prompt);
            QVERIFY2(!places.isEmpty(), qPrintable(prompt));
            QCOMPARE(lead(places.first().citation, name, splitDocument(table)), 3);
        }
    }
};

QTEST_GUILESS_MAIN(ExcerptTest)
#include "excerpt_test.moc"
