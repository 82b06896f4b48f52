# SPDX-License-Identifier: Apache-2.0
"""Casting out nines: the one digit that a number's digits sum up to adds and multiplies as the numbers do, modulo nine. A wrong digit
shows, unless 0 and 9 were confused; two that were exchanged do not. Decimal points are left out: ten is one modulo nine."""

import re

from skills.working import relation

# The end of a line that found something: whole numbers and decimals, none below zero.
RESULT = re.compile(r"(?:^|so |所以)(?P<a>[\d.]+) (?P<sign>[+×÷-]) (?P<b>[\d.]+) [=≈] (?P<result>\d[\d.]*)$")


def nines(line):
    """→ the check of the operation that a line says to have found, and whether it holds: of a − b = c that c + b = a, of a ÷ b = c
    with a rest that c × b + rest = a."""
    a, sign, b, result = RESULT.search(line).groups()
    rest = re.findall(r" r (\d+)", line)[-1:] if sign == "÷" else []
    if sign in "÷-":
        a, result = result, a
    (x, left), (y, right) = root(a), root(b)
    together, steps = joined("×" if sign in "×÷" else "+", left, right)
    parts = [x, y, steps]
    if rest and int(rest[0]):
        z, more = root(rest[0])
        together, steps = joined("+", together, more)
        parts += [z, steps]
    whole, wanted = root(result)
    parts += [whole, f"{together} {relation(together, wanted)} {wanted}"]
    return "; ".join(parts), together == wanted


def root(number):
    """→ how the one digit is found that a number leaves, and the digit; 9 counts as 0: both leave nothing."""
    digits = [int(d) for d in number if d != "."]
    total, steps = digits[0], []
    for d in digits[1:]:
        steps.append(f"{total}+{d}={total + d}")
        total += d
    left, more = reduced(total)
    return f"{number}: " + ", ".join([*steps, *more] or [str(left)]), left


def joined(sign, a, b):
    """→ the digit that a sum or a product of two digits leaves, and the steps to it."""
    total = a * b if sign == "×" else a + b
    left, steps = reduced(total)
    return left, ", ".join([f"{a}{sign}{b}={total}", *steps])


def reduced(total):
    """→ the one digit that is left, from 0 to 8, and the steps to it."""
    steps = []
    while total > 9:
        parts = list(str(total))
        total = sum(map(int, parts))
        steps.append("+".join(parts) + f"={total}")
    if total == 9:
        steps.append("9-9=0")
    return total % 9, steps
