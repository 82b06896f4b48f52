# SPDX-License-Identifier: Apache-2.0
"""Exact decimals: written without exponent or needless zeros, rounded half away from zero as at school."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

CONTEXT = Context(prec=60)


def decimal(value):
    """A fraction with a finite decimal expansion, exactly."""
    if isinstance(value, Fraction):
        result = CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
        if Fraction(result) != value:
            raise ValueError(f"{value} has no finite decimal expansion")
        return result
    return Decimal(value)


def rounded(value, places):
    """value: int, Decimal or Fraction → Decimal with `places` decimals; −1 rounds to tens."""
    scaled = Fraction(value) * Fraction(10) ** places
    whole = int(abs(scaled) + Fraction(1, 2))
    return decimal(Fraction(whole if scaled >= 0 else -whole) / Fraction(10) ** places)


def show(value):
    text = format(decimal(value), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def places(value):
    return len(show(value).partition(".")[2])


def scaled(value, digits):
    """value · 10^digits as a whole number."""
    result = Fraction(value) * 10**digits
    assert result.denominator == 1
    return int(result)


def fixed(value, digits):
    """With exactly that many decimals, as prices are written."""
    return format(decimal(value).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP, context=CONTEXT), "f")
