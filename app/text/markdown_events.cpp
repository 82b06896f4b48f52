// SPDX-License-Identifier: Apache-2.0
#include "app/text/markdown_events.h"

namespace mingsi::app {

namespace {

/// The receiver, and whether it has ended the parse: md4c does not pass that on from within containers.
struct Session {
    MarkdownEvents &events;
    bool ended = false;

    int answer(bool goesOn)
    {
        ended = ended || !goesOn;
        return goesOn ? 0 : 1;
    }
};

Session &sessionOf(void *receiver)
{
    return *static_cast<Session *>(receiver);
}

}  // namespace

bool parseMarkdown(const QByteArray &markdown, MarkdownEvents &events, bool html)
{
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS;
    if (!html)
        parser.flags |= MD_FLAG_NOHTML;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *receiver) {
        Session &session = sessionOf(receiver);
        return session.answer(session.events.enterBlock(type, detail));
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *detail, void *receiver) {
        Session &session = sessionOf(receiver);
        return session.answer(session.events.leaveBlock(type, detail));
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *receiver) {
        Session &session = sessionOf(receiver);
        return session.answer(session.events.enterSpan(type, detail));
    };
    parser.leave_span = [](MD_SPANTYPE type, void *detail, void *receiver) {
        Session &session = sessionOf(receiver);
        return session.answer(session.events.leaveSpan(type, detail));
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *receiver) {
        Session &session = sessionOf(receiver);
        return session.answer(session.events.text(type, std::string_view(text, size)));
    };
    Session session{events};
    return md_parse(markdown.constData(), static_cast<MD_SIZE>(markdown.size()), &parser, &session) == 0
        && !session.ended;
}

}  // namespace mingsi::app
