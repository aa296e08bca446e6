"""Recorded crime by ward or neighbourhood: read, checked and kept as one large table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from data.catalogue import dataset
from data.extracts.crime_rows import CrimeRows, read_rows
from data.extracts.labels import TODAY
from data.extracts.low_months import STUB
from data.extracts.sheet import tidy
from data.periods import Month
from data.words import number

if TYPE_CHECKING:
    import polars as pl

    from data.extracts.block import Block
    from data.extracts.draft import Draft
    from data.extracts.findings import Findings
    from data.extracts.layouts import Recognised
    from data.extracts.sheet import Sheet

KEYS = ["area_code", "area_name", "borough", "group", "offence"]
CODES = {"ward": re.compile(r"E05[0-9]{6}"), "neighbourhood": re.compile(r"E01[0-9]{6}")}
LEAST, MOST = 0.8, 1.05
"""What the small areas of a borough may sum to, in proportion to the borough: some offences have
no known place within it."""


def take_small_areas(
    sheet: Sheet, taken: Recognised, draft: Draft, findings: Findings, notes: list[str]
) -> None:
    """Read a file of small areas, and merge it into the table of its level."""
    rows = read_rows(sheet, taken, draft.labels, TODAY, findings)
    keys = _areas(sheet, taken, draft, findings)
    if rows is None or findings.errors:
        return
    _check_twice(sheet, taken, rows, keys["area_code"], findings)
    if findings.errors:
        return
    table = _table(rows, keys)
    months = _whole_months(rows, notes)
    table = table.select(*KEYS, *map(str, months))
    _check_boroughs(table, months, draft, findings)
    name = f"recorded-crime-by-{taken.level}"
    notes.append(
        f"{number(table['area_code'].n_unique())} {taken.level}s, {months[0].label} to "
        f"{months[-1].label}, {number(int(rows.counts.sum()))} offences."
    )
    _keep(table, name, draft, notes)


def _areas(
    sheet: Sheet, taken: Recognised, draft: Draft, findings: Findings
) -> dict[str, list[str]]:
    """Return code, name and borough of each row."""
    codes = [tidy(text or "") for text in sheet.cells[str(taken.roles["code"])].to_list()]
    told: set[str] = set()
    for position, code in enumerate(codes):
        if code not in told and not CODES[taken.level].fullmatch(code):
            told.add(code)
            rule = f"must be the ONS code of a {taken.level}"
            column = sheet.header[taken.roles["code"]]
            findings.add(rule, row=sheet.row_of(position), column=column, value=code)
    names = [""] * len(codes)
    if "name" in taken.roles:
        names = [tidy(text or "") for text in sheet.cells[str(taken.roles["name"])].to_list()]
    boroughs = [""] * len(codes)
    if "area" in taken.roles:
        column_name = sheet.header[taken.roles["area"]]
        texts = [text or "" for text in sheet.cells[str(taken.roles["area"])].to_list()]
        known = {text: draft.places.code(text) for text in set(texts)}
        for text in (text for text, code in known.items() if code is None):
            row = sheet.row_of(texts.index(text))
            findings.add(draft.places.rule(text), row=row, column=column_name, value=text)
        boroughs = [known[text] or "" for text in texts]
    return {"area_code": codes, "area_name": names, "borough": boroughs}


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


def _table(rows: CrimeRows, keys: dict[str, list[str]]) -> pl.DataFrame:
    """Return one row an area and offence: labels of the same offence are added up."""
    import polars as pl  # noqa: PLC0415

    names = [*map(str, rows.months)]
    frame = pl.DataFrame(keys).with_columns(
        pl.Series("group", [label.group for label in rows.labels]),
        pl.Series("offence", [label.offence for label in rows.labels]),
    )
    counts = pl.from_numpy(rows.counts, schema=names)
    return frame.hstack(counts.get_columns()).group_by(KEYS).agg(pl.col(names).sum()).sort(KEYS)


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


def _check_boroughs(
    table: pl.DataFrame, months: list[Month], draft: Draft, findings: Findings
) -> None:
    """Note where small areas do not sum to about their borough."""
    present: Block | None = draft.block("recorded-crime", ("area_code", "group", "offence"))
    if present is None:
        return
    common = [month for month in months if month in present.months[:-1]]
    if not common:
        return
    sums = table.group_by("borough").agg(*map(str, common)).sort("borough")
    boroughs = present.totals("area_code", common)
    names = [*map(str, common)]
    for borough in sums["borough"].to_list():
        if borough not in boroughs:
            continue
        own = table.filter(table["borough"] == borough).select(names)
        found, known = int(own.sum().sum_horizontal().item()), float(boroughs[borough].sum())
        if known and not LEAST <= found / known <= MOST:
            rule = (
                f"{draft.places.name(borough)}: its small areas sum to {number(found)}, the "
                f"borough has {number(known)}"
            )
            findings.add(rule, value=found, accept="totals", kind="small areas of a borough")


def _keep(table: pl.DataFrame, name: str, draft: Draft, notes: list[str]) -> None:
    """Merge into what is there: the file's months count, others stay."""
    import polars as pl  # noqa: PLC0415

    file = dataset(name).file
    months = table.columns[len(KEYS) :]
    table = table.with_columns(pl.col(months).cast(pl.UInt16))
    path = draft.path(file)
    if path is not None and draft.there(name):
        old = pl.read_parquet(path)
        before = [month for month in old.columns[len(KEYS) :] if month not in months]
        if before:
            kept = old.select(*KEYS, *before)
            table = kept.join(table, on=KEYS, how="full", coalesce=True)
            every = sorted([*before, *months])
            table = table.select(*KEYS, *every).sort(KEYS)
            missing = _between(every)
            if missing:
                notes.append(f"Still missing, since no extract has it: {', '.join(missing)}.")
    place = Path(draft.scratch) / file
    table.write_parquet(place, compression="zstd", statistics=False)
    draft.pending[file] = place


def _between(months: list[str]) -> list[str]:
    first, last = Month.parse(months[0]), Month.parse(months[-1])
    every = (str(Month.from_ordinal(each)) for each in range(first.ordinal, last.ordinal + 1))
    return [month for month in every if month not in months]
