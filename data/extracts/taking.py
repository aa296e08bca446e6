"""What becomes of each kind of file: read, checked, compared, merged into the tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.areas import AVIATION, UNKNOWN
from data.catalogue import dataset
from data.errors import DataFileError
from data.extracts.block import Block, merged
from data.extracts.borough_crime import MEMBERS, read_borough_crime
from data.extracts.comparing import check_against, check_spikes
from data.extracts.knife import SERIES, UNDER_25, KnifeCrime, read_knife
from data.extracts.low_months import check_low, without_stubs
from data.extracts.population import take_population
from data.extracts.small_areas import take_small_areas
from data.extracts.summary import changes, still_missing
from data.offences import PRE_2019
from data.periods import Month, months_between

if TYPE_CHECKING:
    from data.extracts.draft import Draft
    from data.extracts.findings import Findings
    from data.extracts.layouts import Kind, Recognised
    from data.extracts.sheet import Sheet

Take = Callable[["Sheet", "Recognised", "Draft", "Findings", list[str]], None]

CRIME, PRE, KNIFE_AREAS, KNIFE_LONDON = (
    "recorded-crime",
    "recorded-crime-pre-2019",
    "knife-crime-by-area",
    "knife-injury-under-25",
)
AS_PUBLISHED = "recorded-crime-as-published"
LABELS = "offence-labels"


def take_boroughs(
    sheet: Sheet, taken: Recognised, draft: Draft, findings: Findings, notes: list[str]
) -> None:
    """Take recorded crime by borough, in today's classification or in nine groups."""
    crime = read_borough_crime(sheet, taken, draft.labels, draft.places, findings)
    if crime is None or findings.errors:
        return
    notes.append(f"{crime.rows:,} rows in the labels of {crime.layout}.")
    if crime.by_group is not None:
        block = without_stubs(crime.by_group, notes)
        rows: list[tuple[str, ...]] = [(group,) for group in PRE_2019]
        _merge(PRE, block, rows, draft, findings=findings, notes=notes)
        if not findings.errors:
            _keep_as_published(crime.by_area.only(block.months), draft, notes)
    else:
        sources = sorted((*draft.places.boroughs, AVIATION, UNKNOWN))
        rows = [(source, *member) for source in sources for member in sorted(MEMBERS)]
        block = without_stubs(crime.by_area, notes)
        _merge(CRIME, block, rows, draft, findings=findings, notes=notes)


def _merge(
    name: str,
    block: Block,
    rows: list[tuple[str, ...]],
    draft: Draft,
    *,
    findings: Findings,
    notes: list[str],
) -> None:
    """Compare counts with what is loaded and put both together into the table."""
    places = draft.places.boroughs
    present = draft.block(name, block.columns)
    together = merged(present, block, rows)
    check_low(block, together, findings, places)
    check_spikes(block, findings, places)
    if present is not None:
        check_against(block, present, findings, places)
    said, revised = changes(present, block, "offences", places)
    _check_older(block, present, revised, findings)
    notes += [*said, *still_missing(together)]
    _put(name, together.to_csv(), draft, findings)


def _put(name: str, content: bytes, draft: Draft, findings: Findings) -> None:
    """Put a table in place; what it breaks is a finding on the file that it comes from."""
    try:
        draft.put(name, content)
    except DataFileError as error:
        findings.add(f"with this file, {error}")


def _check_older(block: Block, present: Block | None, revised: int, findings: Findings) -> None:
    """Note a file that ends before what is loaded and would change it."""
    if present is None or not revised or block.months[-1] >= present.months[-1]:
        return
    rule = (
        f"the file ends in {block.months[-1].label}, what is loaded in {present.months[-1].label}: "
        f"an older extract would change {revised:,} counts that are loaded"
    )
    findings.add(rule, accept="older")


def _keep_as_published(block: Block, draft: Draft, notes: list[str]) -> None:
    """Keep the comparable offences by area as this extract has them, beside today's figures."""
    entry = dataset(AS_PUBLISHED)
    names = [column.name for column in entry.columns]
    extract = str(block.months[-1])
    rows = [
        (extract, *row, str(month), int(count))
        for row, counts in zip(block.rows, block.values, strict=True)
        for month, count in zip(block.months, counts, strict=True)
    ]
    table = pd.DataFrame(rows, columns=names)
    if draft.there(AS_PUBLISHED):
        before = draft.table(AS_PUBLISHED)
        table = pd.concat([before[before["extract"] != extract], table])
    table = table.sort_values(["extract", "area_code", "offence", "month"])
    draft.put(AS_PUBLISHED, table.to_csv(index=False, lineterminator="\n").encode())
    offences = len({row[2] for row in block.rows})
    notes.append(
        f"Kept by area as published then: {offences} offences that can be compared with today’s."
    )


def take_knife(
    sheet: Sheet, taken: Recognised, draft: Draft, findings: Findings, notes: list[str]
) -> None:
    """Take the dashboard's knife crime into the tables by area and of London."""
    knife = read_knife(sheet, taken, draft.labels, draft.places, findings)
    if knife is None or findings.errors:
        return
    notes.append(
        f"{knife.rows:,} rows used; {knife.left_out:,} of other crimes, measures or kinds of area "
        "left out."
    )
    _merge_by_area(knife.block, draft, findings, notes)
    _merge_london(knife, draft, findings, notes)


