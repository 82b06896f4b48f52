// SPDX-License-Identifier: Apache-2.0
// A conversation with everything that is hard to write down.
#pragma once

#include "app/store/transfer_db.h"

namespace mingsi::test {

using namespace mingsi::app;

inline const QString kHardThought =
    QStringLiteral("The table has two years. 等等，2020 年要再看一遍。\n\nWait, $a_1 \\neq b$ here.\n\n- one\n- two "
                   "</details><script>alert(1)</script>");

inline const QString kHardAnswer =
    QStringLiteral("## 增长 <b>&amp; growth</b>\n\n**中文名（English）**中文, *emphasis*, ~~struck~~, `code <i>`, "
                   "&copy; [link](https://example.org/?a=1&b=2) "
                   "[bad](javascript:alert(1)) ![image](https://example.org/x.png)\n\n"
                   "| Year | 政策 | growth |\n|:--|:-:|--:|\n| 2019 | 减税 | 6.1 % |\n| 2020 | `=cmd()` | $x_2$ |\n\n"
                   "$$\\sigma = \\sqrt{\\frac{1}{N}\\sum_{i=1}^{N}(x_i-\\bar{x})^2}$$\n\nInline \\(e^{i\\pi}+1=0\\) "
                   "and $\\left(\\frac{a}{b}\\right)$, "
                   "matrix $\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$, broken $\\frac{$.\n\n"
                   "1. first\n2. second\n   - inner\n\n     paragraph of inner\n3. third\n\n- [x] done\n- [ ] open\n\n"
                   "> quoted 引用\n> - in it\n\n```python\ndef f(x):\n    return x < 1 & 2  # "
                   "<script>\n\n\tprint(\"注释\")\n```\n\n---\n\n"
                   "שלום עולם, this is right to left.\n\nمرحبا بالعالم\n\nEmoji 👩‍👩‍👧‍👦 🇨🇳, line  "
                   "\nbreak, "
                   "note[^1].\n\n[^1]: The note.\n\n"
                   "<script>alert('x')</script> control \u0001\u000b]]> end.");

/// Two branches below one question; the answers have runs, a trace, a vote and an attachment.
inline ConversationRecord hardRecord(const QString &uid = QStringLiteral("test:1"))
{
    const auto time = [](int second) { return QDateTime(QDate(2024, 2, 29), QTime(23, 59, second, 123), Qt::UTC); };
    ConversationRecord record;
    record.uid = uid;
    record.folder = QStringLiteral("Reports 报告");
    Conversation &c = record.conversation;
    c.title = QStringLiteral("Growth: \"2019\\2020\" / 增长 <title> # *x*\n");
    c.createdAt = time(1);
    c.usedAt = time(9);
    c.pinned = true;
    c.tags = QStringList{QStringLiteral("a b"), QStringLiteral("标签")};
    c.draft = QStringLiteral("not sent");
    c.settings = QStringLiteral("{\"temperature\":0.5}");
    Message question;
    question.id = 1;
    question.role = MessageRole::User;
    question.text = QStringLiteral("Compare, please. 请比较。\n\n<script>alert(2)</script>");
    question.createdAt = time(2);
    question.attachments = {{QStringLiteral("figures \"x\".csv"), QStringLiteral("text/csv"),
                             QByteArray("year,growth\n2019,6.1\n\xff\0\x01", 24)}};
    Message answer;
    answer.id = 2;
    answer.parent = 1;
    answer.role = MessageRole::Assistant;
    answer.text = kHardAnswer;
    answer.createdAt = time(3);
    answer.reasoning = Reasoning{kHardThought, 96, 3.4, ThoughtEnd::Budget};
    answer.run = Run{0,
                     QStringLiteral("R1 <b>"),
                     QStringLiteral("/m/r1.gguf"),
                     QStringLiteral("cpu"),
                     QStringLiteral("{\"seed\":\"18446744073709551615\"}"),
                     QStringLiteral("hash"),
                     QStringLiteral("Q4_K"),
                     QStringLiteral("template"),
                     QStringLiteral("0.1.0"),
                     QStringLiteral("stop"),
                     11,
                     240,
                     0.25,
                     6.5,
                     0.00391,
                     QStringLiteral("CNY")};
    Message other = answer;
    other.id = 3;
    other.text = QStringLiteral("Another answer.");
    other.state = MessageState::Failed;
    other.failure = QStringLiteral("It failed.");
    other.reasoning.reset();
    Message more = question;
    more.id = 4;
    more.parent = 2;
    more.attachments.clear();
    more.text = QStringLiteral("And then?");
    record.messages = {question, answer, other, more};
    record.traces.insert(2, QByteArray("trace\0bytes", 11));
    record.votes.insert(1, 2);
    c.currentMessage = 4;
    return record;
}

}  // namespace mingsi::test
