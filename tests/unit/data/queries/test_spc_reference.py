"""Charts of the bundled series against the rules as they are worded, in exact fractions.

Segments, missing months and the provisional month are those of the data: a chart starts afresh at
each break, a month that is missing or provisional has no part in limits or rules.
"""

from __future__ import annotations

import random

import numpy as np
import pytest

from data.breaks import breaks_for, rebase_months
from data.errors import InvalidParameter
from data.periods import Month
from data.queries.series import series
from data.queries.spc import spc
from data.store import Store
from tests.unit.data.statistics.test_spc_properties import Values, definition

MONTHS = (Month(2014, 6), Month(2018, 6), Month(2019, 3), Month(2024, 6), Month(2026, 2))
SAMPLE, REACH = 150, 60
LINES = ("mean", "lower_limit", "upper_limit", "near_lower_limit", "near_upper_limit")


def segments(store: Store, offence: str, area: str, months: list[Month]) -> list[slice]:
    """Return the stretches between the breaks at which this series starts afresh."""
    breaks = breaks_for(store.offences.get(offence), store.areas.get(area))
    within = [each for each in breaks if months[0] < each.month <= months[-1]]
    starts = [0, *sorted(months.index(each) for each in set(rebase_months(within)))]
    return [slice(*pair) for pair in zip(starts, [*starts[1:], len(months)], strict=True)]


def test_charts_of_any_series_follow_the_rules_as_worded(store: Store) -> None:
    chance = random.Random(11)  # noqa: S311 - a seeded sample
    areas = [each.code for each in store.areas.all()]
    offences = [each.slug for each in store.offences.all()]
    charted = limited = split = 0
    for _ in range(SAMPLE):
        offence, area, end = chance.choice(offences), chance.choice(areas), chance.choice(MONTHS)
        try:
            rows = spc(store, offence=offence, area=area, start=end + -REACH, end=end).rows
            counted = series(store, offence=offence, area=area, start=end + -REACH, end=end).rows
        except InvalidParameter:
            continue
        if rows.empty:
            continue
        charted += 1
        months = [Month.parse(each) for each in rows["month"]]
        values: Values = [
            None if np.isnan(value) or provisional else int(value)
            for value, provisional in zip(counted["value"], counted["provisional"], strict=True)
        ]
        stretches = segments(store, offence, area, months)
        split += len(stretches) > 1
        for stretch in stretches:
            part, found = values[stretch], rows.iloc[stretch]
            if sum(each is not None for each in part) < 12:
                assert found[list(LINES[1:])].isna().all(axis=None)
                assert not found["special_cause"].any()
                continue
            limited += 1
            mean, reach, rules = definition(part, False)
            near = reach * 2 / 3
            expected = [mean, mean - reach, mean + reach, mean - near, mean + near]
            for line, level in zip(LINES, expected, strict=True):
                assert found[line].to_numpy() == pytest.approx(float(level), rel=1e-9, abs=1e-9)
            assert found["rule"].to_list() == rules, (offence, area, str(end))
    assert charted > SAMPLE / 3
    assert limited > charted / 2
    assert split
