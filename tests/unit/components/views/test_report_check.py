"""The report check over several reports: which rows the filters keep, and what the page says."""

from __future__ import annotations

import io
import tempfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from components.url_state import State, read
from components.views import report_check as view
from components.views import report_check_files as files
from components.views.report_check_choices import PARAMETERS, kept
from data.errors import InvalidParameter
from data.intake.loading import take_in
from data.queries.report_check import reports
from data.store import Store, get_store, load_store
from tests.unit.data.intake.made_up import data_directory
from tests.unit.data.intake.quarters import load_figures


@cache
def later() -> Store:
    """The real report, and three made-up figures of the next quarter."""
    with tempfile.TemporaryDirectory() as place:
        directory = data_directory(Path(place) / "data")
        load_figures(directory, Path(place))
        return load_store(directory)


@pytest.fixture
def store() -> Store:
    """The product's own data."""
    return get_store()


def state(store: Store, **query: str) -> State:
    found = read(store, PARAMETERS, query)
    assert found.problems == ()
    return found


def ids(store: Store, **query: str) -> list[str]:
    return list(kept(state(store, **query))["id"])


def test_a_later_report_is_checked_beside_the_first() -> None:
    assert [str(each) for each in reports(later())] == ["2018-19-Q1", "2018-19-Q2"]
    assert len(ids(later())) == 54
    assert len(ids(later(), quarter="2018-19-Q1")) == 51
    assert ids(later(), quarter="2018-19-Q2") == [
        "made-up-burglary",
        "made-up-violence",
        "made-up-officers",
    ]
    only = state(later(), quarter="2018-19-Q2")
    assert view.title(only) == "2 of 2 figures that can be checked differ"
    assert "Business Plan progress update 2018-19, quarter 2" in view.context(only)
    assert "progress updates: Q1 2018-19 and Q2 2018-19" in view.context(state(later()))


def test_the_table_says_whose_report_where_there_are_several() -> None:
    both = view.table(state(later()))
    assert [column.key for column in both.columns][:3] == ["measure", "report", "verdict"]
    assert both.rows[0][1] == "Q2 2018-19"
    assert both.filename == "report-check_london_2018-19-Q1-to-2018-19-Q2"
    one = view.table(state(later(), quarter="2018-19-Q2"))
    assert [column.key for column in one.columns][:2] == ["measure", "verdict"]
    assert len(set(both.row_keys)) == 54


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"verdict": "differs"}, 3),
        ({"verdict": "differs", "quarter": "2018-19-Q1"}, 1),
        ({"theme": "capabilities", "quarter": "2018-19-Q2"}, 1),
        ({"q": "made up"}, 3),
        ({"q": "SERIOUS made"}, 1),
        ({"q": "made", "quarter": "2018-19-Q1"}, 0),
        ({"q": "made", "verdict": "differs", "theme": "acquisitive", "kind": "figure"}, 1),
        ({"q": "no such word"}, 0),
    ],
)
def test_every_filter_alone_and_together(query: dict[str, str], number: int) -> None:
    assert len(ids(later(), **query)) == number


def test_the_summary_counts_what_is_shown() -> None:
    assert view.summary(state(later(), quarter="2018-19-Q2")) == (
        "3 of 3 shown: 2 differ and 1 cannot be checked."
    )
    nothing = state(later(), q="no such word")
    assert view.summary(nothing) == "None of the 54 figures and claims passes all the filters."
    assert len(view.count_line(nothing)) == 2
    assert len(view.count_line(state(later()))) == 1


def test_a_report_that_is_not_loaded_is_named(store: Store) -> None:
    found = read(store, PARAMETERS, {"quarter": "2018-19-Q2"})
    (problem,) = found.problems
    assert (problem.parameter, problem.value) == ("quarter", "2018-19-Q2")
    assert problem.allowed == "all, 2018-19-Q1"
    assert len(ids(store)) == 51


@pytest.mark.parametrize("button", files.NAMES)
def test_each_button_gives_its_file(store: Store, button: str) -> None:
    content, name = files.made(store, button)
    if name.endswith(".csv"):
        assert content.decode("utf-8-sig").startswith("Reported quarter,Id,Theme,")
        return
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Table", "Guide"]
    rows = [row for row in book["Table"].iter_rows(values_only=True) if row[0]]
    assert len(rows) == {"figures-2018-19-Q1.xlsx": 46, "claims-2018-19-Q1.xlsx": 7}.get(name, 1)


def test_the_last_reports_rows_can_be_taken_in_again(store: Store, tmp_path: Path) -> None:
    content, _ = files.made(store, "check-figures-last")
    file = tmp_path / "figures.xlsx"
    file.write_bytes(content)
    directory = data_directory(tmp_path / "data")
    taken = take_in(file, directory, correction=True)
    assert taken.errors == ()
    assert (taken.outcome, taken.rows) == ("added", 45)
    again = load_store(directory)
    assert ids(again) == ids(store)


def test_there_is_no_other_button(store: Store) -> None:
    with pytest.raises(InvalidParameter):
        files.made(store, "check-other-last")
