// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace mingsi::app {

/// Makes the line below a table's head long enough for md4c of Debian 12, which reads "|--|:-:|" from three characters
/// a column on only; GitHub needs one (GFM 4.10). In fenced code nothing is changed.
QString lengthenTableRules(const QString &markdown);

}  // namespace mingsi::app
