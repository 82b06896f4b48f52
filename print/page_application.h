// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <memory>

namespace mingsi::app {

/// The application of a program that sets pages and has no window: fonts want one with a platform, but no display.
std::unique_ptr<QCoreApplication> makePageApplication(int &argc, char **argv);

}  // namespace mingsi::app
