// SPDX-License-Identifier: Apache-2.0
// The text of documents that other programs have written (LibreOffice, openpyxl), and of files that mean harm.
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "app/documents/document_text.h"

using namespace mingsi::app;

class DocumentsTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        file.open(QIODevice::WriteOnly);
        file.write(content);
        return file.fileName();
    }
    QString run(const QString &program, const QStringList &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(program, arguments);
        if (!process.waitForFinished(120000) || process.exitCode() != 0)
            return "FAILED: " + process.readAllStandardError();
        return {};
    }
    QString python(const QString &code) const { return run("/usr/bin/python3", {"-c", code}); }
    static bool has(const QString &program) { return !QStandardPaths::findExecutable(program).isEmpty(); }
    bool convert(const QString &from, const QString &to) const
    {
        return run("soffice",
                   {"-env:UserInstallation=file://" + path("profile"), "--headless", "--convert-to", to, from})
            .isEmpty();
    }
    QString textOf(const QString &file) const
    {
        const auto document = readDocument(path(file));
        return document ? QString::fromUtf8(document->text) : "REFUSED: " + document.failure().detail;
    }

    static inline const QByteArray kPage =
        "<html><head><meta "
        "charset='utf-8'><title>T</title><style>p{color:red}</style><script>alert('no')</script></head>"
        "<body><h1>报告 Report</h1><p>Growth was <b>6.1 %</b> in 2019,\n   减税 "
        "helped.</p><ul><li>one</li><li>two</li></ul>"
        "<table><tr><th>Year</th><th>增长</th></tr><tr><td>2019</td><td>6.1</td></tr></table><p>After &amp; "
        "&lt;end&gt;</p>"
        "</body></html>";

