// SPDX-License-Identifier: Apache-2.0
#include "print/page_application.h"

#include <QGuiApplication>

namespace mingsi::app {

std::unique_ptr<QCoreApplication> makePageApplication(int &argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QGuiApplication>(argc, argv);
}

}  // namespace mingsi::app
