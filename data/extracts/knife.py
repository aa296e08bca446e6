"""The monthly dashboard extract: knife crime and knife injury by month and area."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from data.areas import AVIATION, UNKNOWN
from data.extracts.ahead import check_not_ahead
from data.extracts.block import Block
from data.extracts.labels import FILE, KNIFE, Labels, line_to_add
from data.extracts.layouts import month_of
from data.extracts.numbers import counts
from data.extracts.sheet import fold, tidy
from data.periods import Month, months_between

if TYPE_CHECKING:
    from data.extracts.findings import Findings
    from data.extracts.layouts import Recognised
    from data.extracts.places import Places
    from data.extracts.sheet import Sheet

SERIES: Mapping[str, str] = {
    "Knife crime": "knife_crime",
    "Knife crime with injury": "knife_crime_with_injury",
    "Knife injury victims aged 1 to 24": "knife_injury_victims_1_to_24",
    "Knife injury victims aged 1 to 24, not domestic abuse": (
        "knife_injury_victims_1_to_24_non_domestic"
    ),
}
"""Our series, and the column of the table that holds each."""
UNDER_25 = "Knife injury victims aged 1 to 24, not domestic abuse"
KNIFE_CRIME = "knife crime"
COUNTED, NOT_COUNTED = "offences", ("positive outcomes",)
LARGEST_COUNT = 10_000

_DAY = re.compile(r"(?:([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2}))")


@dataclass(frozen=True, slots=True, eq=False)
class KnifeCrime:
    """An extract, understood.

    Attributes:
        block: Counts by area and series; areas that are no borough are `UNKNOWN`.
        refreshed: Month of the extract.
        rows: How many of its rows are used.
        left_out: How many are of other crimes, measures or kinds of area.
    """

    block: Block
    refreshed: Month
    rows: int
    left_out: int


def read_knife(
    sheet: Sheet, taken: Recognised, labels: Labels, places: Places, findings: Findings
) -> KnifeCrime | None:
    """Read an extract; a month and area without a row is 0, since the publisher leaves these out.

    Args:
        sheet: The file, without blank rows.
        taken: What it was recognised as.
        labels: The table of labels.
        places: The names of areas.
        findings: Where mistakes are noted.

    Returns:
        Its counts; None where a mistake was found.
    """
    before = len(findings.found)
    for position in taken.twice:
        rule = "a column may occur only once"
        findings.add(rule, row=sheet.header_row, column=sheet.header[position])
    used = _used(sheet, taken, findings)
    if not len(used):
        findings.add("the file must have rows of knife crime by borough")
        return None
    part = _part(sheet, used)
    months = _days(part, taken, "month", findings)
    series = _series(part, taken, labels, months, findings)
    areas = _areas(part, taken, places, findings)
    block = counts(part, [taken.roles["count"]], findings, maximum=LARGEST_COUNT, unit="a month")
    refreshed = _days(part, taken, "refreshed", findings) if "refreshed" in taken.roles else []
    if len(findings.found) > before:
        return None
    _check_twice(
        part, taken, [*zip(months, _own_names(part, taken), series, strict=True)], findings
    )
    known = sorted({month for month in months if month is not None})
    _check_months(known, findings)
    if len(findings.found) > before:
        return None
    wanted = [(area, name) for area in (*sorted(places.boroughs), UNKNOWN) for name in SERIES]
    row_of = {row: position for position, row in enumerate(wanted)}
    month_of = {month: position for position, month in enumerate(known)}
    values = np.zeros((len(wanted), len(known)))
    for area, name, month, count in zip(areas, series, months, block[:, 0], strict=True):
        if name in SERIES and month is not None:
            values[row_of[area, name], month_of[month]] += count
    newest = max((month for month in refreshed if month), default=known[-1] + 1)
    table = Block(("area_code", "offence"), tuple(wanted), tuple(known), values)
    _check_parts(table, places, findings)
    left_out = sheet.cells.height - len(used)
    return KnifeCrime(table, newest, len(used), left_out)


def _texts(sheet: Sheet, taken: Recognised, role: str) -> list[str]:
    column = sheet.cells[str(taken.roles[role])]  # type: ignore[index]
    return [tidy(text or "") for text in column.to_list()]


def _used(sheet: Sheet, taken: Recognised, findings: Findings) -> list[int]:
    """Return the positions of the rows that count: knife crime, offences, boroughs."""
    used = []
    kinds = zip(
        *(_texts(sheet, taken, role) for role in ("kind", "measure", "area-type")), strict=True
    )
    for position, (kind, measure, area_type) in enumerate(kinds):
        if fold(measure) not in (COUNTED, *NOT_COUNTED):
            column = sheet.header[taken.roles["measure"]]
            rule = "must be Offences or Positive Outcomes"
            findings.add(rule, row=sheet.row_of(position), column=column, value=measure)
        for role, text in (("kind", kind), ("area-type", area_type)):
            if not text:
                column = sheet.header[taken.roles[role]]  # type: ignore[index]
                findings.add("must not be blank", row=sheet.row_of(position), column=column)
        if (fold(kind), fold(measure), fold(area_type)) == (KNIFE_CRIME, COUNTED, "borough"):
            used.append(position)
    return used


def _part(sheet: Sheet, used: list[int]) -> Sheet:
    return replace(sheet, cells=sheet.cells[used], row_of=lambda i: sheet.row_of(used[i]))


def _days(sheet: Sheet, taken: Recognised, role: str, findings: Findings) -> list[Month | None]:
    """Return the months of a column of days."""
    found: list[Month | None] = []
    known: dict[str, Month | None] = {}
    for position, text in enumerate(_texts(sheet, taken, role)):
        if text not in known:
            known[text] = _month(text)
        if known[text] is None:
            column = sheet.header[taken.roles[role]]  # type: ignore[index]
            rule = "must be a day such as 01/03/2022 or a month such as Mar-22"
            findings.add(rule, row=sheet.row_of(position), column=column, value=text)
        found.append(known[text])
    return found


def _month(text: str) -> Month | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return month_of(fold(text))
    day, month, year, iso_year, iso_month, iso_day = match.groups()
    number = int(month or iso_month)
    if not 1 <= number <= 12 or not 1 <= int(day or iso_day) <= 31:  # noqa: PLR2004 - a calendar
        return None
    found = Month(int(year or iso_year), number)
    return found if Month(1990, 1) <= found <= Month(2100, 1) else None


def _series(
    sheet: Sheet,
    taken: Recognised,
    labels: Labels,
    months: list[Month | None],
    findings: Findings,
) -> list[str]:
    found = []
    first = min((month for month in months if month), default=Month(2022, 3))
    told: set[str] = set()
    for position, text in enumerate(_texts(sheet, taken, "subtype")):
        lines = labels.lines(KNIFE, "Knife Crime", text)
        if not lines and text not in told:
            told.add(text)
            near = labels.nearest((KNIFE,), "Knife Crime", text)
            said = f" (the nearest is “{near.label}”)" if near else ""
            line = line_to_add(KNIFE, "Knife Crime", text, first, near)
            findings.add(
                f"the label must be known{said}. If it is new, add to {FILE}: {line}",
                row=sheet.row_of(position), column=sheet.header[taken.roles["subtype"]],
                value=text, kind="the label must be known",
            )  # fmt: skip
        found.append(lines[0].offence if lines else "")
    return found


def _areas(sheet: Sheet, taken: Recognised, places: Places, findings: Findings) -> list[str]:
    found = []
    told: set[str] = set()
    for position, text in enumerate(_texts(sheet, taken, "area")):
        code = places.code(text)
        if code is None and text not in told:
            told.add(text)
            column = sheet.header[taken.roles["area"]]
            findings.add(places.rule(text), row=sheet.row_of(position), column=column, value=text)
        # The dashboard counts the airports among areas that are no borough.
        found.append(UNKNOWN if code in (None, AVIATION) else str(code))
    return found


def _own_names(sheet: Sheet, taken: Recognised) -> list[str]:
    """Return the area of each row as the file has it, within which a series stands once."""
    names = _texts(sheet, taken, "area")
    if "name" not in taken.roles:
        return names
    return [f"{a} / {b}" for a, b in zip(names, _texts(sheet, taken, "name"), strict=True)]


def _check_twice(
    sheet: Sheet, taken: Recognised, keys: list[tuple[object, ...]], findings: Findings
) -> None:
    first: dict[tuple[object, ...], int] = {}
    for position, key in enumerate(keys):
        if key in first and key[-1]:
            rule = f"a row may occur only once (it is in row {sheet.row_of(first[key])} already)"
            column = sheet.header[taken.roles["subtype"]]
            value = ", ".join(map(str, key))
            kind = "a row may occur only once"
            row = sheet.row_of(position)
            findings.add(rule, row=row, column=column, value=value, kind=kind)
        first.setdefault(key, position)


def _check_months(months: list[Month], findings: Findings) -> None:
    missing = [each for each in months_between(months[0], months[-1]) if each not in months]
    if missing:
        names = ", ".join(map(str, missing[:12]))
        findings.add(f"a month must not be missing between others: {names}")
    check_not_ahead(months[-1], findings)


def _check_parts(block: Block, places: Places, findings: Findings) -> None:
    """Check that no part is larger than what it is part of."""
    row_of = {row: position for position, row in enumerate(block.rows)}
    names = list(SERIES)
    for part, whole in ((names[1], names[0]), (names[3], names[2])):
        for area in dict.fromkeys(row[0] for row in block.rows):
            more = block.values[row_of[area, part]] > block.values[row_of[area, whole]]
            for position in np.flatnonzero(more):
                findings.add(
                    f"{part} must be at most {whole} of the same month and area",
                    value=f"{places.name(area)}, {block.months[position]}",
                )
