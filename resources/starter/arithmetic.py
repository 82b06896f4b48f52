# SPDX-License-Identifier: Apache-2.0
"""Questions about numbers: sums, differences, products, comparing decimals. Each generator draws a problem and
returns an Item; the reasoning is the written method, digit by digit, that the answer follows from."""

from item import Item, say

ASK = {
    "+": {
        "en": ["What is {a} + {b}?", "{a} + {b} = ?", "{a}+{b}", "{a}+{b}=?", "Add {a} and {b}.", "What is {a} plus {b}?",
               "Calculate {a} + {b}.", "How much is {a} plus {b}?", "Please add {a} to {b}.", "compute {a} + {b}",
               "What's the sum of {a} and {b}?", "Can you add {a} and {b}?", "what is {a}+{b}"],
        "zh": ["{a}+{b}=?", "{a} + {b} 等于多少？", "{a}加{b}等于多少？", "计算 {a} + {b}", "计算{a}加{b}", "请算一下{a}+{b}。",
               "{a}加{b}是多少", "{a}与{b}的和是多少？", "求{a}+{b}", "{a}+{b}等于几？", "帮我算{a}加{b}"],
    },
    "-": {
        "en": ["What is {a} - {b}?", "{a} - {b} = ?", "{a}-{b}", "{a}-{b}=?", "Subtract {b} from {a}.", "What is {a} minus {b}?",
               "Calculate {a} - {b}.", "How much is {a} minus {b}?", "compute {a} - {b}", "What is {a} − {b}?",
               "Take {b} away from {a}.", "What's the difference {a} - {b}?", "what is {a}-{b}"],
        "zh": ["{a}-{b}=?", "{a} - {b} 等于多少？", "{a}减{b}等于多少？", "计算 {a} - {b}", "计算{a}减{b}", "请算一下{a}-{b}。",
               "{a}减去{b}是多少", "求{a}-{b}", "{a}-{b}等于几？", "{a}减{b}的差是多少？", "帮我算{a}减{b}"],
    },
    "×": {
        "en": ["What is {a} × {b}?", "{a} × {b} = ?", "{a}*{b}", "{a} * {b} = ?", "{a}x{b}=?", "Multiply {a} by {b}.",
               "What is {a} times {b}?", "Calculate {a} × {b}.", "How much is {a} times {b}?", "compute {a} * {b}",
               "What's the product of {a} and {b}?", "what is {a}*{b}", "What is {a} multiplied by {b}?"],
        "zh": ["{a}×{b}=?", "{a} × {b} 等于多少？", "{a}乘{b}等于多少？", "{a}乘以{b}等于多少？", "计算 {a} × {b}", "计算{a}乘{b}",
               "请算一下{a}×{b}。", "{a}乘{b}是多少", "{a}与{b}的积是多少？", "求{a}*{b}", "{a}*{b}等于几？", "帮我算{a}乘以{b}"],
    },
}

BIGGER = {
    "en": ["Which is bigger, {a} or {b}?", "Which is larger: {a} or {b}?", "Is {a} or {b} bigger?", "{a} or {b}, which is greater?",
           "Which number is greater, {a} or {b}?", "Compare {a} and {b}: which is bigger?", "which is larger, {a} or {b}",
           "What is bigger, {a} or {b}?"],
    "zh": ["{a}和{b}哪个大？", "{a}和{b}哪个更大？", "{a} 和 {b} 哪个大", "比较{a}和{b}，哪个大？", "{a}与{b}谁大？", "{a}、{b}哪个数大？",
           "请问{a}和{b}哪一个更大？"],
}
SMALLER = {
    "en": ["Which is smaller, {a} or {b}?", "Is {a} or {b} smaller?", "{a} or {b}, which is less?", "Which number is smaller, {a} or {b}?",
           "Compare {a} and {b}: which is smaller?"],
    "zh": ["{a}和{b}哪个小？", "{a}和{b}哪个更小？", "比较{a}和{b}，哪个小？", "{a}与{b}谁小？", "请问{a}和{b}哪一个更小？"],
}


