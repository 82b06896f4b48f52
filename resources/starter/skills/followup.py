# SPDX-License-Identifier: Apache-2.0
"""Second questions that need the first answer: "and if it were 20 % more?", "and times three?", "and for 45 + 7?". The
prompt carries past answers without their reasoning, so the number that is gone on from stands in bold in the past."""

import re
from decimal import Decimal
from fractions import Fraction

from item import Item

from skills import checks, expressions, percent, working
from skills.exact import places, show
from skills.wordings import WORDINGS

FORMS = WORDINGS["followup"]


def follow(draw, past):
    """past: items with a numeric result, the last of which is gone on from → the next item."""
    kinds = ["times", "plus", "minus", "half", "again"] + (["first"] * 3 if len(past) > 1 else [])
    kinds += ["more", "less"] * 2 if Decimal(past[-1].expect) > 0 else []
    kind = draw.pick(kinds)
    return another(draw) if kind == "again" else derived(draw, past, kind)


def another(draw):
    """A new calculation, asked for in short."""
    item, extra = expressions.calculate(draw), expressions.TWO_DECIMALS[draw.lang]
    asked = re.split(r" [=≈] \*\*", item.answer)[0]
    item.skill, item.question = "followup", draw.ask(FORMS["again"], extra if extra in item.question else "", e=asked)
    return item


def derived(draw, past, kind):
    """A question about results of the past."""
    base, w = Decimal(past[-1].expect), working.Working(draw.lang)
    p, n = percent.rate(draw), draw.rng.randint(2, 99 if kind in ("plus", "minus") else 9)
    w.note(f"The last result was {show(base)}.", f"上一个结果是 {show(base)}。") if kind != "first" else None
    if kind in ("more", "less"):
        sign = 1 if kind == "more" else -1
        percent.changed(w, base, p, sign)
        result = Fraction(base) * (100 + sign * p) / 100
    elif kind == "times":
        w.multiply(base, n)
        result = Fraction(base) * n
    elif kind == "half":
        w.divide(base, 2)
        result = Fraction(base) / 2
    elif kind == "first":
        result = Fraction(past[0].expect)
        w.note(f"The first answer was {show(result)}.", f"第一个答案是 {show(result)}。")
    else:
        w.add(base, n) if kind == "plus" else w.subtract(base, n)
        result = Fraction(base) + (n if kind == "plus" else -n)
    shown, key = show(result), f"followup {kind} {show(base)} {p if kind in ('more', 'less') else n}"
    if kind == "first":
        key = f"followup first {[item.expect for item in past]}"
    return Item("followup", draw.lang, draw.ask(FORMS[kind], p=p, n=n), w.text(),
                draw.say(f"That is **{shown}**.", f"是 **{shown}**。"), shown, key, check=checks.number(shown, checks.PERCENT),
                level=min(3, len(past)))


def can_follow(item):
    """A plain result that is not too long to go on with."""
    return (item.check["kind"] == "number" and places(item.expect) <= 3 and 0 < abs(Decimal(item.expect)) < 10**6
            and not item.key.startswith(("table filter", "table below")))
