"""Periods become dates of a time axis."""

from __future__ import annotations

import datetime

import pytest

from components.pack.deck.dates import dates_of, first_day, step


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("June 2018", datetime.date(2018, 6, 1)),
        ("2018-06", datetime.date(2018, 6, 1)),
        ("April to June 2018", datetime.date(2018, 4, 1)),
        ("2018-19-Q4", datetime.date(2019, 1, 1)),
    ],
)
def test_a_period_begins_on_its_first_day(label: str, expected: datetime.date) -> None:
    assert first_day(label) == expected


def test_what_is_no_month_and_no_quarter_is_no_date() -> None:
    assert dates_of(["June 2018", "Havering"]) is None
    assert dates_of(["2022-23", "2023-24"]) is None
    assert dates_of([]) is None


@pytest.mark.parametrize(("months", "expected"), [(3, 1), (15, 2), (60, 12), (107, 24), (190, 24)])
def test_labels_stand_at_whole_parts_of_a_year(months: int, expected: int) -> None:
    first = datetime.date(2010, 4, 1)
    last = datetime.date(2010 + (3 + months - 1) // 12, (3 + months - 1) % 12 + 1, 1)
    assert step([first, last], most=8) == expected
