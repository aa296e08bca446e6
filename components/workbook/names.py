"""Names of sheets and tables, as spreadsheets allow them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

LONGEST: Final = 31
"""Characters of a sheet's name that Excel allows."""

FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
JOINING: Final = frozenset(
    {"a", "against", "an", "and", "by", "for", "in", "of", "on", "or", "the", "to", "with"}
)
"""Words that no name ends with."""

RESERVED: Final = "history"
"""Excel keeps this name for itself."""


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names of sheets, made unique.

    Args:
        wanted: What each sheet would best be called.

    Returns:
        As many names of at most 31 characters, cut between words, without what Excel forbids; no
        two are equal, capitals aside.
    """
    taken: set[str] = {RESERVED}
    names: list[str] = []
    for text in wanted:
        plain = " ".join(FORBIDDEN.sub(" ", text).split()).strip("' ") or "Sheet"
        name, number = cut(plain, LONGEST), 2
        while name.lower() in taken:
            ending = f" {number}"
            name, number = cut(plain, LONGEST - len(ending)) + ending, number + 1
        taken.add(name.lower())
        names.append(name)
    return names


def cut(text: str, longest: int) -> str:
    """A text of at most so many characters, cut between words where that leaves enough."""
    if len(text) <= longest:
        return text
    words = text[: longest + 1].split(" ")[:-1]
    while words and words[-1].lower() in JOINING:
        words.pop()
    short = " ".join(words)
    return (short if len(short) > longest // 3 else text[:longest]).rstrip(" ,;'")


def table_name(number: int) -> str:
    """The name of a sheet's table, by the sheet's number: unique, and no address of a cell."""
    return f"Table_{number}"


def unique_labels(labels: Iterable[str]) -> list[str]:
    """Headings of a table: none empty, none twice, capitals aside, each on one line."""
    taken: set[str] = set()
    found: list[str] = []
    for place, text in enumerate(labels, start=1):
        plain = " ".join(text.split())[:200] or f"Column {place}"
        label, number = plain, 2
        while label.lower() in taken:
            label, number = f"{plain} {number}", number + 1
        taken.add(label.lower())
        found.append(label)
    return found