def _merge_by_area(block: Block, draft: Draft, findings: Findings, notes: list[str]) -> None:
    places = draft.places.boroughs
    present = _knife_block(draft)
    together = merged(present, block, block.rows)
    check_low(block, together, findings, places)
    check_spikes(block, findings, places)
    if present is not None:
        check_against(block, present, findings, places)
    said, revised = changes(present, block, "offences and victims", places)
    _check_older(block, present, revised, findings)
    notes += [*said, *still_missing(together)]
    _put(KNIFE_AREAS, _knife_csv(together), draft, findings)


def _knife_block(draft: Draft) -> Block | None:
    """Return knife crime by area as a block of areas and series."""
    if not draft.there(KNIFE_AREAS):
        return None
    columns = ("area_code", "offence")
    parts = []
    table = draft.table(KNIFE_AREAS)
    for series, column in SERIES.items():
        wide = table.pivot_table(index="area_code", columns="month", values=column, dropna=False)
        wide.insert(0, "offence", series)
        parts.append(wide.reset_index())
    return Block.of_table(pd.concat(parts, ignore_index=True), columns)


def _knife_csv(block: Block) -> bytes:
    """Return the table: one row a month and area; a month that no extract has is blank."""
    areas = sorted({row[0] for row in block.rows})
    values = block.aligned([(area, name) for area in areas for name in SERIES], block.months)
    counts = values.reshape(len(areas), len(SERIES), len(block.months))
    rows = [
        (str(month), area, *("" if np.isnan(each) else str(int(each)) for each in counts[i, :, j]))
        for j, month in enumerate(block.months)
        for i, area in enumerate(areas)
    ]
    names = ["month", "area_code", *SERIES.values()]
    return pd.DataFrame(rows, columns=names).to_csv(index=False, lineterminator="\n").encode()


def _merge_london(knife: KnifeCrime, draft: Draft, findings: Findings, notes: list[str]) -> None:
    """Put the sum of under-25 victims into this extract's own column of London's table."""
    column = f"extract_{str(knife.refreshed).replace('-', '_')}"
    mine = [position for position, row in enumerate(knife.block.rows) if row[1] == UNDER_25]
    sums = knife.block.values[mine].sum(axis=0)
    counts = {
        str(month): str(int(count)) for month, count in zip(knife.block.months, sums, strict=True)
    }
    fixed = [each.name for each in dataset(KNIFE_LONDON).columns]
    table = pd.DataFrame(columns=fixed, dtype=str)
    if draft.there(KNIFE_LONDON):
        content = draft.content(dataset(KNIFE_LONDON).file)
        table = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    extracts = [name for name in table.columns if name != "month"]
    newer = [name for name in extracts if name > column]
    if newer and column not in extracts:
        rule = f"the extract is of {knife.refreshed.label}, and {newer[-1]} is loaded already"
        findings.add(rule, accept="older")
    months = sorted({*table["month"], *counts})
    by_month = {row["month"]: row for row in table.to_dict("records")}
    names = ["month", *sorted({*extracts, column})]
    rows = [
        {
            name: month
            if name == "month"
            else counts.get(month, "")
            if name == column
            else by_month.get(month, {}).get(name, "")
            for name in names
        }
        for month in _without_gaps(months)
    ]
    made = pd.DataFrame(rows, columns=names)
    if column not in extracts:
        notes.append(f"Victims under 25 in London: a further extract, {column}.")
    _put(KNIFE_LONDON, made.to_csv(index=False, lineterminator="\n").encode(), draft, findings)


def _without_gaps(months: list[str]) -> list[str]:
    return [str(each) for each in months_between(Month.parse(months[0]), Month.parse(months[-1]))]


def take_labels(
    sheet: Sheet, taken: Recognised, draft: Draft, findings: Findings, notes: list[str]
) -> None:
    """Take a new version of the table of labels."""
    for position in taken.others:
        rule, name = "the table of labels has no such column", sheet.header[position]
        findings.add(rule, row=sheet.header_row, column=name or f"number {position + 1}")
    if findings.errors:
        return
    entry = dataset(LABELS)
    names = [column.name for column in entry.columns]
    cells = {
        name: [(text or "").strip() for text in sheet.cells[str(taken.names[name])].to_list()]
        for name in names
    }
    table = pd.DataFrame(cells, columns=names)
    before = {tuple(row) for row in draft.table(LABELS).itertuples(index=False)}
    after = [tuple(row) for row in table.itertuples(index=False)]
    try:
        draft.put(LABELS, table.to_csv(index=False, lineterminator="\n").encode())
    except DataFileError as error:
        row = None if error.row is None else sheet.row_of(error.row - 2)
        findings.add(error.rule, row=row, column=error.column, value=error.value)
        return
    gone = before - set(after)
    notes.append(f"{len(set(after) - before)} lines new or changed, {len(gone)} gone or changed.")


TAKES: Mapping[Kind, Take] = MappingProxyType(
    {
        "boroughs": take_boroughs,
        "small-areas": take_small_areas,
        "knife": take_knife,
        "population": take_population,
        "labels": take_labels,
    }
)
"""What becomes of each kind of file."""
