# SPDX-License-Identifier: Apache-2.0
"""Which of two decimals is bigger or smaller: written with as many digits, and compared digit by digit."""

from item import Item

from skills import checks
from skills.wordings import WORDINGS
from skills.working import deciding, relation

FORMS = WORDINGS["compare"]


def decimal(rng):
    whole = rng.choice((rng.randint(0, 9), rng.randint(0, 9), rng.randint(10, 99)))
    places = rng.choice((0, 1, 1, 1, 2, 2, 2, 3))
    return str(whole) + ("." + "".join(str(rng.randint(0, 9)) for _ in range(places)) if places else "")


def decimal_pair(rng):
    a = decimal(rng)
    kind = rng.random()
    if kind < 0.6:  # the same whole part, where comparing as text goes wrong
        b = a.split(".")[0] + "." + decimal(rng).split(".")[-1][:3]
    elif kind < 0.7:  # equal but written differently
        b = (a if "." in a else a + ".") + "0"
    else:
        b = decimal(rng)
    return (a, b) if rng.random() < 0.5 else (b, a)


def pad(number, wholes, places):
    """With so many digits before and behind the point."""
    whole, _, part = number.partition(".")
    return whole.rjust(wholes, "0") + (f".{part.ljust(places, '0')}" if places else "")


def compare(draw):
    a, b = decimal_pair(draw.rng)
    bigger_asked = draw.rng.random() < 0.5
    question = draw.ask(FORMS["bigger" if bigger_asked else "smaller"], a=a, b=b)
    english, chinese = ("bigger", "较大") if bigger_asked else ("smaller", "较小")
    lines = [draw.say(f"the {english} one of {a} and {b}", f"{a} 和 {b} 中{chinese}的")]
    wholes, places = (max(len(n.partition(".")[at]) for n in (a, b)) for at in (0, 2))
    x, y = pad(a, wholes, places), pad(b, wholes, places)
    steps = deciding(x.replace(".", ""), y.replace(".", ""))
    sign = relation(x, y)
    lines.append(f"{x}, {y}: " + ", ".join(steps) + draw.say(f", so {a} {sign} {b}", f"，所以 {a} {sign} {b}"))
    key, level = "compare" + str(sorted((a, b))), 1 if len(steps) <= wholes + 1 else 2
    if sign == "=":
        lines.append(draw.say("all digits are equal", "每一位都相等"))
        return Item("compare", draw.lang, question, "\n".join(lines),
                    draw.say(f"Neither: {a} and {b} are **equal**.", f"{a} 和 {b} **一样大**。"),
                    draw.say("equal", "一样大"), key, check=checks.text("equal", "一样大", "相等"), level=2)
    bigger, smaller = (a, b) if sign == ">" else (b, a)
    lines.append(draw.say(f"bigger {bigger}, smaller {smaller}", f"较大 {bigger}，较小 {smaller}"))
    expect, other = (bigger, smaller) if bigger_asked else (smaller, bigger)
    answer = draw.say(f"**{expect}** is {english} than {other}.", f"**{expect}** 比 {other} {'大' if bigger_asked else '小'}。")
    return Item("compare", draw.lang, question, "\n".join(lines), answer, expect, key, check=checks.number(expect), level=level)
