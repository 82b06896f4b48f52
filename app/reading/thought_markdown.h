// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace mingsi::app {

/// A step of a thought as Markdown that shows what the model wrote: R1 uses TeX, bold text, lists and code in its
/// thoughts, but it thinks in lines and multiplies with single stars. Line breaks stay, a lone * or _ between letters
/// or digits is one, and what is set in by spaces is no code.
QString thoughtMarkdown(const QString &step);

}  // namespace mingsi::app
