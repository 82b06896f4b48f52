# SPDX-License-Identifier: Apache-2.0
"""Worked calculations: each operation writes the school method, digit by digit, as one line, and returns the exact
result. A generator that computes with these cannot write a reasoning that disagrees with its own numbers."""

import itertools
from fractions import Fraction

from item import say

from skills.exact import decimal, fixed, places, rounded, scaled, show

TABLES = 9  # products up to this are known by heart
PLACES = {
    "en": {0: "the nearest whole number", 1: "one decimal place", 2: "two decimal places", 3: "three decimal places",
           -1: "the nearest ten", -2: "the nearest hundred", -3: "the nearest thousand"},
    "zh": {0: "个位", 1: "小数点后一位", 2: "小数点后两位", 3: "小数点后三位", -1: "十位", -2: "百位", -3: "千位"},
}


def digits(text):
    """Of a number as it is written, from the right."""
    return [int(d) for d in reversed(text.replace(".", ""))]


def column_sums(a, b):
    """The columns of a + b from the right, each with its carry: 7+6=13, 4+8+1=13. a, b: as written, point under point."""
    left, right = digits(a), digits(b)
    carry, columns = 0, []
    for i in range(max(len(left), len(right))):
        terms = [column[i] for column in (left, right) if i < len(column)] + ([carry] if carry else [])
        total = sum(terms)
        columns.append("+".join(map(str, terms)) + f"={total}")
        carry = total // 10
    return columns


def column_differences(a, b):
    """The columns of a − b from the right for a ≥ b: a negative column takes ten from the next."""
    left, right = digits(a), digits(b)
    borrowed, columns = 0, []
    for i, x in enumerate(left):
        y = right[i] if i < len(right) else None
        value = x - (y or 0) - borrowed
        terms = str(x) + ("" if y is None else f"-{y}") + ("-1" if borrowed else "")
        borrowed = value < 0
        columns.append(("10+" if borrowed else "") + terms + f"={value + 10 * borrowed}")
    return columns


def digit_products(a, digit):
    """The columns of a · digit from the right."""
    carry, columns = 0, []
    for x in digits(str(a)):
        total = x * digit + carry
        columns.append(f"{x}×{digit}" + (f"+{carry}" if carry else "") + f"={total}")
        carry = total // 10
    return columns


def without_zeros(number):
    """→ the number without its trailing zeros, and how many these are."""
    text = str(number).rstrip("0") or "0"
    return int(text), len(str(number)) - len(text)


def tried(rest, b):
    """Which multiples of b are held against the rest, until it is known how often b goes into it, from 0 to 9 times: the last that
    goes and the next. Now and then the first try is too high or too low, and shows how that is noticed."""
    goes = rest // b
    first = min(9, max(1, goes + {0: 1, 1: -1, 2: 2}.get(rest % 9, 0)))
    if first > goes:
        return list(range(first, max(goes, 1) - 1, -1))
    last = goes if goes == 9 or goes * b == rest else goes + 1
    return list(range(first, last + 1))


def is_power_of_ten(value):
    return value >= 1 and show(value).rstrip("0") == "1"


def numbered(things):
    """1 a, 2 b, 3 c: a number keeps the place better than what it stands before."""
    return [f"{i} {thing}" for i, thing in enumerate(things, 1)]


def held_against(lang, thing, known):
    """What is known, each by its number and whether it is the thing, up to the one that is: 1 tea no, 2 salt yes, already there. A
    thing that is new gets the next number: 1 tea no, new: 2 salt"""
    verdicts = []
    for i, other in enumerate(known, 1):
        verdicts.append(f"{i} {other} " + (say(lang, "yes", "是") if other == thing else say(lang, "no", "否")))
        if other == thing:
            return ", ".join([*verdicts, say(lang, "already there", "已有")])
    return ", ".join([*verdicts, say(lang, "new", "新的") + f": {len(known) + 1} {thing}"])


def relation(a, b):
    return "<" if a < b else ">" if a > b else "="


