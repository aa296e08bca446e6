"""The chart on which a series is judged."""

import numpy as np
import pytest

from data.periods import Month
from data.queries.judged import (
    WORTH_A_LOOK,
    classical_strength,
    is_seasonal,
    judged_chart,
    rows_of,
)
from data.queries.spc import spc
from data.statistics.seasonal import STRONG, seasonal_adjustment
from data.store import Store, get_store

TEN_YEARS = 120


@pytest.fixture(scope="module")
def store() -> Store:
    return get_store()


def test_the_quick_look_never_misses_a_strong_season(store: Store) -> None:
    strong = 0
    for offence in store.offences.all():
        if offence.dataset != "recorded-crime":
            continue
        cube = store.cube(offence)
        for month in (Month(2014, 6), Month(2018, 6), Month(2022, 6), Month(2026, 1)):
            stop = month.ordinal - cube.first.ordinal + 1
            counts = cube.counts("london", offence.slug)[max(0, stop - TEN_YEARS) : stop]
            adjustment = seasonal_adjustment(counts)
            if adjustment is not None and adjustment.strength >= STRONG:
                strong += 1
                assert classical_strength(counts) > WORTH_A_LOOK + 0.1, (offence.slug, month)
    assert strong > 20


def test_strength_of_a_pure_season_is_one_and_of_a_flat_series_nought() -> None:
    month = np.arange(60) % 12
    assert classical_strength(np.asarray(100.0 + 10.0 * month, dtype=np.float64)) == pytest.approx(
        1.0
    )
    assert classical_strength(np.full(60, 7.0)) == 0.0


def test_burglary_is_seasonal_and_robbery_is_not(store: Store) -> None:
    assert is_seasonal(store, offence="burglary", as_at=Month(2018, 6))
    assert not is_seasonal(store, offence="robbery", as_at=Month(2018, 6))
    # Before 36 months are there, the first ten years say so.
    assert is_seasonal(store, offence="burglary", as_at=Month(2012, 6))
    assert not is_seasonal(store, offence="robbery", as_at=Month(2012, 6))


def test_a_young_series_without_a_season_is_judged(store: Store) -> None:
    judged = judged_chart(
        store, offence="knife-injury-victims-under-25", area="london", as_at=Month(2018, 6)
    )
    assert judged is not None
    assert judged.judged
    assert judged.adjustment is None
    assert judged.signal is not None
    assert judged.signal.rule is None


def test_the_raw_chart_is_the_chart_of_the_api(store: Store) -> None:
    for area in ("london", "E09000016"):
        judged = judged_chart(store, offence="robbery", area=area, as_at=Month(2018, 6))
        assert judged is not None
        mine = rows_of(judged)
        theirs = spc(store, offence="robbery", area=area, as_at=Month(2018, 6)).rows
        for column in ("month", "special_cause", "rule", "direction"):
            assert list(mine[column]) == list(theirs[column])
        for column in ("value", "mean", "lower_limit", "upper_limit", "near_lower_limit"):
            np.testing.assert_allclose(
                mine[column].astype(float), theirs[column].astype(float), equal_nan=True
            )


def test_an_adjusted_chart_keeps_what_was_recorded(store: Store) -> None:
    judged = judged_chart(store, offence="burglary", area="london", as_at=Month(2018, 6))
    assert judged is not None
    rows = rows_of(judged)
    assert rows["raw"].tail(3).sum() == 18839
    assert not np.allclose(rows["raw"], rows["value"])
    # Taking the season out leaves the level: the two means are within a few per cent.
    assert rows["value"].mean() == pytest.approx(rows["raw"].mean(), rel=0.03)
    raw = judged_chart(store, offence="burglary", area="london", as_at=Month(2018, 6), basis="raw")
    assert raw is not None
    assert np.allclose(rows_of(raw)["value"], rows["raw"])
    assert not raw.judged


def test_limits_start_afresh_at_breaks_and_at_a_month_besides(store: Store) -> None:
    both = judged_chart(
        store,
        offence="robbery",
        area="london",
        as_at=Month(2026, 2),
        start=Month(2022, 1),
        rebase_at=Month(2023, 1),
    )
    assert both is not None
    first = both.months[0].ordinal
    starts = [segment.start + first for segment in both.chart.segments]
    assert starts == [first, Month(2023, 1).ordinal, Month(2024, 3).ordinal]
    never = judged_chart(
        store, offence="robbery", area="london", as_at=Month(2026, 2), rebase=False
    )
    assert never is not None
    assert len(never.chart.segments) == 1


def test_the_provisional_month_is_drawn_and_not_judged(store: Store) -> None:
    judged = judged_chart(store, offence="robbery", area="london", as_at=Month(2026, 2))
    assert judged is not None
    rows = rows_of(judged)
    assert bool(rows["provisional"].iloc[-1])
    assert not rows["special_cause"].iloc[-1]
    signal = judged.signal
    assert signal is not None
    assert str(judged.months[signal.index]) == "2026-01"


def test_a_series_that_has_not_begun_has_no_chart(store: Store) -> None:
    assert judged_chart(store, offence="knife-crime", area="london", as_at=Month(2018, 6)) is None
