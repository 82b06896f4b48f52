# SPDX-License-Identifier: Apache-2.0
"""Units, and currencies at a given rate."""

from fractions import Fraction

from item import Item

from skills import checks
from skills.exact import rounded, show
from skills.wordings import WORDINGS
from skills.working import Working

# larger unit, smaller unit, factor; English and Chinese
UNITS = [("km", "m", 1000, "千米", "米"), ("m", "cm", 100, "米", "厘米"), ("m", "mm", 1000, "米", "毫米"),
         ("cm", "mm", 10, "厘米", "毫米"), ("kg", "g", 1000, "千克", "克"), ("t", "kg", 1000, "吨", "千克"),
         ("g", "mg", 1000, "克", "毫克"), ("l", "ml", 1000, "升", "毫升"), ("hours", "minutes", 60, "小时", "分钟"),
         ("minutes", "seconds", 60, "分钟", "秒"), ("days", "hours", 24, "天", "小时"), ("weeks", "days", 7, "周", "天"),
         ("ha", "m²", 10000, "公顷", "平方米"), ("GB", "MB", 1000, "GB", "MB")]
CURRENCIES = [("USD", "CNY", "美元", "人民币"), ("EUR", "CNY", "欧元", "人民币"), ("USD", "JPY", "美元", "日元"),
              ("EUR", "USD", "欧元", "美元"), ("GBP", "USD", "英镑", "美元"), ("USD", "EUR", "美元", "欧元")]
SYMBOLS = {"USD": ["$", "US$", "dollars"], "EUR": ["€", "euros"], "GBP": ["£", "pounds"], "JPY": ["¥", "yen", "日元"],
           "CNY": ["¥", "RMB", "yuan", "元"]}


def units(draw):
    large, small, factor, large_zh, small_zh = draw.pick(UNITS)
    names = (large_zh, small_zh) if draw.lang == "zh" else (large, small)
    working, down = Working(draw.lang), draw.rng.random() < 0.5
    working.note(f"1 {large} = {factor} {small}", f"1{large_zh} = {factor}{small_zh}")
    if down:
        x = Fraction(draw.number(3), draw.pick((1, 1, 2, 4, 10)))
        a, b = names
        working.multiply(x, factor)
        result = x * factor
    else:
        step = factor // 4 if factor % 4 == 0 and draw.rng.random() < 0.5 else factor
        if factor in (10, 100, 1000, 10000):
            step = max(1, factor // draw.pick((1, 10, 100)))
        x = Fraction(draw.number(2) * step)
        b, a = names
        working.divide(x, factor)
        result = x / factor
    shown = show(result)
    gap = "" if draw.lang == "zh" else " "
    return Item("units", draw.lang, draw.ask(WORDINGS["units"]["any"], x=show(x), a=a, b=b), working.text(), f"{show(x)}{gap}{a} = **{shown}{gap}{b}**",
                shown, f"units {show(x)} {large} {small} {down}", check=checks.number(shown, [b]), level=1 if down else 2)


def currency(draw):
    code_a, code_b, name_a, name_b = draw.pick(CURRENCIES)
    a, b = (name_a, name_b) if draw.lang == "zh" else (code_a, code_b)
    rate = Fraction(draw.rng.randint(11, 99), 10) if draw.rng.random() < 0.7 else Fraction(draw.rng.randint(101, 999), 100)
    if "JPY" in (code_a, code_b):
        rate = Fraction(draw.rng.randint(100, 180))
    x, forward = draw.money(), draw.rng.random() < 0.6
    working = Working(draw.lang)
    if forward:
        c, d, level = a, b, 2
        working.note(f"from {a} to {b}: multiply by {show(rate)}", f"{a}换{b}，乘以 {show(rate)}")
        working.multiply(x, rate)
        result, extra = x * rate, ""
    else:
        c, d, level = b, a, 3
        working.note(f"from {b} to {a}: divide by {show(rate)}", f"{b}换{a}，除以 {show(rate)}")
        working.divide(x, rate, 2)
        result, extra = rounded(x / rate, 2), draw.say(" Round to two decimal places.", "保留两位小数。")
    shown = show(result)
    question = draw.ask(WORDINGS["currency"]["any"], a=a, b=b, r=show(rate), x=x, c=c, d=d) + extra
    gap = "" if draw.lang == "zh" else " "
    answer = draw.say(f"{x} {c} are **{shown} {d}**.", f"{x}{c}是 **{shown}{d}**。")
    wanted = code_b if forward else code_a
    return Item("currency", draw.lang, question, working.text(), answer, shown,
                f"currency {show(rate)} {x} {forward} {code_a}{code_b}",
                check=checks.number(shown, [wanted, d, *SYMBOLS[wanted]]), level=level)