def deciding(a, b):
    """Place by place from the left, up to the first that differs: 9 = 9, 6 > 5. a, b: written with as many digits; or words, of
    which one that has ended is less: t = t, - < s"""
    steps = []
    for x, y in itertools.zip_longest(a, b, fillvalue="-"):
        steps.append(f"{x} {relation(x, y)} {y}")
        if x != y:
            break
    return steps


def deciding_digits(a, b):
    """Of whole numbers from 0 on, where both have as many digits; none where their number decides."""
    x, y = str(a), str(b)
    return deciding(x, y) if min(a, b) >= 0 and len(x) == len(y) > 1 else []


def comparison(a, b):
    """Of whole numbers: a > b, behind the digits that decide: 9 = 9, 6 > 5, 96 > 95"""
    return ", ".join([*deciding_digits(a, b), f"{a} {relation(a, b)} {b}"])


class Working:
    """The lines of a worked solution. Values are whole numbers or finite decimals."""

    def __init__(self, lang):
        self.lang = lang
        self.lines = []

    def note(self, english, chinese):
        self.lines.append(say(self.lang, english, chinese))

    def text(self):
        return "\n".join(self.lines)

    def more(self, a, b):
        """Whether a is more than b, as is written down."""
        shown = comparison(a, b)
        self.note(f"{shown}, more" if a > b else f"{shown}, not more", f"{shown}，大于" if a > b else f"{shown}，不大于")
        return a > b

    def state(self, expression, value, steps=(), sign="="):
        """One line: the expression, how it is found, and last `expression = value`."""
        self.lines.append(f"{self.found(expression, steps)}{expression} {sign} {show(value)}")
        return decimal(value)

    def found(self, expression, steps):
        """How something is found, up to the word behind which it stands."""
        return f"{expression}: " + ", ".join(steps) + say(self.lang, ", so ", "，所以") if steps else ""

    def add(self, a, b):
        a, b = decimal(a), decimal(b)
        expression = f"{show(a)} + " + (f"({show(b)})" if b < 0 else show(b))
        return self.signed_sum(expression, a, b) if a < 0 or b < 0 else self.by_columns("+", a, b)

    def subtract(self, a, b):
        a, b = decimal(a), decimal(b)
        expression = f"{show(a)} - " + (f"({show(b)})" if b < 0 else show(b))
        if a < 0 or b < 0:
            return self.signed_sum(expression, a, -b)
        if a >= b:
            return self.by_columns("-", a, b)
        self.lines.append(self.found(expression, self.aligned("-", a, b)) + f"{expression} = -({show(b)} - {show(a)})")
        return self.state(expression, -self.by_columns("-", b, a))

    def signed_sum(self, expression, a, b):
        """a + b by what is to be added or subtracted without signs."""
        if (a < 0) == (b < 0):
            rewritten = f"{show(abs(a))} + {show(abs(b))}"
            self.lines.append(f"{expression} = " + (f"-({rewritten})" if a < 0 else rewritten))
            found = self.by_columns("+", abs(a), abs(b))
            return self.state(expression, -found if a < 0 else found)
        more, less = max(a, b), -min(a, b)
        self.lines.append(f"{expression} = {show(more)} - {show(less)}")
        return self.state(expression, self.subtract(more, less))

    def aligned(self, sign, a, b):
        """What stands before the columns of a ± b, neither below zero: decimals with the same number of places, and in a
        difference the digits that tell which is more."""
        shift = max(places(a), places(b))
        steps = [f"{fixed(a, shift)} {sign} {fixed(b, shift)}"] if places(a) != places(b) else []
        return steps + (deciding_digits(scaled(a, shift), scaled(b, shift)) if sign == "-" else [])

    def by_columns(self, sign, a, b):
        """a ± b ≥ 0, neither below zero."""
        shift = max(places(a), places(b))
        x, y = fixed(a, shift), fixed(b, shift)
        columns = column_sums(x, y) if sign == "+" else column_differences(x, y)
        return self.state(f"{show(a)} {sign} {show(b)}", a + b if sign == "+" else a - b,
                          self.aligned(sign, a, b) + columns if len(columns) > 1 else ())

    def sum_up(self, rows):
        """Row by row, each with its number and name, so that none is left out or taken twice. rows: (name or "", whole number)"""
        total = 0
        for i, (name, number) in enumerate(rows, 1):
            row = " ".join(filter(None, (str(i), name, str(number))))
            if i == 1:
                self.lines.append(row)
                total = number
            else:
                total = int(self.add(total, number))
                self.lines[-1] = f"{row}: {self.lines[-1]}"
        return total

    def multiply(self, a, b):
        """Whole numbers and decimals: the digits are multiplied as whole numbers, then the point is set."""
        a, b = decimal(a), decimal(b)
        if a < 0 or b < 0:
            sign = -1 if (a < 0) != (b < 0) else 1
            shown = f"{show(abs(a))} × {show(abs(b))}"
            whole = f"{show(a)} × " + (f"({show(b)})" if b < 0 else show(b))
            self.lines.append(f"{whole} = " + (shown if sign > 0 else f"-({shown})"))
            return self.state(whole, sign * self.multiply(abs(a), abs(b)))
        expression = f"{show(a)} × {show(b)}"
        for power in (a, b):
            if is_power_of_ten(power) and power != 1:
                zeros = len(show(power)) - 1
                return self.state(expression, a * b, [self.moved(zeros, "right", "右")])
        (x, x_zeros), (y, y_zeros) = (without_zeros(scaled(n, places(n))) for n in (a, b))
        zeros, shift = x_zeros + y_zeros, places(a) + places(b)
        if not zeros and not shift:
            if x < y:
                self.lines.append(f"{expression} = {y} × {x}")
            return decimal(self.multiply_whole(x, y))
        parts = [f"{max(x, y)} × {min(x, y)}"]
        if zeros:
            parts.append(say(self.lang, f"zeros: {zeros}", f"零 {zeros} 个"))
        if shift:
            parts.append(say(self.lang, f"decimals: {shift}", f"小数 {shift} 位"))
        self.lines.append(f"{expression}: " + ", ".join(parts))
        product = self.multiply_whole(x, y)
        steps = []
        if zeros:
            steps.append(say(self.lang, f"{product} with zeros: {product * 10**zeros}", f"{product} 添零：{product * 10**zeros}"))
        if shift:
            whole = product * 10**zeros
            set_in = numbered(fixed(decimal(whole).scaleb(-i), i) for i in range(1, shift + 1))
            steps.append(say(self.lang, f"{whole} with decimals: ", f"{whole} 点小数：") + ", ".join(set_in))
        return self.state(expression, a * b, steps)

    def moved(self, count, direction, direction_zh):
        return say(self.lang, f"point {count} to the {direction}", f"小数点{direction_zh}移 {count} 位")

    def multiply_whole(self, a, b):
        """By each digit of the shorter factor, then the sum of these products."""
        a, b = max(a, b), min(a, b)
        if b < 10:
            return self.multiply_digit(a, b)
        parts = [(int(d), i) for i, d in enumerate(reversed(str(b))) if d != "0"]
        self.lines.append(f"{a} × {b} = " + " + ".join(f"{a} × {d * 10**i}" for d, i in parts))
        total = 0
        for head, zeros in parts:
            product = self.multiply_digit(a, head) if head > 1 or not zeros else a
            if zeros:
                product = int(self.state(f"{a} × {head * 10**zeros}", product * 10**zeros))
            total = int(self.add(total, product)) if total else product
        return int(self.state(f"{a} × {b}", total))

    def multiply_digit(self, a, b):
        return int(self.state(f"{a} × {b}", a * b, digit_products(a, b) if a > TABLES and b > 1 else ()))

    def divide(self, a, b, digits_wanted=None):
        """Exact, or rounded to `digits_wanted` decimals by one digit more."""
        a, b = decimal(a), decimal(b)
        if a < 0:
            self.lines.append(f"{show(a)} ÷ {show(b)} = -({show(-a)} ÷ {show(b)})")
            found = -self.divide(-a, b, digits_wanted)
            return self.state(f"{show(a)} ÷ {show(b)}", found, sign="=" if Fraction(found) * Fraction(b) == Fraction(a) else "≈")
        expression = f"{show(a)} ÷ {show(b)}"
        if is_power_of_ten(b):
            steps = [self.moved(len(show(b)) - 1, "left", "左")] if b > 1 else ()
            found = self.state(expression, decimal(Fraction(a) / Fraction(b)), steps)
            return found if digits_wanted is None else self.round_to(found, digits_wanted)
        x, y = a.scaleb(places(b)), scaled(b, places(b))
        if x and places(x) == 0:
            common = min(without_zeros(int(x))[1], without_zeros(y)[1])
            x, y = decimal(int(x) // 10**common), y // 10**common
        if (show(a), show(b)) != (show(x), str(y)):
            self.lines.append(f"{expression} = {show(x)} ÷ {y}")
        most = 12 if digits_wanted is None else digits_wanted + 1
        steps, found, rest = self.long_division(x, y, most)
        assert rest == 0 or digits_wanted is not None, f"{a} ÷ {b} does not end"
        by_heart = rest == 0 and places(found) == 0 and x <= 9 * y and y <= TABLES
        self.state(expression, found, () if by_heart else steps, "=" if rest == 0 else "≈")
        return found if digits_wanted is None else self.round_to(found, digits_wanted)

    def long_division(self, a, b, most):
        """Digit by digit, with at most `most` decimals. a: not below zero; b: a whole number. → steps (35÷7=5 r 0; for a divisor that is
        not in the tables its multiples 69: 69 138 207 … and 267÷69: the multiples tried, 3, 7-7=0, 6-0=6, 2-2=0, r 60), quotient, rest"""
        steps = [f"{b}: " + " ".join(f"{i} {b * i}" for i in range(1, 10))] if b > TABLES else []
        whole, _, decimals = show(a).partition(".")
        quotient, rest, given = 0, 0, len(decimals)

        def take(digit):
            nonlocal quotient, rest
            rest = rest * 10 + int(digit)
            d = rest // b
            if b > TABLES and len(str(rest)) >= len(str(b)):
                steps.append(f"{rest}÷{b}: " + "; ".join(f"{i}: {comparison(b * i, rest)}" for i in tried(rest, b)) + f"; {d}")
                steps.extend(column_differences(str(rest), str(d * b)) if d else ())
                steps.append(f"r {rest - d * b}")
            else:
                steps.append(f"{rest}÷{b}={d} r {rest - d * b}")
            quotient, rest = quotient * 10 + d, rest - d * b

        for digit in whole:
            take(digit)
        count = 0
        while count < most and (rest or count < given):
            if count == 0:
                steps.append(say(self.lang, "point", "小数点"))
            take(decimals[count] if count < given else 0)
            count += 1
        rest = rest or int(decimals[count:] or 0)
        return steps, decimal(Fraction(quotient, 10**count)), rest

    def divide_with_rest(self, a, b):
        """Whole numbers: quotient and remainder."""
        steps, quotient, rest = self.long_division(decimal(a), b, 0)
        self.lines.append(f"{a} ÷ {b}: " + ", ".join(steps))
        return int(quotient), rest

    def round_to(self, value, wanted):
        """To so many decimals, −1 for tens: by the digit behind the last one that stays."""
        value = decimal(value)
        if value < 0:
            found = -self.round_to(-value, wanted)
            self.note(f"with the minus sign: {show(found)}", f"加上负号：{show(found)}")
            return found
        if wanted >= places(value):
            self.note(f"{show(value)} has no digit to cut", f"{show(value)} 没有多余的位")
            return value
        unit = Fraction(10) ** -wanted
        down = decimal(int(Fraction(value) / unit) * unit)
        digit = int(Fraction(value) / unit * 10) % 10
        cut = fixed(down, max(0, wanted))
        self.note(f"{show(value)} cut to {PLACES['en'][wanted]}: {cut}, the next digit is {digit}",
                  f"{show(value)} 取到{PLACES['zh'][wanted]}：{cut}，下一位是 {digit}")
        if digit >= 5:
            self.note(f"{digit} is 5 or more, round up", f"{digit} 大于等于 5，进一")
            found = self.add(down, decimal(unit))
            shown = fixed(found, max(0, wanted))
            self.note(f"rounded: {shown}", f"得 {shown}")
            return found
        self.note(f"{digit} is below 5, it stays {cut}", f"{digit} 小于 5，舍去，得 {cut}")
        return down
