// SPDX-License-Identifier: Apache-2.0
// Pages, slides and tables: what is written is read by Poppler, LibreOffice, openpyxl and xmllint.
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>
#include <functional>
#include <memory>
#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-page.h>
#include <poppler/cpp/poppler-toc.h>

#include "app/exchange/export_run.h"
#include "app/exchange/slide_outline.h"
#include "print/emoji.h"
#include "print/print_formats.h"
#include "app/store/conversation_db.h"
#include "exchange_fixture.h"
#include "other_program.h"

using namespace mingsi::app;
using namespace mingsi::test;

namespace {

const QString kOutline = QStringLiteral(
    "Here it is.\n\n# 五年政策\n\n## 2019 年\n\n- 减税\n  - 两万亿\n- work\n\n   more of it\n\n## Numbers\n\n"
    "| Year | growth | note |\n|--|--:|:-:|\n| 2019 | 6.1 | =1+1 |\n| 007 | -2.50 | 12 % |\n\n---\n\n1. one\n2. two\n");

QString textOf(const poppler::ustring &text)
{
    const auto utf8 = text.to_utf8();
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// The entries of an outline, each with its depth in front.
QStringList outlineOf(const poppler::toc_item *item, int depth = 0)
{
    QStringList entries;
    for (const poppler::toc_item *child : item->children()) {
        entries.append(QString::number(depth) + ' ' + textOf(child->title()));
        entries += outlineOf(child, depth + 1);
    }
    return entries;
}

QStringList seen(const QList<Slide> &slides)
{
    QStringList all;
    for (const Slide &slide : slides) {
        QString text = plainText(slide.title) + ":";
        for (const SlideLine &line : slide.lines)
            text += ' ' + QString(line.level, '>') + (line.bullet ? "*" : "")
                + (line.number > 0 ? QString::number(line.number) + "." : "") + plainText(line.spans);
        for (const auto &row : slide.table.rows)
            text += QString(" [%1]").arg(row.size());
        all.append(text);
    }
    return all;
}

}  // namespace

class PagesTest : public QObject
{
    Q_OBJECT

private:
    Database m_database;
    RowId m_conversation = 0;
    RowId m_outline = 0;
    QTemporaryDir m_folder;

    QString path(const QString &name) const { return m_folder.filePath(name); }

    /// The file that an export gives.
    QString exported(ExportFormat format, const ExportScope &scope, const ExportOptions &options = {})
    {
        const QString file = path("export." + endingOf(format));
        const auto written = runExport(m_database, scope, format, options, file, {}, makePrintingExporter);
        if (!written)
            qWarning("%s", qPrintable(describe(written.failure())));
        return file;
    }
    QString exported(ExportFormat format, RowId conversation, const ExportOptions &options = {})
    {
        return exported(format, ExportScope{0, 0, conversation, 0}, options);
    }

    QString run(const QString &program, const QStringList &arguments)
    {
        return runIn(m_folder.path(), program, arguments);
    }

    /// The pages that LibreOffice makes of export.pptx.
    std::unique_ptr<poppler::document> seenByLibreOffice(const QString &file)
    {
        run("soffice",
            {"-env:UserInstallation=file://" + path("profile"), "--headless", "--convert-to", "pdf", "--outdir", "seen",
             file});
        return open(path("seen/export.pdf"));
    }
    static std::unique_ptr<poppler::document> open(const QString &file)
    {
        return std::unique_ptr<poppler::document>(poppler::document::load_from_file(file.toStdString()));
    }
    static QString textOfPages(const poppler::document &pdf)
    {
        QString text;
        for (int i = 0; i < pdf.pages(); ++i) {
            const std::unique_ptr<poppler::page> page(pdf.create_page(i));
            text += textOf(page->text());
        }
        return text;
    }

private slots:
    void initTestCase()
    {
        m_database.openInMemory().waitForFinished();
        TransferDb transfer(m_database);
        m_conversation = transfer.take(hardRecord()).result()->conversation;
        ConversationRecord outline = hardRecord("test:outline");
        outline.conversation.title = "Outline 大纲";
        outline.messages.resize(2);
        outline.messages[1].text = kOutline;
        outline.conversation.currentMessage = 2;
        outline.votes.clear();
        m_outline = transfer.take(outline).result()->conversation;
    }

