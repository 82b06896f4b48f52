# SPDX-License-Identifier: Apache-2.0
"""A few worked solutions show how one looks back: a check of the result, or a slip that is noticed and put right.
The slip stands between SLIP and END_SLIP, which training removes and never learns to say; only the correction is
learned. What becomes of this habit is left to reinforcement learning, which rewards right answers alone."""

import re

from item import say

from skills.working import Working

SLIP, END_SLIP = "\x02", "\x03"
RESULT = re.compile(r"^(?P<steps>.*?)(?P<a>-?[\d.]+) (?P<sign>[+×÷-]) (?P<b>[\d.]+) = (?P<result>\d[\d.]*)$")
INVERSE = {"×": "÷", "÷": "×"}

LOOKS_BACK = re.compile(r"let me check|wait,|检查一下|等等", re.IGNORECASE)
CORRECTS = re.compile(r"wait,|等等", re.IGNORECASE)


def reflect(item, rng):
    lines = item.reasoning.split("\n")
    places = [i for i, line in enumerate(lines) if RESULT.match(line)]
    if not places:
        return
    if rng.random() < 0.5:
        place = rng.choice(places)
        found = RESULT.match(lines[place])
        expression = f"{found['a']} {found['sign']} {found['b']}"
        slip = f"{found['steps']}{expression} = {SLIP}{miswritten(found['result'], rng)}{END_SLIP}"
        lines[place : place + 1] = [slip, say(item.lang, "Wait, let me check: ", "等等，我检查一下：") + lines[place]]
    else:
        proof = undone(RESULT.match(lines[places[-1]]), item.lang)
        lines.append(say(item.lang, "Let me check: ", "检查一下：") + proof + say(item.lang, ", right.", "，正确。"))
    item.reasoning = "\n".join(lines)


def undone(found, lang):
    """The last calculation by the inverse operation, worked as any other; products and quotients, whose inverse takes many lines,
    are only stated, and a product with 0 is repeated."""
    a, sign, b, result = found["a"], found["sign"], found["b"], found["result"]
    if sign in "+-":
        working = Working(lang)
        working.subtract(result, b) if sign == "+" else working.add(result, b)
        return working.lines[0]
    if sign == "×" and float(b) == 0:
        return f"{a} × {b} = {result}"
    return f"{result} {INVERSE[sign]} {b} = {a}"


def miswritten(number, rng):
    """With one digit wrong."""
    place = rng.choice([i for i, c in enumerate(number) if c.isdigit()])
    other = rng.choice([d for d in "123456789" if d != number[place]])
    return number[:place] + other + number[place + 1 :]


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
