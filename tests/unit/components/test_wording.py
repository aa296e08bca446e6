"""Words follow from numbers."""

import pytest

from components import wording
from data.breaks import Break
from data.periods import Month
from data.queries.changes import Change

NBSP = "\u00a0"


def change(value: float | None, before: float | None, breaks: tuple[Break, ...] = ()) -> Change:
    known = value is not None and before
    return Change(
        kind="quarter",
        first=Month(2018, 4),
        last=Month(2018, 6),
        value=value,
        before=before,
        percent=100 * (value - before) / before if known else None,  # type: ignore[operator]
        provisional=False,
        breaks=breaks,
    )


@pytest.mark.parametrize(
    ("percent", "words", "shape"),
    [
        (8.19, f"rose 8.2{NBSP}%", "▲"),
        (-30.04, f"fell 30.0{NBSP}%", "▼"),
        (0.04, "did not change", "●"),
        (-0.04, "did not change", "●"),
        (None, "cannot be compared", "●"),
        (float("nan"), "cannot be compared", "●"),
    ],
)
def test_movement(percent: float | None, words: str, shape: str) -> None:
    assert wording.moved(percent) == words
    assert wording.arrow(percent) == shape


def test_a_period_against_the_year_before() -> None:
    assert wording.against(change(18839, 17413), "offences") == (
        f"18,839 offences in April to June 2018, against 17,413 in Q1 2017-18 (+8.2{NBSP}%)."
    )
    assert wording.against(change(5, None), "victims") == (
        "5 victims in April to June 2018; there is no figure for the year before."
    )
    assert wording.against(change(3, 0), "offences") == (
        "3 offences in April to June 2018, after 0 a year before."
    )
