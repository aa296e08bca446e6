"""The funnel: worked by hand, its published definition, and its edges."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from data.statistics.funnel import adjusted_limits, funnel, overdispersion, poisson_limits
from data.statistics.rates import poisson_interval

BURGLARY_2017_18 = {
    "Barking and Dagenham": (1650, 210711),
    "Barnet": (3582, 387803),
    "Bexley": (1515, 246124),
    "Brent": (3139, 329102),
    "Bromley": (2601, 329391),
    "Camden": (3143, 253361),
    "Croydon": (2799, 384837),
    "Ealing": (2454, 342736),
    "Enfield": (2756, 332705),
    "Greenwich": (2216, 282849),
    "Hackney": (2918, 275929),
    "Hammersmith and Fulham": (1963, 182998),
    "Haringey": (2468, 271224),
    "Harrow": (1960, 248880),
    "Havering": (2306, 256039),
    "Hillingdon": (2141, 302343),
    "Hounslow": (2321, 269100),
    "Islington": (2498, 235000),
    "Kensington and Chelsea": (2029, 155741),
    "Kingston upon Thames": (1010, 174609),
    "Lambeth": (2933, 324048),
    "Lewisham": (2327, 301307),
    "Merton": (1393, 206052),
    "Newham": (2213, 347996),
    "Redbridge": (3153, 301785),
    "Richmond upon Thames": (1824, 195680),
    "Southwark": (3300, 314232),
    "Sutton": (1130, 203243),
    "Tower Hamlets": (3130, 307964),
    "Waltham Forest": (2354, 275505),
    "Wandsworth": (2557, 323257),
    "Westminster": (3811, 244796),
}
"""Recorded burglaries in 2017-18 and residents in mid-2017 (Metropolitan Police, ONS)."""


def test_burglary_in_2017_18() -> None:
    counts, population = zip(*BURGLARY_2017_18.values(), strict=True)
    result = funnel(counts, population)

    assert len(counts) == 32
    assert 1000 * result.pooled_rate == pytest.approx(77_594 / 8_817.347)
    assert result.flagged == 25
    assert result.flagged_adjusted == 1
    assert result.dispersion.phi == pytest.approx(56.27669, abs=1e-5)
    assert result.dispersion.tau_squared == pytest.approx(0.02311072, abs=1e-8)
    assert int(result.dispersion.kept.sum()) == 26
    boroughs = list(BURGLARY_2017_18)
    assert result.significance_adjusted[boroughs.index("Westminster")] == "above"
    assert result.significance[boroughs.index("Havering")] == "as-expected"


def test_three_areas_by_hand() -> None:
    # 60 offences among 3,000 residents: 20 expected in each area.
    # z = log(O/20)·√20 = −3.099848, 0, 1.813295; φ = (9.609060 + 0 + 3.288039) / 3 = 4.299033
    # τ² = (3φ − 2) / (60 − 1,200/60) = 10.897099 / 40 = 0.272427
    result = funnel([10, 20, 30], [1000, 1000, 1000])

    assert result.pooled_rate == pytest.approx(0.02)
    assert result.expected.tolist() == [20.0, 20.0, 20.0]
    assert result.dispersion.phi == pytest.approx(4.299033, abs=1e-6)
    assert result.dispersion.tau_squared == pytest.approx(0.272427, abs=1e-6)
    reach = 1.959964 * math.sqrt(1 / 20 + 0.27242748)
    assert result.lower_95_adjusted == pytest.approx([20 * math.exp(-reach)] * 3, rel=1e-6)
    assert result.upper_95_adjusted == pytest.approx([20 * math.exp(reach)] * 3, rel=1e-6)
    reach = 3.090232 * math.sqrt(1 / 20 + 0.27242748)
    assert result.lower_998_adjusted == pytest.approx([20 * math.exp(-reach)] * 3, rel=1e-6)
    assert result.upper_998_adjusted == pytest.approx([20 * math.exp(reach)] * 3, rel=1e-6)


def test_unadjusted_limits_are_exact_poisson() -> None:
    # χ²(0.025; 40)/2 and χ²(0.975; 42)/2, as in tables of the Poisson distribution.
    limits = poisson_limits(20, 0.95)

    assert float(limits.low) == pytest.approx(12.217, abs=5e-4)
    assert float(limits.high) == pytest.approx(30.888, abs=5e-4)
    assert float(limits.low) == pytest.approx(stats.chi2.ppf(0.025, 40) / 2, rel=1e-9)
    limits = poisson_limits(20.4, 0.998)
    assert float(limits.low) == pytest.approx(stats.chi2.ppf(0.001, 40.8) / 2, rel=1e-9)
    assert float(limits.high) == pytest.approx(stats.chi2.ppf(0.999, 42.8) / 2, rel=1e-9)


def test_significance_is_the_areas_own_interval_against_the_pooled_rate() -> None:
    # The 99.8 % interval of 110 is 80.4 to 146.4 (Byar): 100 expected lies inside; of 150,
    # 115.0 to 191.9: outside.
    result = funnel([110, 150, 40], [1000, 1000, 1000])

    assert result.expected.tolist() == [100.0] * 3
    assert result.significance == ("as-expected", "above", "below")
    assert result.flagged == 2


def test_the_boundary_of_significance() -> None:
    # The 99.8 % interval of 60 is 38.86 to 88.03. Two areas with a pooled rate that puts the
    # expected count of the first just inside and just outside its upper end.
    low, high = (float(end) for end in poisson_interval(60, 0.998))
    assert (round(low, 2), round(high, 2)) == (38.86, 88.03)

    inside = funnel([60, 1_000_000], [87.9, 1_000_000])
    outside = funnel([60, 1_000_000], [88.1, 1_000_000])

    assert inside.significance[0] == "as-expected"
    assert outside.significance[0] == "below"


def test_overdispersion_makes_flags_rarer() -> None:
    generator = np.random.default_rng(1)
    population = generator.integers(150_000, 350_000, 32)
    level = np.exp(generator.normal(0, 0.2, 32))
    result = funnel(generator.poisson(0.009 * population * level), population)

    assert result.flagged >= 20
    assert result.flagged_adjusted <= 3
    # The trimmed areas carry much of the spread, so 0.04 is found a little too small.
    assert 0.01 < result.dispersion.tau_squared < 0.04


def test_poisson_chance_alone_shows_no_overdispersion_to_speak_of() -> None:
    generator = np.random.default_rng(2)
    taus = [
        overdispersion(counts, np.full(32, counts.mean())).tau_squared
        for counts in generator.poisson(400, (200, 32))
    ]

    assert np.mean(taus) < 0.0005


@pytest.mark.parametrize(("number", "dropped"), [(9, 0), (10, 2), (19, 2), (20, 4), (32, 6)])
def test_a_tenth_is_dropped_at_each_end(number: int, dropped: int) -> None:
    counts = np.arange(number) + 50.0

    result = overdispersion(counts, np.full(number, counts.mean()))

    assert int((~result.kept).sum()) == dropped
    expected = np.ones(number, dtype=bool)
    if dropped:
        expected[: dropped // 2] = False
        expected[-(dropped // 2) :] = False
    assert result.kept.tolist() == expected.tolist()


def test_tau_squared_uses_only_the_areas_kept() -> None:
    # Ten areas, one dropped at each end whatever its size; eight kept with w = E.
    observed = np.array([1, 90, 110, 95, 105, 80, 120, 100, 98, 900], dtype=float)
    expected = np.array([100, 90, 100, 95, 100, 90, 105, 100, 100, 100], dtype=float)
    kept = slice(1, 9)
    z = np.log(observed[kept] / expected[kept]) * np.sqrt(expected[kept])
    phi = float((z**2).mean())
    weight = expected[kept]
    tau = (8 * phi - 7) / (weight.sum() - (weight**2).sum() / weight.sum())

    result = overdispersion(observed, expected)

    assert result.phi == pytest.approx(phi)
    assert result.tau_squared == pytest.approx(max(0.0, tau))


def test_less_spread_than_chance_means_no_adjustment() -> None:
    result = funnel([20, 20, 20, 21], [1000] * 4)

    assert result.dispersion.tau_squared == 0.0
    reach = 1.959964 * math.sqrt(1 / 20.25)
    assert result.upper_95_adjusted == pytest.approx([20.25 * math.exp(reach)] * 4)


def test_a_count_of_nought_ranks_lowest_and_is_dropped_first() -> None:
    observed = np.array([0, 8, 9, 10, 10, 10, 11, 12, 12, 30], dtype=float)
    expected = np.full(10, 11.2)
    expected[0] = 0.4  # log(0.5/0.4) would make it one of the highest

    result = overdispersion(observed, expected)

    assert not result.kept[0]
    assert not result.kept[9]
    assert int(result.kept.sum()) == 8


def test_counts_of_nought_that_are_kept_enter_as_a_half() -> None:
    result = overdispersion([0, 4, 8], [4, 4, 4])
    z = [math.log(0.5 / 4) * 2, 0.0, math.log(2) * 2]

    assert result.phi == pytest.approx(sum(score**2 for score in z) / 3)
    assert math.isfinite(result.tau_squared)


def test_missing_areas_have_no_part() -> None:
    result = funnel([10, np.nan, 30, 5, 7], [1000, 1000, 1000, 0, np.nan])

    assert result.pooled_rate == pytest.approx(0.02)
    assert result.expected[[0, 2]].tolist() == [20.0, 20.0]
    assert np.isnan(result.expected[[1, 3, 4]]).all()
    assert np.isnan(result.lower_998_adjusted[[1, 3, 4]]).all()
    assert result.significance[1] is None
    assert result.significance_adjusted[3] is None
    assert result.dispersion.kept.tolist() == [True, False, True, False, False]


def test_nothing_recorded_anywhere_is_as_expected_everywhere() -> None:
    result = funnel([0, 0], [1000, 2000])

    assert result.significance == ("as-expected", "as-expected")
    assert result.significance_adjusted == ("as-expected", "as-expected")
    assert result.upper_95.tolist() == pytest.approx([3.688879] * 2, abs=1e-6)
    assert np.isnan(result.upper_95_adjusted).all()
    assert math.isnan(result.dispersion.phi)


def test_no_areas_at_all() -> None:
    result = funnel([], [])

    assert math.isnan(result.pooled_rate)
    assert result.significance == ()


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="one population an area"):
        funnel([1, 2], [1000])


def test_adjusted_limits_need_something_expected() -> None:
    limits = adjusted_limits([0.0, np.nan, 10.0], 0.1, 1.959964)

    assert np.isnan(limits.low[:2]).all()
    assert limits.low[2] * limits.high[2] == pytest.approx(100.0)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(1000, 400_000)), min_size=1, max_size=40)
)
def test_properties_of_any_funnel(areas: list[tuple[int, int]]) -> None:
    counts = np.array([count for count, _ in areas], dtype=float)
    population = np.array([residents for _, residents in areas], dtype=float)

    result = funnel(counts, population)

    assert result.expected.sum() == pytest.approx(counts.sum())
    assert (result.lower_998 <= result.lower_95).all()
    assert (result.lower_95 <= result.expected).all()
    assert (result.expected <= result.upper_95).all()
    assert (result.upper_95 <= result.upper_998).all()
    assert result.dispersion.tau_squared >= 0.0
    # Twice the population everywhere halves the rate and changes nothing else.
    double = funnel(counts, population * 2)
    assert double.expected == pytest.approx(result.expected)
    assert double.significance == result.significance
    for verdict, count, low, high in zip(
        result.significance_adjusted,
        counts,
        result.lower_998_adjusted,
        result.upper_998_adjusted,
        strict=True,
    ):
        assert (verdict == "below") == bool(count < low)
        assert (verdict == "above") == bool(count > high)
