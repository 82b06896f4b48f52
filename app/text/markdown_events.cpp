// SPDX-License-Identifier: Apache-2.0
#include "app/text/markdown_events.h"

namespace mingsi::app {

bool parseMarkdown(const QByteArray &markdown, MarkdownEvents &events)
{
    MD_PARSER parser{};
    parser.flags =
        MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_NOHTML;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *receiver) {
        return static_cast<MarkdownEvents *>(receiver)->enterBlock(type, detail) ? 0 : 1;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *detail, void *receiver) {
        return static_cast<MarkdownEvents *>(receiver)->leaveBlock(type, detail) ? 0 : 1;
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *receiver) {
        return static_cast<MarkdownEvents *>(receiver)->enterSpan(type, detail) ? 0 : 1;
    };
    parser.leave_span = [](MD_SPANTYPE type, void *detail, void *receiver) {
        return static_cast<MarkdownEvents *>(receiver)->leaveSpan(type, detail) ? 0 : 1;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *receiver) {
        return static_cast<MarkdownEvents *>(receiver)->text(type, std::string_view(text, size)) ? 0 : 1;
    };
    return md_parse(markdown.constData(), static_cast<MD_SIZE>(markdown.size()), &parser, &events) == 0;
}

}  // namespace mingsi::app
