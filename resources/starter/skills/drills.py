# SPDX-License-Identifier: Apache-2.0
"""Plain documents for pretraining: the tables and written operations that all worked solutions are made of."""

import datetime
import json
import re

from skills.convert import UNITS, beside
from skills.dates import DAYS, month_length
from skills.exact import decimal
from skills.order import compared, letters
from skills.spelling import COMMON, made_word, word
from skills.stories import TOLD
from skills.wordings import WORDINGS
from skills.working import TABLES, Working, numbered


def operations(draw):
    working, lines = Working(draw.lang), draw.rng.randint(2, 6)
    while len(working.lines) < lines:
        a, b = draw.number(draw.pick((2, 3, 4, 5))), draw.number(draw.pick((1, 2, 3, 4)))
        if draw.rng.random() < 0.25:
            a, b = decimal(a).scaleb(-draw.rng.randint(1, 2)), decimal(b).scaleb(-draw.rng.randint(0, 2))
        kind = draw.pick("+-×÷")
        if kind == "+":
            working.add(a, b)
        elif kind == "-":
            working.subtract(a, b)
        elif kind == "×":
            working.multiply(a, min(b, 999))
        else:
            working.divide(a, min(b, 99), draw.rng.randint(0, 2))
    return working.text()


def table(draw):
    n = draw.rng.randint(2, 12)
    shown = draw.pick((lambda i: f"{n}×{i}={n * i}", lambda i: f"{n}+{i}={n + i}", lambda i: f"{n * i}÷{n}={i}", lambda i: f"{n * i} ÷ {n} = {i}"))
    numbers = list(range(1, 13))
    if draw.rng.random() < 0.5:
        draw.rng.shuffle(numbers)
    return ", ".join(map(shown, numbers))


def remainders(draw):
    """One digit of a quotient, by a divisor that is not in the tables."""
    working = Working(draw.lang)
    for _ in range(3):
        b = draw.rng.randint(TABLES + 1, 99)
        working.divide_with_rest(draw.rng.randint(b // 2, 10 * b - 1), b)
    return working.text()


# Words that questions are made of are tokens as a whole: how they are spelled has to be had by heart.
ASKED = sorted({w for w in re.findall(r"(?<![A-Za-z{])[a-z]{3,}(?![a-z}])", json.dumps([WORDINGS, TOLD], ensure_ascii=False))} | set(COMMON))


def words(draw):
    """Spelled, behind the space that they are read with in a question."""
    asked = [word(draw) if draw.rng.random() < 0.3 else draw.pick(ASKED) for _ in range(5)]
    return "\n".join(draw.say("the letters of ", "字母 ") + f"{w}: {', '.join(numbered(w))}" for w in asked)


def calendar(draw):
    day = datetime.date(draw.rng.randint(2000, 2035), draw.rng.randint(1, 12), 1)
    length = month_length(day.year, day.month)
    names = DAYS[draw.lang]
    return draw.say(f"{day:%Y-%m} has {length} days. ", f"{day:%Y-%m} 有 {length} 天。") + ("→" if draw.lang == "zh" else " → ").join(names + names[:1])


def units(draw):
    return "\n".join(draw.say(f"1 {beside(1, a, first)} = {n} {b}", f"1{c} = {n}{d}") for a, b, n, (first, _), c, d in draw.rng.sample(UNITS, 4))


def han(draw):
    """A character of GB 2312's first level, of which most never occur in a question."""
    while True:
        try:
            return bytes((draw.rng.randint(0xB0, 0xD7), draw.rng.randint(0xA1, 0xFE))).decode("gb2312")
        except UnicodeDecodeError:
            continue


def unseen(draw):
    """A name, a word or a number that was hardly ever seen before."""
    chance = draw.rng.random()
    if chance < 0.35:
        return "".join(han(draw) for _ in range(draw.rng.randint(1, 4)))
    if chance < 0.7:
        return draw.pick((str.capitalize, str))(made_word(draw.rng))
    return str(draw.number(5)) if chance < 0.9 else word(draw)


def copies(draw):
    """What was never seen before has to be copied, here and in every question."""
    lines = []
    for _ in range(draw.rng.randint(2, 5)):
        text = draw.pick((" ", ", ", "")).join(unseen(draw) for _ in range(draw.rng.randint(1, 5)))
        lines.append(f"{text} → {text}")
    return "\n".join(lines)


def comparisons(draw):
    """Numbers and words beside each other, as sorting compares them."""
    lines = []
    for _ in range(5):
        words = draw.rng.random() < 0.4
        a, b = (word(draw), word(draw)) if words else (draw.rng.randint(-99, 999), draw.rng.randint(-99, 999))
        chance = draw.rng.random()
        if words and chance < 0.4:  # alike up to some letter
            b = a[: draw.rng.randint(1, len(a))] + (b if chance < 0.3 else "")
        elif not words and chance < 0.4:  # close together
            a = max(0, b + draw.rng.choice((-10, -2, -1, 0, 0, 1, 2, 10)))
        elif not words and chance < 0.6:  # one more digit, or one less
            a = b * 10 + draw.rng.randint(0, 9) if abs(b) < 100 else int(b / 10)
        lines.append((f"{letters(a)}, {letters(b)}: " if words else "") + compared(a, b))
    return "\n".join(lines)


def drill(draw):
    return draw.pick((operations, operations, operations, table, table, remainders, remainders, words, words, words, copies, copies,
                      comparisons, comparisons, calendar, units))(draw)
