# SPDX-License-Identifier: Apache-2.0
"""The four operations, with several digits, signs and parentheses."""

from fractions import Fraction

from item import Item

from skills import checks
from skills.exact import fixed, show
from skills.wordings import WORDINGS
from skills.working import Working

FORMS = WORDINGS["calculate"]
STRENGTH = {"+": 1, "-": 1, "×": 2, "÷": 2}
TWO_DECIMALS = {"en": " Give two decimals.", "zh": "保留两位小数。"}
SIGNS = {"×": ("×", "*"), "÷": ("÷", "/"), "+": ("+",), "-": ("-",)}


def leaf_pair(draw, operation, digits):
    """Two numbers for one operation; quotients come out even."""
    if operation == "×":
        a, b = draw.number(min(3, digits)), draw.number(min(digits, 2))
        return (Fraction(a, 10), b) if draw.rng.random() < 0.15 else (a, b)
    if operation == "÷":
        divisor = draw.rng.randint(2, 12) if draw.rng.random() < 0.7 else draw.rng.randint(13, 99)
        return divisor * draw.number(min(3, digits)), divisor
    a, b = draw.number(digits), draw.number(digits)
    if draw.rng.random() < 0.04:
        b = a
    if draw.rng.random() < 0.15:  # prices and measures
        return Fraction(a, 100), Fraction(b, 10)
    return a, b


def tree(draw, operations, digits):
    """A leaf is a number, a node is (operation, left, right)."""
    if operations == 0:
        return -draw.number(digits) if draw.rng.random() < 0.04 else draw.number(digits)
    if operations == 1:
        operation = draw.pick("+-×÷")
        return (operation, *(draw.number(2) if operation == "×" else n for n in leaf_pair(draw, operation, digits)))
    inner = tree(draw, operations - 1, digits)
    operation = draw.pick("+-+-×÷")
    if operation == "÷":
        divisor = draw.rng.randint(2, 12)
        if value(inner) % divisor == 0:
            return operation, inner, divisor
        operation = "-"
    other = draw.rng.randint(2, 12) if operation == "×" else draw.number(digits)
    return (operation, inner, other) if draw.rng.random() < 0.6 else (operation, other, inner)


def value(node):
    if not isinstance(node, tuple):
        return Fraction(node)
    operation, left, right = node
    a, b = value(left), value(right)
    return a + b if operation == "+" else a - b if operation == "-" else a * b if operation == "×" else a / b


def render(node, sign=lambda operation: operation, first=True):
    """With parentheses where another order of operations is meant than from left to right. first: nothing stands before it."""
    if not isinstance(node, tuple):
        return f"({show(node)})" if node < 0 and not first else show(node)
    operation, left, right = node
    a, b = render(left, sign, first), render(right, sign, False)
    if isinstance(left, tuple) and STRENGTH[left[0]] < STRENGTH[operation]:
        a = f"({a})"
    if isinstance(right, tuple) and STRENGTH[right[0]] <= STRENGTH[operation]:
        b = f"({b})"
    return f"{a} {sign(operation)} {b}"


def reduce(node, working):
    """The tree with its innermost operation worked out."""
    operation, left, right = node
    if isinstance(left, tuple):
        return (operation, reduce(left, working), right)
    if isinstance(right, tuple):
        return (operation, left, reduce(right, working))
    work = {"+": working.add, "-": working.subtract, "×": working.multiply, "÷": working.divide}[operation]
    return work(left, right)


def calculate(draw):
    level = draw.level()
    digits = draw.pick({1: (2, 3, 3, 4), 2: (4, 5), 3: (3, 4)}[level])
    operations = {1: 1, 2: draw.pick((1, 2)), 3: draw.pick((2, 3))}[level]
    if operations == 1:
        operation = draw.pick("+-×÷")
        if operation == "÷" and draw.rng.random() < 0.2:
            return uneven(draw, level)
        node = (operation, *leaf_pair(draw, operation, digits))
    else:
        node = tree(draw, operations, digits)
    working, rest = Working(draw.lang), node
    while isinstance(rest, tuple):
        rest = reduce(rest, working)
        if isinstance(rest, tuple):
            working.note(f"left: {render(rest)}", f"还剩：{render(rest)}")
    shown, result = render(node), show(value(node))
    in_words = operations == 1 and (node[0] != "-" or node[1] >= node[2]) and draw.rng.random() < 0.35
    if in_words:
        question = draw.ask(FORMS[node[0]], a=show(node[1]), b=show(node[2]))
    else:
        style = {operation: draw.pick(signs) for operation, signs in SIGNS.items()}
        asked = render(node, style.get)
        question = draw.ask(FORMS["any"], e=asked.replace(" ", "") if draw.rng.random() < 0.4 else asked)
    key = shown
    if operations == 1 and node[0] in "+×":
        key = f"{sorted(node[1:])}{node[0]}"
    return Item("calculate", draw.lang, question, working.text(), f"{shown} = **{result}**", result, f"calculate {key}",
                check=checks.number(result), level=level)


def uneven(draw, level):
    """A division with a remainder, to two decimals."""
    a, b = draw.number(4), draw.rng.randint(3, 12) if draw.rng.random() < 0.7 else draw.rng.randint(13, 60)
    if a % b == 0:
        return uneven(draw, level)
    working = Working(draw.lang)
    found = working.divide(a, b, 2)
    shown, sign = fixed(found, 2), draw.pick(SIGNS["÷"])
    extra = TWO_DECIMALS[draw.lang]
    asked = (draw.ask(FORMS["÷"], extra, a=a, b=b) if draw.rng.random() < 0.5 else draw.ask(FORMS["any"], extra, e=f"{a} {sign} {b}"))
    return Item("calculate", draw.lang, asked, working.text(), f"{a} ÷ {b} {'=' if Fraction(a, b) == Fraction(found) else '≈'} **{shown}**", shown,
                f"calculate {a} ÷ {b}", check=checks.number(shown), level=level)
