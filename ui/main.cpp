// SPDX-License-Identifier: Apache-2.0
// The composition root of the desktop program.
#include <QCommandLineParser>
#include <QGuiApplication>
#include <QIcon>
#include <QLocale>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QtPlugin>
#include <cstdio>

#include "app/instance/single_instance.h"
#include "app/models/default_model.h"
#include "app/translation.h"
#include "ui/desktop_application.h"

Q_IMPORT_PLUGIN(Mingsi_UiPlugin)

namespace {

struct CommandLine {
    QString dataFolder;
    std::optional<QString> model;
};

CommandLine parseCommandLine(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "Main", "Chat with DeepSeek-family models on your own machine, and see how they think."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {QStringLiteral("data-dir"), QCoreApplication::translate("Main", "Folder of conversations and settings."),
         QStringLiteral("DIR"), mingsi::app::defaultDataFolder()},
        {QStringLiteral("model"),
         QCoreApplication::translate("Main", "Model to open: a GGUF file, a Hugging Face folder, or \"starter\"."),
         QStringLiteral("FILE")},
    });
    parser.addPositionalArgument(QStringLiteral("FILE"), QCoreApplication::translate("Main", "Model to open."),
                                 QStringLiteral("[FILE…]"));
    parser.process(application);

    CommandLine line;
    line.dataFolder = parser.value(QStringLiteral("data-dir"));
    if (parser.isSet(QStringLiteral("model")))
        line.model = parser.value(QStringLiteral("model"));
    else if (!parser.positionalArguments().isEmpty())
        line.model = parser.positionalArguments().constFirst();
    return line;
}

}  // namespace

int main(int argc, char **argv)
{
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("mingsi"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Mingsi"));
    QGuiApplication::setApplicationVersion(QStringLiteral(MINGSI_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("mingsi"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/mingsi.svg")));
    QQuickStyle::setStyle(QStringLiteral("Basic"));

    mingsi::app::Translation translation;
    translation.install({});
    const CommandLine line = parseCommandLine(application);

    mingsi::app::SingleInstance instance(line.dataFolder);
    const auto claimed = instance.claim(line.model ? QStringList{*line.model} : QStringList{});
    if (claimed == mingsi::app::SingleInstance::Outcome::HandedOver) {
        const auto text = QCoreApplication::translate(
            "Main", "Mingsi is already running with the data folder %1; its window was brought to the front.");
        std::puts(text.arg(line.dataFolder).toUtf8().constData());
        return 0;
    }
    if (claimed == mingsi::app::SingleInstance::Outcome::Unreachable) {
        const auto text = QCoreApplication::translate("Main",
                                                      "Another Mingsi holds the data folder %1 but does not answer. "
                                                      "End it, or choose another folder with --data-dir.");
        std::fputs((text.arg(line.dataFolder) + u'\n').toUtf8().constData(), stderr);
        return 1;
    }

    mingsi::ui::DesktopApplication desktop(translation, line.dataFolder, line.model);
    QObject::connect(&instance, &mingsi::app::SingleInstance::activated, &desktop,
                     &mingsi::ui::DesktopApplication::activate);
    if (!desktop.start())
        return 1;
    return QGuiApplication::exec();
}
