"""Short numbers are shown as the numbers that they stand for."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.short import short


def shown(value: float) -> Decimal:
    """One decimal as a browser rounds it: of the number as written, halves away from nought."""
    return Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (5.149, 5.149),
        (5.151, 5.15),
        (5.1499999999999995, 5.1499999999999995),
        (5.143, 5.14),
        (-30.035971, -30.04),
        (0.0, 0.0),
    ],
)
def test_the_second_decimal_is_never_a_five_that_was_rounded(value: float, sent: float) -> None:
    assert short(value) == sent


@given(st.integers(-(10**9), 10**9).map(lambda number: number / 10**5))
def test_it_is_shown_as_the_whole_number_would_be(value: float) -> None:
    assert shown(short(value)) == shown(value)
