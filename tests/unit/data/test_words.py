"""Words and numbers in sentences."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.words import change, listed, measured, number, rounded, sentence, signed


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (827225, 0, "827,225"),
        (-30.04, 1, "−30.0"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-0.04, 1, "0.0"),
        (Fraction(1426, 17413) * 100, 1, "8.2"),
        (5.255, 2, "5.26"),
    ],
)
def test_a_number_has_commas_a_real_minus_and_halves_away_from_zero(
    value: float, decimals: int, text: str
) -> None:
    assert number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"), [(1148, "+1,148"), (-1604, "−1,604"), (0, "0"), (0.4, "0")]
)
def test_a_signed_number_shows_a_rise(value: float, text: str) -> None:
    assert signed(value) == text


def test_a_change_keeps_its_per_cent_sign_on_the_line() -> None:
    assert change(8.189) == "+8.2\u00a0%"
    assert change(-30.036) == "−30.0\u00a0%"
    assert change(0.04) == "0.0\u00a0%"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (250, "£m", "£250\u00a0million"),
        (8, "%", "8\u00a0%"),
        (11, "boroughs", "11 boroughs"),
        (2000, "people", "2,000 people"),
    ],
)
def test_a_measured_value_reads_as_it_is_said(value: int, unit: str, text: str) -> None:
    assert measured(value, unit) == text


def test_words_become_a_list_in_a_sentence() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"], "or") == "a, b or c"


def test_a_sentence_begins_with_a_capital_and_ends_with_a_stop() -> None:
    assert sentence(" five delayed ") == "Five delayed."
    assert sentence("Done!") == "Done!"
    assert sentence("") == ""


@given(st.integers(-(10**9), 10**9), st.integers(0, 3))
def test_rounding_never_moves_a_value_by_more_than_half_a_unit(
    thousandths: int, places: int
) -> None:
    exact = Fraction(thousandths, 1000)
    assert abs(Fraction(rounded(exact, places)) - exact) <= Fraction(1, 2) / 10**places
