"""The table of one level of small areas: what a file brings, merged into what is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data.catalogue import dataset
from data.extracts.small_area_register import (
    brought,
    changes_since,
    register_csv,
    with_file,
)
from data.periods import Month
from data.words import number

if TYPE_CHECKING:
    import polars as pl

    from data.extracts.draft import Draft
    from data.extracts.findings import Findings
    from data.small_areas import Level, Register

KEYS = ["area_code", "group", "offence"]
NAMED = ["area_code", "area_name", "borough", "group", "offence"]
"""The named columns of the table that is kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What a file of small areas holds.

    Attributes:
        level: What they are.
        months: Its months, from the first, without fragments.
        counts: Columns `KEYS` and one a month: a row for every area and offence of the file.
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
    import polars as pl  # noqa: PLC0415

    level = read.level
    replaced = brought(read.places, known)
    old = _loaded(draft, level)
    names = [*map(str, read.months)]
    table = read.counts
    if old is not None:
        _check_older(read, old, replaced, findings)
        table = _merged(old, table, names, replaced)
    register = with_file(known, read.places, read.months, replaced)
    months = sorted(name for name in table.columns if name not in KEYS)
    missing = _between(months)
    if missing:
        notes.append(f"Still missing, since no extract has it: {', '.join(missing)}.")
    notes += changes_since(known, register)
    of_code = {area.code: area for area in map(register.get, _codes(table)) if area is not None}
    places = pl.DataFrame(
        {
            "area_code": list(of_code),
            "area_name": [known_name(area.name, area.code) for area in of_code.values()],
            "borough": [area.borough for area in of_code.values()],
        }
    )
    whole = table.join(places, on="area_code", how="inner").select(*NAMED, *months)
    whole = whole.sort("borough", "area_code", "group", "offence")
    place = Path(draft.scratch) / dataset(level.dataset).file
    whole.write_parquet(place, compression="zstd", statistics=True, row_group_size=20_000)
    draft.pending[place.name] = place
    draft.put(level.register, register_csv(register))


def known_name(name: str, code: str) -> str:
    """Return a name; nothing where it is only the code."""
    return "" if name == code else name


def _codes(table: pl.DataFrame) -> list[str]:
    codes: list[str] = table["area_code"].unique().sort().to_list()
    return codes


def _loaded(draft: Draft, level: Level) -> pl.DataFrame | None:
    """Return the table that is loaded, without names; None where there is none."""
    import polars as pl  # noqa: PLC0415

    path = draft.path(dataset(level.dataset).file)
    if path is None or not draft.there(level.dataset):
        return None
    return pl.read_parquet(path).drop("area_name", "borough")


def _merged(
    old: pl.DataFrame, new: pl.DataFrame, names: list[str], replaced: frozenset[str]
) -> pl.DataFrame:
    import polars as pl  # noqa: PLC0415

    within = pl.col("area_code").is_in(list(replaced))
    before = [name for name in old.columns if name not in (*KEYS, *names)]
    kept = old.filter(within).select(*KEYS, *before)
    joined = kept.join(new, on=KEYS, how="full", coalesce=True) if before else new
    table = pl.concat([old.filter(~within), joined], how="diagonal")
    months = sorted(name for name in table.columns if name not in KEYS)
    counted = pl.any_horizontal(pl.col(months).is_not_null())
    return table.select(*KEYS, *months).filter(counted)


def _check_older(
    read: Read, old: pl.DataFrame, replaced: frozenset[str], findings: Findings
) -> None:
    """Note a file that ends before what is loaded and would change it."""
    import polars as pl  # noqa: PLC0415

    months = sorted(name for name in old.columns if name not in KEYS)
    last = str(read.months[-1])
    common = [name for name in map(str, read.months) if name in months]
    if not common or last >= months[-1]:
        return
    columns = [pl.col(name).cast(pl.Int64).sum() for name in common]
    before = old.filter(pl.col("area_code").is_in(list(replaced))).select(columns).row(0)
    after = read.counts.select(columns).row(0)
    changed = sum(one != other for one, other in zip(before, after, strict=True))
    if changed:
        rule = (
            f"the file ends in {read.months[-1].label}, what is loaded in "
            f"{Month.parse(months[-1]).label}: an older extract would change {number(changed)} "
            "months that are loaded"
        )
        findings.add(rule, accept="older")


def _between(months: list[str]) -> list[str]:
    first, last = Month.parse(months[0]), Month.parse(months[-1])
    every = (str(Month.from_ordinal(each)) for each in range(first.ordinal, last.ordinal + 1))
    return [month for month in every if month not in months]
