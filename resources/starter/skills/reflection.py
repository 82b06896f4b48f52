# SPDX-License-Identifier: Apache-2.0
"""Worked solutions that look back: a check of the result, the more often the harder the question is, which now and then finds it
wrong; or a slip that is noticed and put right. The slip stands between SLIP and END_SLIP, which training removes and never
learns to say; only the correction is learned. What becomes of this habit is left to reinforcement learning, which rewards right
answers alone."""

import re
from fractions import Fraction

from item import say

from skills.exact import show
from skills.working import Working

SLIP, END_SLIP = "\x02", "\x03"
RESULT = re.compile(r"^(?P<steps>.*?)(?P<a>-?[\d.]+) (?P<sign>[+×÷-]) (?P<b>[\d.]+) = (?P<result>\d[\d.]*)$")

LOOKS_BACK = re.compile(r"let me check|wait,|检查一下|等等", re.IGNORECASE)
CORRECTS = re.compile(r"wait,|等等", re.IGNORECASE)
# How often a worked solution shows a slip, and by its difficulty a check of its result, both times `reflecting`.
SLIPS, CHECKS = 0.5, {1: 0.5, 2: 1.0, 3: 3.5}


def reflect(item, rng, reflecting):
    lines = item.reasoning.split("\n")
    places = [i for i, line in enumerate(lines) if RESULT.match(line)]
    if not places:
        return
    if (found := RESULT.match(lines[-1])) and can_check(found) and rng.random() < reflecting * CHECKS[item.level]:
        if rng.random() < 0.3 and (wrong := noticeable(found, rng)):
            lines[-1:] = [slip(found, wrong), checked(found, wrong, item.lang), say(item.lang, "Wait, again: ", "等等，重算：") + lines[-1]]
        else:
            lines.append(checked(found, found["result"], item.lang))
    elif rng.random() < reflecting * SLIPS:
        place = rng.choice(places)
        found = RESULT.match(lines[place])
        lines[place : place + 1] = [slip(found, miswritten(found["result"], rng)),
                                    say(item.lang, "Wait, let me check: ", "等等，我检查一下：") + lines[place]]
    item.reasoning = "\n".join(lines)


def slip(found, wrong):
    """The line with a wrong result."""
    return f"{found['steps']}{found['a']} {found['sign']} {found['b']} = {SLIP}{wrong}{END_SLIP}"


def can_check(found):
    """Sums and differences: their inverse is one line."""
    return found["sign"] in "+-" and not found["a"].startswith("-")


def noticeable(found, rng):
    """A wrong result whose check takes one line too, or None."""
    wrong = miswritten(found["result"], rng)
    return wrong if found["sign"] == "-" or Fraction(wrong) >= Fraction(found["b"]) else None


def checked(found, result, lang):
    """The check of a result by the inverse operation, worked as any other, and what it says."""
    working = Working(lang)
    back = working.subtract(result, found["b"]) if found["sign"] == "+" else working.add(result, found["b"])
    a = show(found["a"])
    verdict = say(lang, ", right.", "，正确。") if show(back) == a else say(lang, f", not {a}", f"，不是 {a}")
    return say(lang, "Let me check: ", "检查一下：") + working.text() + verdict


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
