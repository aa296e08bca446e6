"""Writes the counts of small areas as one row an area, offence and month, ready to be asked.

Sorted by offence, area and month, in pieces small enough that a question about one offence, or
one area, reads little. Made offence by offence, so that a national table needs no more memory
than its largest offence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import polars as pl

    from data.periods import Month

PLACE = ["area_code", "area_name", "borough"]
FACTS = ["offence", *PLACE, "period", "count"]
"""Columns of the file: offence (slug), the area, the month's ordinal, the count."""

ROWS_A_GROUP = 61_440
"""Rows of one group of the file: what is read together."""


def write_facts(
    table: pl.DataFrame,
    months: Sequence[Month],
    places: pl.DataFrame,
    file: Path,
    *,
    old: Path | None = None,
    replaced: Collection[str] = (),
) -> None:
    """Write a table of small areas, with what an earlier one has that the new one does not give.

    Args:
        table: `area_code`, `offence` (slug) and one column a month, as `2018-06`. An area without
            a row of an offence had none of it: the publisher leaves out rows of zeros.
        months: The columns that are months, in order.
        places: `PLACE` of every area, of the earlier table too, as they are called now.
        file: Where to write.
        old: The earlier table.
        replaced: Areas whose figures in these months the new table gives; where it has none of
            one, there are none any more.
    """
    import polars as pl  # noqa: PLC0415

    own = table.select("area_code").unique().join(places, on="area_code").sort("area_code")
    names = {*table["offence"].unique().to_list()}
    before = None if old is None else pl.scan_parquet(old)
    if before is not None:
        gone = pl.col("period").is_in([month.ordinal for month in months])
        before = before.filter(~(gone & pl.col("area_code").is_in([*replaced])))
        before = before.drop("area_name", "borough").join(places.lazy(), on="area_code")
        names |= {*before.select("offence").unique().collect()["offence"].to_list()}
    pieces = []
    for offence in sorted(names):
        piece = _of_offence(table, own, months, offence).lazy()
        if before is not None:
            kept = before.filter(pl.col("offence") == offence).select(FACTS)
            piece = pl.concat([kept, piece]).sort("area_code", "period")
        pieces.append(piece)
    pl.concat(pieces).sink_parquet(
        file, compression="zstd", statistics=True, row_group_size=ROWS_A_GROUP
    )


def _of_offence(
    table: pl.DataFrame, places: pl.DataFrame, months: Sequence[Month], offence: str
) -> pl.DataFrame:
    """Return the rows of one offence that the new table gives: none if it lacks the offence."""
    import polars as pl  # noqa: PLC0415

    names = [*map(str, months)]
    own = table.filter(pl.col("offence") == offence).select("area_code", *names)
    if own.is_empty():
        places = places.clear()
    wide = places.join(own, on="area_code", how="left").sort("area_code")
    block = wide.select(names).fill_null(0).to_numpy()
    ordinals = np.array([month.ordinal for month in months], dtype=np.int32)
    long = places[np.repeat(np.arange(places.height), len(months))]
    return long.select(
        pl.lit(offence).alias("offence"),
        *PLACE,
        pl.Series("period", np.tile(ordinals, places.height), dtype=pl.Int32),
        pl.Series("count", block.ravel(), dtype=pl.Int32),
    )


def months_of(file: Path) -> list[int]:
    """Return the ordinals of the months that a table has, in order."""
    import polars as pl  # noqa: PLC0415

    found = pl.scan_parquet(file).select("period").unique().collect()["period"].to_list()
    return sorted(int(each) for each in found)
