"""The statistics against the published methods worked anew: six digits, on any counts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.statistics.compare import compare_counts
from data.statistics.fdr import q_values
from data.statistics.funnel import Funnel, funnel
from data.statistics.rates import exact_poisson_interval, poisson_interval, rate_interval
from data.statistics.seasonal import seasonal_adjustment
from tests.unit.data.statistics import reference

LEVELS = ("0.95", "0.998")
DIGITS = 1e-7
"""Relative; six digits with one to spare."""


def test_the_reference_gives_the_published_values() -> None:
    assert [round(end, 3) for end in reference.interval(48, "0.95")] == [
        Decimal("35.388"),
        Decimal("63.642"),
    ]
    assert [round(end, 3) for end in reference.interval(7, "0.95")] == [
        Decimal("2.814"),
        Decimal("14.423"),
    ]
    assert round(reference.log_gamma(Decimal("0.5")) * 2, 20) == round(reference.PI.ln(), 20)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("count", [*range(26), 99, 100, 389, 18_839, 830_224])
def test_intervals(count: int, level: str) -> None:
    low, high = poisson_interval(count, float(level))
    expected = reference.interval(count, level)
    assert (float(low), float(high)) == pytest.approx(tuple(map(float, expected)), rel=DIGITS)


@settings(max_examples=12, deadline=None)
@given(at=st.decimals("0.01", "120", places=4), level=st.sampled_from(LEVELS))
def test_exact_limits_around_any_expected_count(at: Decimal, level: str) -> None:
    low, high = exact_poisson_interval(float(at), float(level))
    expected = tuple(map(float, reference.garwood(at, level)))
    assert (float(low), float(high)) == pytest.approx(expected, rel=DIGITS, abs=1e-11)


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(0, 50_000),
    residents=st.integers(1, 9_000_000),
    months=st.sampled_from((1, 3, 12)),
)
def test_rates_with_their_intervals(count: int, residents: int, months: int) -> None:
    per = Decimal(1000) / residents * 12 / months
    expected = tuple(float(end * per) for end in reference.interval(count, "0.95"))
    low, high = rate_interval(count, residents, months)
    assert (float(low), float(high)) == pytest.approx(expected, rel=DIGITS, abs=1e-11)


areas = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(0, 12), st.integers(0, 4000)),
        st.one_of(st.none(), st.integers(20_000, 400_000)),
    ),
    min_size=1,
    max_size=33,
)


@settings(max_examples=30, deadline=None)
@given(given_areas=areas)
def test_funnels_of_any_areas(given_areas: list[tuple[int | None, int | None]]) -> None:
    """Areas may be missing, have no residents known, or have recorded nothing."""
    counts = [np.nan if count is None else count for count, _ in given_areas]
    residents = [np.nan if people is None else people for _, people in given_areas]
    found = funnel(counts, residents)
    known = [
        (index, count, people)
        for index, (count, people) in enumerate(given_areas)
        if count is not None and people is not None
    ]
    missing = set(range(len(given_areas))) - {index for index, _, _ in known}
    assert all(found.significance[index] is None for index in missing)
    assert np.isnan(found.expected[sorted(missing)]).all()
    recorded = sum(count for _, count, _ in known)
    if not recorded:
        return
    rate = Decimal(recorded) / sum(people for _, _, people in known)
    expected = [rate * people for _, _, people in known]
    phi, tau_squared = reference.dispersion([count for _, count, _ in known], expected)
    assert found.dispersion.phi == pytest.approx(float(phi), rel=DIGITS)
    assert found.dispersion.tau_squared == pytest.approx(float(tau_squared), rel=DIGITS, abs=1e-11)
    for (index, count, _), at in zip(known, expected, strict=True):
        _check_area(found, index, count, at, tau_squared)


def _check_area(found: Funnel, index: int, count: int, at: Decimal, tau_squared: Decimal) -> None:
    assert found.expected[index] == pytest.approx(float(at), rel=DIGITS)
    usual = reference.adjusted(at, tau_squared, "1.959964")
    wide = reference.adjusted(at, tau_squared, "3.090232")
    assert (
        found.lower_95_adjusted[index],
        found.upper_95_adjusted[index],
        found.lower_998_adjusted[index],
        found.upper_998_adjusted[index],
    ) == pytest.approx([float(end) for end in (*usual, *wide)], rel=DIGITS)
    own = reference.interval(count, "0.998")
    assert found.significance[index] == _verdict(own[1] < at, own[0] > at)
    assert found.significance_adjusted[index] == _verdict(count < wide[0], count > wide[1])


def _verdict(below: bool, above: bool) -> str:
    return "below" if below else "above" if above else "as-expected"


@settings(max_examples=60, deadline=None)
@given(count=st.integers(0, 300), before=st.integers(0, 300))
def test_the_ratio_of_two_counts_has_the_tails_it_says(count: int, before: int) -> None:
    """At each end of the interval, exactly one in forty would be as far away."""
    found, total = compare_counts(count, before), count + before
    if count:
        share = Fraction(found.low) / (1 + Fraction(found.low))
        assert _at_least(count, total, share) == pytest.approx(0.025, rel=1e-6)
    if before:
        share = Fraction(found.high) / (1 + Fraction(found.high))
        assert 1 - _at_least(count + 1, total, share) == pytest.approx(0.025, rel=1e-6)
    half = Fraction(1, 2)
    tails = _at_least(count, total, half), 1 - _at_least(count + 1, total, half)
    assert found.p_value == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-9)


def _at_least(count: int, total: int, share: Fraction) -> float:
    """The probability of so many or more successes, each with the same share."""
    p = Decimal(share.numerator) / share.denominator
    q = 1 - p
    terms = (comb(total, each) * p**each * q ** (total - each) for each in range(count, total + 1))
    return float(sum(terms, Decimal(0)))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 1, allow_subnormal=False), min_size=1, max_size=60))
def test_false_discovery_rates(p_values: list[float]) -> None:
    expected = [float(each) for each in reference.benjamini_hochberg(p_values)]
    assert q_values(p_values).tolist() == pytest.approx(expected, rel=1e-9, abs=1e-300)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_season_is_that_of_stl(seed: int) -> None:
    """`stl(log(x), s.window = "periodic", robust = TRUE)` of R, as statsmodels computes it."""
    from statsmodels.tsa.seasonal import STL  # noqa: PLC0415

    chance = np.random.default_rng(seed)
    months = np.arange(72)
    values = chance.poisson(400 * np.exp(0.15 * np.sin(months * np.pi / 6) + 0.002 * months))
    found = seasonal_adjustment(values.astype(float))
    assert found is not None
    fitted = STL(
        np.log(values),
        period=12,
        seasonal=10 * 72 + 1,
        trend=19,
        low_pass=13,
        seasonal_deg=0,
        trend_deg=1,
        low_pass_deg=1,
        robust=True,
        seasonal_jump=2 * 72,
        trend_jump=2,
        low_pass_jump=2,
    ).fit(inner_iter=1, outer_iter=15)
    by_month = fitted.seasonal.reshape(-1, 12).mean(axis=0)
    expected = values / np.exp(np.tile(by_month, 6))
    assert found.adjusted == pytest.approx(expected, rel=DIGITS)
