"""Numbers as a person reads them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import formatting as f

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (18839, "18,839"),
        (1234567.0, "1,234,567"),
        (-12, "−12"),
        (None, "–"),
        (math.nan, "–"),
    ],
)
def test_count(value: float | None, text: str) -> None:
    assert f.count(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (8.189, f"+8.2{NBSP}%"),
        (-30.036, f"−30.0{NBSP}%"),
        (0.0, f"0.0{NBSP}%"),
        (-0.04, f"0.0{NBSP}%"),
        (0.05, f"+0.1{NBSP}%"),
        (None, "–"),
    ],
)
def test_change_carries_its_sign_and_never_a_signed_zero(value: float | None, text: str) -> None:
    assert f.change(value) == text


def test_percent_and_decimal() -> None:
    assert f.percent(6.35) == f"6.4{NBSP}%"
    assert f.percent(None) == "–"
    assert f.decimal(1234.56) == "1,234.6"
    assert f.decimal(-0.01) == "0.0"


def test_signed_count() -> None:
    assert f.signed_count(1426) == "+1,426"
    assert f.signed_count(-167) == "−167"
    assert f.signed_count(0) == "0"
    assert f.signed_count(math.nan) == "–"
    assert f.signed_count(0.4) == f.signed_count(-0.4) == "0"


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (6.25, 1, "6.3"),
        (-6.25, 1, "−6.3"),
        (6.35, 1, "6.4"),
        (6.349999, 1, "6.3"),
        (1.005, 2, "1.01"),
        (2.5, 0, "3"),
        (-0.5, 0, "−1"),
        (-0.49, 0, "0"),
        (999.95, 1, "1,000.0"),
        (1234567.25, 1, "1,234,567.3"),
    ],
)
def test_a_tie_is_rounded_away_from_zero(value: float, digits: int, text: str) -> None:
    assert f.decimal(value, digits) == text


@pytest.mark.parametrize(
    ("rank", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (21, "21st"), (32, "32nd"), (111, "111th")],
)  # fmt: skip
def test_ordinal(rank: int, text: str) -> None:
    assert f.ordinal(rank) == text


def test_lists_and_plurals() -> None:
    assert f.join_words([]) == ""
    assert f.join_words(["Havering"]) == "Havering"
    assert f.join_words(["Bexley", "Greenwich", "Lewisham"]) == "Bexley, Greenwich and Lewisham"
    assert f.plural(1, "month") == "1 month"
    assert f.plural(3, "month") == "3 months"
    assert f.plural(0, "borough") == "0 boroughs"
    assert f.plural(2, "series", "series") == "2 series"


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_a_change_reads_back_as_the_rounded_number(value: float) -> None:
    text = f.change(value).replace("−", "-").replace(",", "").removesuffix(f"{NBSP}%")
    assert abs(float(text) - value) <= 0.05 + abs(value) * 1e-15
    assert "-0.0" not in text
