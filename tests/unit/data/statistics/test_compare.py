"""Two periods: exact intervals against scipy, and what past changes make of them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from data.statistics.compare import (
    History,
    compare_counts,
    compare_with_history,
    year_on_year_history,
)


class TestCompareCounts:
    def test_by_hand(self) -> None:
        # 8 against 2: under no change 8 of 10 are as 8 heads of 10, (45 + 10 + 1) / 1,024 · 2.
        result = compare_counts(8, 2)

        assert result.ratio == 4.0
        assert result.change_percent == 300.0
        assert result.p_value == pytest.approx(112 / 1024)
        # Clopper and Pearson for 8 of 10: 0.4439 to 0.9748.
        assert result.low == pytest.approx(0.443905 / 0.556095, abs=1e-5)
        assert result.high == pytest.approx(0.974789 / 0.025211, rel=1e-4)

    def test_under_25_knife_injuries(self) -> None:
        # 521 to 533 in the first quarter: + 2.3 per cent, − 9.5 to + 15.7.
        result = compare_counts(533, 521)

        assert result.change_percent == pytest.approx(2.3033, abs=1e-4)
        assert 100 * (result.low - 1) == pytest.approx(-9.5, abs=0.05)
        assert 100 * (result.high - 1) == pytest.approx(15.7, abs=0.05)
        assert result.p_value == pytest.approx(0.7348, abs=1e-4)

    @settings(max_examples=60, deadline=None)
    @given(
        count=st.integers(0, 400),
        before=st.integers(0, 400),
        exposure=st.sampled_from([1.0, 90.0, 3.0]),
        exposure_before=st.sampled_from([1.0, 92.0, 12.0]),
    )
    def test_interval_agrees_with_scipy(
        self, count: int, before: int, exposure: float, exposure_before: float
    ) -> None:
        result = compare_counts(count, before, exposure=exposure, exposure_before=exposure_before)
        if count + before == 0:
            assert math.isnan(result.ratio)
            assert (result.low, result.high, result.p_value) == (0.0, math.inf, 1.0)
            return
        share = exposure / (exposure + exposure_before)
        test = stats.binomtest(count, count + before, share)
        interval = test.proportion_ci(0.95, method="exact")

        def ratio(proportion: float) -> float:
            if proportion == 1.0:
                return math.inf
            return proportion / (1 - proportion) * exposure_before / exposure

        assert result.low == pytest.approx(ratio(interval.low), rel=1e-6)
        assert result.high == pytest.approx(ratio(interval.high), rel=1e-6)
        lower = stats.binomtest(count, count + before, share, alternative="less").pvalue
        upper = stats.binomtest(count, count + before, share, alternative="greater").pvalue
        assert result.p_value == pytest.approx(min(1.0, 2 * min(lower, upper)), rel=1e-6)

    @settings(max_examples=100, deadline=None)
    @given(count=st.integers(0, 3000), before=st.integers(0, 3000))
    def test_interval_and_p_value_never_contradict(self, count: int, before: int) -> None:
        result = compare_counts(count, before)

        assert (result.p_value < 0.05) == (not result.low <= 1.0 <= result.high)

    def test_turned_round(self) -> None:
        one, other = compare_counts(30, 18), compare_counts(18, 30)

        assert one.p_value == pytest.approx(other.p_value)
        assert one.low == pytest.approx(1 / other.high)

    def test_nothing_before(self) -> None:
        result = compare_counts(7, 0)

        assert result.ratio == math.inf
        assert result.high == math.inf
        assert result.low == pytest.approx(1.441309, abs=1e-6)
        assert result.p_value == pytest.approx(2 / 2**7)

    def test_nothing_now(self) -> None:
        result = compare_counts(0, 7)

        assert (result.ratio, result.low) == (0.0, 0.0)
        assert result.high == pytest.approx(1 / 1.441309, abs=1e-6)

    def test_exposure(self) -> None:
        # Twice as many in twice the time is no change.
        result = compare_counts(40, 20, exposure=2, exposure_before=1)

        assert result.ratio == 1.0
        assert result.p_value == 1.0

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"count": -1, "count_before": 2}, "whole number"),
            ({"count": 1.5, "count_before": 2}, "whole number"),
            ({"count": math.nan, "count_before": 2}, "whole number"),
            ({"count": 1, "count_before": 2, "exposure": 0}, "exposures"),
            ({"count": 1, "count_before": 2, "level": 1}, "level"),
        ],
    )
    def test_what_cannot_be_compared(self, arguments: dict[str, float], message: str) -> None:
        with pytest.raises(ValueError, match=message):
            compare_counts(**arguments)


class TestHistory:
    def test_dispersion_by_hand(self) -> None:
        # Every quarter 100 then 121 a year later: log 1.21 = 0.190620, variance 1/121 + 1/100
        # = 0.018264, squared over variance 1.989427; then no change at all: 0.
        quarters = [100] * 4 + [121] * 4 + [121] * 4

        history = year_on_year_history(quarters)

        assert history is not None
        assert history.changes == 8
        assert history.dispersion == pytest.approx(1.0)  # 0.99, but never below chance
        quarters = [100] * 4 + [144] * 4 + [144] * 4
        history = year_on_year_history(quarters)
        assert history is not None
        # log 1.44 = 0.364643; 0.132965 / (1/144 + 1/100) = 7.847; half of it.
        assert history.dispersion == pytest.approx(3.9235, abs=1e-3)

    def test_two_years_of_changes_are_needed(self) -> None:
        assert year_on_year_history([100] * 11) is None
        assert year_on_year_history([100] * 12) is not None
        assert year_on_year_history([]) is None

    def test_missing_quarters_are_left_out(self) -> None:
        quarters = [100.0] * 16
        quarters[5] = math.nan

        history = year_on_year_history(quarters)

        assert history is not None
        assert history.changes == 10

    def test_changes_across_a_break_are_left_out(self) -> None:
        quarters = [100] * 10 + [500] * 10

        broken = year_on_year_history(quarters, breaks=[10])
        whole = year_on_year_history(quarters)

        assert broken is not None
        assert whole is not None
        assert (broken.changes, broken.dispersion) == (12, 1.0)
        assert whole.changes == 16
        assert whole.dispersion > 50

    def test_quarters_of_nought_are_no_obstacle(self) -> None:
        history = year_on_year_history([0, 1, 2, 0] * 4)

        assert history is not None
        assert history.dispersion == 1.0


class TestCompareWithHistory:
    def test_by_hand(self) -> None:
        # log(120/100) = 0.182322, variance 4 · (1/120 + 1/100) = 0.073333, error 0.270801;
        # t = 0.673267 at 20 degrees of freedom.
        result = compare_with_history(120, 100, History(dispersion=4.0, changes=20))

        assert result.ratio == pytest.approx(1.2)
        assert result.p_value == pytest.approx(2 * stats.t.sf(0.673267, 20), abs=1e-6)
        reach = 2.085963 * 0.270801
        assert result.low == pytest.approx(1.2 * math.exp(-reach), rel=1e-5)
        assert result.high == pytest.approx(1.2 * math.exp(reach), rel=1e-5)

    def test_a_rise_of_a_large_total_is_judged_by_its_past(self) -> None:
        # + 5 per cent on 200,000 is beyond Poisson chance, but not beyond a series that usually
        # moves by as much.
        exact = compare_counts(210_000, 200_000)
        usual = compare_with_history(210_000, 200_000, History(dispersion=256.0, changes=20))

        assert exact.p_value < 1e-50
        assert usual.p_value > 0.3

    @settings(max_examples=60, deadline=None)
    @given(
        count=st.integers(0, 500),
        before=st.integers(0, 500),
        dispersion=st.floats(1.0, 50.0),
        changes=st.integers(8, 40),
    )
    def test_never_surer_than_poisson(
        self, count: int, before: int, dispersion: float, changes: int
    ) -> None:
        exact = compare_counts(count, before)
        wide = compare_with_history(count, before, History(dispersion, changes))

        assert wide.low <= exact.low
        assert wide.high >= exact.high
        assert wide.p_value >= exact.p_value
        assert wide.p_value <= 1.0
        assert (wide.p_value < 0.05) == (not wide.low <= 1.0 <= wide.high)

    def test_nothing_in_either(self) -> None:
        assert compare_with_history(0, 0, History(2.0, 8)).p_value == 1.0

    def test_exposure(self) -> None:
        result = compare_with_history(200, 100, History(2.0, 20), exposure=2.0, exposure_before=1.0)

        assert result.ratio == 1.0
        assert result.low * result.high == pytest.approx(1.0, rel=0.02)

    def test_false_alarms_are_as_rare_as_said(self) -> None:
        # Quarters three times as variable as Poisson, nothing changing: one in twenty flagged.
        generator = np.random.default_rng(11)
        flagged = 0
        for _ in range(600):
            quarters = generator.negative_binomial(n=200 / 2, p=1 / 3, size=25)
            history = year_on_year_history(quarters[:24])
            assert history is not None
            result = compare_with_history(int(quarters[24]), int(quarters[20]), history)
            flagged += result.p_value < 0.05

        assert 0.02 < flagged / 600 < 0.08
