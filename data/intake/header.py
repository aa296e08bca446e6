"""Finds a sheet's header and says which column is which, however its words are written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.intake.problems import Problems, Unreadable
from data.intake.sheet import Row, Sheet
from data.milestone_filters import folded

SEARCHED_ROWS = 15
"""Rows at the top in which the header is looked for: titles may stand above it."""

FEWEST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a template.

    Attributes:
        key: Name in the product's table.
        label: Name in the template.
        help: What to write, in a sentence.
        required: Whether the column must be there.
        names: Other names by which people call it.
        width: Width in the template's workbook, in characters.
    """

    key: str
    label: str
    help: str
    required: bool = True
    names: tuple[str, ...] = ()
    width: int = 18


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and what its columns are.

    Attributes:
        index: Position among the sheet's rows.
        positions: Key of each column and its position in a row.
    """

    index: int
    positions: Mapping[str, int]


def words(name: str) -> frozenset[str]:
    """Return the words of a column's name, in no order, without case and punctuation."""
    return frozenset(re.findall(r"[a-z0-9]+", folded(name)))


def find_header(sheets: Sequence[Sheet], columns: Sequence[Column]) -> tuple[Sheet, Header]:
    """Return the sheet that has the header, and the header.

    A header may take two rows, with a group's name above its columns ("Due" above "Original" and
    "Current"): then both names together are the column's.

    Raises:
        Unreadable: No row of any sheet looks like the header.
    """
    known = known_names(columns)
    best: tuple[int, Sheet, int, list[str | None]] = (0, [], 0, [])
    for sheet in sheets:
        for index, row in enumerate(sheet[:SEARCHED_ROWS]):
            keys = _keys(row, sheet[index - 1] if index else None, known)
            score = len({key for key in keys if key})
            if score > best[0]:
                best = (score, sheet, index, keys)
    score, sheet, index, keys = best
    if score < min(FEWEST_NAMES, len(columns)):
        rule = "the file must have a header with the template’s columns: " + ", ".join(
            each.label for each in columns
        )
        raise Unreadable(rule)
    positions: dict[str, int] = {}
    for position, key in enumerate(keys):
        if key is not None:
            positions.setdefault(key, position)
    return sheet, Header(index, positions)


def check_header(
    sheet: Sheet, header: Header, columns: Sequence[Column], problems: Problems
) -> None:
    """Note what is missing, unknown or there twice among the columns."""
    row = sheet[header.index]
    above = sheet[header.index - 1] if header.index else None
    labels = {each.key: each.label for each in columns}
    keys = _keys(row, above, known_names(columns))
    for position, key in enumerate(keys):
        name = str(row.at(position))
        if key is None and name:
            rule = "is no column of the template: leave it out, or put it into the note"
            problems.add(rule, row=row.number, column=name)
        elif key is not None and header.positions[key] != position:
            problems.add("must stand only once", row=row.number, column=labels[key], value=name)
    for column in columns:
        if column.required and column.key not in header.positions:
            problems.add("must be a column of the file", row=row.number, column=column.label)
    nameless = {n for n, key in enumerate(keys) if key is None and not row.at(n)}
    for data in sheet[header.index + 1 :]:
        for position, cell in enumerate(data.cells):
            if cell != "" and (position >= len(keys) or position in nameless):
                rule = "must stand under a column’s name"
                problems.add(rule, row=data.number, column=_letter(position), value=cell)


def _letter(position: int) -> str:
    """Return a column's letter, as spreadsheets show it."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def known_names(columns: Sequence[Column]) -> dict[frozenset[str], str]:
    """Return the words of every name of every column, and its key."""
    return {
        words(name): column.key
        for column in columns
        for name in (column.key, column.label, *column.names)
    }


def _keys(row: Row, above: Row | None, known: Mapping[frozenset[str], str]) -> list[str | None]:
    """Return the column that each cell names, alone or with the cell above."""
    groups = _spread(above, len(row.cells)) if above else []
    found: list[str | None] = []
    for position in range(max(len(row.cells), len(above.cells) if above else 0)):
        own = words(str(row.at(position)))
        group = words(groups[position]) if position < len(groups) else frozenset()
        direct = words(str(above.at(position))) if above else frozenset()
        together = known.get(own | group) if own and group else None
        alone = known.get(own) if own else known.get(direct)
        found.append(together or alone)
    while found and found[-1] is None and len(found) > len(row.cells):
        found.pop()
    return found


def _spread(row: Row, width: int) -> list[str]:
    """Return a row's names with each carried to the right over empty cells, as merged ones are."""
    spread: list[str] = []
    for position in range(max(width, len(row.cells))):
        own = str(row.at(position))
        spread.append(own or (spread[-1] if spread else ""))
    return spread
