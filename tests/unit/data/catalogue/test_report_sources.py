"""The source of the report's tables names the reports that they hold."""

from __future__ import annotations

import pytest

from data.catalogue import dataset
from data.catalogue.report_sources import report_attribution, report_source, with_reports
from data.periods import Quarter
from data.queries.lookups import datasets
from data.queries.report_check import report_check
from data.store import Store
from tests.unit.components.views import milestone_quarters


@pytest.mark.parametrize(
    ("quarters", "source"),
    [
        (["2018-19-Q1"], "Business Plan progress update 2018-19, quarter 1"),
        (
            ["2018-19-Q2", "2018-19-Q1"],
            "Business Plan progress updates 2018-19, quarters 1 and 2",
        ),
        (
            ["2018-19-Q1", "2018-19-Q2", "2018-19-Q3", "2019-20-Q1"],
            "Business Plan progress updates 2018-19, quarters 1 to 3; 2019-20, quarter 1",
        ),
        (
            ["2018-19-Q1", "2018-19-Q2", "2018-19-Q4"],
            "Business Plan progress updates 2018-19, quarters 1, 2 and 4",
        ),
    ],
)
def test_quarters_in_words(quarters: list[str], source: str) -> None:
    assert report_source([Quarter.parse(each) for each in quarters]) == source


def test_the_bundled_report_names_its_months() -> None:
    assert report_attribution([Quarter(2018, 1)]) == dataset("milestones").attribution
    assert dataset("milestones").attribution.endswith("quarter 1 (April to June 2018).")


def test_other_entries_and_empty_tables_stay_as_they_are() -> None:
    crime, board = dataset("recorded-crime"), dataset("milestones")
    assert with_reports(crime, ["2018-19-Q1"]) is crime
    assert with_reports(board, []) is board


def test_a_release_with_later_boards_says_so_everywhere(store: Store) -> None:
    later = milestone_quarters.store()
    wanted = "Business Plan progress updates 2018-19, quarters 1 to 4"
    assert later.dataset("milestones").source == wanted
    rows = {row["dataset"]: row for row in datasets(later).to_records()}
    assert wanted in rows["milestones"]["source"]
    # Their figures and claims are those of the first report still.
    assert "2018-19, quarter 1" in report_check(later).meta.source
    assert store.dataset("milestones").source == "Business Plan progress update 2018-19, quarter 1"
