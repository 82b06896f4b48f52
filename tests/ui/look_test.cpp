// SPDX-License-Identifier: Apache-2.0
// Every page and dialog of the window in light and dark, English and Chinese, and three sizes: no text is cut off, runs
// into other text or out of the window, or can't be read on what is behind it. MINGSI_PICTURES names a folder for the
// pictures.
#include <QQmlComponent>
#include <QQuickStyle>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QtPlugin>

#include "app/chat/token_trace.h"
#include "app/store/conversation_db.h"
#include "app/store/message_db.h"
#include "desk.h"
#include "layout_check.h"

Q_IMPORT_PLUGIN(Mingsi_UiPlugin)

using namespace mingsi;

namespace {

const QString kQuestion = QStringLiteral("Compare the growth of 2019 to 2021, please. 请比较 2019 至 2021 年的增长。");
const QString kThought = QStringLiteral(
    "The table has three years. Growth was 6.1 % in 2019.\n\nWait, 2020 needs a second look: 2.3 %, not 3.2 %.\n\n"
    "So the mean is\n\\[ \\bar{x} = \\frac{6.1 + 2.3 + 8.4}{3} = 5.6 \\]\nand **not** 5.5: 3 * 5.6 = 16.8\nwhich is "
    "the sum.");
const QString kAnswer = QStringLiteral(
    "## Growth 增长\n\n**Mean（平均）** is $\\bar{x} = \\frac{1}{3}\\sum_{i} x_i = 5.6\\,\\%$, see "
    "[the report](https://example.org/report).\n\n| Year | Policy | 增长 |\n|:--|:-:|--:|\n| 2019 | 减税 | 6.1 % |\n"
    "| 2020 | `relief` | 2.3 % |\n\n$$\\sigma = \\sqrt{\\frac{1}{N}\\sum_{i=1}^{N}(x_i-\\bar{x})^2}$$\n\n"
    "```python\nmean = sum(values) / len(values)  # a comment that goes on so that the line is longer than the page is "
    "wide\n```\n"
    "- [x] checked\n- [ ] open\n");

}  // namespace

class LookTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QQuickStyle::setStyle(QStringLiteral("Basic"));
        m_desk = std::make_unique<test::Desk>();
        QTRY_COMPARE(m_desk->models.state(), ui::ModelViewModel::Ready);
        for (const char *title : {"Which is bigger, 9.11 or 9.9?", "政策梳理：2019—2023 年的变化与影响"})
            seed(QString::fromUtf8(title));
        app::EndpointDb(m_desk->database)
            .put({0, "http://cluster:8000/v1", "deepseek-r1", {4, 16, "CNY"}})
            .waitForFinished();
        m_desk->servers.load();
        QFile table(m_folder.filePath(QStringLiteral("问卷 figures.csv")));
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write("city,growth\n上海,6.1\nBerlin,2.3\n");
        m_desk->conversations.load();
        QTRY_COMPARE(m_desk->conversations.list()->count(), 2);
        m_engine = std::make_unique<QQmlEngine>();
        m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
        connect(&m_desk->language, &ui::Language::changed, m_engine.get(), &QQmlEngine::retranslate);
        QQmlComponent component(m_engine.get(), QUrl(QStringLiteral("qrc:/qt/qml/Mingsi/Ui/Main.qml")));
        m_window.reset(qobject_cast<QQuickWindow *>(component.createWithInitialProperties(m_desk->properties())));
        QVERIFY2(m_window, qPrintable(component.errorString()));
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void cleanupTestCase()
    {
        m_window.reset();
        m_engine.reset();
        m_desk.reset();
    }

    void looksRight_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QString>("language");
        QTest::addColumn<double>("zoom");
        for (const QSize size : {QSize(1320, 860), QSize(900, 700), QSize(520, 640)}) {
            for (const bool dark : {false, true}) {
                for (const char *language : {"en", "zh_CN"})
                    QTest::addRow("%d-%s-%s", size.width(), dark ? "dark" : "light", language)
                        << size << dark << QString(language) << 1.0;
            }
        }
        QTest::newRow("small-1.5") << QSize(520, 640) << true << QStringLiteral("zh_CN") << 1.5;
        QTest::newRow("zoom-1.5") << QSize(1320, 860) << false << QStringLiteral("en") << 1.5;
        QTest::newRow("zoom-2") << QSize(1320, 860) << true << QStringLiteral("zh_CN") << 2.0;
    }
    void looksRight()
    {
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        QFETCH(QString, language);
        QFETCH(double, zoom);
        m_window->resize(size);
        m_desk->preferences.setZoom(zoom);
        m_desk->appearance.choose(dark ? ui::Appearance::Dark : ui::Appearance::Light);
        m_desk->language.choose(language);
        QTRY_COMPARE(m_window->size(), size);
        QStringList faults;
        const auto look = [&](const QString &scene) {
            QTest::qWait(60);  // for layouts and texts that are read on another thread
            const test::LayoutCheck check(*m_window);
            for (const QString &fault : check.faults)
                faults.append(scene + ": " + fault);
            const QString folder = qEnvironmentVariable("MINGSI_PICTURES");
            if (!folder.isEmpty())
                check.image().save(QStringLiteral("%1/%2-%3.png").arg(folder, QTest::currentDataTag(), scene));
        };
        const auto perform = [&](const QString &action) {
            QMetaObject::invokeMethod(m_window.get(), "perform", Q_ARG(QVariant, action));
            QTest::qWait(150);  // for what it opens to be there whole
        };
        m_desk->conversations.startNew();
        QTRY_COMPARE(m_desk->chat.conversation(), 0);
        look("welcome");
        m_desk->conversations.open(m_conversations.last());
        QTRY_COMPARE(m_desk->chat.transcript()->count(), 2);
        QTest::qWait(150);
        look("conversation");
        const QStringList dialogs{"search",  "palette",  "tree",      "compare",   "parameters", "settings",
                                  "library", "download", "servers",   "export",    "import",     "prompts",
                                  "rename",  "attach",   "openModel", "openFolder"};
        for (const QString &dialog : dialogs) {
            // Qt's own file dialogs don't grow with the text in them.
            if (zoom > 1 && QStringList{"attach", "openModel", "openFolder"}.contains(dialog))
                continue;
            perform(dialog);
            look(dialog);
            QTest::keyClick(m_window.get(), Qt::Key_Escape);
            QTest::qWait(40);
        }
        // With a GPU there is more to choose.
        const auto described = m_desk->described;
        m_desk->described.gpus = {
            {"NVIDIA GeForce RTX 4090", {}, std::uint64_t{24} << 30, std::uint64_t{22} << 30, true}};
        m_desk->preferences.setDevice(ui::Preferences::Gpu);
        perform("settings");
        look("settingsGpu");
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QTest::qWait(40);
        m_desk->preferences.setDevice(ui::Preferences::Automatic);
        m_desk->described = described;
        m_desk->drafts.attachFiles({QUrl::fromLocalFile(m_folder.filePath(QStringLiteral("问卷 figures.csv")))});
        QTRY_COMPARE(m_desk->drafts.attachments().size(), 1);
        m_desk->document.openDraft(0);
        QTRY_VERIFY(!m_desk->document.isLoading());
        m_desk->document.setNumbers("1-2");
        QTest::qWait(90);
        look("document");
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QTest::qWait(40);
        look("attached");
        m_desk->drafts.detach(0);
        auto *fields = m_window->findChild<QObject *>(QStringLiteral("promptFields"));
        QMetaObject::invokeMethod(fields, "ask", Q_ARG(QVariant, m_desk->prompts.all().at(3)));
        QTest::qWait(90);
        look("promptFields");
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QTest::qWait(40);
        if (size.width() > 980) {
            m_desk->thought.setInspecting(false);
            perform("read");
            look("reading");
            perform("read");
        }
        auto *page = m_window->findChild<QObject *>(QStringLiteral("thoughtPage"));
        const bool twoPages = page->property("visible").toBool();
        if (!twoPages) {
            page = m_window->findChild<QObject *>(QStringLiteral("drawerPage"));
            perform("thought");
            look("thoughtDrawer");
        }
        m_desk->thought.setInspecting(true);
        QTest::qWait(90);
        auto *popup = page->findChild<QObject *>(QStringLiteral("tokenPopup"));
        QMetaObject::invokeMethod(popup, "pin", Q_ARG(QVariant, 6));
        QTest::qWait(60);
        look("token");
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        perform("experts");
        look("experts");
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        m_desk->thought.setInspecting(false);
        if (!twoPages) {
            QTest::keyClick(m_window.get(), Qt::Key_Escape);
            QTest::qWait(60);
        }
        if (size.width() < 700) {
            perform("sidebar");
            look("sidebarDrawer");
            QTest::keyClick(m_window.get(), Qt::Key_Escape);
            QTest::qWait(60);
        }
        m_desk->compare.toggleMark(m_answers.first());
        m_desk->compare.toggleMark(m_answers.last());
        look("marked");
        m_desk->compare.clearMarks();
        m_desk->compare.showSiblings(m_answers.last());
        QTRY_VERIFY(m_desk->compare.isActive());
        QTest::qWait(100);
        look("comparison");
        m_desk->compare.setDifferences(true);
        QTest::qWait(100);
        look("differences");
        m_desk->compare.setDifferences(false);
        m_desk->compare.close();
        QVERIFY2(faults.isEmpty(), qPrintable('\n' + faults.join('\n')));
    }

