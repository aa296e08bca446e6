"""Residents by area and year, as rates use them.

To 2020 the ONS mid-year estimate; from 2021 the Census 2021 figure, for every later year. London
is its 32 boroughs without the City; a BCU is its boroughs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from data.areas import Area, Areas

FloatArray = npt.NDArray[np.float64]

CENSUS_YEAR = 2021
NOTE = (
    "Population: ONS mid-year estimate of the calendar year to 2020, Census 2021 from 2021; London "
    "without the City."
)
STEP_NOTE = (
    "The census counts fewer residents than the estimate for 2020 in Camden and Westminster "
    "(−25 %) and Islington (−13 %): their rates step up in 2021 and are read with care."
)


class Populations:
    """Residents of every area.

    Args:
        estimates: `area_code, year, population`, every area in every year.
        census: `area_code, population`.
        areas: The areas.
    """

    def __init__(self, estimates: pd.DataFrame, census: pd.DataFrame, areas: Areas) -> None:
        by_year = estimates.pivot_table(index="area_code", columns="year", values="population")
        years = sorted({int(year) for year in estimates["year"] if year < CENSUS_YEAR})
        self._first = years[0]
        counted = census.set_index("area_code")["population"].reindex(by_year.index)
        block = np.column_stack([by_year[years].to_numpy(), counted.to_numpy()])
        position = {code: row for row, code in enumerate(by_year.index)}
        self._rows = {area.code: row for row, area in enumerate(areas.all())}
        self._residents = np.array(
            [block[[position[code] for code in area.boroughs]].sum(axis=0) for area in areas.all()],
            dtype=np.float64,
        )
        self._residents.flags.writeable = False

    def of(self, area: Area, year: int) -> float:
        """Return the residents of an area in a calendar year; NaN before the first estimate."""
        return float(self.beside((area,), year)[0])

    def beside(self, areas: Sequence[Area], year: int) -> FloatArray:
        """Return the residents of each of these areas in one calendar year."""
        rows = [self._rows[area.code] for area in areas]
        if year < self._first:
            return np.full(len(rows), np.nan)
        return self._residents[rows, min(year - self._first, self._residents.shape[1] - 1)]

    def over(self, area: Area, years: npt.NDArray[np.int64]) -> FloatArray:
        """Return the residents of one area in each of these calendar years."""
        residents = self._residents[self._rows[area.code]]
        position = np.minimum(years - self._first, len(residents) - 1)
        return np.where(position < 0, np.nan, residents[np.maximum(position, 0)])
