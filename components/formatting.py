"""Numbers as a person in Britain reads them: the one place where screens round.

Every function takes a number or ``None``/NaN and returns text; what is missing is an en
dash, a minus is a real minus sign, and a number never parts from its unit at a line end.

A tie is rounded away from zero, as in school and as ``Intl.NumberFormat`` of the reader's browser
does (``halfExpand``): a table drawn there and a sentence written here say the same of a number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from data import words

MISSING: Final = "–"
MINUS: Final = "−"
NO_BREAK: Final = "\u00a0"

SMALL_COUNT: Final = 10
"""Counts below this are marked "read with care"."""


def unbroken(text: str) -> str:
    """A text in which no line end parts a year or a quarter: Q1 2018-19."""
    parts = re.sub(r"(?<=\d)-(?=\d)", "\N{NON-BREAKING HYPHEN}", text)
    return re.sub(r"(?<=Q\d) (?=\d)", NO_BREAK, parts)


def is_missing(value: float | None) -> bool:
    """Whether a value is absent: ``None`` or not a number."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def _signed(text: str) -> str:
    return text.replace("-", MINUS)


def rounded(value: float, digits: int = 0) -> Decimal:
    """A number to so many decimals as a screen shows it; never a negative zero.

    What is rounded is the number as it is written (the shortest text that reads back as it), not
    its binary expansion: 6.35 is halfway between 6.3 and 6.4, and so becomes 6.4.

    Args:
        value: A number that is not missing.
        digits: Decimals.
    """
    return words.rounded(float(value), digits)


def count(value: float | None) -> str:
    """A whole number with thousands commas: ``18,839``."""
    if value is None or is_missing(value):
        return MISSING
    return decimal(value, 0)


def decimal(value: float | None, digits: int = 1) -> str:
    """A number with a fixed number of decimals: ``12.3``."""
    if value is None or is_missing(value):
        return MISSING
    return _signed(f"{rounded(value, digits):,}")


def percent(value: float | None, digits: int = 1) -> str:
    """A percentage without a sign for a rise: ``8.2 %``."""
    if value is None or is_missing(value):
        return MISSING
    return f"{decimal(value, digits)}{NO_BREAK}%"


def change(value: float | None, digits: int = 1) -> str:
    """A percentage change with its sign: ``+8.2 %``, ``−30.0 %``, ``0.0 %``."""
    if value is None or is_missing(value):
        return MISSING
    return f"{_plus(value, digits)}{decimal(value, digits)}{NO_BREAK}%"


def signed_count(value: float | None) -> str:
    """A difference of counts with its sign: ``+1,426``."""
    if value is None or is_missing(value):
        return MISSING
    return f"{_plus(value, 0)}{count(value)}"


def _plus(value: float, digits: int) -> str:
    return "+" if rounded(value, digits) > 0 else ""


def ordinal(value: int) -> str:
    """A rank in words and figures: ``1st``, ``22nd``, ``13th``."""
    teens = 10 <= value % 100 <= 20  # noqa: PLR2004 - 11th to 13th
    suffix = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"


def join_words(parts: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence: ``a, b and c``."""
    if not parts:
        return ""
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def plural(number: float, one: str, many: str | None = None) -> str:
    """The form of a noun that goes with a number, with the number: ``1 month``, ``3 months``."""
    word = one if number == 1 else (many or f"{one}s")
    return f"{count(number)} {word}"
