"""Writes a made-up national table of small areas, of any size, from the real distributions.

    python -m tests.performance.synthetic 30000000 /tmp/neighbourhoods.parquet

Each small area takes an even share of a real borough's counts, month by month and offence by
offence, and varies about it as counts do (Poisson): seasons, breaks and the many zeros are those
of the real figures. Equal sizes give equal tables.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from data.extracts.facts import ROWS_A_GROUP
from data.layouts import LAYOUTS
from data.store import get_store

DATASET = "recorded-crime-by-neighbourhood"
AREAS_A_BOROUGH = 151
"""Neighbourhoods of a borough, as London has."""
AREAS_AT_ONCE = 20_000
SEED = 71


class Written(NamedTuple):
    """What was written.

    Attributes:
        rows: Rows of the table: areas × offences × months.
        areas: How many areas it has.
        offences: How many offences.
        months: How many months.
    """

    rows: int
    areas: int
    offences: int
    months: int


def write_synthetic(file: Path, cells: int) -> Written:
    """Write a table of about so many cells, as the loading would leave it.

    Args:
        file: Where: one Parquet file.
        cells: Rows wanted; the number of areas follows from it.
    """
    store = get_store()
    layout = LAYOUTS["recorded-crime"](store.table("recorded-crime"), store.areas)
    boroughs = [code for code in layout.sources if code.startswith("E09")]
    rows = [layout.sources.index(code) for code in boroughs]
    source = layout.source[rows]
    known = ~np.isnan(source).all(axis=(0, 1))
    # What the real table lacks for some months is as it is in the others.
    usual = np.nanmean(source, axis=2, keepdims=True)
    rates = np.where(np.isnan(source), usual, source)[:, :, known] / AREAS_A_BOROUGH
    periods = np.array([month.first.ordinal for month in layout.periods], dtype=np.int32)[known]
    number = max(1, round(cells / (len(layout.parts) * len(periods))))
    generator = np.random.default_rng(SEED)
    with tempfile.TemporaryDirectory(dir=file.parent) as name:
        for place, column in enumerate(np.argsort(np.array(layout.parts))):
            for first in range(0, number, AREAS_AT_ONCE):
                areas = np.arange(first, min(first + AREAS_AT_ONCE, number))
                own = areas // AREAS_A_BOROUGH % len(boroughs)
                counts = generator.poisson(rates[own, column]).astype(np.int32)
                places = pl.DataFrame(
                    {
                        "offence": [str(layout.parts[column])] * len(areas),
                        "area_code": [f"E01{area:06d}" for area in areas],
                        "area_name": [f"Neighbourhood {area:06d}" for area in areas],
                        "borough": [boroughs[each] for each in own],
                    }
                )
                piece = _with_counts(places, periods, counts)
                piece.write_parquet(Path(name) / f"{place:03d}-{first:09d}.parquet")
        pl.scan_parquet(Path(name) / "*.parquet").sink_parquet(
            file, compression="zstd", statistics=True, row_group_size=ROWS_A_GROUP
        )
    return Written(
        number * len(layout.parts) * len(periods), number, len(layout.parts), len(periods)
    )


def _with_counts(places: pl.DataFrame, periods: np.ndarray, counts: np.ndarray) -> pl.DataFrame:
    """Return a row a place and period."""
    return places[np.repeat(np.arange(places.height), len(periods))].with_columns(
        pl.Series("period", np.tile(periods, places.height), dtype=pl.Int32),
        pl.Series("count", counts.ravel(), dtype=pl.Int32),
    )


def main() -> None:
    """Write one, and say what it is."""
    cells, file = int(sys.argv[1]), Path(sys.argv[2])
    written = write_synthetic(file, cells)
    print(f"{written.rows:,} cells, {written.areas:,} areas, {file.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
