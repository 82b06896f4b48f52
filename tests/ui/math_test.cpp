// SPDX-License-Identifier: Apache-2.0
// Formulas against a browser with KaTeX's own style sheet: where each run of text stands, and how wide the whole is.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QTest>

#include "print/math/formula_painter.h"
#include "print/math/math_typesetter.h"

using namespace mingsi::app;

class MathTest : public QObject
{
    Q_OBJECT

private slots:
    void standsWhereABrowserPutsIt_data()
    {
        QTest::addColumn<QJsonObject>("reference");
        QFile file(QStringLiteral(MINGSI_FORMULAS_DIR "/reference.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto formulas = QJsonDocument::fromJson(file.readAll()).array();
        QVERIFY(formulas.size() > 50);
        for (const auto &formula : formulas) {
            const auto object = formula.toObject();
            QTest::addRow("%s %s", object["displayed"].toBool() ? "D" : "I", qPrintable(object["tex"].toString()))
                << object;
        }
    }
    void standsWhereABrowserPutsIt()
    {
        QFETCH(QJsonObject, reference);
        const Formula formula = m_typesetter.typeset(reference["tex"].toString(), reference["displayed"].toBool());
        QCOMPARE(formula.error, QString());
        save(formula);

        QList<Formula::Text> left = formula.texts;
        for (const auto &value : reference["texts"].toArray()) {
            const QJsonArray text = value.toArray();
            const QPointF at(text.at(1).toDouble(), text.at(2).toDouble());
            const auto found = std::find_if(left.begin(), left.end(), [&](const Formula::Text &candidate) {
                return candidate.text == text.at(0).toString() && near(candidate.at.x(), at.x())
                    && near(candidate.at.y(), at.y()) && near(candidate.size, text.at(3).toDouble());
            });
            if (found == left.end()) {
                QString candidates;
                for (const Formula::Text &candidate : left) {
                    if (candidate.text == text.at(0).toString())
                        candidates +=
                            QString(" (%1, %2; %3)").arg(candidate.at.x()).arg(candidate.at.y()).arg(candidate.size);
                }
                QFAIL(qPrintable(QString("%1 is to be at (%2, %3; %4), not at%5")
                                     .arg(text.at(0).toString())
                                     .arg(at.x())
                                     .arg(at.y())
                                     .arg(text.at(3).toDouble())
                                     .arg(candidates)));
            }
            left.erase(found);
        }
        QVERIFY2(left.isEmpty(), qPrintable(left.isEmpty() ? QString() : left.constFirst().text + " is too much"));
        QVERIFY2(near(formula.width, reference["width"].toDouble()),
                 qPrintable(QString("%1 wide, to be %2").arg(formula.width).arg(reference["width"].toDouble())));
    }

    void paintsInkInTheColourAsked()
    {
        for (const char *tex : {"\\frac{a}{b}", "\\sqrt{x}", "\\boxed{42}", "\\underbrace{a+b+c}_n", "\\text{中文}"}) {
            const Formula formula = m_typesetter.typeset(tex, true);
            QCOMPARE(formula.error, QString());
            const QImage image =
                paintFormula(formula, m_typesetter.fonts(), 40, formula.height, formula.depth, Qt::red);
            QCOMPARE(image.width(), static_cast<int>(std::ceil(formula.width * 40)));
            int ink = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    if (pixel.alpha() < 128)
                        continue;
                    ++ink;
                    QVERIFY2(pixel.red() > 200 && pixel.green() < 60, tex);
                }
            }
            QVERIFY2(ink > 40, tex);
        }
    }

    void aTagStandsBehind()
    {
        const Formula formula = m_typesetter.typeset(QStringLiteral("a = b \\tag{1}"), true);
        QCOMPARE(formula.error, QString());
        QVERIFY(formula.texts.constLast().at.x() > 4);
        QVERIFY(!m_typesetter.typeset(QStringLiteral("a = b \\tag{1}"), false).error.isEmpty());
    }

    void badTexHasAReason_data()
    {
        QTest::addColumn<QString>("tex");
        QTest::newRow("unknown") << "\\nosuchthing{x}";
        QTest::newRow("open") << "\\frac{a}{";
        QTest::newRow("closed too often") << "a}}";
        QTest::newRow("endless") << "\\def\\a{\\a\\a}\\a";
        QTest::newRow("exponential")
            << "\\def\\a{xx}\\def\\b{\\a\\a\\a\\a\\a\\a\\a\\a\\a\\a}\\def\\c{\\b\\b\\b\\b\\b\\b\\b\\b\\b\\b}"
               "\\def\\d{\\c\\c\\c\\c\\c\\c\\c\\c\\c\\c}\\d\\d\\d";
        QTest::newRow("long") << QString(20000, 'x');
        QTest::newRow("deep") << QString(3000, '{') + QString(3000, '}');
    }
    void badTexHasAReason()
    {
        QFETCH(QString, tex);
        QVERIFY(!m_typesetter.typeset(tex, false).error.isEmpty());
        QVERIFY(m_typesetter.typeset(QStringLiteral("x"), false).error.isEmpty());
    }

    void loadsNothingAndLinksNowhere()
    {
        for (const char *tex : {"\\includegraphics{http://x.example/a.png}", "\\href{javascript:alert(1)}{x}"}) {
            const Formula formula = m_typesetter.typeset(tex, false);
            for (const Formula::Text &text : formula.texts)
                QVERIFY(!text.text.isEmpty());
            QVERIFY(formula.paths.isEmpty());
        }
    }

private:
    static bool near(double a, double b) { return std::abs(a - b) < 0.015; }

    /// For people who look: pictures of all formulas, in the folder that MINGSI_FORMULA_PICTURES names.
    void save(const Formula &formula)
    {
        const QString folder = qEnvironmentVariable("MINGSI_FORMULA_PICTURES");
        if (folder.isEmpty())
            return;
        const QImage image =
            paintFormula(formula, m_typesetter.fonts(), 40, formula.height + 0.1, formula.depth + 0.1, Qt::black);
        QImage page(image.size(), QImage::Format_RGB32);
        page.fill(Qt::white);
        QPainter painter(&page);
        painter.drawImage(0, 0, image);
        painter.end();
        page.save(QStringLiteral("%1/%2.png").arg(folder).arg(++m_saved, 3, 10, QChar('0')));
    }

    MathTypesetter m_typesetter;
    int m_saved = 0;
};

QTEST_MAIN(MathTest)
#include "math_test.moc"