    void pagesHoldTheText()
    {
        const auto pdf = open(exported(ExportFormat::Pdf, m_conversation));
        QVERIFY(pdf);
        QCOMPARE(textOf(pdf->get_title()).left(6), QString("Growth"));
        const QString text = textOfPages(*pdf);
        for (const QString &expected :
             {QStringLiteral("中文名（English）中文"), QStringLiteral("增长"), QStringLiteral("first"),
              QStringLiteral("减税"), QStringLiteral("quoted 引用"), QStringLiteral("return x < 1 & 2"),
              QStringLiteral("注释"), QStringLiteral("Appendix: reasoning"),
              QStringLiteral("等等，2020 年要再看一遍。"), QStringLiteral("And then?"),
              QStringLiteral("Attached: figures \"x\".csv"), QStringLiteral("שלום")})
            QVERIFY2(text.contains(expected), qPrintable(expected + "\n in \n" + text));
        QVERIFY(!text.contains("Another answer."));
        // Chinese is Chinese, not the radicals that are drawn alike.
        QVERIFY(!text.contains(QRegularExpression(QStringLiteral("[\\x{2e80}-\\x{2fdf}\\x{fb00}-\\x{fb06}]"))));
        if (!has("pdffonts"))
            QSKIP("pdffonts is not installed");
        const QStringList fonts = run("pdffonts", {"export.pdf"}).split('\n', Qt::SkipEmptyParts).mid(2);
        QVERIFY(fonts.size() >= 3);
        for (const QString &font : fonts)
            QVERIFY2(font.contains(QRegularExpression("yes (yes|no ) yes")), qPrintable(font));  // embedded, readable
    }

    void pagesHaveNumbersAndAnOutline()
    {
        const auto pdf = open(exported(ExportFormat::Pdf, {}));
        QVERIFY(pdf);
        const std::unique_ptr<poppler::toc> toc(pdf->create_toc());
        QVERIFY(toc);
        const QStringList entries = outlineOf(toc->root());
        const QStringList expected{"0 Outline 大纲",
                                   QStringLiteral("1 Compare, please. 请比较。 <script>alert(2)</script>"),
                                   "1 Appendix: reasoning",
                                   "2 1. Reasoning (96 tokens, 3.4 s)",
                                   QStringLiteral("0 Growth: \"2019\\2020\" / 增长 <title> # *x*"),
                                   QStringLiteral("1 Compare, please. 请比较。 <script>alert(2)</script>"),
                                   "1 And then?",
                                   "1 Appendix: reasoning",
                                   "2 1. Reasoning (96 tokens, 3.4 s)"};
        QCOMPARE(entries, expected);
        QVERIFY(pdf->pages() >= 4);
        for (int i = 0; i < pdf->pages(); ++i) {
            const std::unique_ptr<poppler::page> page(pdf->create_page(i));
            QVERIFY(textOf(page->text()).trimmed().endsWith(QString::number(i + 1)));
        }
    }

    void largeTablesAreLaidOutOnce()
    {
        ConversationRecord record = hardRecord("test:table");
        QString table = "| a | b | c |\n|--|--|--|\n";
        for (int row = 0; row < 1500; ++row)
            table += QStringLiteral("| row %1 | 😀 | $x_%1$ |\n").arg(row);
        record.messages.resize(2);
        record.messages[1].text = table;
        record.conversation.currentMessage = 2;
        record.votes.clear();
        const RowId id = TransferDb(m_database).take(record).result()->conversation;
        const auto pdf = open(exported(ExportFormat::Pdf, id));
        QVERIFY(pdf);
        QVERIFY(pdf->pages() > 20);
    }

