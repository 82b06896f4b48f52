# SPDX-License-Identifier: Apache-2.0
"""Percentages and growth rates."""

from fractions import Fraction

from item import Item

from skills import checks
from skills.exact import fixed, rounded, show
from skills.wordings import WORDINGS
from skills.working import Working

FORMS = WORDINGS["percent"]
ONE_DECIMAL = {"en": " Give one decimal place.", "zh": "保留一位小数。"}
LEVEL = {"of": 1, "up": 2, "down": 2, "share": 2, "growth": 2, "before": 3, "twice": 3}


def part(working, percent, base):
    """percent % of base: one percent of it first."""
    hundredth = working.divide(base, 100) if percent != 50 else None
    if hundredth is None:
        return working.divide(base, 2)
    return working.multiply(hundredth, percent)


def changed(working, base, percent, sign):
    working.note(f"{percent}% of {show(base)}:", f"{show(base)} 的 {percent}%：")
    share = part(working, percent, base)
    return working.add(base, share) if sign > 0 else working.subtract(base, share)


def percentage(working, x, y):
    """x as a percentage of y, to one decimal."""
    hundredfold = working.multiply(x, 100)
    return working.divide(hundredfold, y, 1)


def rate(draw):
    return draw.pick((5, 10, 15, 20, 25, 30, 40, 50, draw.rng.randint(1, 99)))


def percent(draw):
    kind = draw.pick(("of", "of", "up", "down", "share", "growth", "growth", "before", "twice"))
    working = Working(draw.lang)
    p, q, x = rate(draw), draw.pick((5, 10, 20, 50)), draw.money()
    y = draw.money()
    if kind == "before":
        p = draw.pick((10, 20, 30, 40, 50, 60, 100))
        y = x * (100 + p) // 100 if x * (100 + p) % 100 == 0 else x * (100 + p)
        working.note(f"{show(y)} is {100 + p}% of the old value.", f"{show(y)} 是原数的 {100 + p}%。")
        working.divide(working.multiply(y, 100), 100 + p)
        result = Fraction(y * 100, 100 + p)
    elif kind == "share":
        x, y = min(x, y), max(x, y)
        x = max(x, -(-y // 50))  # at least two percent
        working.note(f"part {show(x)}, total {show(y)}", f"部分 {show(x)}，总共 {show(y)}")
        percentage(working, x, y)
        result = rounded(Fraction(x * 100, y), 1)
    elif kind == "growth":
        y = max(1, x + draw.rng.randint(-x // 2, x))
        working.note(f"from {x} to {y}", f"从 {x} 到 {y}")
        difference = working.subtract(y, x)
        percentage(working, difference, x) if difference >= 0 else fall(working, -difference, x)
        result = rounded(Fraction((y - x) * 100, x), 1)
    elif kind == "of":
        part(working, p, x)
        result = Fraction(x * p, 100)
    elif kind == "twice":
        changed(working, changed(working, x, p := draw.pick((5, 10, 20, 50)), 1), q, 1)
        result = Fraction(x * (100 + p) * (100 + q), 10000)
    else:
        sign = 1 if kind == "up" else -1
        changed(working, x, p, sign)
        result = Fraction(x * (100 + sign * p), 100)
    content = {"of": (p, x), "up": (p, x), "down": (p, x), "twice": (p, q, x), "before": (p, y)}.get(kind, (x, y))
    in_percent = kind in ("share", "growth")
    shown = fixed(result, 1) if in_percent else show(result)
    extra = ONE_DECIMAL[draw.lang] if in_percent else ""
    if kind == "growth" and draw.rng.random() < 0.5:
        extra += draw.say(" A fall is negative.", "下降用负数表示。")
    question = draw.ask(FORMS[kind], extra, p=p, q=q, x=x, y=y)
    answer = draw.say(f"The result is **{shown}{'%' if in_percent else ''}**.", f"结果是 **{shown}{'%' if in_percent else ''}**。")
    return Item("percent", draw.lang, question, working.text(), answer, shown, f"percent {kind} {content}",
                check=checks.number(shown, checks.PERCENT if in_percent else ["元", "yuan"]), level=LEVEL[kind])


def fall(working, loss, base):
    working.note("It fell.", "是下降。")
    share = percentage(working, loss, base)
    working.note(f"with the minus sign: {show(-share)}%", f"加上负号：{show(-share)}%")
