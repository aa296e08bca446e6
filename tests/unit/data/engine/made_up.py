"""A small table of wards, made by the tests, as the loading leaves it in a release."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import polars as pl

from data.catalogue import dataset
from data.extracts.facts import PLACE, write_facts
from data.periods import Month, months_between
from data.store import DEFAULT_DIRECTORY, Store, load_store

WARDS = "recorded-crime-by-ward"
MONTHS = months_between(Month(2024, 1), Month(2025, 12))
OFFENCES = ("burglary-residential", "homicide", "shoplifting")
GAP = Month(2024, 6)
"""A month that the table of wards lacks."""
CODES = tuple(f"E0500000{number}" for number in range(6))
BOROUGHS = ("E09000002", "E09000029")


def counts() -> np.ndarray:
    """Counts of every ward, offence and month: (wards, offences, months)."""
    generator = np.random.default_rng(7)
    rates = np.array([3.0, 0.02, 11.0])[None, :, None]
    return generator.poisson(rates, (len(CODES), len(OFFENCES), len(MONTHS)))


def table(block: np.ndarray, months: list[Month]) -> pl.DataFrame:
    """The wide table that an extract gives."""
    rows = [
        {
            "area_code": code,
            "area_name": f"Ward {place}",
            "borough": BOROUGHS[place % 2],
            "offence": offence,
            **{
                str(month): int(count)
                for month, count in zip(months, block[place, column], strict=True)
            },
        }
        for place, code in enumerate(CODES)
        for column, offence in enumerate(OFFENCES)
    ]
    return pl.DataFrame(rows)


def copied(directory: Path) -> Path:
    """Return a data directory with the bundled tables."""
    tables = directory / "tables"
    shutil.copytree(DEFAULT_DIRECTORY, tables, ignore=shutil.ignore_patterns("releases"))
    return tables


def wards(directory: Path) -> tuple[Store, np.ndarray]:
    """Return a store with a table of wards, and its counts; 2024-06 is missing."""
    tables = copied(directory)
    block = counts().astype(float)
    gap = MONTHS.index(GAP)
    kept = [month for month in MONTHS if month != MONTHS[gap]]
    wide = table(np.delete(block, gap, axis=2), kept)
    places = wide.select(PLACE).unique("area_code")
    write_facts(wide, kept, places, tables / dataset(WARDS).file)
    register = places.sort("area_code").with_columns(
        pl.lit(str(kept[0])).alias("first_month"), pl.lit(str(kept[-1])).alias("last_month")
    )
    register.write_csv(tables / dataset("wards").file)
    block[:, :, gap] = np.nan
    return load_store(tables), block
