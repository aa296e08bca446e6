"""Recorded crime by ward or neighbourhood: read and checked; merged by `small_area_tables`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from data.extracts.beside import counts_only
from data.extracts.crime_rows import CrimeRows, read_rows
from data.extracts.labels import TODAY
from data.extracts.low_months import STUB
from data.extracts.sheet import tidy
from data.extracts.small_area_register import register_of
from data.extracts.small_area_tables import KEYS, Read, keep
from data.offences import slug_of
from data.small_areas import LEVELS
from data.words import number

if TYPE_CHECKING:
    import polars as pl

    from data.extracts.block import Block
    from data.extracts.draft import Draft
    from data.extracts.findings import Findings
    from data.extracts.layouts import Recognised
    from data.extracts.sheet import Sheet
    from data.periods import Month
    from data.small_areas import Register

LARGEST_COUNT = 20_000
"""Several times the largest count of one offence in one ward and month: a few labels added up
still fit the 16 bits in which counts are kept."""

LEAST, MOST = 0.8, 1.05
"""What the small areas of a borough may sum to, in proportion to the borough: some offences have
no known place within it."""


def take_small_areas(
    sheet: Sheet, taken: Recognised, draft: Draft, findings: Findings, notes: list[str]
) -> None:
    """Read a file of small areas, and merge it into the table of its level."""
    level = LEVELS[taken.level]
    sheet = counts_only(sheet, taken, findings)
    rows = read_rows(sheet, taken, draft.labels, TODAY, findings, maximum=LARGEST_COUNT)
    areas = _Areas(sheet, taken, draft, findings)
    if rows is None or findings.errors:
        return
    areas.check_one_borough(findings)
    _check_twice(sheet, taken, rows, areas.codes, findings)
    if findings.errors:
        return
    known = register_of(draft, level)
    months = _whole_months(rows, notes)
    table = _table(rows, areas.codes, months)
    read = Read(level, tuple(months), table, areas.places(known))
    _check_boroughs(read, draft, findings)
    notes.append(
        f"{number(table['area_code'].n_unique())} {level.plural}, {months[0].label} to "
        f"{months[-1].label}, {number(int(table.select(_sum(months)).item()))} offences."
    )
    unplaced = sum(not borough for _, borough in read.places.values())
    if unplaced:
        notes.append(
            f"{number(unplaced)} {level.plural} without a borough in this file or an earlier one: "
            "kept, but on no page."
        )
    keep(read, known, draft, findings, notes)


def _sum(months: list[Month]) -> pl.Expr:
    import polars as pl  # noqa: PLC0415

    return pl.sum_horizontal(pl.col(str(month)).cast(pl.Int64).sum() for month in months)


class _Areas:
    """Code, name and borough of each row of a file, noting what is wrong with them."""

    def __init__(self, sheet: Sheet, taken: Recognised, draft: Draft, findings: Findings) -> None:
        self._sheet = sheet
        self._taken = taken
        self.codes = self._cells("code") or []
        self._names = self._cells("name") or [""] * len(self.codes)
        self._boroughs = [""] * len(self.codes)
        self._check_codes(findings)
        boroughs = self._cells("area")
        if boroughs is not None:
            self._boroughs = self._known_boroughs(boroughs, draft, findings)

    def _cells(self, role: str) -> list[str] | None:
        position = next((at for name, at in self._taken.roles.items() if name == role), None)
        if position is None:
            return None
        return [tidy(text or "") for text in self._sheet.cells[str(position)].to_list()]

    def _check_codes(self, findings: Findings) -> None:
        form, told = re.compile(LEVELS[self._taken.level].code), set[str]()
        for position, code in enumerate(self.codes):
            if code not in told and not form.fullmatch(code):
                told.add(code)
                rule = f"must be the ONS code of a {self._taken.level}"
                column = self._sheet.header[self._taken.roles["code"]]
                findings.add(rule, row=self._sheet.row_of(position), column=column, value=code)

    def _known_boroughs(self, texts: list[str], draft: Draft, findings: Findings) -> list[str]:
        column = self._sheet.header[self._taken.roles["area"]]
        known = {text: draft.places.code(text) for text in set(texts)}
        for text in (text for text, code in known.items() if code not in draft.places.boroughs):
            row = self._sheet.row_of(texts.index(text))
            findings.add(draft.places.rule(text), row=row, column=column, value=text)
        return [known[text] or "" for text in texts]

    def check_one_borough(self, findings: Findings) -> None:
        """Note where a code is in two boroughs."""
        first: dict[str, str] = {}
        for position, (code, borough) in enumerate(zip(self.codes, self._boroughs, strict=True)):
            if first.setdefault(code, borough) != borough:
                at = self._taken.roles["area"]
                findings.add(
                    f"a {self._taken.level} must be in one borough ({code})",
                    row=self._sheet.row_of(position),
                    column=self._sheet.header[at],
                    value=self._sheet.cells[str(at)][position],
                    kind=f"a {self._taken.level} must be in one borough",
                )

    def places(self, known: Register) -> dict[str, tuple[str, str]]:
        """Return name and borough of each code; from an earlier file where this one has none."""
        found: dict[str, tuple[str, str]] = {}
        for code, name, borough in zip(self.codes, self._names, self._boroughs, strict=True):
            had = found.get(code, ("", ""))
            found[code] = (had[0] or name, had[1] or borough)
        for code, (name, borough) in found.items():
            before = known.get(code)
            if before is not None and not borough:
                found[code] = (name, before.borough)
        return found


def _check_twice(
    sheet: Sheet, taken: Recognised, rows: CrimeRows, codes: list[str], findings: Findings
) -> None:
    first: dict[tuple[str, int], int] = {}
    for position, (code, label) in enumerate(zip(codes, rows.labels, strict=True)):
        at = first.setdefault((code, id(label)), position)
        if at != position:
            rule = f"a row may occur only once (it is in row {sheet.row_of(at)} already)"
            column = sheet.header[taken.roles["label"]]
            value, kind = f"{code}, {label.label}", "a row may occur only once"
            findings.add(rule, row=sheet.row_of(position), column=column, value=value, kind=kind)


def _table(rows: CrimeRows, codes: list[str], months: list[Month]) -> pl.DataFrame:
    """Return one row an area and offence: labels of the same offence are added up."""
    import polars as pl  # noqa: PLC0415

    kept = [rows.months.index(month) for month in months]
    names = [*map(str, months)]
    frame = pl.DataFrame({"area_code": codes}).with_columns(
        pl.Series("offence", [slug_of(label.offence) for label in rows.labels])
    )
    counts = pl.from_numpy(np.ascontiguousarray(rows.counts[:, kept]), schema=names)
    counts = counts.cast(pl.UInt16)
    return frame.hstack(counts.get_columns()).group_by(KEYS).agg(pl.col(names).sum())


def _whole_months(rows: CrimeRows, notes: list[str]) -> list[Month]:
    """Return the months without a first or last that is a fragment."""
    totals = rows.counts.sum(axis=0, dtype=np.int64)
    months = list(rows.months)
    for edge in (0, -1):
        if len(months) > 2 and totals[rows.months.index(months[edge])] < STUB * np.median(totals):  # noqa: PLR2004 - one must be left
            found = int(totals[rows.months.index(months[edge])])
            notes.append(
                f"{months[edge].label} holds {number(found)} offences, a fragment of a month: "
                "treated as missing."
            )
            del months[edge]
    return months


def _check_boroughs(read: Read, draft: Draft, findings: Findings) -> None:
    """Note where small areas do not sum to about their borough."""
    present: Block | None = draft.block("recorded-crime", ("area_code", "group", "offence"))
    if present is None:
        return
    common = [month for month in read.months if month in present.months[:-1]]
    if not common:
        return
    boroughs = present.totals("area_code", common)
    for borough, found in read.sums(common).items():
        if borough not in boroughs:
            continue
        known = float(boroughs[borough].sum())
        if known and not LEAST <= found / known <= MOST:
            rule = (
                f"{draft.places.name(borough)}: its small areas sum to {number(found)}, the "
                f"borough has {number(known)}"
            )
            findings.add(rule, value=found, accept="totals", kind="small areas of a borough")
