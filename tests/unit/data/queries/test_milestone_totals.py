"""Totals known of other quarters, with their gaps."""

from data.periods import Quarter
from data.queries.milestone_totals import in_words, milestone_totals
from data.store import Store


def test_totals_are_in_order_and_gaps_stay_gaps(store: Store) -> None:
    records = milestone_totals(store).to_records()
    assert [record["quarter"] for record in records] == [
        "2017-18-Q1",
        "2017-18-Q2",
        "2017-18-Q4",
        "2018-19-Q1",
        "2019-20-Q2",
    ]
    assert records[2]["milestones"] == 37
    assert records[2]["delayed"] == 5
    assert records[2]["delivered_year_to_date"] is None
    assert records[0]["milestones"] is None
    assert records[0]["delayed"] == 0


def test_what_is_known_is_said_in_a_sentence(store: Store) -> None:
    assert in_words(store, Quarter(2017, 4)) == (
        "Publicly known of it: 37 milestones and 5 delayed (MPS-MOPAC Joint Audit Panel, "
        "11 July 2018).",
    )
    assert in_words(store, Quarter(2017, 3)) == ()
