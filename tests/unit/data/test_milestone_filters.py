"""What concerns an area, and what a search finds."""

import dataclasses

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.areas import Areas
from data.errors import InvalidParameter
from data.milestone_filters import chosen, folded, lets_through, matches, scope_in, words_of
from data.milestones import Milestone, Reach
from data.periods import Quarter

AREAS = Areas(
    pd.DataFrame(
        [
            ("E09000002", "Barking and Dagenham", "east", "East"),
            ("E09000016", "Havering", "east", "East"),
            ("E09000032", "Wandsworth", "south-west", "South West"),
            ("E09000033", "Westminster", "central-west", "Central West"),
            ("E09000001", "City of London", "", ""),
        ],
        columns=["area_code", "area_name", "bcu", "bcu_name"],
    )
)


def row(reach: Reach, *areas: str, title: str = "A title", note: str = "") -> Milestone:
    return Milestone(
        reported_quarter=Quarter(2018, 1),
        id="a",
        kind="activity",
        theme="acquisitive",
        subtheme="Local crime priorities",
        title=title,
        status=None,
        due=None,
        due_note="in the near future",
        reach=reach,
        areas=areas,
        note=note,
    )


PAN_LONDON = row("london")
IN_EAST = row("bcu", "east", "E09000016")
IN_WESTMINSTER = row("borough", "central-west", "E09000033")
SINGLED_OUT = row("london", "E09000032")
BCU_SINGLED_OUT = row("london", "east")


@pytest.mark.parametrize(
    ("milestone", "area", "scope"),
    [
        (PAN_LONDON, "london", "london"),
        (PAN_LONDON, "east", "london"),
        (PAN_LONDON, "E09000002", "london"),
        (IN_EAST, "london", "area"),
        (IN_EAST, "east", "area"),
        (IN_EAST, "E09000016", "area"),
        (IN_EAST, "E09000002", "area"),
        (IN_EAST, "south-west", None),
        (IN_EAST, "E09000032", None),
        (IN_WESTMINSTER, "central-west", "area"),
        (IN_WESTMINSTER, "E09000033", "area"),
        (IN_WESTMINSTER, "E09000016", None),
        (SINGLED_OUT, "london", "london"),
        (SINGLED_OUT, "E09000032", "area"),
        (SINGLED_OUT, "south-west", "area"),
        (SINGLED_OUT, "east", "london"),
        (BCU_SINGLED_OUT, "E09000002", "area"),
        (BCU_SINGLED_OUT, "E09000033", "london"),
    ],
)
def test_how_a_row_concerns_an_area(milestone: Milestone, area: str, scope: str | None) -> None:
    assert scope_in(milestone, AREAS.get(area)) == scope


def test_a_row_for_one_borough_leaves_the_rest_of_its_bcu_out() -> None:
    only_havering = dataclasses.replace(IN_EAST, reach="borough")
    assert scope_in(only_havering, AREAS.get("E09000002")) is None
    assert scope_in(only_havering, AREAS.get("E09000016")) == "area"
    assert scope_in(only_havering, AREAS.get("east")) == "area"


def test_a_filter_takes_one_value_several_or_none() -> None:
    allowed = ("delivered", "on-track")
    assert chosen("status", None, allowed) is None
    assert chosen("status", "", allowed) is None
    assert chosen("status", [], allowed) is None
    assert chosen("status", "delivered", allowed) == frozenset({"delivered"})
    assert chosen("status", "delivered,on-track", allowed) == frozenset({"delivered", "on-track"})
    assert chosen("status", ("on-track",), allowed) == frozenset({"on-track"})


@pytest.mark.parametrize("value", ["done", "delivered,done", "delivered,", "Delivered", ["done"]])
def test_a_filter_with_an_unknown_value_says_what_is_allowed(value: str | list[str]) -> None:
    with pytest.raises(InvalidParameter) as caught:
        chosen("status", value, ("delivered", "on-track"))
    assert caught.value.parameter == "status"
    assert caught.value.allowed == ["delivered", "on-track"]


def test_a_filter_on_status_leaves_out_what_has_none() -> None:
    assert lets_through(None, None)
    assert not lets_through(frozenset({"delivered"}), None)
    assert lets_through(frozenset({"delivered"}), "delivered")


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("mexico", True),
        ("MEXICO east", True),
        ("  Operación   méxico ", True),
        ("'lock", True),
        ("acquisitive", True),
        ("local priorities", True),
        ("near future", True),
        ("havering", True),
        ("east bcu", True),
        ("fell 30 %", True),
        ("mexico wandsworth", False),
        ("", True),
        (None, True),
    ],
)
def test_every_word_must_stand_somewhere(q: str | None, found: bool) -> None:
    milestone = row(
        "bcu",
        "east",
        "E09000016",
        title="Operación Mexico: ‘lock, chain’",
        note="It fell 30\u00a0%.",
    )
    assert matches(milestone, words_of(q), AREAS) is found


def test_a_search_may_not_be_endless() -> None:
    assert words_of("a" * 200)
    with pytest.raises(InvalidParameter, match="at most 200"):
        words_of("a" * 201)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_and_a_text_finds_itself(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert matches(row("london", title=text), words_of(text), AREAS)
