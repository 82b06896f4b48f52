# SPDX-License-Identifier: Apache-2.0
"""Percentages and growth rates."""

from fractions import Fraction

from item import Item

from skills import checks
from skills.exact import rounded, show
from skills.working import Working

ASK = {
    "of": {"en": ["What is {p}% of {x}?", "Calculate {p} % of {x}.", "{p}% of {x}", "How much is {p} percent of {x}?",
                  "Find {p}% of {x}."],
           "zh": ["{x}的{p}%是多少？", "计算{x}的{p}%", "{x} 的 {p}% 等于多少？", "求 {x} 的百分之 {p}。"]},
    "up": {"en": ["{x} grows by {p}%. What is it then?", "Increase {x} by {p}%.", "What is {x} plus {p}%?",
                  "A value of {x} rises by {p} %. What is the new value?"],
           "zh": ["{x}增加{p}%后是多少？", "把{x}提高{p}%，得多少？", "{x} 增长 {p}% 是多少？", "某数为 {x}，上升 {p}% 后变成多少？"]},
    "down": {"en": ["{x} falls by {p}%. What is it then?", "Reduce {x} by {p}%.", "What is {x} minus {p}%?",
                    "A value of {x} drops by {p} %. What is the new value?"],
             "zh": ["{x}减少{p}%后是多少？", "把{x}降低{p}%，得多少？", "{x} 下降 {p}% 是多少？", "某数为 {x}，下跌 {p}% 后变成多少？"]},
    "share": {"en": ["What percentage of {y} is {x}?", "{x} is what percent of {y}?", "{x} out of {y} in percent?",
                     "Give {x} as a percentage of {y}."],
              "zh": ["{x}是{y}的百分之几？", "{x}占{y}的百分比是多少？", "{x} 占 {y} 的百分之多少？", "求 {x} 与 {y} 的百分比。"]},
    "growth": {"en": ["It went from {x} to {y}. What is the growth rate?", "By how many percent did it change from {x} to {y}?",
                      "From {x} to {y}: growth in percent?", "Last year {x}, this year {y}. What is the growth rate?",
                      "What is the percentage change between {x} and {y}?"],
               "zh": ["从{x}变到{y}，增长率是多少？", "去年{x}，今年{y}，同比增长百分之几？", "由 {x} 到 {y}，变化了百分之几？",
                      "上月 {x}，本月 {y}，环比增长率是多少？", "求 {x} 到 {y} 的增幅（百分比）。"]},
    "before": {"en": ["After growing by {p}% it is {y}. What was it before?", "{y} is {p}% more than which number?",
                      "A price rose by {p}% to {y}. What was the old price?", "Following a rise of {p} % we have {y}. What did we have before?"],
               "zh": ["增长{p}%后是{y}，原来是多少？", "{y}比哪个数多{p}%？", "价格上涨{p}%后是{y}，原价是多少？", "某数上升 {p}% 后变成 {y}，求原数。"]},
    "twice": {"en": ["{x} grows by {p}% and then by {q}%. What is it then?", "Increase {x} by {p}%, then the result by {q}%.",
                     "{x}, first up {p}%, then up {q}%: what comes out?", "A value of {x} rises by {p} % and afterwards by {q} %. What is it at the end?"],
              "zh": ["{x}先增加{p}%，再增加{q}%，是多少？", "把{x}提高{p}%，再把结果提高{q}%，得多少？",
                     "{x} 先涨 {p}%，再涨 {q}%，最后是多少？", "某数为 {x}，第一次上升 {p}%，第二次上升 {q}%，最终是多少？"]},
}
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
        p = draw.pick((5, 10, 20, 25, 50, 100))
        y = x * (100 + p) // 100 if x * (100 + p) % 100 == 0 else x * (100 + p)
        working.note(f"{show(y)} is {100 + p}% of the old value.", f"{show(y)} 是原数的 {100 + p}%。")
        working.divide(working.multiply(y, 100), 100 + p)
        result = Fraction(y * 100, 100 + p)
    elif kind == "share":
        x, y = min(x, y), max(x, y)
        percentage(working, x, y)
        result = rounded(Fraction(x * 100, y), 1)
    elif kind == "growth":
        y = max(1, x + draw.rng.randint(-x // 2, x))
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
    shown = show(result)
    question = draw.ask(ASK[kind], p=p, q=q, x=x, y=y) + (ONE_DECIMAL[draw.lang] if in_percent else "")
    answer = draw.say(f"The result is **{shown}{'%' if in_percent else ''}**.", f"结果是 **{shown}{'%' if in_percent else ''}**。")
    return Item("percent", draw.lang, question, working.text(), answer, shown, f"percent {kind} {content}",
                check=checks.number(shown, checks.PERCENT if in_percent else []), level=LEVEL[kind])


def fall(working, loss, base):
    working.note("It fell.", "是下降。")
    share = percentage(working, loss, base)
    working.note(f"with the minus sign: {show(-share)}%", f"加上负号：{show(-share)}%")
