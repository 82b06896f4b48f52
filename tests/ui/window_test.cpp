// SPDX-License-Identifier: Apache-2.0
// The real window over real view models, driven by Qt Quick Test; the test cases are in tst_window.qml.
#include <QQuickStyle>
#include <QtPlugin>
#include <QtQuickTest>

#include "desk.h"

Q_IMPORT_PLUGIN(Mingsi_UiPlugin)

using namespace mingsi;

class Setup : public QObject
{
    Q_OBJECT

public slots:
    void applicationAvailable()
    {
        QQuickStyle::setStyle(QStringLiteral("Basic"));
        m_desk = std::make_unique<test::Desk>();
    }

    void qmlEngineAvailable(QQmlEngine *engine)
    {
        engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
        connect(&m_desk->language, &ui::Language::changed, engine, &QQmlEngine::retranslate);
        // testChat, testConversations, …: what tst_window.qml gives the window.
        const QVariantMap properties = m_desk->properties();
        for (auto it = properties.begin(); it != properties.end(); ++it)
            engine->rootContext()->setContextProperty(
                QStringLiteral("test") + it.key().at(0).toUpper() + it.key().mid(1), it.value());
    }

    void cleanupTestCase() { m_desk.reset(); }

private:
    std::unique_ptr<test::Desk> m_desk;
};

QUICK_TEST_MAIN_WITH_SETUP(window, Setup)
#include "window_test.moc"
