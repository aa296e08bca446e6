"""Whatever a reader asks of a suppressed dataset, no answer rests on a hidden count.

Every answer on a number that a hidden count has a part in must be empty and marked: the month's
count and rate, twelve months that hold it, the change to and from it, a comparison's period and
the limits drawn around it, a chart's lines. What is shown must be true.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.catalogue import CATALOGUE
from data.counts import Counts
from data.errors import InvalidParameter
from data.periods import FinancialYear, Month, Quarter
from data.queries.comparison import comparison
from data.queries.findings import findings
from data.queries.series import series
from data.queries.spc import spc
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.data.blocks import cube_of

RECORDED, KNIFE = "recorded-crime", "knife-crime-by-area"
PAIRS, PERIODS = 60, 40
OWN = ("count", "rate", "rate_low", "rate_high", "expected", "significance")
AROUND = ("lower_95", "upper_95", "lower_998", "upper_998", "significance_adjusted")
MEASURES = ("count", "rate", "rolling-12", "change-on-year")
CHANCE = random.Random(5)  # noqa: S311 - a seeded sample


@pytest.fixture(scope="module")
def protected() -> Store:
    """The bundled counts, as if recorded crime and knife crime were internal."""
    return load_store(
        DEFAULT_DIRECTORY,
        tuple(
            replace(entry, disclosure="suppress-below: 5")
            if entry.id in (RECORDED, KNIFE)
            else entry
            for entry in CATALOGUE
        ),
    )


def partly_hidden(store: Store) -> list[tuple[str, str]]:
    """Area and offence of every series that is hidden in some months and shown in others."""
    found = []
    for dataset in (RECORDED, KNIFE):
        cube = cube_of(store, dataset)
        known = np.isfinite(cube.values)
        mixed = cube.suppressed.any(axis=2) & known.any(axis=2)
        areas, offences = list(cube.areas), list(cube.offences)
        found += [(areas[i], offences[j]) for i, j in np.argwhere(mixed)]
    return found


def hidden_months(store: Store, area: str, offence: str) -> dict[Month, bool]:
    cube = store.cube(store.offences.get(offence))
    marks = cube.hidden(area, offence)
    return {month: bool(mark) for month, mark in zip(months_of(cube), marks, strict=True)}


def months_of(cube: Counts) -> list[Month]:
    return [period for period in cube.periods if isinstance(period, Month)]


def rests_on(measure: str, month: Month) -> list[Month]:
    """The months whose counts have a part in an answer for a month."""
    if measure == "rolling-12":
        return [month + -back for back in range(12)]
    return [month, month + -12] if measure == "change-on-year" else [month]


def test_no_series_rests_on_a_hidden_count(protected: Store, store: Store) -> None:
    for area, offence in CHANCE.sample(partly_hidden(protected), PAIRS):
        hidden = hidden_months(protected, area, offence)
        for measure in MEASURES:
            asked: dict[str, Any] = {"offence": offence, "area": area, "measure": measure}
            asked["as_at"] = max(hidden)
            ours, theirs = series(protected, **asked).rows, series(store, **asked).rows
            rests = [
                any(hidden.get(one, False) for one in rests_on(measure, Month.parse(month)))
                for month in ours["month"]
            ]
            empty = ours["value"].isna().to_numpy()
            assert empty[rests].all(), (area, offence, measure)
            shown = ~empty
            assert np.array_equal(ours["value"][shown], theirs["value"][shown])
            # Nothing is hidden without need, and what is hidden is marked as such.
            assert np.array_equal(empty, np.array(rests) | theirs["value"].isna().to_numpy())
            was_there = np.array(rests) & theirs["value"].notna().to_numpy()
            assert ours["symbol"][was_there].eq("c").all()


def test_no_chart_rests_on_a_hidden_count(protected: Store) -> None:
    for area, offence in CHANCE.sample(partly_hidden(protected), PAIRS):
        hidden = hidden_months(protected, area, offence)
        last = max(hidden)
        rows = spc(protected, offence=offence, area=area, start=last + -35, end=last, rebase="none")
        found = rows.rows
        values = found["value"].where(~found["provisional"].astype(bool)).to_numpy(dtype=float)
        marked = [hidden[Month.parse(month)] for month in found["month"]]
        assert np.isnan(values[marked]).all()
        known = values[~np.isnan(values)]
        if not known.size:
            assert found["mean"].isna().all()
            continue
        assert found["mean"].iloc[0] == pytest.approx(known.mean())
        steps = np.abs(np.diff(values))
        if known.size >= 12 and np.isfinite(steps).any():
            reach = 2.66 * np.nanmean(steps)
            assert found["upper_limit"].iloc[0] == pytest.approx(known.mean() + reach)


@pytest.mark.parametrize("by", ["borough", "bcu"])
def test_no_comparison_rests_on_a_hidden_count(protected: Store, store: Store, by: str) -> None:
    offences = sorted({offence for _, offence in partly_hidden(protected)})
    for _ in range(PERIODS):
        offence = CHANCE.choice(offences)
        cube = store.cube(store.offences.get(offence))
        month = CHANCE.choice(months_of(cube)[24:])
        name, period = CHANCE.choice(
            [
                ("month", month),
                ("quarter", month.quarter),
                ("financial_year", month.financial_year),
            ]
        )
        assert isinstance(period, (Month, Quarter, FinancialYear))
        months = [period] if isinstance(period, Month) else list(period.months)
        asked: dict[str, Any] = {"offence": offence, "by": by, name: period}
        try:
            theirs = comparison(store, **asked).rows
        except InvalidParameter:
            continue
        ours = comparison(protected, **asked).rows
        for (_, mine), (_, full) in zip(ours.iterrows(), theirs.iterrows(), strict=True):
            hidden = hidden_months(protected, mine["area"], offence)
            now = any(hidden.get(one, False) for one in months)
            then = any(hidden.get(one + -12, False) for one in months)
            if now:
                assert mine[[*OWN, *AROUND]].isna().all()
            if then:
                assert pd.isna(mine["count_year_before"])
            if now or then:
                assert pd.isna(mine["change_percent"])
            if (now or then) and pd.notna(full["change_percent"]):
                assert mine["symbol"] == "c"
            if not now and pd.notna(mine["count"]):
                assert mine[["count", "rate"]].tolist() == full[["count", "rate"]].tolist()


def test_expected_counts_rest_on_what_is_shown(protected: Store) -> None:
    """Else the sum of what is hidden could be had from what is expected."""
    year, judged = FinancialYear(2022), 0
    for offence in sorted({offence for _, offence in partly_hidden(protected)}):
        rows = comparison(protected, offence=offence, by="borough", financial_year=year).rows
        shown = rows[rows["count"].notna()]
        if not 0 < len(shown) < len(rows):
            continue
        judged += 1
        share = shown["count"].sum() / shown["population"].sum()
        assert shown["expected"].tolist() == pytest.approx((shown["population"] * share).tolist())
    assert judged


@pytest.mark.parametrize("area", ["london", "west", "E09000016"])
def test_no_finding_speaks_of_a_hidden_month(protected: Store, area: str) -> None:
    for month in (Month(2014, 6), Month(2018, 6), Month(2024, 9)):
        for row in findings(protected, area=area, as_at=month).to_records():
            hidden = hidden_months(protected, row["area"], row["offence"])
            assert not hidden.get(month, False), row["sentence"]
