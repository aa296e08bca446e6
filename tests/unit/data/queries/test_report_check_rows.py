"""The report check follows the rows of its tables: made-up figures and claims."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from data.queries.figure_check import _decimals
from data.queries.report_check import report_check
from data.store import Store
from tests.unit.data.queries.boards import with_table


def figure(store: Store, **changes: str) -> dict[str, Any]:
    """Return the check of the report's burglary figure with cells of its row changed."""
    table = store.table("report-figures")
    table = table[table["id"] == "burglary-change"].assign(**changes)
    altered = with_table(store, "report-figures", table)
    altered = with_table(altered, "report-claims", store.table("report-claims").iloc[:0])
    (record,) = report_check(altered).to_records()
    return record


def value_of(store: Store, **changes: str) -> dict[str, Any]:
    """Return the check of a made-up count of burglaries in April to June 2018: 18,839 loaded."""
    made_up = {"check_kind": "value", "unit": "offences", "value": "18839"}
    return figure(store, **made_up | {"check_earlier_period": "", "earlier_period": ""} | changes)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("18839", "agrees"),
        ("18840", "close"),
        ("19029", "close"),
        ("19030", "differs"),
        ("18652", "differs"),
        ("18653", "close"),
    ],
)
def test_the_row_alone_decides_what_is_checked(store: Store, value: str, verdict: str) -> None:
    row = value_of(store, value=value)
    assert (row["loaded"], row["verdict"]) == (18_839, verdict)


@pytest.mark.parametrize(
    ("qualifier", "value", "verdict"),
    [
        ("over", "18000", "agrees"),
        ("over", "18839", "close"),
        ("more than", "19100", "differs"),
        ("just under", "19000", "agrees"),
        ("just under", "25000", "differs"),
    ],
)
def test_a_qualifier_is_taken_at_its_word(
    store: Store, qualifier: str, value: str, verdict: str
) -> None:
    row = value_of(store, qualifier=qualifier, value=value)
    assert row["verdict"] == verdict
    assert f"{qualifier} {int(value):,}" in row["reason"]


@pytest.mark.parametrize(
    ("changes", "loaded"),
    [
        ({"check_period": "2018-04"}, 6_356),
        ({"check_period": "2018-04/2018-05"}, 6_356 + 6_381),
        ({"check_area": "E09000016"}, 389),
        ({"check_offence": "burglary-pre-2019", "check_period": "2012"}, 93_845),
    ],
)
def test_any_series_area_and_period_can_be_named(
    store: Store, changes: dict[str, str], loaded: int
) -> None:
    in_old = {"check_offence": "burglary-pre-2019"} if "check_period" in changes else {}
    assert value_of(store, **in_old | changes)["loaded"] == loaded


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"check_period": "2026-03"}, "The series ends in February 2026"),
        ({"check_period": "2025-26-Q4"}, "The series ends in February 2026"),
        ({"check_period": "2026-01/2026-02"}, "is provisional"),
        ({"check_period": "2009-10-Q4"}, "The series starts in April 2010"),
        (
            {"check_offence": "knife-offences", "check_period": "2018-06"},
            "The series is by quarter",
        ),
        (
            {"check_offence": "knife-offences", "check_area": "E09000016"},
            "published for London only",
        ),
        (
            {"check_offence": "death-or-serious-injury-by-illegal-driving"},
            "has a gap in April to June 2018",
        ),
    ],
)
def test_what_the_series_does_not_give_is_not_guessed(
    store: Store, changes: dict[str, str], reason: str
) -> None:
    row = value_of(store, **changes)
    assert row["verdict"] == "cannot-be-checked"
    assert row["loaded"] is None
    assert reason in row["reason"]


def test_the_worse_of_two_values_counts(store: Store) -> None:
    with_earlier = {"check_earlier_period": "2017-18-Q1", "earlier_period": "2017-18-Q1"}
    assert value_of(store, **with_earlier, earlier_value="17413")["verdict"] == "agrees"
    assert value_of(store, **with_earlier, earlier_value="17500")["verdict"] == "close"
    wrong = value_of(store, **with_earlier, earlier_value="20000")
    assert (wrong["verdict"], wrong["loaded_earlier"]) == ("differs", 17_413)
    assert wrong["difference"] == 0
    late = value_of(
        store, earlier_value="1", earlier_period="2009", check_earlier_period="2009-05/2009-06"
    )
    assert late["verdict"] == "agrees"
    assert "The series starts in April 2010" in late["reason"]


def claim(store: Store, **cells: str) -> dict[str, Any]:
    """Return the check of one made-up claim."""
    blank = dict.fromkeys(store.table("report-claims").columns, "")
    row = blank | {
        "reported_quarter": "2018-19-Q1",
        "id": "made-up",
        "theme": "overview",
        "claim": "Made up for a test",
        "check_area": "london",
        "check_measure": "count",
    }
    altered = with_table(store, "report-claims", pd.DataFrame([row | cells]))
    return report_check(altered).to_records()[-1]


@pytest.mark.parametrize(
    ("comparison", "verdict"),
    [
        ("2017-18-Q1:2018-19-Q1", "agrees"),
        ("2018-19-Q1:2017-18-Q1", "differs"),
        ("2017-18-Q1:2018-19-Q1 2018-19-Q1:2017-18-Q1", "differs"),
        ("2018-19-Q1:2018-19-Q1", "close"),
        ("2018-19-Q1:2009-10-Q4", "cannot-be-checked"),
    ],
)
def test_a_claim_of_fewer_follows_the_counts(store: Store, comparison: str, verdict: str) -> None:
    row = claim(store, check_kind="lower", check_offences="burglary", check_comparisons=comparison)
    assert row["verdict"] == verdict


@pytest.mark.parametrize(
    ("offences", "leave_out", "comparisons", "verdict"),
    [
        ("burglary", "", "2017-18-Q1:2018-19-Q1", "agrees"),
        ("burglary", "", "2018-19-Q1:2017-18-Q1", "differs"),
        ("burglary", "", "2017-18-Q1:2018-19-Q1 2018-19-Q1:2017-18-Q1", "close"),
        ("burglary theft", "burglary", "2017-18-Q1:2018-19-Q1", "close"),
    ],
)
def test_a_claim_of_many_follows_the_counts(
    store: Store, offences: str, leave_out: str, comparisons: str, verdict: str
) -> None:
    """Burglary was lower in April to June 2017 than a year later; theft was higher."""
    row = claim(
        store,
        check_kind="mostly-lower",
        check_offences=offences,
        check_leave_out=leave_out,
        check_comparisons=comparisons,
    )
    assert row["verdict"] == verdict


@pytest.mark.parametrize(
    ("difference", "decimals"),
    [("1.004", 3), ("1", 1), ("-1.02", 2), ("1.06", 1), ("0.96", 1), ("3", 1), ("0.999", 1)],
)
def test_a_difference_beyond_what_is_close_is_written_as_one(
    difference: str, decimals: int
) -> None:
    assert _decimals(Fraction(difference)) == decimals