private:
    /// A conversation whose answer has been given twice.
    void seed(const QString &title)
    {
        const auto wait = [](auto future) {
            future.waitForFinished();
            return *future.result();
        };
        app::MessageDb messages(m_desk->database);
        const auto conversation = wait(app::ConversationDb(m_desk->database).create(title)).id;
        const auto question = wait(messages.addUserMessage(conversation, 0, kQuestion));
        for (int i = 0; i < 2; ++i) {
            app::Run run;
            run.model = "Mingsi Starter";
            auto answer = wait(messages.beginAnswer(conversation, question.id, run));
            answer.text = i == 0
                ? kAnswer
                : QString(kAnswer).replace("8.4", "8.5").replace("2.3", "2.4") + "\nAnother end. 另一个结尾。\n";
            answer.reasoning = {kThought, 96, 3.4, app::ThoughtEnd::Model};
            answer.state = app::MessageState::Complete;
            answer.run->completionTokens = 240;
            answer.run->decodeSeconds = 6;
            messages.finishAnswer(answer, traceOf(answer).toBytes()).waitForFinished();
            m_answers.append(answer.id);
        }
        m_conversations.append(conversation);
    }

    /// A trace as a mixture of experts would leave one: a token a word.
    static app::TokenTrace traceOf(const app::Message &answer)
    {
        app::TokenTrace trace;
        trace.setRouting(2, 8);
        engine::TokenId id = 0;
        const auto add = [&](const QString &text, bool inReasoning) {
            for (qsizetype end = 0; end < text.size();) {
                const qsizetype start = end;
                end = text.indexOf(u' ', start + 1);
                end = end < 0 ? text.size() : end;
                const float probability = 1 / (1 + static_cast<float>(id % 5));
                const std::array alternatives = {engine::TokenProbability{id, probability},
                                                 engine::TokenProbability{0, (1 - probability) / 2}};
                const std::array<std::int32_t, 4> experts = {id % 8, (id + 1) % 8, id % 3, 7};
                trace.learn(id, text.mid(start, end - start).toStdString());
                trace.add({.id = id,
                           .text = {},
                           .index = 0,
                           .probability = probability,
                           .alternatives = alternatives,
                           .experts = experts},
                          {static_cast<qint32>(end), static_cast<quint32>(20 * id), probability, inReasoning});
                ++id;
            }
        };
        add(answer.reasoning->text, true);
        add(answer.text, false);
        return trace;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<test::Desk> m_desk;
    std::unique_ptr<QQmlEngine> m_engine;
    std::unique_ptr<QQuickWindow> m_window;
    QList<app::RowId> m_conversations;
    QList<app::RowId> m_answers;
};

QTEST_MAIN(LookTest)
#include "look_test.moc"
