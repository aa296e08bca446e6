"""The margin beside a value axis is wide enough for its numbers."""

import math

import pytest

from components.figures.room import apart, for_numbers


@pytest.mark.parametrize(
    ("values", "suffix", "measured"),
    [
        # Margins that Chromium needed with DejaVu Sans, as plotly measured them.
        ([83_500.0], "", 58),
        ([843_000.0], "", 67),
        ([114.0], "", 36),
        ([0.8, math.nan, 0.2], "", 31),
        ([320.0, None], "", 36),
        ([-31.0, 36.0], " %", 56),
    ],
)
def test_numbers_fit(values: list[float | None], suffix: str, measured: int) -> None:
    assert measured <= for_numbers(values, suffix=suffix) <= measured + 12


def test_a_tick_beyond_the_largest_value_fits() -> None:
    assert for_numbers([96_000.0]) == for_numbers([100_000.0])


def test_a_title_takes_a_line_more() -> None:
    assert for_numbers([16.0], title=True) >= 44
    assert for_numbers([16.0], title=True) - for_numbers([16.0]) == 17


def test_without_values_there_is_room_for_a_small_number() -> None:
    assert for_numbers([]) == for_numbers([math.nan]) > 0


def test_labels_that_would_touch_are_moved_up_by_what_they_lack() -> None:
    # 280 pixels for a hundred: ten units are 28 pixels, more than a line of 16; one is 2.8.
    assert apart([50.0, 60.0], span=100.0) == [0.0, 0.0]
    assert apart([51.0, 50.0], span=100.0) == pytest.approx([13.2, 0.0])
    assert apart([50.0, 50.0, 50.0], span=100.0) == pytest.approx([0.0, 16.0, 32.0])
    assert apart([0.0], span=0.0) == [0.0]
    assert apart([], span=1.0) == []
