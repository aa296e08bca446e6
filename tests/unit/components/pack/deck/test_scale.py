"""Value axes end at round numbers and hold everything that is drawn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from components.pack.deck.scale import Scale, scale


def test_counts_by_hand() -> None:
    assert scale([9032, 7031]) == Scale(0, 10_000, 2_000)
    assert scale([3, None]) == Scale(0, 3, 1)
    assert scale([]) == Scale(0, 1, 1)
    assert scale([5e-324]) == Scale(0, 1, 1)


def test_changes_go_below_zero() -> None:
    assert scale([-30.0, 46.4], whole=False) == Scale(-40, 60, 20)


@given(values=st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), max_size=20))
def test_every_value_lies_on_the_axis(values: list[float | None]) -> None:
    axis = scale(values)
    known = [value for value in values if value is not None]
    slack = axis.step * 1e-6
    assert axis.low <= min([0.0, *known]) + slack
    assert axis.high >= max([0.0, *known]) - slack
    assert axis.high > axis.low
    assert 1 <= (axis.high - axis.low) / axis.step <= 12