    void papersHaveTheirSize()
    {
        const auto size = [this](ExportOptions::Paper paper) {
            ExportOptions options;
            options.paper = paper;
            const auto pdf = open(exported(ExportFormat::Pdf, m_outline, options));
            const std::unique_ptr<poppler::page> page(pdf->create_page(0));
            return QSize(qRound(page->page_rect().width()), qRound(page->page_rect().height()));
        };
        QCOMPARE(size(ExportOptions::Paper::A4), QSize(595, 842));
        QCOMPARE(size(ExportOptions::Paper::Letter), QSize(612, 792));
    }

    void formulasAreDrawn()
    {
        ConversationRecord record = hardRecord("test:formula");
        record.messages.resize(2);
        record.conversation.currentMessage = 2;
        record.votes.clear();
        const auto ink = [&](const QString &answer, const QString &uid) {
            record.uid = uid;
            record.messages[1].text = answer;
            record.messages[1].reasoning.reset();
            const RowId id = TransferDb(m_database).take(record).result()->conversation;
            const QString file = exported(ExportFormat::Pdf, id);
            run("pdftoppm", {"-r", "100", "-gray", "-singlefile", file, "page"});
            const QImage page(path("page.pgm"));
            int dark = 0;
            for (int y = 0; y < page.height(); ++y)
                for (int x = 0; x < page.width(); ++x)
                    dark += qGray(page.pixel(x, y)) < 128 ? 1 : 0;
            return dark;
        };
        if (!has("pdftoppm"))
            QSKIP("pdftoppm is not installed");
        const int without = ink("so .", "test:f1");
        const int with = ink("so $\\frac{a+b}{\\sqrt{c}}$.", "test:f2");
        QVERIFY2(with > without + 60, qPrintable(QString("%1 %2").arg(with).arg(without)));
        // And they are found by their source.
        const auto pdf = open(path("export.pdf"));
        const std::unique_ptr<poppler::page> page(pdf->create_page(0));
        const auto bytes = page->text().to_utf8();
        const QString text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
        QVERIFY2(text.simplified().remove(u' ').contains("$\\frac{a+b}{\\sqrt{c}}$"), qPrintable(text));
    }

    void allBranchesAreWrittenWhenWanted()
    {
        ExportOptions options;
        options.allBranches = true;
        QFile text(exported(ExportFormat::Text, m_conversation, options));
        QVERIFY(text.open(QIODevice::ReadOnly));
        const QString all = QString::fromUtf8(text.readAll());
        QVERIFY(all.contains("Another answer."));
        QVERIFY(all.contains("And then?"));
        QVERIFY(all.contains("(branch 1 of 2)"));
    }

    void titlesOfBranchesAreKept()
    {
        ConversationRecord record = hardRecord("test:percent");
        record.conversation.title = "100 %2 of %3";
        const RowId id = TransferDb(m_database).take(record).result()->conversation;
        ExportOptions options;
        options.allBranches = true;
        QFile text(exported(ExportFormat::Text, id, options));
        QVERIFY(text.open(QIODevice::ReadOnly));
        QVERIFY(text.readAll().contains("100 %2 of %3 (branch 1 of 2)"));
    }

    void outlinesAreCutIntoSlides_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QStringList>("slides");
        QTest::newRow("outline") << kOutline
                                 << QStringList{"T: Here it is.",
                                                "五年政策:", "2019 年: *减税 >*两万亿 *work >more of it",
                                                "Numbers: [3] [3] [3]", "Numbers: 1.one 2.two"};
        QTest::newRow("no headings") << "a\n\nb" << QStringList{"T: a b"};
        QTest::newRow("nothing") << "" << QStringList{};
        QTest::newRow("tasks") << "# A\n- [x] one" << QStringList{QStringLiteral("A: ☑ one")};
        QTest::newRow("code") << "# A\n```\nx\ny\n```" << QStringList{"A: x y"};
        QString lines = "# Long\n";
        for (int i = 1; i <= 15; ++i)
            lines += QString("- line %1\n").arg(i);
        QTest::newRow("more than a slide") << lines
                                           << QStringList{"Long: *line 1 *line 2 *line 3 *line 4 *line 5 *line 6 "
                                                          "*line 7 *line 8 *line 9 *line 10 *line 11 *line 12",
                                                          "Long: *line 13 *line 14 *line 15"};
    }
    void outlinesAreCutIntoSlides()
    {
        QFETCH(QString, markdown);
        QTEST(seen(slidesOf(readRichText(markdown), "T")), "slides");
    }

