from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import InvalidParameter
from data.periods import FinancialYear, Month, Quarter, months_between

months = st.builds(Month, st.integers(1000, 2999), st.integers(1, 12))
quarters = st.builds(Quarter, st.integers(1000, 2998), st.integers(1, 4))
years = st.builds(FinancialYear, st.integers(1000, 2998))
KINDS = (Month, Quarter, FinancialYear)


@given(months | quarters | years)
def test_every_period_reads_back_as_it_is_written(period: Month | Quarter | FinancialYear) -> None:
    assert type(period).parse(str(period)) == period


@given(st.text() | st.from_regex(r"\A[0-9]{1,4}-[0-9]{1,2}(-Q[0-9])?\Z"))
def test_any_text_is_either_refused_or_canonical(text: str) -> None:
    for kind in KINDS:
        try:
            written = str(kind.parse(text, "to"))
        except InvalidParameter:
            continue
        assert written == text


def test_a_refusal_names_the_parameter_and_the_form() -> None:
    with pytest.raises(InvalidParameter) as caught:
        Month.parse("June", "to")
    assert (caught.value.parameter, caught.value.value) == ("to", "June")
    assert caught.value.allowed == "a month such as 2018-06"


@pytest.mark.parametrize(
    "text",
    ["", "2018-6", "2018-13", "2018-00", "18-06", "2018/06", " 2018-06", "2018-06 ", "2018-06\n",
     "２０１８-06", "2018-06-01", "0018-06", "june"],
)  # fmt: skip
def test_a_month_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter, match="2018-06"):
        Month.parse(text)


@pytest.mark.parametrize("text", ["2018-19", "2018-20-Q1", "2018-19-Q0", "2018-19-Q5", "2018-Q1"])
def test_a_quarter_in_another_form_or_with_years_apart_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter, match="2018-19-Q1"):
        Quarter.parse(text)


@pytest.mark.parametrize("text", ["2018", "2018-18", "2018-20", "2018-2019", "2018/19", "2018-06"])
def test_a_financial_year_in_another_form_or_with_years_apart_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter, match="2018-19"):
        FinancialYear.parse(text)


def test_a_financial_year_may_cross_a_century() -> None:
    assert str(FinancialYear.parse("1999-00")) == "1999-00"
    assert FinancialYear(1999).last == Month(2000, 3)


def test_labels_are_words() -> None:
    assert Month(2018, 6).label == "June 2018"
    assert Month(2018, 6).short_label == "Jun 2018"
    assert Quarter(2018, 1).label == "April to June 2018"
    assert Quarter(2018, 4).label == "January to March 2019"
    assert Quarter(2018, 1).short_label == "Q1 2018-19"
    assert FinancialYear(2018).label == "2018-19"


@pytest.mark.parametrize(
    ("month", "quarter"),
    [("2018-04", "2018-19-Q1"), ("2018-06", "2018-19-Q1"), ("2018-07", "2018-19-Q2"),
     ("2018-12", "2018-19-Q3"), ("2019-01", "2018-19-Q4"), ("2019-03", "2018-19-Q4")],
)  # fmt: skip
def test_the_quarter_of_a_month_is_financial(month: str, quarter: str) -> None:
    assert str(Month.parse(month).quarter) == quarter


@given(months)
def test_a_month_lies_in_its_quarter_and_its_quarter_in_its_year(month: Month) -> None:
    assert month in month.quarter.months
    assert month in month.financial_year.months
    assert month.quarter in month.financial_year.quarters
    assert len(month.quarter.months) == 3
    assert len(month.financial_year.months) == 12


@given(months, st.integers(-600, 600))
def test_adding_months_counts_them(month: Month, number: int) -> None:
    assert (month + number).ordinal - month.ordinal == number
    assert ((month + number) > month) == (number > 0)


@given(quarters)
def test_a_year_before_is_four_quarters_or_twelve_months_back(quarter: Quarter) -> None:
    assert quarter.year_before() == quarter.previous().previous().previous().previous()
    assert quarter.year_before().first == quarter.first.year_before()
    assert quarter.previous().last + 1 == quarter.first


def test_months_between_includes_both_ends_and_is_empty_backwards() -> None:
    assert [str(month) for month in months_between(Month(2018, 11), Month(2019, 2))] == [
        "2018-11", "2018-12", "2019-01", "2019-02",
    ]  # fmt: skip
    assert months_between(Month(2019, 1), Month(2018, 12)) == ()
