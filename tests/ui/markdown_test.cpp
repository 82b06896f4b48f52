// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QTest>
#include <QTextDocument>

#include "ui/text/markdown.h"

namespace {

QString markdownToHtml(const QString &markdown)
{
    return mingsi::ui::readMarkdown(markdown).html;
}

}  // namespace

class MarkdownTest : public QObject
{
    Q_OBJECT

private slots:
    void writes_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("html");
        QTest::newRow("bold") << "47 + 85 = **132**"
                              << "<p>47 + 85 = <strong>132</strong></p>";
        QTest::newRow("Chinese") << "**9.9** 更大。"
                                 << "<p><strong>9.9</strong> 更大。</p>";
        QTest::newRow("code") << "`a<b`"
                              << "<p><code>a&lt;b</code></p>";
        QTest::newRow("fence") << "```\nx < 1\n```"
                               << "<pre class=\"code\">x &lt; 1</pre>";
        QTest::newRow("list") << "- a\n- b"
                              << "<ul><li>a</li><li>b</li></ul>";
        QTest::newRow("numbered") << "3. a"
                                  << "<p style=\"margin:3px 0px;margin-left:24px\">3. a</p>";
        QTest::newRow("task") << "- [x] done"
                              << "<p style=\"margin:3px 0px;margin-left:24px\">☑ done</p>";
        QTest::newRow("a task among others") << "- [ ] open\n- b"
                                             << "<ul><li>☐ open</li><li>b</li></ul>";
        QTest::newRow("link") << "[a](https://example.org/?x=1&y=2)"
                              << "<p><a href=\"https://example.org/?x=1&amp;y=2\">a</a></p>";
        // Nothing of what a model writes may load, run or leave.
        QTest::newRow("raw html") << "<script>alert(1)</script>"
                                  << "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>";
        QTest::newRow("inline html") << "a <img src=x> b"
                                     << "<p>a &lt;img src=x&gt; b</p>";
        QTest::newRow("line breaks") << "a <br> b<BR/>c<br />\nd **e<br>f**"
                                     << "<p>a<br/>b<br/>c<br/>d <strong>e</strong><br/><strong>f</strong></p>";
        QTest::newRow("no line breaks")
            << "\\<br> `<br>` &lt;br&gt; <br x> <brr> a\\*<br>"
            << "<p>&lt;br&gt; <code>&lt;br&gt;</code> &lt;br&gt; &lt;br x&gt; &lt;brr&gt; a*<br/></p>";
        QTest::newRow("image") << "![a picture](https://example.org/p.png)"
                               << "<p>a picture</p>";
        QTest::newRow("javascript link") << "[a](javascript:alert(1))"
                                         << "<p>a</p>";
        QTest::newRow("file link") << "[a](file:///etc/passwd)"
                                   << "<p>a</p>";
        QTest::newRow("quotes in a link") << "[a](https://e.org/\"onclick=\"x)"
                                          << "<p><a href=\"https://e.org/&quot;onclick=&quot;x\">a</a></p>";
        QTest::newRow("right to left")
            << "English.\n\nمرحبا world\n\n- שלום"
            << "<p>English.</p><p dir=\"rtl\">مرحبا world</p><ul><li dir=\"rtl\">שלום</li></ul>";
        QTest::newRow("nothing") << ""
                                 << "";
    }

    void writes()
    {
        QFETCH(QString, markdown);
        QFETCH(QString, html);
        QCOMPARE(markdownToHtml(markdown), html);
    }

    void tablesAreTables()
    {
        const QString html = markdownToHtml("| a | b |\n|---|--:|\n| 1 | 2 |");
        QTextDocument document;
        document.setHtml(html);
        QVERIFY(html.contains("<td align=\"right\">2</td>"));
        QCOMPARE(document.toPlainText().simplified(), QString("a b 1 2"));
        const auto broken = mingsi::ui::readMarkdown("| a<br>b | c |\n|--|--|\n| `<br>` | 1<br/>2 |");
        QVERIFY2(broken.html.contains("<th>a<br/>b</th>"), qPrintable(broken.html));
        QVERIFY2(broken.html.contains("<td>1<br/>2</td>"), qPrintable(broken.html));
        QCOMPARE(broken.rows.last(), (QStringList{"<br>", "1\n2"}));
    }

    void bombsEnd_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::newRow("quotes") << QString(">").repeated(20000) + "x";
        QTest::newRow("lists") << QString("- ").repeated(5000) + "x";
        QTest::newRow("brackets") << QString("[").repeated(50000);
        QTest::newRow("stars") << QString("*a **b ").repeated(20000);
        QTest::newRow("open fence") << "```\n" + QString("x\n").repeated(100000);
    }

    void bombsEnd()
    {
        QFETCH(QString, markdown);
        QVERIFY(!markdownToHtml(markdown).isEmpty());  // CTest's limit is the judge of "ends"
    }
};

QTEST_GUILESS_MAIN(MarkdownTest)
#include "markdown_test.moc"