def digits_from_right(number):
    return [int(d) for d in reversed(str(number))]


def add_by_digits(a, b, lang):
    """The written sum of two non-negative numbers, as lines."""
    left, right = digits_from_right(a), digits_from_right(b)
    carry, lines, result = 0, [], []
    for i in range(max(len(left), len(right))):
        x = left[i] if i < len(left) else 0
        y = right[i] if i < len(right) else 0
        total = x + y + carry
        terms = f"{x} + {y}" + (f" + {carry}" if carry else "")
        result.append(total % 10)
        line = f"{terms} = {total}" + say(lang, f", write {total % 10}", f"，写{total % 10}")
        carry = total // 10
        lines.append(line + (say(lang, ", carry 1", "进1") if carry else ""))
    if carry:
        result.append(1)
        lines.append(say(lang, "write the carried 1", "写下进位1"))
    shown = " ".join(str(d) for d in reversed(result))
    lines.append(say(lang, f"from left to right: {shown}, that is {a + b}", f"从左到右：{shown}，就是{a + b}"))
    return lines


def subtract_by_digits(a, b, lang):
    """The written difference a − b for a ≥ b ≥ 0, as lines."""
    left, right = digits_from_right(a), digits_from_right(b)
    borrow, lines, result = 0, [], []
    for i, x in enumerate(left):
        y = right[i] if i < len(right) else 0
        start = f"{x} - {y}" + (" - 1" if borrow else "")
        value = x - y - borrow
        if value < 0:
            value += 10
            terms = f"{x + 10} - {y}" + (" - 1" if borrow else "")
            lines.append(start + say(lang, f" is below 0, borrow: {terms} = {value}", f" 不够减，借1：{terms} = {value}"))
            borrow = 1
        else:
            lines.append(f"{start} = {value}")
            borrow = 0
        result.append(value)
    shown = " ".join(str(d) for d in reversed(result))
    lines.append(say(lang, f"from left to right: {shown}, that is {a - b}", f"从左到右：{shown}，就是{a - b}"))
    return lines


def times_digit(a, digit, lang):
    """a × one digit by tens and units, as one line."""
    tens, units = a // 10 * 10, a % 10
    if tens == 0 or units == 0:
        return f"{a} × {digit} = {a * digit}"
    return (f"{a} × {digit}: {units} × {digit} = {units * digit}, {tens} × {digit} = {tens * digit}, "
            f"{units * digit} + {tens * digit} = {a * digit}")


def multiply_by_parts(a, b, lang):
    if a < b:
        a, b = b, a
    order = []
    if b < 10:
        return order + [times_digit(a, b, lang)]
    tens, units = b // 10, b % 10
    if units == 0:
        return [times_digit(a, tens, lang), say(lang, f"times 10: {a * b}", f"再乘10：{a * b}")]
    lines = [f"{a} × {b} = {a} × {units} + {a} × {tens * 10}", times_digit(a, units, lang), times_digit(a, tens, lang),
             say(lang, f"times 10: {a * tens * 10}", f"再乘10：{a * tens * 10}"),
             f"{a * units} + {a * tens * 10}:"]
    return lines + add_by_digits(a * units, a * tens * 10, lang)


def small_or_long(rng, longest):
    """A number of one to `longest` digits, each length about as likely."""
    length = rng.randint(1, longest)
    return rng.randint(0 if length == 1 else 10 ** (length - 1), 10**length - 1)


