"""Rows of a file of counts that are none: totals, notes below the table, columns without a name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from data.extracts.sheet import fold

if TYPE_CHECKING:
    from data.extracts.findings import Findings
    from data.extracts.layouts import Recognised
    from data.extracts.sheet import Sheet

TOTAL = re.compile(r"(.* )?(sub ?-?)?totals?( .*)?|all( crimes?| offences?)?")
NO_TOTALS = "a row must name its offence and area: totals must be left out"
NO_NOTES = "a note must not stand in the table or below it: every row must hold counts"


def counts_only(sheet: Sheet, taken: Recognised, findings: Findings) -> Sheet:
    """Return a table without its rows of totals and notes; each of them is a mistake, said once.

    Args:
        sheet: The file, without blank rows.
        taken: What it was recognised as.
        findings: Where these rows are noted.
    """
    said = {
        position: [text or "" for text in sheet.cells[str(position)].to_list()]
        for position in sorted({*taken.roles.values()})
    }
    gone = _totals(sheet, said, findings) | set(_notes(sheet, taken, said, findings))
    if not gone:
        return sheet
    kept = [position for position in range(sheet.cells.height) if position not in gone]
    row_of = sheet.row_of
    return replace(sheet, cells=sheet.cells[kept], row_of=lambda i: row_of(kept[i]))


def is_blank(sheet: Sheet, position: int) -> bool:
    """Whether no cell of a column has a text."""
    cells = sheet.cells[str(position)].str.strip_chars()
    return bool((cells.is_null() | (cells == "")).all())


def _totals(sheet: Sheet, said: dict[int, list[str]], findings: Findings) -> set[int]:
    """Note rows that call themselves totals, and rows that name nothing."""
    found: set[int] = set()
    for position, texts in said.items():
        totals = {text for text in set(texts) if TOTAL.fullmatch(fold(text))}
        for row, text in enumerate(texts) if totals else ():
            if text in totals and row not in found:
                found.add(row)
                column = sheet.header[position]
                findings.add(NO_TOTALS, row=sheet.row_of(row), column=column, value=text)
    nameless = _rows_with(0, said)
    for row in nameless:
        findings.add(NO_TOTALS, row=sheet.row_of(row))
    return found | set(nameless)


def _notes(
    sheet: Sheet, taken: Recognised, said: dict[int, list[str]], findings: Findings
) -> list[int]:
    """Note rows with a text and nothing else."""
    months = [str(position) for position, _ in taken.months]
    found = []
    for row in _rows_with(1, said):
        if all(not (text or "").strip() for text in sheet.cells[row].select(months).row(0)):
            text = next(text for texts in said.values() if (text := texts[row].strip()))
            findings.add(NO_NOTES, row=sheet.row_of(row), value=text)
            found.append(row)
    return found


def _rows_with(number: int, said: dict[int, list[str]]) -> list[int]:
    """Return the rows in which so many of the cells that name something have a text."""
    return [
        row
        for row, texts in enumerate(zip(*said.values(), strict=True))
        if sum(1 for text in texts if text and not text.isspace()) == number
    ]
