"""Long rows of values as arrays."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.figures.arrays import compact, milliseconds


def test_months_become_milliseconds_of_their_first_day() -> None:
    # 2018-06-01 00:00 UTC is 1,527,811,200 seconds after 1970 began; before it is negative.
    assert milliseconds(["1970-01", "2018-06", "1969-12"]).tolist() == [
        0.0,
        1_527_811_200_000.0,
        -31 * 86_400_000.0,
    ]
    assert milliseconds([]).shape == (0,)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([0.0, 255.0], np.uint8),
        ([0.0, 256.0], np.uint16),
        ([65_536.0], np.uint32),
        ([4_294_967_296.0], np.float64),
        ([1.0, float("nan")], np.float64),
        ([-1.0, 2.0], np.float64),
        ([1.5], np.float64),
        ([], np.float64),
    ],
)
def test_values_take_the_smallest_kind_that_holds_them(values: list[float], kind: type) -> None:
    assert compact(pd.Series(values, dtype="float64")).dtype == kind


@given(st.lists(st.floats(allow_infinity=True) | st.integers(0, 2**40).map(float)))
def test_no_value_changes(values: list[float]) -> None:
    found = compact(pd.Series(values, dtype="float64")).astype(np.float64)
    np.testing.assert_array_equal(found, np.array(values, dtype=np.float64))
