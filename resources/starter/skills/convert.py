# SPDX-License-Identifier: Apache-2.0
"""Units, and currencies at a given rate."""

from fractions import Fraction

from item import Item

from skills import checks
from skills.exact import fixed, rounded, show
from skills.wordings import WORDINGS
from skills.working import Working

# larger unit, smaller unit, factor; English, its names in words (singular, plural), Chinese
UNITS = [("km", "m", 1000, ("kilometre", "metre"), "千米", "米"), ("m", "cm", 100, ("metre", "centimetre"), "米", "厘米"),
         ("m", "mm", 1000, ("metre", "millimetre"), "米", "毫米"), ("cm", "mm", 10, ("centimetre", "millimetre"), "厘米", "毫米"),
         ("m", "dm", 10, ("metre", "decimetre"), "米", "分米"), ("kg", "g", 1000, ("kilogram", "gram"), "千克", "克"),
         ("t", "kg", 1000, ("tonne", "kilogram"), "吨", "千克"), ("g", "mg", 1000, ("gram", "milligram"), "克", "毫克"),
         ("l", "ml", 1000, ("litre", "millilitre"), "升", "毫升"), ("hours", "minutes", 60, ("hour", "minute"), "小时", "分钟"),
         ("minutes", "seconds", 60, ("minute", "second"), "分钟", "秒"), ("days", "hours", 24, ("day", "hour"), "天", "小时"),
         ("weeks", "days", 7, ("week", "day"), "周", "天"), ("years", "months", 12, ("year", "month"), "年", "个月"),
         ("ha", "m²", 10000, ("hectare", "square metre"), "公顷", "平方米"), ("m²", "cm²", 10000, ("square metre", "square centimetre"), "平方米", "平方厘米"),
         ("GB", "MB", 1000, ("gigabyte", "megabyte"), "GB", "MB")]
# base, quoted, their Chinese names, and the range of the rate in hundredths
CURRENCIES = [("USD", "CNY", "美元", "元人民币", (620, 760)), ("EUR", "CNY", "欧元", "元人民币", (700, 860)),
              ("USD", "JPY", "美元", "日元", (10000, 16000)), ("EUR", "USD", "欧元", "美元", (101, 135)),
              ("GBP", "USD", "英镑", "美元", (110, 160)), ("USD", "EUR", "美元", "欧元", (74, 99)),
              ("GBP", "CNY", "英镑", "元人民币", (820, 990)), ("CNY", "JPY", "元人民币", "日元", (1500, 2300)),
              ("USD", "INR", "美元", "卢比", (7000, 9000)), ("AUD", "CNY", "澳元", "元人民币", (440, 540)),
              ("HKD", "CNY", "港元", "元人民币", (84, 96)), ("CHF", "EUR", "瑞士法郎", "欧元", (90, 120))]
SYMBOLS = {"USD": ["$", "US$", "dollars"], "EUR": ["€", "euros"], "GBP": ["£", "pounds"], "JPY": ["¥", "yen", "日元"],
           "CNY": ["¥", "RMB", "yuan", "元", "人民币"], "INR": ["rupees"], "AUD": ["A$"], "HKD": ["HK$"], "CHF": ["francs"]}


def units(draw):
    large, small, factor, (one_large, one_small), large_zh, small_zh = draw.pick(UNITS)
    english, chinese = [(large, one_large), (small, one_small)], [(large_zh, large_zh), (small_zh, small_zh)]
    (many_large, large_one), (many_small, small_one) = draw.say(english, chinese)
    working, down, gap = Working(draw.lang), draw.rng.random() < 0.5, draw.say(" ", "")

    def shown(number, many, single):
        """A number with its unit, of which abbreviations have one form."""
        return f"{show(number)}{gap}{beside(number, many, single)}"

    working.lines.append(f"{shown(1, many_large, large_one)} = {shown(factor, many_small, small_one)}")
    working.note(*(f"from {many_large} to {many_small}: multiply by {factor}", f"{many_large}换{many_small}：乘以 {factor}") if down else
                 (f"from {many_small} to {many_large}: divide by {factor}", f"{many_small}换{many_large}：除以 {factor}"))
    if down:
        x, given, wanted = Fraction(draw.number(3), draw.pick((1, 1, 2, 4, 10))), (many_large, large_one), (many_small, small_one)
        working.multiply(x, factor)
        result = x * factor
    else:
        step = factor // 4 if factor % 4 == 0 and draw.rng.random() < 0.5 else factor
        if factor in (10, 100, 1000, 10000):
            step = max(1, factor // draw.pick((1, 10, 100)))
        x, given, wanted = Fraction(draw.number(2) * step), (many_small, small_one), (many_large, large_one)
        working.divide(x, factor)
        result = x / factor
    question = draw.ask(WORDINGS["units"]["any"], x=show(x), a=beside(x, *given), b=wanted[0])
    word = one_small if down else one_large
    return Item("units", draw.lang, question, working.text(), f"{shown(x, *given)} = **{shown(result, *wanted)}**", show(result),
                f"units {show(x)} {large} {small} {down}", check=checks.number(show(result), sorted({*wanted, word, word + "s"})), level=1 if down else 2)


def beside(number, many, single):
    """A unit's name beside a number: 1 hour, 2 hours, but 1 km."""
    return single if number == 1 and many == single + "s" else many


def currency(draw):
    code_a, code_b, name_a, name_b, (low, high) = draw.pick(CURRENCIES)
    a, b = (name_a, name_b) if draw.lang == "zh" else (code_a, code_b)
    x, forward = draw.money(), draw.rng.random() < 0.6
    # What is divided by has two digits.
    step = 1 if forward and high < 1000 and draw.rng.random() < 0.5 else 10 ** max(0, len(str(high)) - 2)
    rate = Fraction(draw.rng.randint(-(-low // step), high // step) * step, 100)
    working = Working(draw.lang)
    if forward:
        c, d, level = a, b, 2
        working.note(f"from {a} to {b}: multiply by {show(rate)}", f"{a}换{b}：乘以 {show(rate)}")
        working.multiply(x, rate)
        result, extra = x * rate, ""
    else:
        c, d, level = b, a, 3
        working.note(f"from {b} to {a}: divide by {show(rate)}", f"{b}换{a}：除以 {show(rate)}")
        working.divide(x, rate, 2)
        result, extra = rounded(x / rate, 2), draw.say(" Round to two decimal places.", "保留两位小数。")
    shown = show(result) if forward else fixed(result, 2)
    question = draw.ask(WORDINGS["currency"]["any"], extra, a=a, b=b, r=show(rate), x=x, c=c, d=d)
    gap = "" if draw.lang == "zh" else " "
    answer = draw.say(f"{x} {c} are **{shown} {d}**.", f"{x}{c}是 **{shown}{d}**。")
    wanted = code_b if forward else code_a
    return Item("currency", draw.lang, question, working.text(), answer, shown,
                f"currency {show(rate)} {x} {forward} {code_a}{code_b}",
                check=checks.number(shown, [wanted, d, *SYMBOLS[wanted]]), level=level)