    void slidesOpenInLibreOffice()
    {
        const QString file = exported(ExportFormat::Pptx, {});
        if (!has("xmllint") || !has("unzip"))
            QSKIP("xmllint or unzip is not installed");
        run("unzip", {"-q", "-o", file, "-d", "slides"});
        const QStringList parts =
            run("find", {"slides", "-name", "*.xml", "-o", "-name", "*.rels"}).split('\n', Qt::SkipEmptyParts);
        QVERIFY(parts.size() > 12);
        for (const QString &part : parts)
            QCOMPARE(run("xmllint", {"--noout", "--nonet", part}), QString());
        if (!has("soffice"))
            QSKIP("LibreOffice is not installed");
        const auto pdf = seenByLibreOffice(file);
        QVERIFY(pdf);
        QVERIFY(pdf->pages() >= 8);
        const QString text = textOfPages(*pdf).simplified();
        for (const QString &expected :
             {QStringLiteral("五年政策"), QStringLiteral("两万亿"), QStringLiteral("more of it"),
              QStringLiteral("=1+1"), QStringLiteral("x < 1 & 2 # <script>")})
            QVERIFY2(text.contains(expected), qPrintable(expected + "\n in \n" + text));
    }

    void tablesStayOnTheirSlides_data()
    {
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rows");
        QTest::addColumn<QString>("cell");
        QTest::addColumn<int>("slides");
        const QString sentence = QStringLiteral("what the ministry said of growth, 减税降费 and prices ");
        QTest::newRow("small") << 3 << 4 << "cell" << 1;
        QTest::newRow("smaller letters") << 4 << 16 << "cell" << 1;
        QTest::newRow("long") << 3 << 60 << "cell" << 6;
        QTest::newRow("wide") << 40 << 3 << "responsibilities" << 8;
        QTest::newRow("wide and long") << 24 << 30 << "减税降费" << 0;
        QTest::newRow("long cells") << 3 << 4 << sentence.repeated(8) << 0;
        QTest::newRow("a cell longer than a slide") << 2 << 1 << sentence.repeated(120) << 0;
        QTest::newRow("long words") << 5 << 3 << QString(600, 'x') << 0;
        QTest::newRow("empty cells") << 5 << 12 << "" << 0;
    }
    void tablesStayOnTheirSlides()
    {
        QFETCH(int, columns);
        QFETCH(int, rows);
        QFETCH(QString, cell);
        QFETCH(int, slides);
        QString markdown = "# Table\n";
        for (int row = -1; row <= rows; ++row) {
            for (int column = 0; column < columns; ++column)
                markdown += row == 0 ? "|--" : QString("|%1 r%2c%3").arg(cell).arg(row).arg(column);
            markdown += "|\n";
        }
        ConversationRecord record = hardRecord(QString("test:") + QTest::currentDataTag());
        record.messages.resize(2);
        record.messages[1].text = markdown;
        record.conversation.currentMessage = 2;
        record.votes.clear();
        const RowId id = TransferDb(m_database).take(record).result()->conversation;
        const QString file = exported(ExportFormat::Pptx, id);
        QTemporaryDir unpacked;
        runIn(unpacked.path(), "unzip", {"-q", file});
        QString text;
        int frames = 0;
        for (int number = 1;; ++number) {
            QFile slide(unpacked.filePath(QString("ppt/slides/slide%1.xml").arg(number)));
            if (!slide.open(QIODevice::ReadOnly))
                break;
            int width = 0;
            int height = 0;
            QString here;
            for (QXmlStreamReader xml(&slide); !xml.atEnd(); xml.readNext()) {
                if (!xml.isStartElement())
                    continue;
                const auto value = [&](const char *name) {
                    return xml.attributes().value(QLatin1String(name)).toInt();
                };
                if (xml.name() == u"graphicFrame")
                    ++frames;
                else if (xml.name() == u"gridCol")
                    width += value("w");
                else if (xml.name() == u"tr")
                    height += value("h");
                else if (xml.name() == u"t")
                    here += xml.readElementText();
            }
            text += here;
            QVERIFY2(here.contains("r-1c0") || cell.size() > 500, "with the head and the first column");
            QVERIFY2(width > 0 && kTableLeft + width <= 12192000, qPrintable(QString::number(width)));
            QVERIFY2(height > 0 && kTableTop + height <= 6858000, qPrintable(QString::number(height)));
        }
        if (slides > 0)
            QCOMPARE(frames, slides);
        // Nothing is left out.
        for (int row = 1; row <= rows; ++row) {
            for (int column = 0; column < columns; ++column)
                QVERIFY2(text.contains(QString("r%1c%2").arg(row).arg(column)), qPrintable(text));
        }
        if (cell.size() > 100)
            QVERIFY(text.size() >= rows * columns * cell.size());
        if (!has("soffice"))
            QSKIP("LibreOffice is not installed");
        const auto pdf = seenByLibreOffice(file);
        QVERIFY(pdf);
        for (int i = 0; i < pdf->pages(); ++i) {
            const std::unique_ptr<poppler::page> page(pdf->create_page(i));
            for (const poppler::text_box &box : page->text_list()) {
                QVERIFY2(box.bbox().bottom() <= page->page_rect().bottom(), qPrintable(textOf(box.text())));
                QVERIFY2(box.bbox().right() <= page->page_rect().right(), qPrintable(textOf(box.text())));
            }
        }
    }

