# SPDX-License-Identifier: Apache-2.0
"""A few worked solutions show how one looks back: a check of the result, or a slip that is noticed and put right.
The slip stands between SLIP and END_SLIP, which training removes and never learns to say; only the correction is
learned. What becomes of this habit is left to reinforcement learning, which rewards right answers alone."""

import re

from item import say

SLIP, END_SLIP = "\x02", "\x03"
RESULT = re.compile(r"^(?P<steps>.*?)(?P<expression>-?[\d.]+ [+×÷-] [\d.]+) = (?P<result>\d+)$")

LOOKS_BACK = re.compile(r"let me check|wait,|检查一下|等等", re.IGNORECASE)
CORRECTS = re.compile(r"wait,|等等", re.IGNORECASE)


def reflect(item, rng):
    lines = item.reasoning.split("\n")
    places = [i for i, line in enumerate(lines) if RESULT.match(line)]
    if places and rng.random() < 0.35:
        place = rng.choice(places)
        found = RESULT.match(lines[place])
        wrong = int(found["result"]) + rng.choice((-10, -1, 1, 10))
        slip = f"{found['steps']}{found['expression']} = {SLIP}{max(0, wrong)}{END_SLIP}"
        lines[place : place + 1] = [slip, say(item.lang, "Wait, let me check: ", "等等，我检查一下：") + lines[place]]
    elif item.proof:
        lines.append(say(item.lang, f"Let me check: {item.proof}, right.", f"检查一下：{item.proof}，正确。"))
    item.reasoning = "\n".join(lines)


def without_marks(text):
    return text.replace(SLIP, "").replace(END_SLIP, "")


def slips(text):
    """→ the text without marks, and the spans (start, end) in it that are not to be learned."""
    spans, plain = [], ""
    for part in re.split(f"({SLIP}[^{END_SLIP}]*{END_SLIP})", text):
        if part.startswith(SLIP):
            spans.append((len(plain), len(plain) + len(part) - 2))
            part = part[1:-1]
        plain += part
    return plain, spans
