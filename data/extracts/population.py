"""The ONS file of mid-year population estimates: one row an area, one column a year."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from data.extracts.numbers import counts
from data.extracts.sheet import tidy
from data.words import change, number

if TYPE_CHECKING:
    from data.extracts.draft import Draft
    from data.extracts.findings import Findings
    from data.extracts.layouts import Recognised
    from data.extracts.sheet import Sheet

DATASET = "population-by-year"
LARGEST = 2_000_000
TOLERANCE = 0.05
SMALLEST_DIFFERENCE = 2_000
"""The City of London is small: its estimates step by up to 14 % a year."""
CODE = re.compile(r"[EKNSW][0-9]{8}")
Estimates = dict[tuple[str, int], int]


def take_population(
    sheet: Sheet, taken: Recognised, draft: Draft, findings: Findings, notes: list[str]
) -> None:
    """Read estimates of London's boroughs, and put them into the table."""
    before = len(findings.found)
    estimates = _read(sheet, taken, draft, findings)
    if len(findings.found) > before:
        return
    present: Estimates = {}
    if draft.there(DATASET):
        table = draft.table(DATASET)
        present = {
            (str(code), int(year)): int(people)
            for code, year, people in table.itertuples(index=False, name=None)
        }
    _check_against(estimates, present, draft, findings)
    _check_years({year for _, year in {**present, **estimates}}, findings)
    if findings.errors:
        return
    revised = {key for key, people in estimates.items() if present.get(key, people) != people}
    years = sorted({year for _, year in estimates} - {year for _, year in present})
    if years:
        notes.append(f"New: {years[0]} to {years[-1]}, 33 areas.")
    if revised:
        notes.append(f"Revised: {number(len(revised))} of {number(len(estimates))} estimates.")
    if not years and not revised:
        notes.append("Loaded already, with the same estimates.")
    rows = sorted((present | estimates).items())
    table = pd.DataFrame(
        [(code, year, people) for (code, year), people in rows],
        columns=["area_code", "year", "population"],
    )
    draft.put(DATASET, table.to_csv(index=False, lineterminator="\n").encode())


def _read(sheet: Sheet, taken: Recognised, draft: Draft, findings: Findings) -> Estimates:
    column = taken.roles["area-code"]
    for position in taken.twice:
        rule = "a column may occur only once"
        findings.add(rule, row=sheet.header_row, column=sheet.header[position])
    seen_years: set[int] = set()
    for position, year in taken.years:
        if year in seen_years:
            rule, name = "a year may occur only once", sheet.header[position]
            findings.add(rule, row=sheet.header_row, column=name)
        seen_years.add(year)
    wanted = set(draft.areas)
    codes = [tidy(text or "") for text in sheet.cells[str(column)].to_list()]
    use: list[int] = []
    seen: dict[str, int] = {}
    for position, code in enumerate(codes):
        row = sheet.row_of(position)
        if not CODE.fullmatch(code):
            rule = "must be the ONS code of an area"
            findings.add(rule, row=row, column=sheet.header[column], value=code)
        elif code in seen:
            rule = f"an area may occur only once (it is in row {seen[code]} already)"
            kind = "an area may occur only once"
            findings.add(rule, row=row, column=sheet.header[column], value=code, kind=kind)
        elif code in wanted:
            use.append(position)
        seen.setdefault(code, row)
    for code in sorted(wanted - set(seen)):
        findings.add("every London borough and the City must be in the file", value=code)
    part = replace(sheet, cells=sheet.cells[use], row_of=lambda i: sheet.row_of(use[i]))
    people = counts(
        part, [position for position, _ in taken.years], findings, maximum=LARGEST, unit="residents"
    )
    found: Estimates = {}
    for order, position in enumerate(use):
        for each, (at, year) in enumerate(taken.years):
            found[codes[position], year] = int(people[order, each])
            if not people[order, each]:
                row, name = sheet.row_of(position), sheet.header[at]
                findings.add("must be at least 1", row=row, column=name, value=0)
    return found


def _check_against(
    estimates: Estimates, present: Estimates, draft: Draft, findings: Findings
) -> None:
    """Note what differs by more than a revision, or steps by more than a year's growth."""
    for (code, year), people in sorted(estimates.items()):
        known = present.get((code, year), present.get((code, year - 1)))
        if known is None:
            known = estimates.get((code, year - 1))
        if known is not None and abs(people - known) > max(TOLERANCE * known, SMALLEST_DIFFERENCE):
            rule = (
                f"{draft.places.name(code)}, {year}: {number(people)} residents against "
                f"{number(known)} ({change((people / known - 1) * 100)})"
            )
            findings.add(rule, accept="totals", value=people, kind="residents differ")


def _check_years(years: set[int], findings: Findings) -> None:
    missing = sorted(set(range(min(years), max(years) + 1)) - years)
    if missing:
        rule = "the years must follow those that are loaded: no estimate for"
        findings.add(rule, value=", ".join(map(str, missing[:10])))