    void tablesAreTables()
    {
        exported(ExportFormat::Xlsx, m_outline);
        const QString said =
            run("/usr/bin/python3",
                {"-c",
                 "import sys\ntry:\n import openpyxl\nexcept ImportError:\n print('missing'); sys.exit()\n"
                 "book=openpyxl.load_workbook('export.xlsx')\n"
                 "print(book.sheetnames)\n"
                 "for row in book['Table 1'].iter_rows():\n"
                 " print([(c.value, c.data_type) for c in row])\n"
                 "print(book['Contents']['B2'].value)"});
        if (said.contains("missing"))
            QSKIP("python3-openpyxl is not installed");
        QCOMPARE(said,
                 QStringLiteral("['Contents', 'Table 1']\n[('Year', 's'), ('growth', 's'), ('note', 's')]\n"
                                "[(2019, 'n'), (6.1, 'n'), ('=1+1', 's')]\n[('007', 's'), (-2.5, 'n'), ('12 %', 's')]\n"
                                "Outline 大纲\n"));
        QFile csv(exported(ExportFormat::Csv, m_outline));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll(), QByteArray("\xef\xbb\xbfYear,growth,note\r\n2019,6.1,'=1+1\r\n007,-2.50,12 %\r\n"));
    }

    void linesAreBrokenWhereTagsSaySo()
    {
        ConversationRecord record = hardRecord("test:lines");
        record.messages.resize(2);
        record.messages[1].text = "| head<br>er | b |\n|--|--|\n| one<br/>two | <b>x</b> |\n\nfirst<br />second";
        record.conversation.currentMessage = 2;
        record.votes.clear();
        const RowId id = TransferDb(m_database).take(record).result()->conversation;
        ExportOptions answers;
        answers.content = ExportOptions::Content::Answers;
        const auto part = [&](ExportFormat format, const QString &name) {
            return run("unzip", {"-p", exported(format, id, answers), name});
        };
        QFile html(exported(ExportFormat::Html, id, answers));
        QVERIFY(html.open(QIODevice::ReadOnly));
        const QList<std::pair<QString, QStringList>> written{
            {QString::fromUtf8(html.readAll()), {"head<br/>er", "one<br/>two", "first<br/>second", "&lt;b&gt;x"}},
            {part(ExportFormat::Docx, "word/document.xml"), {"<w:br/>"}},
            {part(ExportFormat::Odt, "content.xml"),
             {"head<text:line-break/>er", "one<text:line-break/>two", "first<text:line-break/>second"}},
            {part(ExportFormat::Pptx, "ppt/slides/slide*.xml"), {"<a:br>"}},
        };
        for (const auto &[text, expected] : written) {
            for (const QString &one : expected)
                QVERIFY2(text.contains(one), qPrintable(one + "\n in \n" + text));
            QVERIFY2(!text.contains("&lt;br", Qt::CaseInsensitive), qPrintable(text));
        }
        QCOMPARE(written[1].first.count("<w:br/>"), 3);
        QCOMPARE(written[3].first.count("<a:br>"), 3);
        const QString pages = textOfPages(*open(exported(ExportFormat::Pdf, id, answers)));
        QVERIFY2(!pages.contains("<br"), qPrintable(pages));
        QVERIFY2(pages.contains(QRegularExpression("first\\s*\\n\\s*second")), qPrintable(pages));
        QFile csv(exported(ExportFormat::Csv, id));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll(), QByteArray("\xef\xbb\xbf\"head\ner\",b\r\n\"one\ntwo\",<b>x</b>\r\n"));
        const QString sheet = part(ExportFormat::Xlsx, "xl/sharedStrings.xml");
        QVERIFY2(sheet.contains("one\ntwo"), qPrintable(sheet));
        QVERIFY(part(ExportFormat::Xlsx, "xl/styles.xml").contains("wrapText=\"1\""));
    }

    void emojiAreFound()
    {
        QCOMPARE(emojiAt(QStringLiteral("👩‍👩‍👧‍👦 x")),
                 QStringLiteral("👩‍👩‍👧‍👦").size());
        QCOMPARE(emojiAt(QStringLiteral("🇨🇳🇨🇳")), QStringLiteral("🇨🇳").size());
        QCOMPARE(emojiAt(QStringLiteral("☑ done")), 0);
        for (const char16_t c : {u'✅', u'❌', u'⭐', u'❗', u'⏰', u'➕', u'⛔', u'✨', u'⌛'})
            QCOMPARE(emojiAt(QString(QChar(c)) + "x"), 1);
        QCOMPARE(emojiAt(QStringLiteral("1️⃣ first")), 3);
        QCOMPARE(emojiAt(QStringLiteral("1 first")), 0);
        QCOMPARE(withoutEmoji(QStringLiteral("m5 👍🏽 标题 1️⃣")), QStringLiteral("m5 标题"));
        QCOMPARE(emojiAt(QStringLiteral("→ ≤ ★")), 0);
        QCOMPARE(emojiAt(QStringLiteral("❤️")), 2);
        QCOMPARE(emojiAt(QStringLiteral("中")), 0);
        QCOMPARE(emojiAt(QString()), 0);
    }

    void emptyStoresGiveWholeFiles()
    {
        Database empty;
        empty.openInMemory().waitForFinished();
        for (const ExportFormat format : {ExportFormat::Pdf, ExportFormat::Pptx}) {
            const QString file = path("empty." + endingOf(format));
            QCOMPARE(*runExport(empty, {}, format, {}, file, {}, makePrintingExporter), 0);
            QVERIFY(QFile(file).size() > 100);
        }
        QCOMPARE(open(path("empty.pdf"))->pages(), 1);
        // Of tables there must be one: a file without says nothing.
        for (const ExportFormat format : {ExportFormat::Xlsx, ExportFormat::Csv}) {
            const QString file = path("empty." + endingOf(format));
            const auto written = runExport(empty, {}, format, {}, file, {});
            QVERIFY(!written);
            QVERIFY(written.failure().kind == Failure::Kind::NoTables);
            QVERIFY(describe(written.failure()).contains(file));
            QVERIFY(!QFile::exists(file));
        }
    }
};

QTEST_MAIN(PagesTest)
#include "pages_test.moc"
