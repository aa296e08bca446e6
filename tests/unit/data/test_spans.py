"""Stretches of months."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import InvalidParameter
from data.periods import Month
from data.spans import Span, in_words


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2018-06", "2018-06", "2018-06", "June 2018"),
        ("2018-19-Q1", "2018-04", "2018-06", "April to June 2018"),
        ("2017-18-Q4", "2018-01", "2018-03", "January to March 2018"),
        ("2017-18", "2017-04", "2018-03", "2017-18"),
        ("2012", "2012-01", "2012-12", "2012"),
        ("2012-13", "2012-04", "2013-03", "2012-13"),
        ("2017-07/2018-06", "2017-07", "2018-06", "July 2017 to June 2018"),
        ("2011-12/2011-12", "2011-12", "2011-12", "December 2011 to December 2011"),
    ],
)
def test_every_form_is_read(text: str, first: str, last: str, label: str) -> None:
    span = Span.parse(text)
    assert (str(span.first), str(span.last), span.label, span.text) == (first, last, label, text)


@pytest.mark.parametrize(
    "text", ["", "2018-13", "2018-20-Q1", "last year", "2018-06/2018-05", "18"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        Span.parse(text, "check_period")
    assert caught.value.parameter == "check_period"


@pytest.mark.parametrize("text", ["2011-12", "2009-10", "2000-01"])
def test_what_could_be_a_month_or_a_year_is_refused_with_both_readings(text: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        Span.parse(text)
    year = int(text[:4])
    assert f"{text}/{text}" in caught.value.allowed_text
    assert f"{year}-04/{year + 1}-03" in caught.value.allowed_text


def test_a_span_knows_the_quarters_that_make_it_up() -> None:
    assert [str(each) for each in Span.parse("2017-18").quarters] == [
        "2017-18-Q1",
        "2017-18-Q2",
        "2017-18-Q3",
        "2017-18-Q4",
    ]
    assert str(Span.parse("2012").quarters[0]) == "2011-12-Q4"
    assert Span.parse("2018-06").quarters == ()
    assert Span.parse("2017-05/2018-04").quarters == ()


def test_overlap_needs_a_month_in_common() -> None:
    year = Span.parse("2017-07/2018-06")
    assert year.overlaps(Span.parse("2018-06"))
    assert not year.overlaps(Span.parse("2018-07"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2018-19-Q1", "April to June 2018"),
        ("since 2016-11", "since November 2016"),
        ("to 2018-06", "to June 2018"),
        ("2018-19 to date", "2018-19 to date"),
        ("next five to six years", "next five to six years"),
        ("2011-12", "2011-12"),
        ("", ""),
    ],
)
def test_a_reports_period_is_written_out(text: str, words: str) -> None:
    assert in_words(text) == words


@given(st.integers(2000 * 12, 2100 * 12), st.integers(0, 60))
def test_an_interval_has_as_many_months_as_it_spans(start: int, more: int) -> None:
    first = Month.from_ordinal(start)
    span = Span.parse(f"{first}/{first + more}")
    assert len(span.months) == more + 1
    assert len(span.quarters) * 3 in (0, more + 1)
