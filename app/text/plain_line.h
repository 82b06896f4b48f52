// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace mingsi::app {

/// A stretch of Markdown as one line to be recognized by, such as in a list: without the marks of headings, bold and
/// struck text, code and links. It may be cut off anywhere; what is no mark ("2**10") stays.
QString plainLine(const QString &stretch);

}  // namespace mingsi::app
