"""Quarters, due dates, areas and ids as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.words import areas_in, due_in, quarter_in, slug_in, term_in
from data.milestones import STATUSES, THEMES
from data.periods import Month, Quarter
from data.store import Store


@pytest.mark.parametrize(
    "text",
    [
        "2018-19-Q2",
        "Q2 2018/19",
        "Q2 2018-19",
        "q2 2018–19",
        "2018/19 Q2",
        "2018/2019 Q2",
        "Quarter 2, 2018/19",
        "2018-19 quarter 2",
        "Q2, 2018-2019",
        "Q2 18/19",
        "18-19 Q2",
        " Q 2  2018/19 ".strip(),
    ],
)
def test_a_quarter_in_every_habit(text: str) -> None:
    assert quarter_in(text) == Quarter(2018, 2)


@pytest.mark.parametrize(
    "text", ["", "Q5 2018/19", "Q2 2018/20", "Q2 2018", "2018-19", "Q2", "Q2 18/20"]
)
def test_what_is_no_quarter(text: str) -> None:
    assert quarter_in(text) is None


@pytest.mark.parametrize(
    "value",
    [
        "2018-09",
        "2018-09-30",
        "2018-09-30 00:00:00",
        "30/09/2018",
        "30/09/18",
        "30.09.2018",
        "09/2018",
        "Sep-18",
        "Sep 2018",
        "Sept. 2018",
        "SEPTEMBER 2018",
        "30 September 2018",
        "1st September 2018",
        "30-Sep-18",
        date(2018, 9, 1),
    ],
)
def test_a_month_in_every_habit(value: str | date) -> None:
    assert due_in(value) == Month(2018, 9)


@pytest.mark.parametrize("text", ["July to September 2018", "Jul-Sep 2018", "Q2 2018/19"])
def test_a_quarter_as_a_due_date(text: str) -> None:
    assert due_in(text) == Quarter(2018, 2)


@pytest.mark.parametrize(
    "text",
    [
        "autumn 2018",
        "09/30/2018",
        "31/09/2018",
        "2018-13",
        "2018-19",
        "43373",
        "TBC",
        "August to October 2018",
    ],
)
def test_what_is_no_due_date(text: str) -> None:
    assert due_in(text) is None


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text: str) -> None:
    assert due_in(text) is None or isinstance(due_in(text), Month | Quarter)
    slug_in(text)
    term_in(text, STATUSES)


@given(st.integers(2000, 2090), st.integers(1, 12))
def test_every_month_is_read_back(year: int, number: int) -> None:
    month = Month(year, number)
    for text in (str(month), month.label, month.short_label, f"15/{number:02d}/{year}"):
        assert due_in(text) == month
    quarter = month.quarter
    for text in (str(quarter), quarter.label, quarter.short_label):
        assert due_in(text) == quarter


@pytest.mark.parametrize(
    ("text", "everywhere", "codes", "unknown"),
    [
        ("", False, (), ()),
        ("South West", False, ("south-west",), ()),
        ("South West BCU; Havering", False, ("south-west", "E09000016"), ()),
        ("havering, SOUTH-WEST", False, ("south-west", "E09000016"), ()),
        ("south-west E09000016", False, ("south-west", "E09000016"), ()),
        ("Barking & Dagenham", False, ("E09000002",), ()),
        ("Barking and Dagenham and Havering", False, ("E09000002", "E09000016"), ()),
        ("Hammersmith and Fulham, Camden", False, ("E09000007", "E09000013"), ()),
        ("London Borough of Camden", False, ("E09000007",), ()),
        ("City of Westminster", False, ("E09000033",), ()),
        ("pan-London", True, (), ()),
        ("London; Camden", True, ("E09000007",), ()),
        ("Camden; camden", False, ("E09000007",), ()),
        ("Heathrow; Camden", False, ("E09000007",), ("Heathrow",)),
        ("South Central BCU", False, (), ("South Central BCU",)),
    ],
)
def test_areas(
    store: Store, text: str, everywhere: bool, codes: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    assert areas_in(text, store.areas) == (everywhere, codes, unknown)


@pytest.mark.parametrize("text", ["MPS", "All BCUs", "Pan-London", "whole of London", "MPS-wide"])
def test_all_of_london_in_every_habit(store: Store, text: str) -> None:
    assert areas_in(text, store.areas) == (True, (), ())


def test_boroughs_by_the_name_that_people_use(store: Store) -> None:
    found = areas_in("Kingston, Merton, Richmond and Wandsworth", store.areas)
    assert found == (False, ("E09000021", "E09000024", "E09000027", "E09000032"), ())


def test_every_area_is_found_by_code_and_by_name(store: Store) -> None:
    for area in store.areas.all()[1:]:
        assert areas_in(area.code, store.areas)[1] == (area.code,)
        assert areas_in(area.label, store.areas)[1] == (area.code,)


def test_terms_by_slug_title_or_plural() -> None:
    assert term_in("On Track", STATUSES) == "on-track"
    assert term_in("✓ delivered", STATUSES) == "delivered"
    assert term_in("some-delay", STATUSES) == "some-delay"
    assert term_in("Key capabilities", THEMES) == "capabilities"
    assert term_in("late", STATUSES) is None


def test_ids_take_their_form() -> None:
    assert slug_in("Q1 VCTF") == "q1-vctf"
    assert slug_in("M1.2 / a_b") == "m1-2-a-b"
