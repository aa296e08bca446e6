"""Reads a report's figures or claims: the columns of their tables, every mistake at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from data.cells import cell_schema, first_fault
from data.intake.board import Known
from data.intake.header import Column, check_header, find_header
from data.intake.problems import Problems
from data.intake.sheet import Row, Sheet
from data.intake.words import QUARTER_RULE, quarter_in, term_in
from data.milestones import THEMES
from data.periods import Quarter
from data.snapshots import QUARTER_COLUMN

if TYPE_CHECKING:
    from data.catalogue.model import Dataset

PERIODS = ("check_period", "check_earlier_period")
"""Columns in which a quarter may be written as people write it."""


@dataclass(slots=True)
class Lines:
    """A table as read; the attributes mean what they mean in `data.intake.board.Board`."""

    quarter: Quarter | None = None
    rows: list[dict[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    errors: Problems = field(default_factory=Problems)
    warnings: Problems = field(default_factory=Problems)


def columns_of(entry: Dataset) -> tuple[Column, ...]:
    """Return the columns of a table as those of a template; blank ones may be left out."""
    return tuple(
        Column(
            each.name,
            each.name.replace("_", " ").capitalize(),
            f"{each.description}.",
            required=not each.blank,
            names=("Quarter",) if each.name == QUARTER_COLUMN else (),
        )
        for each in entry.columns
    )


def read_lines(sheets: Sequence[Sheet], entry: Dataset, known: Known) -> Lines:
    """Read figures or claims from a file's sheets.

    Args:
        sheets: The sheets of the file.
        entry: The catalogue entry of the table.
        known: What its rows may refer to.

    Raises:
        Unreadable: No sheet has the template's header.
    """
    columns = columns_of(entry)
    sheet, header = find_header(sheets, columns)
    lines = Lines()
    check_header(sheet, header, columns, lines.errors)
    data = sheet[header.index + 1 :]
    if not data:
        lines.errors.add("the file must have at least one row under its header")
    for row in data:
        cells = {
            column.key: _as_kept(column.key, _text(row, header.positions.get(column.key)))
            for column in columns
        }
        lines.rows.append(cells)
        lines.numbers.append(row.number)
    _check_quarter(lines)
    _check_cells(lines, entry)
    _check_references(lines, known)
    return lines


def _text(row: Row, position: int | None) -> str:
    value = "" if position is None else row.at(position)
    return f"{value:%Y-%m}" if isinstance(value, date) else value


def _as_kept(key: str, text: str) -> str:
    """Return a cell in the table’s own form where people write it otherwise."""
    if key in PERIODS:
        quarter = quarter_in(text)
        return text if quarter is None else str(quarter)
    if key == "theme":
        return term_in(text, THEMES) or text
    return text


def _check_quarter(lines: Lines) -> None:
    for cells, number in zip(lines.rows, lines.numbers, strict=True):
        text = cells[QUARTER_COLUMN]
        quarter = quarter_in(text)
        lines.quarter = lines.quarter or quarter
        if quarter is None:
            rule = QUARTER_RULE if text else "must not be blank"
        elif quarter != lines.quarter:
            rule = f"must be {lines.quarter}, as in the first row"
        else:
            cells[QUARTER_COLUMN] = str(quarter)
            continue
        lines.errors.add(rule, row=number, column="Reported quarter", value=text)


def _check_references(lines: Lines, known: Known) -> None:
    """Check that ids stand once, and that areas and related figures exist."""
    first: dict[str, int] = {}
    related = known.figures.get(str(lines.quarter), ())
    for cells, number in zip(lines.rows, lines.numbers, strict=True):
        name, area = cells["id"], cells["check_area"]
        if name in first:
            rule = f"must stand only once (it is in row {first[name]} already)"
            lines.errors.add(rule, row=number, column="Id", value=name)
        first.setdefault(name, number)
        if area and area not in known.areas:
            rule = "must be london, the slug of a BCU or the ONS code of a borough"
            lines.errors.add(rule, row=number, column="Check area", value=area)
        for each in cells.get("related_figures", "").split():
            if each not in related:
                rule = "must name figures of the same quarter’s report that are loaded"
                lines.errors.add(rule, row=number, column="Related figures", value=each)


def _check_cells(lines: Lines, entry: Dataset) -> None:
    """Check each cell, then the rules between the cells of each row that has no other fault."""
    labels = {each.key: each.label for each in columns_of(entry)}
    faulty: set[int] = set()
    for column in entry.columns:
        if column.name == QUARTER_COLUMN:
            continue
        schema = cell_schema(column, {})
        for index, cells in enumerate(lines.rows):
            fault = first_fault(schema, [cells[column.name]])
            if fault is not None:
                faulty.add(index)
                lines.errors.add(
                    fault.rule,
                    row=lines.numbers[index],
                    column=labels[column.name],
                    value=fault.text,
                )
    table = pd.DataFrame(lines.rows, columns=[each.name for each in entry.columns], dtype=object)
    for rule in entry.rules:
        if rule.column == QUARTER_COLUMN:
            continue
        for index, holds in enumerate(rule.holds(table)):
            if not holds and index not in faulty:
                faulty.add(index)
                lines.errors.add(
                    rule.rule,
                    row=lines.numbers[index],
                    column=labels[rule.column],
                    value=lines.rows[index][rule.column],
                )
