// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <md4c.h>

#include <QByteArray>

#include <string_view>

namespace mingsi::app {

/// What a reader of a Markdown text is told, in order. An event that returns false ends the parse.
class MarkdownEvents
{
public:
    virtual ~MarkdownEvents() = default;
    virtual bool enterBlock(MD_BLOCKTYPE type, const void *detail) = 0;
    virtual bool leaveBlock(MD_BLOCKTYPE type, const void *detail) = 0;
    virtual bool enterSpan(MD_SPANTYPE type, const void *detail) = 0;
    virtual bool leaveSpan(MD_SPANTYPE type, const void *detail) = 0;
    /// `content` points into the parsed text wherever it was copied from there unchanged.
    virtual bool text(MD_TEXTTYPE type, std::string_view content) = 0;
};

/// Parses GitHub's Markdown, raw HTML as text unless it is wanted as such. False when an event ended it or md4c gave up.
bool parseMarkdown(const QByteArray &markdown, MarkdownEvents &events, bool html = false);

}  // namespace mingsi::app
