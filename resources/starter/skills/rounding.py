# SPDX-License-Identifier: Apache-2.0
"""Rounding numbers."""

from fractions import Fraction

from item import Item

from skills import checks
from skills.exact import fixed, rounded, show
from skills.wordings import WORDINGS
from skills.working import PLACES, Working

FORMS = WORDINGS["round"]


def rounding(draw):
    places = draw.pick((0, 1, 1, 2, 2, 3, -1, -2, -3))
    if places < 0:
        number = Fraction(draw.number(5 if places < -1 else 4) + 10**-places)
    else:
        decimals = places + draw.rng.randint(1, 3)
        number = Fraction(draw.number(3) * 10**decimals + draw.rng.randint(0, 10**decimals - 1), 10**decimals)
        if draw.rng.random() < 0.15:  # nines that carry over
            number = Fraction(int(number)) + 1 - Fraction(draw.rng.randint(1, 4), 10 ** (places + 1))
    if places >= 0 and len(show(number).partition(".")[2]) <= places:
        return rounding(draw)  # there is nothing to round
    result = rounded(number, places)
    text = show(number)
    working = Working(draw.lang)
    working.round_to(number, places)
    shown = fixed(result, max(0, places))
    question = draw.ask(FORMS["any"], x=text, p=PLACES[draw.lang][places])
    return Item("round", draw.lang, question, working.text(),
                draw.say(f"{text} rounded to {PLACES['en'][places]} is **{shown}**.", f"{text} 精确到{PLACES['zh'][places]}是 **{shown}**。"),
                shown, f"round {text} {places}", check=checks.number(shown), level=2 if result > number else 1)
