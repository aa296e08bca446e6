"""Words and numbers in the sentences that the data layer itself writes.

Reasons and notes travel in JSON and CSV as well as on the screen, so they are written here, once,
with the same signs as the screens use: a real minus, thousands commas, a per cent sign that never
parts from its number.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

MINUS = "−"
NO_BREAK = "\N{NO-BREAK SPACE}"

Number = int | float | Decimal | Fraction


def rounded(value: Number, decimals: int = 0) -> Decimal:
    """Return `value` rounded to `decimals` places, halves away from zero; never minus zero."""
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
    else:
        exact = Decimal(str(value))
    result = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result.is_zero() else result


def number(value: Number, decimals: int = 0) -> str:
    """Return a number for a sentence: `827,225`, `−30.0`."""
    return f"{rounded(value, decimals):,f}".replace("-", MINUS)


def signed(value: Number, decimals: int = 0) -> str:
    """Return a number with its sign: `+1,148`, `−1,604`, `0`."""
    text = number(value, decimals)
    return f"+{text}" if rounded(value, decimals) > 0 else text


def change(value: Number, decimals: int = 1) -> str:
    """Return a change in per cent: `+8.2 %`, `−30.0 %`, `0.0 %`."""
    return f"{signed(value, decimals)}{NO_BREAK}%"


def measured(value: Number, unit: str, decimals: int = 0) -> str:
    """Return a value with its unit as a reader expects it: `£250 million`, `8 %`, `11 boroughs`."""
    if unit == "%":
        return f"{number(value, decimals)}{NO_BREAK}%"
    if unit == "£m":
        return f"£{number(value, decimals)}{NO_BREAK}million"
    return f"{number(value, decimals)} {unit}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return words as a list in a sentence: `a, b and c`; empty for none."""
    *before, final = [*words] or [""]
    return f"{', '.join(before)} {last} {final}" if before else final


def sentence(text: str) -> str:
    """Return `text` with a capital first letter and a full stop."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
