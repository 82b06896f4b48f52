# SPDX-License-Identifier: Apache-2.0
"""Worked solutions that look back: a line is checked by means of its own, and if it does not hold, it is written again. Results of
operations are checked by casting out nines; figures of the question are read a second time and held against the first. The harder
the question, the more often. A wrong line stands between SLIP and END_SLIP, which training removes and never learns to say. What
becomes of this habit is left to reinforcement learning, which rewards right answers alone."""

import re
from fractions import Fraction

from item import say

from skills.nines import RESULT, nines
from skills.working import relation

SLIP, END_SLIP = "\x02", "\x03"
NUMBER = re.compile(r"\d+(?:\.\d+)?")

LOOKS_BACK = re.compile(r"let me check|检查", re.IGNORECASE)
CORRECTS = re.compile(r"wait,|等等", re.IGNORECASE)
AGAIN = ("Wait, again: ", "等等，重写：")
REWRITTEN = re.compile("|".join(AGAIN))
# How often a worked solution looks back, by its difficulty, times `reflecting`.
LOOKS = {1: 0.25, 2: 1.0, 3: 2.0}
READ = {"story", "date", "currency"}  # skills whose solutions begin with what was read in the question
WRONG = 0.4  # share of the lines looked back at that are


def reflect(item, rng, reflecting):
    """Lets the item's solution look back at one of its lines, or leaves it as it is."""
    if rng.random() >= reflecting * LOOKS[item.level]:
        return
    lines = item.reasoning.split("\n")
    ways = doubtful(item.skill, lines)
    # The longest calculation is the one to doubt.
    longest = sorted((way for way in ways if way[1] is by_nines), key=lambda way: len(lines[way[0]]))[-1:]
    ways = longest + [way for way in ways if way[1] is by_reading]
    if not ways:
        return
    place, check = rng.choice(ways)
    right, wrong = lines[place], None
    if rng.random() < WRONG:
        tries = (spoiled(right, rng) for _ in range(20))
        wrong = next((line for line in tries if not check(line, right, item.lang)[1]), None)
    text, holds = check(wrong or right, right, item.lang)
    verdict = say(item.lang, ", right", "，正确") if holds else say(item.lang, ", not right", "，不对")
    lines[place : place + 1] = [SLIP + wrong + END_SLIP if wrong else right, text + verdict]
    if wrong:
        lines.insert(place + 2, say(item.lang, *AGAIN) + right)
    item.reasoning = "\n".join(lines)


def doubtful(skill, lines):
    """→ [(place, check)] of the lines that there is a check for."""
    ways = [(i, by_nines) for i, line in enumerate(lines) if "," in line and RESULT.search(line)]
    if skill in READ and NUMBER.search(lines[0]) and not RESULT.search(lines[0]):
        ways.append((0, by_reading))
    return ways


def by_nines(line, right, lang):
    """→ the check of an operation's line, and whether it holds. `right` is what it ought to be, which is not looked at."""
    text, holds = nines(line)
    return say(lang, "Let me check by nines: ", "用九检查：") + text, holds


def by_reading(line, right, lang):
    """→ the figures of a question read again and held against a line of them, and whether they are the same."""
    steps, holds = [], True
    for told, true in zip(NUMBER.findall(line), NUMBER.findall(right)):
        steps.append(f"{told} {relation(Fraction(told), Fraction(true))} {true}")
        if told != true:
            holds = False
            break
    return say(lang, "Let me check the figures: ", "检查数字：") + right + "; " + ", ".join(steps), holds


def rewrites(thought, begin=0):
    """Whether a line was found wrong behind `begin` and then written in another way: it was no false alarm, or is wrong now."""
    lines, at = thought.split("\n"), 0
    for i, line in enumerate(lines):
        if i > 1 and at >= begin and (again := REWRITTEN.match(line)) and line[again.end() :] != lines[i - 2]:
            return True
        at += len(line) + 1
    return False


def spoiled(line, rng):
    """The line with one figure wrong, and what follows from it: nothing that can be relied on."""
    found = list(NUMBER.finditer(line))
    place = rng.randrange(len(found))
    others = [f[0] for f in found if f[0] != found[place][0]]
    first = rng.choice(others) if others and rng.random() < 0.3 else miswritten(found[place][0], rng)
    rest = NUMBER.sub(lambda f: miswritten(f[0], rng) if rng.random() < 0.3 else f[0], line[found[place].end() :])
    return line[: found[place].start()] + first + rest


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
