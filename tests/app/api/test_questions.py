"""Keys, periods and parameters of the data API, as the contract has them."""

from collections.abc import Callable
from typing import Any

import pytest

Json = dict[str, Any]
Ask = Callable[[str], Json]

COMPARISON = [
    "area",
    "name",
    "bcu",
    "count",
    "count_year_before",
    "change_percent",
    "population",
    "rate",
    "rate_low",
    "rate_high",
    "expected",
    "lower_95",
    "upper_95",
    "lower_998",
    "upper_998",
    "lower_95_adjusted",
    "upper_95_adjusted",
    "lower_998_adjusted",
    "upper_998_adjusted",
    "significance",
    "significance_adjusted",
]

MILESTONE = [
    "id", "kind", "theme", "subtheme", "title", "status", "due", "due_note", "areas", "scope",
    "note", "reported_quarter", "symbol",
]  # fmt: skip
CHECK = [
    "id", "theme", "reported", "qualifier", "loaded", "difference", "unit", "period", "verdict",
    "reason", "source",
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("/areas", ["area", "name", "kind", "bcu"]),
        ("/offences", ["offence", "name", "parent", "first_month", "last_month"]),
        ("/series", ["month", "value", "symbol", "provisional"]),
        (
            "/series?measure=change-on-year",
            ["month", "value", "symbol", "provisional", "spans_break"],
        ),
        ("/series?offence=knife-offences", ["quarter", "value", "symbol", "provisional"]),
        (
            "/comparison?offence=all&by=borough&month=2018-06",
            [*COMPARISON, "symbol", "provisional", "spans_break"],
        ),
        (
            "/milestones",
            [
                "id",
                "kind",
                "theme",
                "subtheme",
                "title",
                "status",
                "due",
                "due_note",
                "areas",
                "scope",
                "note",
                "reported_quarter",
                "symbol",
            ],
        ),
    ],
)
def test_keys_in_order(ask: Ask, question: str, keys: list[str]) -> None:
    answer = ask(question)
    assert list(answer) == ["meta", "rows"]
    assert {tuple(row) for row in answer["rows"]} == {tuple(keys)}


def test_the_first_keys_of_the_report_check(ask: Ask) -> None:
    keys = list(ask("/report-check")["rows"][0])
    assert keys[:11] == (
        [
            "id",
            "theme",
            "reported",
            "qualifier",
            "loaded",
            "difference",
            "unit",
            "period",
            "verdict",
            "reason",
            "source",
        ]
    )


@pytest.mark.parametrize(
    "question",
    [
        "/areas",
        "/offences",
        "/datasets",
        "/series",
        "/comparison?offence=all&by=bcu&month=2018-06",
        "/milestones",
        "/report-check",
    ],
)
def test_meta_says_what_must_be_known(ask: Ask, question: str) -> None:
    meta = ask(question)["meta"]
    assert {"unit", "source", "licence", "as_at", "breaks", "notes"} <= set(meta)
    assert meta["source"]
    assert meta["licence"]


def test_the_default_is_the_end_of_the_newest_report(ask: Ask) -> None:
    answer = ask("/series")
    assert answer["rows"][-1]["month"] == "2018-06"
    assert answer["meta"]["as_at"] == "2018-06"
    assert answer["meta"]["title"] == "Total notifiable offences, London: count"
    assert answer["meta"]["unit"] == "offences"


def test_as_at_is_the_last_month(ask: Ask) -> None:
    answer = ask("/series?as-at=2017-03")
    assert answer["rows"][-1]["month"] == "2017-03"
    assert answer["meta"]["as_at"] == "2017-03"


def test_an_explicit_to_wins_over_the_default_as_at(ask: Ask) -> None:
    assert ask("/series?to=2020-01")["rows"][-1]["month"] == "2020-01"


def test_a_to_before_as_at_is_kept(ask: Ask) -> None:
    answer = ask("/series?to=2017-01&as-at=2018-01")
    assert answer["rows"][-1]["month"] == "2017-01"
    assert answer["meta"]["as_at"] == "2018-01"


def test_an_explicit_period_wins_over_as_at(ask: Ask) -> None:
    question = "/comparison?offence=burglary&by=borough&quarter=2025-26-Q1"
    assert ask(question + "&as-at=2018-06")["rows"] == ask(question)["rows"]


def test_a_series_that_begins_after_as_at_is_empty_and_says_so(ask: Ask) -> None:
    answer = ask("/series?offence=knife-crime")
    assert answer["rows"] == []
    assert "March 2022" in answer["meta"]["notes"][0]


def test_an_area_keeps_the_boroughs_of_its_bcu(ask: Ask) -> None:
    question = "/comparison?offence=burglary&by=borough&quarter=2018-19-Q1"
    everything = {row["area"]: row for row in ask(question)["rows"]}
    kept = ask(question + "&area=south-west")["rows"]
    assert [row["name"] for row in kept] == [
        "Kingston upon Thames", "Merton", "Richmond upon Thames", "Wandsworth",
    ]  # fmt: skip
    assert kept == [everything[row["area"]] for row in kept], "what is expected stays the same"


def test_an_empty_parameter_counts_as_not_given(ask: Ask) -> None:
    assert ask("/series?offence=&area=&measure=&from=&to=&as-at=&format=") == ask("/series")


def test_a_repeated_question_gets_the_same_answer(ask: Ask) -> None:
    question = "/comparison?by=bcu&financial-year=2017-18&offence=robbery"
    assert ask(question) == ask(question)


def test_numbers_are_not_rounded(ask: Ask) -> None:
    rows = ask("/comparison?offence=burglary&by=borough&quarter=2018-19-Q1")["rows"]
    assert any(row["change_percent"] != round(row["change_percent"], 6) for row in rows)
    assert all(isinstance(row["count"], int) for row in rows)
