# SPDX-License-Identifier: Apache-2.0
"""Plain documents for pretraining: the tables and written operations that all worked solutions are made of."""

import datetime

from skills.convert import UNITS
from skills.dates import DAYS, month_length
from skills.exact import decimal
from skills.spelling import word
from skills.working import Working


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
    sign, result = draw.pick((("×", lambda i: n * i), ("+", lambda i: n + i)))
    return ", ".join(f"{n}{sign}{i}={result(i)}" for i in range(1, 13))


def words(draw):
    return "\n".join(f"{w}: {' '.join(w)}" for w in (word(draw) for _ in range(6)))


def calendar(draw):
    day = datetime.date(draw.rng.randint(2000, 2035), draw.rng.randint(1, 12), 1)
    length = month_length(day.year, day.month)
    names = DAYS[draw.lang]
    return draw.say(f"{day:%Y-%m} has {length} days. ", f"{day:%Y-%m} 有 {length} 天。") + ("→" if draw.lang == "zh" else " → ").join(names + names[:1])


def units(draw):
    return "\n".join(draw.say(f"1 {a} = {n} {b}", f"1{c} = {n}{d}") for a, b, n, c, d in draw.rng.sample(UNITS, 4))


def drill(draw):
    return draw.pick((operations, operations, operations, table, words, words, calendar, units))(draw)
