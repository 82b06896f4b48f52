// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace mingsi::ui {

/// GitHub-flavoured Markdown as rich text that Qt shows safely: raw HTML is text, images are their description,
/// links lead only to http, https and mailto. Parsed by md4c.
QString markdownToHtml(const QString &markdown);

}  // namespace mingsi::ui
