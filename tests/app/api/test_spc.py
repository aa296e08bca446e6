"""The process-behaviour chart through HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

Json = dict[str, Any]
Ask = Callable[[str], Json]
UNDER_25 = "/spc?offence=knife-injury-victims-under-25"


def test_rows_have_the_keys_of_the_contract_first(ask: Ask) -> None:
    row = ask(UNDER_25)["rows"][0]
    assert list(row) == [
        "month",
        "value",
        "mean",
        "lower_limit",
        "upper_limit",
        "near_lower_limit",
        "near_upper_limit",
        "special_cause",
        "rule",
        "direction",
        "symbol",
        "provisional",
    ]


def test_under_25_victims_to_the_report_show_no_special_cause(ask: Ask) -> None:
    answer = ask(UNDER_25)
    rows = answer["rows"]
    assert (rows[0]["month"], rows[-1]["month"], len(rows)) == ("2017-04", "2018-06", 15)
    assert sum(row["value"] for row in rows[-3:]) == 533
    assert rows[0]["mean"] == pytest.approx(2614 / 15)
    assert not any(row["special_cause"] for row in rows)
    assert answer["meta"]["window"] == {"from": "2017-04", "to": "2018-06"}
    assert answer["meta"]["segments"] == [
        {"from": "2017-04", "to": "2018-06", "points": 15, "has_limits": True}
    ]
    assert "2.66" in answer["meta"]["method"]


def test_a_rebase_month_is_the_first_of_its_segment(ask: Ask) -> None:
    answer = ask("/spc?offence=burglary&from=2015-04&to=2018-06&rebase=2017-04")
    assert [part["from"] for part in answer["meta"]["segments"]] == ["2015-04", "2017-04"]
    means = {row["month"]: row["mean"] for row in answer["rows"]}
    assert means["2017-03"] == means["2015-04"] != means["2017-04"] == means["2018-06"]


def test_limits_are_null_in_segments_under_twelve_points(ask: Ask) -> None:
    rows = ask("/spc?offence=burglary&from=2017-08&to=2018-06")["rows"]
    assert len(rows) == 11
    assert {row["upper_limit"] for row in rows} == {None}
    assert {row["special_cause"] for row in rows} == {False}
    assert ask("/spc?offence=burglary&from=2017-07&to=2018-06")["rows"][0]["upper_limit"]


def test_csv_is_the_same_rows(api: TestClient, ask: Ask) -> None:
    text = api.get(f"/api/v1{UNDER_25}&format=csv").text
    lines = text.split("\r\n")
    assert lines[0].startswith("month,value,mean,lower_limit")
    assert len(lines) - 2 == len(ask(UNDER_25)["rows"])
    assert lines[1].startswith("2017-04,173,")


@pytest.mark.parametrize(
    ("question", "parameter", "said"),
    [
        ("/spc?rebase=soon", "rebase", "auto, none, or a month"),
        ("/spc?rebase=2010-05", "rebase", "July 2015 to June 2018"),
        ("/spc?offence=knife-offences", "offence", "by quarter"),
        ("/spc?offence=knife-injury-victims-under-25&area=west", "area", "London only"),
        ("/spc?from=2019-01", "from", "as-at"),
    ],
)
def test_what_cannot_be_charted_is_refused(
    refused: Ask, question: str, parameter: str, said: str
) -> None:
    error = refused(question)
    assert error["parameter"] == parameter
    assert said in error["message"]
