"""A file as read: a header, and every cell below it as text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")

Recognise = Callable[[list[str]], bool]
"""Whether a row of cells is a header that we know."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A table as text.

    Attributes:
        file: Name of the file.
        header: The names of its columns, as they stand.
        cells: The rows below the header: text or null (empty), in columns `0`, `1`, …
        row_of: Function from the position of a row to its line or row in the file, from 1.
        header_row: Line or row of the header.
    """

    file: str
    header: tuple[str, ...]
    cells: pl.DataFrame
    row_of: Callable[[int], int]
    header_row: int = 1


def tidy(text: str) -> str:
    """Return text on one line without spaces at its ends, or signs that nobody sees."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(INVISIBLE).split())


def fold(text: str) -> str:
    """Return text for comparing: tidy, lower case, hyphens for dashes, `and` for `&`."""
    return " ".join(tidy(text).translate(DASHES).casefold().replace("&", " and ").split())
