"""What an engine answers about wards, against the same sums made by numpy."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from data.engine import (
    Engine,
    counts_beside,
    counts_by_period,
    engine_of,
    months,
    offences,
    places,
)
from data.errors import EngineUnavailable
from data.periods import Month
from tests.unit.data.engine import made_up
from tests.unit.data.engine.made_up import BOROUGHS, CODES, MONTHS, OFFENCES, WARDS


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, np.ndarray]:
    store, block = made_up.wards(tmp_path_factory.mktemp("wards"))
    return engine_of(store), block


def test_what_there_is(asked: tuple[Engine, np.ndarray]) -> None:
    engine, _ = asked
    assert months(engine, WARDS) == tuple(month for month in MONTHS if month != Month(2024, 6))
    assert offences(engine, WARDS) == OFFENCES
    found = places(engine, WARDS)
    assert [each.code for each in found] == list(CODES)
    assert (found[1].name, found[1].borough) == ("Ward 1", BOROUGHS[1])
    assert [each.code for each in places(engine, WARDS, [BOROUGHS[1]])] == list(CODES[1::2])
    assert places(engine, WARDS, []) == ()


def test_sums_by_period_are_exact_and_missing_is_not_zero(
    asked: tuple[Engine, np.ndarray],
) -> None:
    engine, block = asked
    counted = counts_by_period(
        engine,
        WARDS,
        areas={"one": [CODES[2]], "three": CODES[:3], "unknown": ["E05999999"]},
        offences={"homicide": ["homicide"], "all": OFFENCES, "with unknown": [*OFFENCES, "rape"]},
        first=Month(2024, 5),
        last=Month(2025, 3),
    )
    part = block[:, :, 4:15]
    assert counted.areas == ("one", "three", "unknown")
    assert [str(each) for each in counted.periods[:2]] == ["2024-05", "2024-06"]
    np.testing.assert_array_equal(counted.values[0, 0], part[2, 1])
    np.testing.assert_array_equal(counted.values[1, 1], part[:3].sum(axis=(0, 1)))
    np.testing.assert_array_equal(counted.values[1, 2], part[:3].sum(axis=(0, 1)))
    assert np.isnan(counted.values[:, :, 1]).all()
    assert np.isnan(counted.values[2]).all()
    assert counted.values[0, 0, 0] == 0
    assert counted.expected.tolist() == [[1, 3, 4], [3, 9, 12], [1, 3, 4]]
    assert counted.found[:, :, 0].tolist() == [[1, 3, 3], [3, 9, 9], [0, 0, 0]]
    assert counted.incomplete[1, :, 0].tolist() == [False, False, True]
    rows = counted.frame()
    assert list(rows.columns) == [
        "area",
        "offence",
        "period",
        "count",
        "found",
        "expected",
        "hidden",
    ]
    one = rows[(rows["area"] == "three") & (rows["offence"] == "all")]
    assert one["count"].sum() == np.nansum(part[:3])


def test_areas_beside_each_other(asked: tuple[Engine, np.ndarray]) -> None:
    engine, block = asked
    spans = [(Month(2025, 1), Month(2025, 12)), (Month(2024, 1), Month(2024, 12))]
    beside = counts_beside(engine, WARDS, offences=["shoplifting", "homicide"], spans=spans)
    assert beside.areas == CODES
    np.testing.assert_array_equal(beside.values[:, 0], block[:, 1:, 12:].sum(axis=(1, 2)))
    # A month of 2024 is missing: the sum says that it has 22 of 24 cells.
    np.testing.assert_array_equal(beside.values[:, 1], np.nansum(block[:, 1:, :12], axis=(1, 2)))
    assert beside.expected.tolist() == [24, 24]
    assert beside.found[0].tolist() == [24, 22]
    some = counts_beside(engine, WARDS, offences=["homicide"], spans=spans, areas=[CODES[4]])
    assert some.areas == (CODES[4],)
    assert some.values[0, 0] == block[4, 1, 12:].sum()


def test_names_with_quotes_are_names(asked: tuple[Engine, np.ndarray]) -> None:
    engine, _ = asked
    odd = "'; DROP TABLE facts; --\\"
    counted = counts_by_period(
        engine,
        WARDS,
        areas={"odd": [odd], "one": [CODES[0]]},
        offences={"all": OFFENCES},
        first=Month(2025, 1),
        last=Month(2025, 1),
    )
    assert counted.found[:, 0, 0].tolist() == [0, 3]


def test_a_table_that_is_not_loaded_is_named(asked: tuple[Engine, np.ndarray]) -> None:
    engine, _ = asked
    with pytest.raises(EngineUnavailable, match="recorded-crime-by-neighbourhood: none has been"):
        months(engine, "recorded-crime-by-neighbourhood")


def test_nothing_heavy_comes_with_it() -> None:
    assert "pyarrow" not in sys.modules
