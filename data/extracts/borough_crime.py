"""Borough-level recorded crime: today's offences, and the nine groups used before March 2019."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from data.catalogue import dataset
from data.extracts.beside import counts_only
from data.extracts.block import Block
from data.extracts.crime_rows import CrimeRows, read_rows
from data.extracts.labels import NINE, TODAY, Labels
from data.offences import PRE_2019, RECORDED

if TYPE_CHECKING:
    from data.extracts.findings import Findings
    from data.extracts.layouts import Recognised
    from data.extracts.places import Places
    from data.extracts.sheet import Sheet

ROW = ("area_code", "group", "offence")
NO_ROW_IS_ZERO = frozenset(("Fraud and forgery (historical)",))
"""Offences that a file in today's classification may leave out: fraud went to Action Fraud in
February 2013, so that the extract with eleven groups has no row of the few that are left."""
NEVER_WITHOUT = 30
"""An offence of which so many are expected in a borough is never without a row there."""
MEMBERS = tuple((group, offence) for group, names in RECORDED.items() for offence in names)


@dataclass(frozen=True, slots=True, eq=False)
class BoroughCrime:
    """A borough-level file, understood.

    Attributes:
        layout: The layout whose labels it has.
        by_area: Counts by area, group and offence of today's classification; of a file in nine
            groups, only the offences that can be compared.
        by_group: Counts of London in the nine groups; None for a file in today's classification.
        rows: How many rows it has.
    """

    layout: str
    by_area: Block
    by_group: Block | None
    rows: int


def read_borough_crime(
    sheet: Sheet, taken: Recognised, labels: Labels, places: Places, findings: Findings
) -> BoroughCrime | None:
    """Read a borough-level file.

    Args:
        sheet: The file, without blank rows.
        taken: What it was recognised as.
        labels: The table of labels.
        places: The names of areas.
        findings: Where mistakes are noted.

    Returns:
        The file's counts; None where it is not understood. Its findings may hold mistakes all
        the same.
    """
    sheet = counts_only(sheet, taken, findings)
    rows = read_rows(sheet, taken, labels, (*TODAY, NINE), findings)
    codes = _codes(sheet, taken, places, findings)
    if rows is None or any(code is None for code in codes):
        return None
    known = [code for code in codes if code is not None]
    _check_twice(sheet, taken, rows, known, findings)
    _check_boroughs(places, known, findings)
    nine = rows.layout == NINE
    keys = [
        (code, label.group, label.offence) for code, label in zip(known, rows.labels, strict=True)
    ]
    if nine:
        group_of = {offence: group for group, offence in MEMBERS}
        usable = [label.comparable and label.offence in group_of for label in rows.labels]
        keys = [(code, group_of.get(offence, ""), offence) for code, _, offence in keys]
    else:
        usable = [True] * len(keys)
        _check_offences(rows, findings)
    _check_rows(rows, known, places, findings)
    areas = sorted(set(known))
    by_area = _added_up(
        rows,
        keys,
        usable,
        [(area, *member) for area in areas for member in _members(rows, usable)],
        ROW,
    )
    by_group = None
    if nine:
        groups = [(label.group,) for label in rows.labels]
        by_group = _added_up(
            rows, groups, [True] * len(groups), [(group,) for group in PRE_2019], ("group",)
        )
        _check_groups(rows, findings)
    return BoroughCrime(rows.layout, by_area, by_group, len(known))


def _members(rows: CrimeRows, usable: Sequence[bool]) -> list[tuple[str, str]]:
    """Return the offences that the file counts: no row of one in an area is a zero there."""
    counted = {label.offence for label, use in zip(rows.labels, usable, strict=True) if use}
    if rows.layout != NINE:
        counted |= NO_ROW_IS_ZERO
    return [(group, offence) for group, offence in MEMBERS if offence in counted]


def _added_up(
    rows: CrimeRows,
    keys: Sequence[tuple[str, ...]],
    usable: Sequence[bool],
    wanted: Sequence[tuple[str, ...]],
    columns: tuple[str, ...],
) -> Block:
    position = {key: i for i, key in enumerate(wanted)}
    use = np.array(usable, dtype=np.bool_)
    into = [position[key] for key, each in zip(keys, usable, strict=True) if each]
    values = np.zeros((len(wanted), len(rows.months)))
    np.add.at(values, into, rows.counts[use])
    return Block(columns, tuple(wanted), rows.months, values)


def _codes(sheet: Sheet, taken: Recognised, places: Places, findings: Findings) -> list[str | None]:
    position = taken.roles["area"]
    names = [text or "" for text in sheet.cells[str(position)].to_list()]
    code_of = {name: places.code(name) for name in set(names)}
    told: set[str] = set()
    for index, name in enumerate(names):
        if code_of[name] is None and name not in told:
            told.add(name)
            row, column = sheet.row_of(index), sheet.header[position]
            findings.add(
                places.rule(name),
                row=row,
                column=column,
                value=name,
                kind="the borough must be known",
            )
    return [code_of[name] for name in names]


def _check_twice(
    sheet: Sheet, taken: Recognised, rows: CrimeRows, codes: Sequence[str], findings: Findings
) -> None:
    first: dict[tuple[str, object], int] = {}
    for index, key in enumerate(zip(codes, rows.labels, strict=True)):
        if key in first:
            rule = f"a row may occur only once (it is in row {sheet.row_of(first[key])} already)"
            value = f"{key[1].group_label}, {key[1].label}"
            column = sheet.header[taken.roles["label"]]
            kind = "a row may occur only once"
            findings.add(rule, row=sheet.row_of(index), column=column, value=value, kind=kind)
        first.setdefault(key, index)


def _check_boroughs(places: Places, codes: Sequence[str], findings: Findings) -> None:
    for code in sorted(set(places.boroughs) - set(codes)):
        findings.add("every borough must be in the file", value=f"no row of {places.name(code)}")


def _check_offences(rows: CrimeRows, findings: Findings) -> None:
    counted = {label.offence for label in rows.labels}
    for _, offence in MEMBERS:
        gaps = [
            each for each in dataset("recorded-crime").gaps if each.where == ("offence", offence)
        ]
        in_gap = any(
            (each.first is None or each.first <= str(rows.months[0]))
            and (each.last is None or str(rows.months[-1]) <= each.last)
            for each in gaps
        )
        if offence not in counted | NO_ROW_IS_ZERO and not in_gap:
            findings.add("every offence must be in the file", value=f"no row gives {offence}")


def _check_groups(rows: CrimeRows, findings: Findings) -> None:
    for group in sorted(set(PRE_2019) - {label.group for label in rows.labels}):
        findings.add("every offence group must be in the file", value=f"no row of {group}")


def _check_rows(rows: CrimeRows, codes: Sequence[str], places: Places, findings: Findings) -> None:
    """Check that no borough lacks the rows of an offence that it cannot be without.

    The publisher leaves out rows of zeros. An offence of which a borough's share of London would
    be many has no row only where the file is cut.
    """
    totals = rows.counts.sum(axis=1, dtype=np.int64)
    by_area: Counter[str] = Counter()
    by_member: Counter[str] = Counter()
    there: set[tuple[str, str]] = set()
    for code, label, total in zip(codes, rows.labels, totals, strict=True):
        member = label.group if rows.layout == NINE else label.offence
        by_area[code] += int(total)
        by_member[member] += int(total)
        there.add((code, member))
    london = max(1, sum(by_area.values()))
    for code in sorted(set(places.boroughs) & set(by_area)):
        for member, total in by_member.items():
            expected = total * by_area[code] / london
            if (code, member) not in there and expected >= NEVER_WITHOUT:
                rule = f"there must be a row of {member} for {places.name(code)}"
                value = f"none, of about {expected:,.0f}"
                findings.add(rule, value=value, kind="rows are missing")