def arithmetic(rng, lang, operation):
    longest = 2 if operation == "×" else rng.choice((2, 3, 3, 4))
    a, b = small_or_long(rng, longest), small_or_long(rng, longest)
    if operation == "-" and rng.random() < 0.05:
        b = a
    question = rng.choice(ASK[operation][lang]).format(a=a, b=b)
    right = say(lang, "digit by digit from the right.", "从右往左逐位计算。")
    if operation == "+":
        result, name = a + b, "add"
        lines = [f"{a} + {b}" + say(lang, ", ", "，") + right] + add_by_digits(a, b, lang)
    elif operation == "-":
        result, name = a - b, "subtract"
        if a >= b:
            lines = [f"{a} - {b}" + say(lang, ", ", "，") + right] + subtract_by_digits(a, b, lang)
        else:
            lines = [say(lang, f"{a} is smaller than {b}, so the result is negative. {b} - {a}, ",
                         f"{a}比{b}小，所以结果是负数。{b} - {a}，") + right]
            lines += subtract_by_digits(b, a, lang) + [say(lang, f"with the minus sign: {result}", f"加上负号：{result}")]
    else:
        result, name = a * b, "multiply"
        lines = multiply_by_parts(a, b, lang)
    answer = f"{a} {operation} {b} = **{result}**"
    ordered = (a, b) if operation == "-" else tuple(sorted((a, b)))
    return Item(name, lang, question, "\n".join(lines), answer, str(result), f"{operation}{ordered}")


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


def compare(rng, lang, choose=None):
    """choose: picks one of a list of wordings, by chance unless it is given."""
    a, b = decimal_pair(rng)
    ask_bigger = rng.random() < 0.5
    question = (choose or rng.choice)((BIGGER if ask_bigger else SMALLER)[lang]).format(a=a, b=b)
    places = max(len(n.partition(".")[2]) for n in (a, b))
    x, y = pad(a, places), pad(b, places)
    lines = [say(lang, f"With {places} decimal places: {x} and {y}.", f"写成{places}位小数：{x} 和 {y}。") if places else
             say(lang, f"Whole numbers: {x} and {y}.", f"都是整数：{x} 和 {y}。")]
    wx, wy = x.partition(".")[0], y.partition(".")[0]
    key = "compare" + str(sorted((a, b)))
    smaller = None
    if int(wx) != int(wy):
        smaller = a if int(wx) < int(wy) else b
        lines.append(say(lang, f"Whole parts: {wx} and {wy}, {min(int(wx), int(wy))} is smaller.",
                         f"整数部分：{wx} 和 {wy}，{min(int(wx), int(wy))} 更小。"))
    else:
        lines.append(say(lang, f"Whole parts: {wx} and {wy}, equal.", f"整数部分：{wx} 和 {wy}，相等。"))
        for i, (p, q) in enumerate(zip(x.partition(".")[2], y.partition(".")[2]), 1):
            if p == q:
                lines.append(say(lang, f"Decimal {i}: {p} and {q}, equal.", f"第{i}位小数：{p} 和 {q}，相等。"))
                continue
            smaller = a if p < q else b
            lines.append(say(lang, f"Decimal {i}: {p} and {q}, {min(p, q)} is smaller.",
                             f"第{i}位小数：{p} 和 {q}，{min(p, q)} 更小。"))
            break
    if smaller is None:
        lines.append(say(lang, "All digits are equal.", "每一位都相等。"))
        return Item("compare", lang, question, "\n".join(lines),
                    say(lang, f"Neither: {a} and {b} are **equal**.", f"{a} 和 {b} **一样大**。"),
                    say(lang, "equal", "一样大"), key)
    bigger = b if smaller == a else a
    lines.append(say(lang, f"So {smaller} < {bigger}.", f"所以 {smaller} < {bigger}。"))
    if ask_bigger:
        answer = say(lang, f"**{bigger}** is bigger than {smaller}.", f"**{bigger}** 比 {smaller} 大。")
    else:
        answer = say(lang, f"**{smaller}** is smaller than {bigger}.", f"**{smaller}** 比 {bigger} 小。")
    return Item("compare", lang, question, "\n".join(lines), answer, bigger if ask_bigger else smaller, key)
