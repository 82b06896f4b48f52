// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace mingsi::app {

/// A Markdown text that stays within itself when others stand around it: HTML that would take in what follows
/// (CommonMark 4.6, kinds 1 to 5, and the <details> around reasoning) is shown as text, and a fence of code that is open
/// at the end is closed. Code stays as it is, wherever it stands.
QString containedMarkdown(const QString &text);

}  // namespace mingsi::app
