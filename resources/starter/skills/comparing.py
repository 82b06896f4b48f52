# SPDX-License-Identifier: Apache-2.0
"""Which of two decimals is bigger or smaller: written with the same number of places, and compared place by place."""

from item import Item

from skills import checks
from skills.wordings import WORDINGS

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


def pad(number, places):
    whole, _, rest = number.partition(".")
    return whole + "." + rest.ljust(places, "0") if places else whole


def compare(draw):
    a, b = decimal_pair(draw.rng)
    ask_bigger = draw.rng.random() < 0.5
    question = draw.ask(FORMS["bigger" if ask_bigger else "smaller"], a=a, b=b)
    places = max(len(n.partition(".")[2]) for n in (a, b))
    x, y = pad(a, places), pad(b, places)
    lines = [draw.say(f"With {places} decimal places: {x} and {y}.", f"写成{places}位小数：{x} 和 {y}。") if places else
             draw.say(f"Whole numbers: {x} and {y}.", f"都是整数：{x} 和 {y}。")]
    wx, wy = x.partition(".")[0], y.partition(".")[0]
    key = "compare" + str(sorted((a, b)))
    smaller = None
    if int(wx) != int(wy):
        smaller = a if int(wx) < int(wy) else b
        lines.append(draw.say(f"Whole parts: {wx} and {wy}, {min(int(wx), int(wy))} is smaller.",
                         f"整数部分：{wx} 和 {wy}，{min(int(wx), int(wy))} 更小。"))
    else:
        lines.append(draw.say(f"Whole parts: {wx} and {wy}, equal.", f"整数部分：{wx} 和 {wy}，相等。"))
        for i, (p, q) in enumerate(zip(x.partition(".")[2], y.partition(".")[2]), 1):
            if p == q:
                lines.append(draw.say(f"Decimal {i}: {p} and {q}, equal.", f"第{i}位小数：{p} 和 {q}，相等。"))
                continue
            smaller = a if p < q else b
            lines.append(draw.say(f"Decimal {i}: {p} and {q}, {min(p, q)} is smaller.",
                             f"第{i}位小数：{p} 和 {q}，{min(p, q)} 更小。"))
            break
    if smaller is None:
        lines.append(draw.say("All digits are equal.", "每一位都相等。"))
        return Item("compare", draw.lang, question, "\n".join(lines),
                    draw.say(f"Neither: {a} and {b} are **equal**.", f"{a} 和 {b} **一样大**。"),
                    draw.say("equal", "一样大"), key, check=checks.text("equal", "一样大", "相等"), level=2)
    bigger = b if smaller == a else a
    lines.append(draw.say(f"So {smaller} < {bigger}.", f"所以 {smaller} < {bigger}。"))
    expect = bigger if ask_bigger else smaller
    lines.append(draw.say(f"the {'bigger' if ask_bigger else 'smaller'} one is asked for: {expect}", f"问的是较{'大' if ask_bigger else '小'}的：{expect}"))
    if ask_bigger:
        answer = draw.say(f"**{bigger}** is bigger than {smaller}.", f"**{bigger}** 比 {smaller} 大。")
    else:
        answer = draw.say(f"**{smaller}** is smaller than {bigger}.", f"**{smaller}** 比 {bigger} 小。")
    return Item("compare", draw.lang, question, "\n".join(lines), answer, expect, key, check=checks.number(expect),
                level=2 if len(lines) > 4 else 1)
