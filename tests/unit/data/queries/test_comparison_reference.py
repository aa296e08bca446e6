"""Comparisons of the bundled data against the published methods worked in decimals: six digits."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from data.periods import FinancialYear, Month, Quarter
from data.queries.comparison import comparison
from data.store import Store
from tests.unit.data.statistics import reference

SAMPLE = 10
RATES = ("rate", "rate_low", "rate_high")
ADJUSTED = (
    "lower_95_adjusted",
    "upper_95_adjusted",
    "lower_998_adjusted",
    "upper_998_adjusted",
)


def periods(chance: random.Random) -> tuple[str, Any, int]:
    """Return a parameter, its value and its length in months."""
    year = chance.randint(2011, 2022)
    return chance.choice(
        [
            ("month", Month(year, chance.randint(1, 12)), 1),
            ("quarter", Quarter(year, chance.randint(1, 4)), 3),
            ("financial_year", FinancialYear(year), 12),
        ]
    )


def test_rates_and_funnels_of_any_offence_and_period(store: Store) -> None:
    chance = random.Random(3)  # noqa: S311 - a seeded sample
    offences = [each.slug for each in store.offences.all() if each.dataset == "recorded-crime"]
    flagged = 0
    for _ in range(SAMPLE):
        offence, (name, period, months) = chance.choice(offences), periods(chance)
        rows = comparison(store, offence=offence, by="borough", **{name: period}).to_records()
        known = [row for row in rows if row["count"] is not None]
        total = sum(row["count"] for row in known)
        if not total:
            continue
        per = Decimal(1000) * 12 / months
        rate = Decimal(int(total)) / sum(int(row["population"]) for row in known)
        expected = [rate * int(row["population"]) for row in known]
        counts = [int(row["count"]) for row in known]
        _, tau_squared = reference.dispersion(counts, expected)
        for row, count, at in zip(known, counts, expected, strict=True):
            people = int(row["population"])
            ends = [end / people * per for end in reference.interval(count, "0.95")]
            wanted = [float(one) for one in (Decimal(count) / people * per, *ends)]
            assert [row[each] for each in RATES] == pytest.approx(wanted, rel=1e-7, abs=1e-12)
            assert row["expected"] == pytest.approx(float(at), rel=1e-9)
            usual = reference.adjusted(at, tau_squared, "1.959964")
            wide = reference.adjusted(at, tau_squared, "3.090232")
            limits = [float(end) for end in (*usual, *wide)]
            assert [row[each] for each in ADJUSTED] == pytest.approx(limits, rel=1e-7)
            if row["provisional"]:
                continue
            low, high = reference.interval(count, "0.998")
            side = "below" if high < at else "above" if low > at else "as-expected"
            assert row["significance"] == side, (offence, str(period), row["name"])
            side = "below" if count < wide[0] else "above" if count > wide[1] else "as-expected"
            assert row["significance_adjusted"] == side, (offence, str(period), row["name"])
            flagged += side != "as-expected"
    assert flagged


def test_exact_limits_around_what_is_expected(store: Store) -> None:
    year = FinancialYear(2017)
    rows = comparison(store, offence="homicide", by="borough", financial_year=year).to_records()
    for row in rows[::8]:
        at = Decimal(repr(row["expected"]))
        wanted = [*reference.garwood(at, "0.95"), *reference.garwood(at, "0.998")]
        limits = [row[name] for name in ("lower_95", "upper_95", "lower_998", "upper_998")]
        assert limits == pytest.approx([float(end) for end in wanted], rel=1e-7, abs=1e-11)
