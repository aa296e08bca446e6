"""The table of one level of small areas: what a file brings, merged into what is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data.catalogue import dataset
from data.extracts.facts import PLACE, months_of, write_facts
from data.extracts.small_area_register import brought, changes_since, register_csv, with_file
from data.periods import Month
from data.words import number

if TYPE_CHECKING:
    import polars as pl

    from data.extracts.draft import Draft
    from data.extracts.findings import Findings
    from data.small_areas import Level, Register

KEYS = ["area_code", "offence"]


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What a file of small areas holds.

    Attributes:
        level: What they are.
        months: Its months, from the first, without fragments.
        counts: Columns `KEYS` (the offence's slug) and one a month.
        places: Name and borough of each code; empty where neither this file nor an earlier one
            has it.
    """

    level: Level
    months: tuple[Month, ...]
    counts: pl.DataFrame
    places: Mapping[str, tuple[str, str]]

    def sums(self, months: Sequence[Month]) -> dict[str, int]:
        """Return the sum of all offences over some months, by borough."""
        import polars as pl  # noqa: PLC0415

        names = [*map(str, months)]
        by_area = self.counts.group_by("area_code").agg(
            pl.sum_horizontal(pl.col(name).cast(pl.Int64).sum() for name in names).alias("sum")
        )
        found: dict[str, int] = {}
        for code, total in by_area.sort("area_code").iter_rows():
            borough = self.places[code][1]
            found[borough] = found.get(borough, 0) + total
        return dict(sorted(found.items()))


def keep(read: Read, known: Register, draft: Draft, findings: Findings, notes: list[str]) -> None:
    """Merge a file into the table and the register of its level.

    The file's months count for the boroughs that it has; other months and boroughs stay. What is
    missing afterwards is missing: a code that the file does not have has no figures in its months.
    """
    level, replaced = read.level, brought(read.places, known)
    file = dataset(level.dataset).file
    old = draft.path(file) if len(known) else None
    if old is not None:
        _check_older(read, old, replaced, findings)
    register = with_file(known, read.places, read.months, replaced)
    place = Path(draft.scratch) / f"{len(draft.pending)}-{file}"
    write_facts(read.counts, read.months, _places(register), place, old=old, replaced=replaced)
    notes += [*_still_missing(months_of(place)), *changes_since(known, register)]
    draft.pending[file] = place
    draft.put(level.register, register_csv(register))


def _places(register: Register) -> pl.DataFrame:
    """Return every area as it is called now; a blank where no file has a name or borough."""
    import polars as pl  # noqa: PLC0415

    areas = [area for code in register if (area := register.get(code)) is not None]
    rows = [
        (each.code, "" if each.name == each.code else each.name, each.borough) for each in areas
    ]
    return pl.DataFrame(rows, schema=PLACE, orient="row")


def _check_older(read: Read, old: Path, replaced: frozenset[str], findings: Findings) -> None:
    """Note a file that ends before what is loaded and would change it."""
    import polars as pl  # noqa: PLC0415

    last = Month.from_ordinal(months_of(old)[-1])
    if read.months[-1] >= last:
        return
    common = [month.ordinal for month in read.months]
    rows = pl.scan_parquet(old).filter(
        pl.col("area_code").is_in([*replaced]), pl.col("period").is_in(common)
    )
    before = dict(rows.group_by("period").agg(pl.col("count").sum()).collect().iter_rows())
    changed = sum(
        before[month.ordinal] != read.counts[str(month)].cast(pl.Int64).sum()
        for month in read.months
        if month.ordinal in before
    )
    if changed:
        rule = (
            f"the file ends in {read.months[-1].label}, what is loaded in {last.label}: an older "
            f"extract would change {number(changed)} of the months that are loaded"
        )
        findings.add(rule, accept="older")


def _still_missing(months: list[int]) -> list[str]:
    gaps = [each for each in range(months[0], months[-1] + 1) if each not in months]
    if not gaps:
        return []
    named = ", ".join(str(Month.from_ordinal(each)) for each in gaps)
    return [f"Still missing, since no extract has it: {named}."]
