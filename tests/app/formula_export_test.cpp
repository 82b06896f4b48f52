// SPDX-License-Identifier: Apache-2.0
// Formulas as each format writes them: MathML, Word's OMML, StarMath. LibreOffice reads them back.
#include <QTemporaryDir>
#include <QTest>

#include "app/exchange/export_run.h"
#include "app/exchange/math_tree.h"
#include "app/store/transfer_db.h"
#include "app/text/math_markup.h"
#include "other_program.h"

using namespace mingsi::app;
using namespace mingsi::test;

class FormulaExportTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString path(const QString &name) const { return m_folder.filePath(name); }

private slots:
    void formulasHaveTheirAlphabetsAndBoxes_data()
    {
        QTest::addColumn<QString>("tex");
        QTest::addColumn<QString>("mathMl");
        QTest::addColumn<QString>("omml");
        QTest::newRow("reals") << "\\mathbb{R}" << QStringLiteral("<mi>ℝ</mi>") << QStringLiteral(">ℝ<");
        QTest::newRow("bold") << "\\mathbf{x}" << QStringLiteral("<mi>𝐱</mi>") << QStringLiteral(">𝐱<");
        QTest::newRow("script") << "\\mathcal{L}" << QStringLiteral("<mi>ℒ</mi>") << QStringLiteral(">ℒ<");
        QTest::newRow("fraktur") << "\\mathfrak{g}" << QStringLiteral("<mi>𝔤</mi>") << QStringLiteral(">𝔤<");
        QTest::newRow("upright stays") << "\\mathrm{d}"
                                       << "<mi mathvariant=\"normal\">d</mi>"
                                       << ">d<";
        QTest::newRow("box") << "\\boxed{5}"
                             << "<menclose notation=\"box\">"
                             << "<m:borderBox><m:borderBoxPr></m:borderBoxPr>";
        QTest::newRow("struck") << "\\cancel{5}"
                                << "updiagonalstrike"
                                << "<m:strikeBLTR m:val=\"1\"/>";
        QTest::newRow("cases") << "f = \\begin{cases} 1 & a \\\\ 2 & b \\end{cases}"
                               << "<mtable"
                               << "<m:begChr m:val=\"{\"/><m:endChr m:val=\"\"/>";
        QTest::newRow("aligned") << "\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}"
                                 << "columnalign=\"right left\""
                                 << "<m:mcJc m:val=\"right\"/></m:mcPr></m:mc><m:mc><m:mcPr><m:count m:val=\"1\"/>"
                                    "<m:mcJc m:val=\"left\"/>";
    }
    void formulasHaveTheirAlphabetsAndBoxes()
    {
        QFETCH(QString, tex);
        QFETCH(QString, mathMl);
        QFETCH(QString, omml);
        const QString written = MathMarkup().mathMl({tex, false});
        QVERIFY2(written.contains(mathMl), qPrintable(written));
        const QString word = toOmml(readMathMl(written));
        QVERIFY2(word.contains(omml), qPrintable(word));
    }

    void formulasAsStarMath_data()
    {
        QTest::addColumn<QString>("tex");
        QTest::addColumn<QString>("words");
        QTest::newRow("accent") << "\\bar{x}"
                                << "bar {x}";
        QTest::newRow("wide") << "\\widehat{AB}"
                              << "widehat {{A B}}";
        QTest::newRow("fraction") << "\\frac{1}{2}"
                                  << "{{1} over {2}}";
        QTest::newRow("sum") << "\\sum_{i=1}^n i"
                             << "sum _{{i = 1}} ^{n} i";
        QTest::newRow("no operand") << "\\sum"
                                    << "sum {}";
        QTest::newRow("relation in front") << "= b"
                                           << "{} = b";
        QTest::newRow("sign in front") << "-b"
                                       << "- b";
        QTest::newRow("brace") << "\\underbrace{a}_{n}"
                               << "{a} underbrace {n}";
        QTest::newRow("stacked") << "\\stackrel{?}{=}"
                                 << "csup {\"?\"}";
        QTest::newRow("one side") << "\\left.x\\right|"
                                  << "left none {x} right rline";
        QTest::newRow("cases") << "\\begin{cases} a \\\\ b \\end{cases}"
                               << "left lbrace {matrix {";
        QTest::newRow("over a letter") << "\\overset{*}{x}"
                                       << "csup {{} * {}}";
        QTest::newRow("words") << "x \\text{ if \"so\"}" << QStringLiteral("\"\u00a0if\u00a0”so”\"");
    }
    void formulasAsStarMath()
    {
        QFETCH(QString, tex);
        QFETCH(QString, words);
        const QString written = toStarMath(readMathMl(MathMarkup().mathMl({tex, false})));
        QVERIFY2(written.contains(words), qPrintable(written));
    }

    // LibreOffice puts ¿ where a term is missing to an operator, and draws no accent that it does not know.
    void libreOfficeReadsEveryFormula()
    {
        if (!has("soffice") || !has("pdftotext"))
            QSKIP("LibreOffice or pdftotext is not installed");
        Database database;
        database.openInMemory().waitForFinished();
        ConversationRecord record;
        record.uid = "formulas";
        Message answer;
        answer.id = 1;
        answer.role = MessageRole::Assistant;
        for (const char *tex :
             {"\\hat{x}+\\bar{y}+\\vec{v}+\\overline{AB}+\\widehat{ABC}+\\overrightarrow{PQ}", "\\stackrel{?}{=}",
              "\\underbrace{a+b}_{n}+\\overbrace{c+d}^{m}+\\sqrt[3]{x}",
              "f(x)=\\begin{cases} x^2 & x>0 \\\\ -x & \\text{otherwise} \\end{cases}",
              "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}\\left\\{\\frac{a}{b}\\right\\}",
              "\\boxed{\\int_0^\\infty e^{-x^2}\\,dx=\\frac{\\sqrt{\\pi}}{2}}\\quad \\cancel{x}\\ \\mathbb{R}",
              "\\begin{aligned} a &= b + c \\\\ &= d \\end{aligned} \\tag{1}",
              "\\sum_{i=1}^{n}\\binom{n}{k}\\lim_{x\\to 0}\\left.\\frac{df}{dx}\\right|_{x=0}\\xrightarrow{f}\\prod",
              "a \\le b \\Rightarrow (a, b] \\subseteq [0, 1) \\quad n! \\% \\# \\& x' \\{1\\}"})
            answer.text += QStringLiteral("$$%1$$\n\n").arg(QLatin1String(tex));
        record.messages = {answer};
        record.conversation.currentMessage = answer.id;
        QVERIFY(TransferDb(database).take(record).result());
        for (const ExportFormat format : {ExportFormat::Odt, ExportFormat::Docx}) {
            const QString name = "formulas." + endingOf(format);
            QVERIFY(runExport(database, {}, format, {}, path(name), {}));
            runIn(m_folder.path(), "soffice",
                  {"-env:UserInstallation=file://" + path("profile"), "--headless", "--convert-to", "pdf", name});
            const QString text = runIn(m_folder.path(), "pdftotext", {"formulas.pdf", "-"});
            QVERIFY2(text.contains("otherwise"), qPrintable(text));
            QVERIFY2(!text.contains(u'¿'), qPrintable(name + ": " + text));
            QVERIFY(QFile::remove(path("formulas.pdf")));
        }
    }
};

QTEST_GUILESS_MAIN(FormulaExportTest)
#include "formula_export_test.moc"
