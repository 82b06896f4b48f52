# SPDX-License-Identifier: Apache-2.0
"""Worked calculations: each operation writes the school method, digit by digit, as one line, and returns the exact
result. A generator that computes with these cannot write a reasoning that disagrees with its own numbers."""

from fractions import Fraction

from item import say

from skills.exact import decimal, places, rounded, scaled, show


def digits(number):
    """From the right."""
    return [int(d) for d in reversed(str(number))]


def column_sums(a, b):
    """The columns of a + b from the right, each with its carry: 7+6=13, 4+8+1=13."""
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
    for x in digits(a):
        total = x * digit + carry
        columns.append(f"{x}×{digit}" + (f"+{carry}" if carry else "") + f"={total}")
        carry = total // 10
    return columns


def long_division(a, b):
    """Steps of a ÷ b for whole numbers, and quotient and remainder: 15÷7=2 r 1."""
    text, rest, steps, started = str(a), 0, [], False
    for d in text:
        rest = rest * 10 + int(d)
        quotient = rest // b
        if quotient or started:
            started = True
            product = f" ({b}×{quotient}={b * quotient})" if b > 12 and quotient else ""
            steps.append(f"{rest}÷{b}={quotient}{product} r {rest - quotient * b}")
            rest -= quotient * b
    return steps or [f"{a}÷{b}=0 r {a}"], a // b, a % b


def without_zeros(number):
    """→ the number without its trailing zeros, and how many these are."""
    text = str(number).rstrip("0") or "0"
    return int(text), len(str(number)) - len(text)


def is_power_of_ten(value):
    return value >= 1 and show(value).rstrip("0") == "1"


