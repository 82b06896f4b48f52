// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

// The parts of an ODT file around its text (OASIS ODF 1.3).
namespace mingsi::app::odt {

QString contentHead();
QString contentEnd();
QString styles();
QString manifest(qsizetype formulas);

}  // namespace mingsi::app::odt
