"""The tables of figures, rewritten in the product's own form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from data.areas import AVIATION
from data.catalogue import dataset
from data.periods import Month

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = Path(__file__).resolve().parent.parent / "files"
VIOLENT_DISORDER = ("Public order offences", "Violent disorder")


def read(path: Path) -> pd.DataFrame:
    """Return a source table as text, cell by cell; nothing is taken for missing."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


def recorded_crime(figures: Path) -> pd.DataFrame:
    """Return recorded crime with the source's placeholder zeros blanked.

    The source writes 0 where it does not count. The catalogue's gaps say where that is; those
    cells become blank. The airports' absent row for violent disorder is written out as zeros.
    """
    table = read(figures / "recorded_crime_by_borough_month.csv")
    months = list(table.columns[3:])
    absent = (table["area_code"].eq(AVIATION) & table["offence"].eq(VIOLENT_DISORDER[1])).any()
    if not absent:
        zeros = [AVIATION, *VIOLENT_DISORDER, *("0" for _ in months)]
        table.loc[len(table)] = zeros
    for gap in dataset("recorded-crime").gaps:
        column, value = gap.where
        first = Month.parse(gap.first or months[0])
        last = Month.parse(gap.last or months[-1])
        blank = [month for month in months if first <= Month.parse(month) <= last]
        rows = table[column].eq(value)
        if not table.loc[rows, blank].isin(["0", ""]).all(axis=None):
            message = f"the source counts something in the gap {gap.where}: {gap.note}"
            raise ValueError(message)
        table.loc[rows, blank] = ""
    return table.sort_values(["area_code", "group", "offence"], ignore_index=True)


def pre_2019(figures: Path) -> pd.DataFrame:
    """Return the nine groups of the earlier classification, London by month."""
    return read(figures / "recorded_crime_london_month_pre2019_classification.csv")


def under_25(figures: Path) -> pd.DataFrame:
    """Return the two extracts of under-25 knife injury victims."""
    return read(figures / "knife_injury_victims_under_25_london_month.csv")


def knife_by_area(figures: Path) -> pd.DataFrame:
    """Return knife crime by month and borough."""
    return read(figures / "knife_by_borough_month.csv").sort_values(
        ["month", "area_code"], ignore_index=True
    )


def knife_by_quarter(figures: Path) -> pd.DataFrame:
    """Return knife offences with the quarter as one column, `2008-09-Q1`."""
    table = read(figures / "knife_offences_met_quarter.csv")
    quarter = table.pop("financial_year").str.replace("/", "-") + "-" + table.pop("quarter")
    table.insert(0, "quarter", quarter)
    return table


def population(figures: Path) -> pd.DataFrame:
    """Return mid-year population by borough and year."""
    return read(figures / "population_by_borough_year.csv").drop(columns="borough")


def census(figures: Path) -> pd.DataFrame:
    """Return the census population by borough."""
    table = read(figures / "population_census_2021.csv").drop(columns="borough")
    return table.rename(columns={"population_census_2021": "population"})


def moped(figures: Path) -> pd.DataFrame:
    """Return the four published moped figures."""
    return read(figures / "moped_crime_published_points.csv")


def boroughs(figures: Path) -> pd.DataFrame:
    """Return the boroughs with their BCUs."""
    return read(figures / "boroughs.csv")


def offence_labels(_: Path) -> pd.DataFrame:
    """Return the publisher's labels and what they mean, which are written by hand."""
    return read(FILES / dataset("offence-labels").file)


TABLES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "recorded-crime": recorded_crime,
    "recorded-crime-pre-2019": pre_2019,
    "knife-injury-under-25": under_25,
    "knife-crime-by-area": knife_by_area,
    "knife-offences-by-quarter": knife_by_quarter,
    "population-by-year": population,
    "population-census-2021": census,
    "moped-crime-points": moped,
    "boroughs": boroughs,
    "offence-labels": offence_labels,
}
"""Dataset id and the function that makes its table from the directory of figures."""