class Working:
    """The lines of a worked solution. Values are whole numbers or finite decimals."""

    def __init__(self, lang):
        self.lang = lang
        self.lines = []

    def note(self, english, chinese):
        self.lines.append(say(self.lang, english, chinese))

    def text(self):
        return "\n".join(self.lines)

    def state(self, expression, value, steps=()):
        """One line: the expression, how it is found, and last `expression = value`."""
        found = f"{expression}: " + ", ".join(steps) + say(self.lang, ", so ", "，所以") if steps else ""
        self.lines.append(f"{found}{expression} = {show(value)}")
        return decimal(value)

    def add(self, a, b):
        a, b = decimal(a), decimal(b)
        if b < 0:
            return self.signed(f"{show(a)} + ({show(b)})", f"{show(a)} - {show(-b)}", lambda: self.subtract(a, -b), 1)
        if a < 0:
            return self.signed(f"{show(a)} + {show(b)}", f"{show(b)} - {show(-a)}", lambda: self.subtract(b, -a), 1)
        shift = max(places(a), places(b))
        steps = column_sums(scaled(a, shift), scaled(b, shift))
        return self.state(f"{show(a)} + {show(b)}", a + b, steps if len(steps) > 1 else ())

    def subtract(self, a, b):
        a, b = decimal(a), decimal(b)
        if b < 0:
            return self.signed(f"{show(a)} - ({show(b)})", f"{show(a)} + {show(-b)}", lambda: self.add(a, -b), 1)
        if a < 0:
            return self.signed(f"{show(a)} - {show(b)}", f"-({show(-a)} + {show(b)})", lambda: self.add(-a, b), -1)
        if a < b:
            return self.signed(f"{show(a)} - {show(b)}", f"-({show(b)} - {show(a)})", lambda: self.subtract(b, a), -1)
        shift = max(places(a), places(b))
        steps = column_differences(scaled(a, shift), scaled(b, shift))
        return self.state(f"{show(a)} - {show(b)}", a - b, steps if len(steps) > 1 else ())

    def multiply(self, a, b):
        """Whole numbers and decimals: the digits are multiplied as whole numbers, then the point is set."""
        a, b = decimal(a), decimal(b)
        if a < 0 or b < 0:
            sign = -1 if (a < 0) != (b < 0) else 1
            shown = f"{show(abs(a))} × {show(abs(b))}"
            whole = f"{show(a)} × " + (f"({show(b)})" if b < 0 else show(b))
            return self.signed(whole, shown if sign > 0 else f"-({shown})", lambda: self.multiply(abs(a), abs(b)), sign)
        expression = f"{show(a)} × {show(b)}"
        for power in (a, b):
            if is_power_of_ten(power) and power != 1:
                zeros = len(show(power)) - 1
                return self.state(expression, a * b, [self.moved(zeros, "right", "右")])
        (x, x_zeros), (y, y_zeros) = (without_zeros(scaled(n, places(n))) for n in (a, b))
        zeros, shift = x_zeros + y_zeros, places(a) + places(b)
        product = self.multiply_whole(x, y)
        steps = []
        if zeros:
            steps.append(say(self.lang, f"{product} with zeros: {zeros}", f"{product} 添 {zeros} 个 0"))
        if shift:
            whole = product * 10**zeros
            steps.append(say(self.lang, f"{whole} with decimals: {shift}", f"{whole} 取 {shift} 位小数"))
        return self.state(expression, a * b, steps) if steps else a * b

    def moved(self, count, direction, direction_zh):
        return say(self.lang, f"point {count} to the {direction}", f"小数点{direction_zh}移 {count} 位")

    def multiply_whole(self, a, b):
        """By each digit of the shorter factor, then the sum of these products."""
        a, b = max(a, b), min(a, b)
        if b < 10:
            return int(self.state(f"{a} × {b}", a * b, digit_products(a, b) if a > 12 and b > 1 else ()))
        parts = [int(d) * 10**i for i, d in enumerate(reversed(str(b))) if d != "0"]
        self.lines.append(f"{a} × {b} = " + " + ".join(f"{a} × {part}" for part in parts))
        total = 0
        for part in parts:
            head, _ = without_zeros(part)
            steps = digit_products(a, head) if head > 1 else []
            product = int(self.state(f"{a} × {part}", a * part, steps))
            total = int(self.add(total, product)) if total else product
        return int(self.state(f"{a} × {b}", total))

    def divide(self, a, b, digits_wanted=None):
        """Exact, or rounded to `digits_wanted` decimals by one digit more."""
        a, b = decimal(a), decimal(b)
        if a < 0:
            self.lines.append(f"{show(a)} ÷ {show(b)} = -({show(-a)} ÷ {show(b)})")
            found = -self.divide(-a, b, digits_wanted)
            self.note(f"with the minus sign: {show(found)}", f"加上负号：{show(found)}")
            return found
        shift = max(places(a), places(b))
        x, y = scaled(a, shift), scaled(b, shift)
        expression = f"{show(a)} ÷ {show(b)}"
        if is_power_of_ten(b):
            steps = [self.moved(len(show(b)) - 1, "left", "左")] if b > 1 else ()
            found = self.state(expression, decimal(Fraction(a) / Fraction(b)), steps)
            return found if digits_wanted is None else self.round_to(found, digits_wanted)
        common = min(without_zeros(x)[1], without_zeros(y)[1]) if x else 0
        x, y = x // 10**common, y // 10**common
        if (show(a), show(b)) != (str(x), str(y)):
            self.lines.append(f"{expression} = {x} ÷ {y}")
        most = 12 if digits_wanted is None else digits_wanted + 1
        ten = next((n for n in range(most) if (Fraction(x, y) * 10**n).denominator == 1), most)
        steps, quotient, rest = long_division(x * 10**ten, y)
        found = decimal(Fraction(quotient, 10**ten))
        if rest == 0:
            self.state(expression, found, steps if x >= y * 10 or ten or y > 12 else ())
            return self.round_to(found, digits_wanted) if digits_wanted is not None else found
        assert digits_wanted is not None, f"{a} ÷ {b} does not end"
        self.lines.append(f"{expression}: " + ", ".join(steps) + say(self.lang, ", so ", "，所以")
                          + f"{expression} ≈ {show(found)}")
        return self.round_to(found, digits_wanted)

    def divide_with_rest(self, a, b):
        """Whole numbers: quotient and remainder."""
        steps, quotient, rest = long_division(a, b)
        self.lines.append(f"{a} ÷ {b}: " + ", ".join(steps))
        return quotient, rest

    def round_to(self, value, digits_wanted):
        result = rounded(value, digits_wanted)
        if result != value:
            self.note(f"rounded, decimals {digits_wanted}: {show(result)}", f"保留 {digits_wanted} 位小数：{show(result)}")
        return result

    def signed(self, expression, rewritten, calculate, sign):
        self.lines.append(f"{expression} = {rewritten}")
        return self.state(expression, sign * calculate())