private slots:
    void html()
    {
        write("page.html", kPage);
        QCOMPARE(textOf("page.html"),
                 QStringLiteral("# 报告 Report\nGrowth was 6.1 % in 2019, 减税 helped.\n- one\n- two\n"
                                "Year | 增长\n2019 | 6.1\nAfter & <end>"));
        QCOMPARE(readDocument(path("page.html"))->mediaType, QString("text/html"));
    }

    void docxAndPdf()
    {
        if (!has("soffice"))
            QSKIP("LibreOffice is not installed");
        write("page.html", kPage);
        QVERIFY(convert("page.html", "odt:writer8"));
        QVERIFY(convert("page.odt", "docx:MS Word 2007 XML"));
        QVERIFY(convert("page.odt", "pdf"));
        const QString docx = textOf("page.docx");
        QVERIFY2(docx.contains(QStringLiteral("# 报告 Report\n")), qPrintable(docx));
        QVERIFY2(docx.contains(QStringLiteral("Growth was 6.1 % in 2019, 减税 helped.")), qPrintable(docx));
        QVERIFY2(docx.contains(QStringLiteral("Year | 增长\n2019 | 6.1\n")), qPrintable(docx));
        QVERIFY2(docx.contains("- one\n"), qPrintable(docx));
        const QString pdf = textOf("page.pdf");
        QVERIFY2(pdf.startsWith("[Page 1]\n"), qPrintable(pdf));
        QVERIFY2(pdf.contains(QStringLiteral("减税 helped.")), qPrintable(pdf));
    }

    // As Word writes text boxes: twice, for new programs and for old ones.
    void notesAndBoxesOfWord()
    {
        const QString failed =
            python("import zipfile\n"
                   "w='xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" '\\\n"
                   "  'xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"'\n"
                   "p=lambda t: '<w:p><w:r><w:t xml:space=\"preserve\">'+t+'</w:t></w:r></w:p>'\n"
                   "box='<w:txbxContent>'+p('in the box')+'</w:txbxContent>'\n"
                   "body='<w:p><w:r><w:t xml:space=\"preserve\">before "
                   "</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>'+box\\\n"
                   "  +'</mc:Choice><mc:Fallback>'+box+'</mc:Fallback></mc:AlternateContent></w:r>'\\\n"
                   "  '<w:r><w:t>after</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>'\\\n"
                   "  '<w:tbl><w:tr><w:tc>'+p('outer')+'<w:tbl><w:tr><w:tc>'+p('a')+'</w:tc><w:tc>'+p('b')\\\n"
                   "  +'</w:tc></w:tr></w:tbl></w:tc><w:tc>'+p('last')+'</w:tc></w:tr></w:tbl>'\n"
                   "z=zipfile.ZipFile('word.docx','w')\n"
                   "z.writestr('word/document.xml','<w:document '+w+'><w:body>'+body+'</w:body></w:document>')\n"
                   "z.writestr('word/footnotes.xml','<w:footnotes '+w+'><w:footnote w:type=\"separator\" "
                   "w:id=\"0\">'+p('line')\\\n"
                   "  +'</w:footnote><w:footnote w:id=\"2\">'+p('the note')+'</w:footnote></w:footnotes>')\nz.close()");
        QCOMPARE(failed, QString());
        QCOMPARE(textOf("word.docx"), QString("in the box\nbefore after[^1]\nouter a | b; | last\n\n[^1]: the note"));
    }

    void pagesAreNumbered()
    {
        if (!has("soffice"))
            QSKIP("LibreOffice is not installed");
        write("long.html",
              "<html><body>" + QByteArray("<p>first</p>")
                  + "<p style='page-break-before:always'>second</p><p "
                    "style='page-break-before:always'>third</p></body></html>");
        QVERIFY(convert("long.html", "odt:writer8"));
        QVERIFY(convert("long.odt", "pdf"));
        const QString text = textOf("long.pdf");
        QVERIFY2(text.contains("[Page 2]\nsecond") && text.contains("[Page 3]\nthird"), qPrintable(text));
    }

    void xlsx()
    {
        const QString failed = python(QStringLiteral(
            "import openpyxl, datetime\nb=openpyxl.Workbook()\ns=b.active\ns.title='政策'\n"
            "s.append(['Year','减税, yes','growth','day','ok','when'])\n"
            "s.append([2019,'a \"b\"',6.1,datetime.date(2019,3,1),True,datetime.datetime(2019,3,1,12,30)])\n"
            "s.append([2020,None,-0.25,datetime.date(1900,1,15),False,datetime.time(8,5)])\n"
            "s['A6']='=SUM(A2:A3)'\nb.create_sheet('Far')['A5000']='far'\ns['C6']=12345678.5\ns['C6'].number_format='#,"
            "##0.00 \"days\"'\n"
            "t=b.create_sheet('Second')\nt['B2']='only'\nb.save('book.xlsx')"));
        if (failed.contains("openpyxl"))
            QSKIP("openpyxl is not installed");
        QCOMPARE(failed, QString());
        const QString text = textOf("book.xlsx");
        // Rows have the numbers that people see, however many are empty.
        const QString far = text.section(QStringLiteral("[Sheet Far]\n"), 1).section(QStringLiteral("[Sheet"), 0, 0);
        QCOMPARE(far.trimmed(), QString("far"));
        QCOMPARE(far.section(QStringLiteral("far"), 0, 0).count(u'\n'), 4999);
        QCOMPARE(text.section(QStringLiteral("[Sheet Far]"), 0, 0) + "[Sheet "
                     + text.section(QStringLiteral("[Sheet "), 3),
                 QStringLiteral("[Sheet 政策]\nYear,\"减税, yes\",growth,day,ok,when\n"
                                "2019,\"a \"\"b\"\"\",6.1,2019-03-01,TRUE,2019-03-01 12:30:00\n"
                                "2020,,-0.25,1900-01-15,FALSE,08:05:00\n\n\n,,12345678.5\n\n[Sheet Second]\n\n,only"));
    }

    void textInItsEncodings()
    {
        write("utf8.txt", "增长 growth");
        QCOMPARE(textOf("utf8.txt"), QStringLiteral("增长 growth"));
        write("gb.csv", QByteArray("\xd4\xf6\xb3\xa4,6.1\n"));  // GB 18030, as Excel writes CSV in China
        QCOMPARE(textOf("gb.csv"), QStringLiteral("增长,6.1\n"));
        write("utf16.txt", QByteArray("\xff\xfe\x9e\x58\x7f\x95", 6));
        QCOMPARE(textOf("utf16.txt"), QStringLiteral("增长"));
        write("empty.txt", "");
        QCOMPARE(textOf("empty.txt"), QString());
        write("code.py", "print('<b>')\n");
        QCOMPARE(textOf("code.py"), QString("print('<b>')\n"));
    }

    void othersAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("picture") << "a.png" << QByteArray("\x89PNG\r\n\x1a\n\0\0\0", 11);
        QTest::newRow("binary") << "a.bin" << QByteArray("\0\1\2\3\xff\xfe", 6);
        QTest::newRow("broken pdf") << "a.pdf" << QByteArray("%PDF-1.7\nnothing");
        QTest::newRow("broken docx") << "a.docx" << QByteArray("PK\3\4 nothing");
        QTest::newRow("broken xlsx") << "a.xlsx" << QByteArray("PK\3\4 nothing");
    }
    void othersAreRefused()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        const auto document = readDocument(write(name, content));
        QVERIFY(!document);
        QVERIFY(!document.failure().detail.isEmpty());
        QVERIFY(!readDocument("/nowhere/a.txt"));
        QVERIFY(!readDocument("/"));
    }

    void hostileOfficeFiles_data()
    {
        QTest::addColumn<QString>("code");
        QTest::newRow("bomb") << "z.writestr('word/document.xml',b' '*(100<<20))";
        QTest::newRow("no document") << "z.writestr('readme','x')";
        QTest::newRow("entities")
            << "z.writestr('word/document.xml','<!DOCTYPE a [<!ENTITY b \"'+'x'*1000+'\"><!ENTITY c "
               "\"'+'&b;'*1000+'\"><!ENTITY d \"'+'&c;'*1000+'\">]><a><t>&d;</t></a>')";
        QTest::newRow("traversal") << "z.writestr('../../word/document.xml','<a/>')";
    }
    void hostileOfficeFiles()
    {
        QFETCH(QString, code);
        QCOMPARE(
            python("import zipfile\nz=zipfile.ZipFile('bad.docx','w',zipfile.ZIP_DEFLATED)\n" + code + "\nz.close()"),
            QString());
        const auto document = readDocument(path("bad.docx"));
        QVERIFY2(!document || document->text.size() < 4 << 20, "unpacked to too much");
    }

    void everyCutIsReadOrRefused()
    {
        if (!QFile::exists(path("page.docx")) || !QFile::exists(path("book.xlsx")))
            QSKIP("LibreOffice or openpyxl is not installed");
        for (const char *name : {"page.docx", "book.xlsx", "page.pdf", "page.html"}) {
            QFile file(path(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray whole = file.readAll();
            const QString ending = QString(name).section('.', 1);
            for (int i = 0; i < 40; ++i) {
                readDocument(write("cut." + ending, whole.left(whole.size() * i / 40)));
                QByteArray changed = whole;
                changed[static_cast<qsizetype>(whole.size() * i / 40)] = '\x7f';
                readDocument(write("changed." + ending, changed));
            }
        }
    }
};

QTEST_GUILESS_MAIN(DocumentsTest)
#include "documents_test.moc"
