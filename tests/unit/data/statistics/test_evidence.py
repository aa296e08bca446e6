"""P-values for charts and funnels."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from data.statistics.evidence import CHANCE_OF_MARK, funnel_p_values, special_cause_p_value
from data.statistics.funnel import funnel
from data.statistics.spc import spc

ZIGZAG = [8.0, 12.0] * 10


def test_distance_by_hand() -> None:
    # Mean 220/21 … : the latest of 21 points, mean moving range (19·4 + 12)/20 = 4.4.
    values = [*ZIGZAG, 24.0]
    mean, moving_range = sum(values) / 21, (19 * 4 + 12) / 20
    t = (24 - mean) / (moving_range / 1.128)

    assert special_cause_p_value(spc(values)) == pytest.approx(
        4 * 2 * stats.t.sf(t, 0.62 * 20), rel=1e-9
    )


def test_a_run_of_nine() -> None:
    values = [*[20.0, 24.0] * 12, *[17.0, 18.0] * 4, 17.0]
    distance = spc(values)
    assert distance.rule[-1] == "run"

    assert special_cause_p_value(distance) == pytest.approx(4 * 2 / 2**9)


def test_a_trend_of_eight() -> None:
    values = [*[5.0, 15.0] * 7, 6, 7, 8, 9, 10, 11, 12, 13]

    assert special_cause_p_value(spc(values)) == pytest.approx(4 * 2 / math.factorial(9 - 1))


def test_two_of_three() -> None:
    # Mean moving range 4 or so, sigma 3.6: 19 lies between two and three sigma above 10.4.
    values = [*[8.0, 12.0] * 15, 19.0, 14.0, 19.0]
    chart = spc(values)
    assert chart.rule[-1] == "two-of-three"

    # 2 · 0.021400 · (0.25 − 0.4786²) = 0.000896
    assert special_cause_p_value(chart) == pytest.approx(4 * 0.000896, rel=1e-3)


def test_nothing_remarkable() -> None:
    assert special_cause_p_value(spc(ZIGZAG)) == 1.0
    assert special_cause_p_value(spc([5.0] * 20)) == 1.0


def test_no_limits_no_p_value() -> None:
    assert special_cause_p_value(spc(ZIGZAG[:11])) is None
    assert special_cause_p_value(spc([])) is None


def test_common_cause_gives_no_more_small_p_values_than_it_should() -> None:
    generator = np.random.default_rng(5)
    charts = [spc(generator.standard_normal(36)) for _ in range(1500)]
    p_values = np.array([special_cause_p_value(chart) for chart in charts])

    assert float((p_values <= 0.05).mean()) < 0.05
    assert float((p_values <= 0.01).mean()) < 0.01
    marked = float(np.mean([chart.special_cause[-1] for chart in charts]))
    assert marked == pytest.approx(CHANCE_OF_MARK, abs=0.01)


def test_funnel_p_values_fit_the_adjusted_limits() -> None:
    counts = np.array([700, 900, 1000, 1010, 1020, 1100, 1150, 1200, 1250, 2500])
    result = funnel(counts, np.full(10, 100_000))

    p_values = funnel_p_values(counts, result.expected, result.dispersion.tau_squared)

    outside = [verdict != "as-expected" for verdict in result.significance_adjusted]
    assert any(outside)
    assert (p_values < 0.002).tolist() == outside


def test_funnel_p_value_by_hand() -> None:
    # log(150/100) / √(1/100 + 0.03) = 0.405465 / 0.2 = 2.027326: 0.04263.
    assert funnel_p_values([150], [100], 0.03).tolist() == pytest.approx([0.04263], abs=1e-5)


def test_funnel_p_values_of_what_is_missing_or_nought() -> None:
    p_values = funnel_p_values([np.nan, 0, 5], [10, 4, 0])

    assert np.isnan(p_values[[0, 2]]).all()
    assert p_values[1] == pytest.approx(2 * stats.norm.sf(abs(math.log(0.5 / 4)) * 2))
