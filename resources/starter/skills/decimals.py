# SPDX-License-Identifier: Apache-2.0
"""Comparing decimals and rounding numbers."""

from fractions import Fraction

import arithmetic
from item import Item

from skills import checks
from skills.exact import fixed, rounded, show
from skills.wordings import WORDINGS
from skills.working import Working

FORMS = WORDINGS["round"]
PLACES = {
    "en": {0: "the nearest whole number", 1: "one decimal place", 2: "two decimal places", 3: "three decimal places",
           -1: "the nearest ten", -2: "the nearest hundred", -3: "the nearest thousand"},
    "zh": {0: "个位", 1: "小数点后一位", 2: "小数点后两位", 3: "小数点后三位", -1: "十位", -2: "百位", -3: "千位"},
}


def compare(draw):
    item = arithmetic.compare(draw.rng, draw.lang, draw.choose)
    equal = item.expect in ("equal", "一样大")
    item.check = checks.text("equal", "一样大", "相等") if equal else checks.number(item.expect)
    item.level = 2 if len(item.reasoning.split("\n")) > 3 else 1
    return item


def rounding(draw):
    places = draw.pick((0, 1, 1, 2, 2, 3, -1, -2, -3))
    if places < 0:
        number = Fraction(draw.number(5 if places < -1 else 4) + 10**-places)
    else:
        decimals = places + draw.rng.randint(1, 3)
        number = Fraction(draw.number(3) * 10**decimals + draw.rng.randint(0, 10**decimals - 1), 10**decimals)
        if draw.rng.random() < 0.15:  # nines that carry over
            number = Fraction(int(number)) + 1 - Fraction(draw.rng.randint(1, 4), 10 ** (places + 1))
    result = rounded(number, places)
    text = show(number)
    working = Working(draw.lang)
    shift = Fraction(10) ** places
    digit = int(number * shift * 10) % 10
    down = Fraction(int(number * shift)) / shift
    working.note(f"{text} cut to {PLACES['en'][places]}: {show(down)}, the next digit is {digit}",
                 f"{text} 取到{PLACES['zh'][places]}：{show(down)}，下一位是 {digit}")
    if digit >= 5:
        working.note(f"{digit} is 5 or more, round up", f"{digit} 大于等于 5，进一")
        working.add(down, 1 / shift)
    else:
        working.note(f"{digit} is below 5, it stays {show(down)}", f"{digit} 小于 5，舍去，得 {show(down)}")
    shown = fixed(result, max(0, places))
    question = draw.ask(FORMS["any"], x=text, p=PLACES[draw.lang][places])
    return Item("round", draw.lang, question, working.text(),
                draw.say(f"{text} rounded to {PLACES['en'][places]} is **{shown}**.", f"{text} 精确到{PLACES['zh'][places]}是 **{shown}**。"),
                shown, f"round {text} {places}", check=checks.number(shown), level=2 if digit >= 5 else 1)
