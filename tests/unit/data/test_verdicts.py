"""How a stated figure is judged."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.verdicts import (
    AGREES,
    CANNOT_BE_CHECKED,
    CLOSE,
    DIFFERS,
    QUALIFIERS,
    Stated,
    change_between,
    judge,
    worst,
)


def verdict_on(text: str, loaded: float | Fraction, qualifier: str = "", *, change: bool) -> str:
    return judge(Stated.parse(text, qualifier), Fraction(loaded), change=change)


@pytest.mark.parametrize(
    ("text", "loaded", "verdict"),
    [
        ("827225", 827225, AGREES),
        ("827225", 828373, CLOSE),
        ("1000", 1010, CLOSE),
        ("1000", 990, CLOSE),
        ("1000", 1011, DIFFERS),
        ("1000", 989, DIFFERS),
        ("0", 0, AGREES),
        ("0", 1, DIFFERS),
    ],
)
def test_a_value_is_close_within_one_per_cent(text: str, loaded: int, verdict: str) -> None:
    assert verdict_on(text, loaded, change=False) == verdict


@pytest.mark.parametrize(
    ("text", "loaded", "verdict"),
    [
        ("8", Fraction("8.19"), AGREES),
        ("8", Fraction("8.5"), AGREES),
        ("8", Fraction("7.5"), AGREES),
        ("8", Fraction("8.51"), CLOSE),
        ("8", Fraction("9"), CLOSE),
        ("8", Fraction("9.01"), DIFFERS),
        ("5.26", Fraction("5.264"), AGREES),
        ("5.26", Fraction("5.27"), CLOSE),
        ("-30", Fraction("-30.04"), AGREES),
        ("-30", Fraction("-29"), CLOSE),
        ("-30", Fraction("-28.9"), DIFFERS),
        ("-30", Fraction("30"), DIFFERS),
    ],
)
def test_a_change_agrees_at_its_own_precision_and_is_close_within_a_point(
    text: str, loaded: Fraction, verdict: str
) -> None:
    assert verdict_on(text, loaded, change=True) == verdict


@pytest.mark.parametrize(
    ("qualifier", "loaded", "verdict"),
    [
        ("over", 1001, AGREES),
        ("over", 5000, AGREES),
        ("over", 1000, CLOSE),
        ("over", 990, CLOSE),
        ("over", 989, DIFFERS),
        ("more than", 1000, CLOSE),
        ("at least", 1000, AGREES),
        ("just over", 1050, AGREES),
        ("just over", 1061, DIFFERS),
        ("just under", 999, AGREES),
        ("just under", 950, AGREES),
        ("just under", 1000, CLOSE),
        ("just under", 1010, CLOSE),
        ("just under", 1011, DIFFERS),
        ("just under", 930, DIFFERS),
        ("under", 1, AGREES),
        ("fewer than", 1000, CLOSE),
        ("about", 1050, AGREES),
        ("about", 1061, DIFFERS),
        ("up to", 1000, AGREES),
        ("up to", 1001, CLOSE),
    ],
)
def test_a_qualifier_says_on_which_side_the_loaded_value_may_lie(
    qualifier: str, loaded: int, verdict: str
) -> None:
    assert verdict_on("1000", loaded, qualifier, change=False) == verdict


def test_a_qualified_fall_is_judged_by_its_size() -> None:
    assert verdict_on("-30", Fraction(-31), "more than", change=True) == AGREES
    assert verdict_on("-30", Fraction(-29), "more than", change=True) == CLOSE
    assert verdict_on("-30", Fraction(-28), "more than", change=True) == DIFFERS


def test_the_precision_is_that_of_the_text() -> None:
    assert Stated.parse("6.0").decimals == 1
    assert Stated.parse("6").decimals == 0
    assert Stated.parse("6.0").number == 6.0
    assert Stated.parse("827225").number == 827225
    assert isinstance(Stated.parse("827225").number, int)


@pytest.mark.parametrize("text", ["", "many", "1,000", "NaN", "Infinity", "£4"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        Stated.parse(text)


def test_an_unknown_qualifier_is_refused() -> None:
    with pytest.raises(ValueError, match="qualifier"):
        Stated.parse("5", "roughly")


def test_the_worst_verdict_counts() -> None:
    assert worst([AGREES, CLOSE, AGREES]) == CLOSE
    assert worst([CLOSE, DIFFERS]) == DIFFERS
    assert worst([AGREES, CANNOT_BE_CHECKED]) == CANNOT_BE_CHECKED


def test_a_change_from_nothing_is_no_change_in_per_cent() -> None:
    assert change_between(0, 5) is None
    assert change_between(556, 389) == Fraction(-16700, 556)


@given(st.integers(1, 10**7), st.sampled_from(["", *QUALIFIERS]))
def test_a_figure_one_step_inside_its_qualifier_agrees(value: int, qualifier: str) -> None:
    direction = QUALIFIERS[qualifier][0] if qualifier else "around"
    step = {"above": Fraction(1, 100), "below": Fraction(-1, 100)}.get(direction, Fraction(0))
    assert verdict_on(str(value), value + step, qualifier, change=False) == AGREES


@given(st.integers(-1000, 1000), st.fractions(-2000, 2000))
def test_a_change_is_judged_alike_up_and_down(value: int, loaded: Fraction) -> None:
    up = verdict_on(str(value), loaded, change=True)
    down = verdict_on(str(-value), -loaded, change=True)
    assert up == down
