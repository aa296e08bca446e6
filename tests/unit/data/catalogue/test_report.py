"""Bad report files are refused with file, row, column, value and rule."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from data.areas import Areas
from data.catalogue import dataset
from data.errors import DataFileError
from data.raw import RawTable, parse
from data.report_references import REPORT_TABLES, check_references
from data.store import DEFAULT_DIRECTORY, load_store
from data.typed import typed
from data.validation import validate

Cells = list[dict[str, str]]


def cells_of(dataset_id: str) -> Cells:
    path = DEFAULT_DIRECTORY / dataset(dataset_id).file
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(dataset_id: str, cells: Cells) -> RawTable:
    """Read, validate and type a table as the store does."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(cells[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(cells)
    entry = dataset(dataset_id)
    raw = parse(entry.file, out.getvalue().encode())
    validate(raw, entry, {})
    typed(raw, entry)
    return raw


def line_of(cells: Cells, row_id: str) -> int:
    """Return the row's line in the file: the header is line 1."""
    return next(line for line, row in enumerate(cells, start=2) if row["id"] == row_id)


def load_all(tables: dict[str, Cells]) -> None:
    """Load the three tables and check what they say about one another."""
    raws = {each: load(each, rows) for each, rows in tables.items()}
    boroughs = dataset("boroughs")
    table = parse(boroughs.file, (DEFAULT_DIRECTORY / boroughs.file).read_bytes())
    check_references(raws, Areas(typed(table, boroughs)))


def refused(dataset_id: str, row_id: str, **changes: str) -> DataFileError:
    """Change cells of one row, load everything, and return the error; check where it points."""
    tables = {each: cells_of(each) for each in REPORT_TABLES}
    cells = tables[dataset_id]
    line = line_of(cells, row_id)
    cells[line - 2].update(changes)
    with pytest.raises(DataFileError) as caught:
        load_all(tables)
    assert caught.value.file == dataset(dataset_id).file
    assert caught.value.row == line
    return caught.value


def test_the_bundled_tables_are_accepted() -> None:
    for each in (*REPORT_TABLES, "milestone-totals"):
        load(each, cells_of(each))


@pytest.mark.parametrize(
    ("row_id", "changes", "column", "value", "rule"),
    [
        ("q1-esb", {"status": "done"}, "status", "done", "must be delivered or on-track"),
        ("q1-esb", {"status": "not-assessed"}, "status", "not-assessed", "for a milestone"),
        ("q1-esb", {"status": ""}, "status", "", "for a milestone"),
        ("venice", {"status": "delivered"}, "status", "delivered", "empty for an activity"),
        ("esb-moves", {"status": "on-track"}, "status", "on-track", "for a commitment"),
        ("q1-esb", {"kind": "promise"}, "kind", "promise", "must be milestone or commitment"),
        ("q1-esb", {"theme": "estates"}, "theme", "estates", "must be overview"),
        ("q1-esb", {"title": ""}, "title", "", "must not be blank"),
        ("q1-esb", {"title": "Padded "}, "title", "Padded ", "begin or end with a space"),
        ("q1-esb", {"id": "Q1 ESB"}, "id", "Q1 ESB", "joined by hyphens"),
        (
            "q1-esb",
            {"reported_quarter": "2018-Q1"},
            "reported_quarter",
            "2018-Q1",
            "a quarter written as 2018-19-Q1",
        ),
        (
            "q1-esb",
            {"reported_quarter": "2018-20-Q1"},
            "reported_quarter",
            "2018-20-Q1",
            "must be a financial quarter",
        ),
        ("esb-moves", {"due": "2019-13"}, "due", "2019-13", "a month such as 2018-09"),
        ("esb-moves", {"due": "autumn"}, "due", "autumn", "a month such as 2018-09"),
        ("q1-esb", {"reach": "everywhere"}, "reach", "everywhere", "london or bcu or borough"),
        ("q1-esb", {"reach": "borough"}, "reach", "borough", "where a borough is"),
        ("q1-esb", {"reach": "bcu"}, "reach", "bcu", "where a BCU is named"),
        ("mexico", {"areas": "far-east"}, "areas", "far-east", "boroughs of boroughs.csv"),
        ("mexico", {"areas": "east E09000099"}, "areas", "E09000099", "boroughs of boroughs.csv"),
        ("mexico", {"areas": "east E09000001"}, "areas", "E09000001", "boroughs of boroughs.csv"),
        ("venice", {"areas": "london"}, "areas", "london", "boroughs of boroughs.csv"),
        ("mexico", {"areas": "east, Havering"}, "areas", "east, Havering", "one space"),
        ("mexico", {"areas": "east east"}, "areas", "east east", "each area once"),
        ("mexico", {"offences": "burglaries"}, "offences", "burglaries", "known offences"),
        ("mexico", {"figures": "no-such"}, "figures", "no-such", "figures or claims"),
    ],
)
def test_a_bad_milestone_is_refused(
    row_id: str, changes: dict[str, str], column: str, value: str, rule: str
) -> None:
    error = refused("milestones", row_id, **changes)
    assert (error.column, error.value) == (column, value)
    assert rule in error.rule


@pytest.mark.parametrize(
    ("row_id", "changes", "column", "value", "rule"),
    [
        ("tno", {"value": "827,225"}, "value", "827,225", "digits only"),
        ("tno", {"value": ""}, "value", "", "must not be blank"),
        ("tno", {"earlier_value": "many"}, "earlier_value", "many", "digits only"),
        ("tno", {"qualifier": "roughly"}, "qualifier", "roughly", "must be over"),
        ("tno", {"check_kind": "sum"}, "check_kind", "sum", "value or change or none"),
        ("tno", {"check_offence": "tno"}, "check_offence", "tno", "known offences"),
        ("tno", {"check_offence": ""}, "check_offence", "", "must be given"),
        ("tno", {"check_offence": "all burglary"}, "check_offence", "all burglary", "single"),
        ("tno", {"check_area": "E09000099"}, "check_area", "E09000099", "of boroughs.csv"),
        ("tno", {"check_measure": "rate"}, "check_measure", "rate", "must be count"),
        ("tno", {"check_period": "last year"}, "check_period", "last year", "a calendar year"),
        (
            "tno-change",
            {"check_earlier_period": ""},
            "check_earlier_period",
            "",
            "must be given for a change",
        ),
        (
            "tno",
            {"check_earlier_period": ""},
            "check_earlier_period",
            "",
            "exactly where earlier_value is",
        ),
        ("tno", {"earlier_period": ""}, "earlier_period", "", "where earlier_value is"),
        ("tno-change", {"unit": "offences"}, "unit", "offences", "% for a change"),
        ("ivma", {"uncheckable_because": ""}, "uncheckable_because", "", "must say why"),
        ("tno", {"uncheckable_because": "No."}, "uncheckable_because", "No.", "be empty otherwise"),
        ("ivma", {"check_area": "london"}, "check_area", "london", "where check_kind is none"),
        ("tno", {"headline": "crime"}, "headline", "crime", "known offences"),
    ],
)
def test_a_bad_figure_is_refused(
    row_id: str, changes: dict[str, str], column: str, value: str, rule: str
) -> None:
    error = refused("report-figures", row_id, **changes)
    assert (error.column, error.value) == (column, value)
    assert rule in error.rule


@pytest.mark.parametrize(
    ("row_id", "changes", "column", "value", "rule"),
    [
        ("below-2012", {"check_kind": "fewer"}, "check_kind", "fewer", "lower or mostly-lower"),
        (
            "below-2012",
            {"check_kind": "lower", "check_leave_out": "", "check_offences": "burglary robbery"},
            "check_offences",
            "burglary robbery",
            "a single offence",
        ),
        ("below-2012", {"check_leave_out": "rape"}, "check_leave_out", "rape", "check_offences"),
        (
            "below-2012",
            {"check_comparisons": "2017-18"},
            "check_comparisons",
            "2017-18",
            "a period, a colon",
        ),
        (
            "below-2012",
            {"related_figures": "nothing"},
            "related_figures",
            "nothing",
            "name figures",
        ),
        ("below-2012", {"id": "tno"}, "id", "tno", "must not be the id of a figure"),
        ("gun-seizures", {"uncheckable_because": ""}, "uncheckable_because", "", "must say why"),
    ],
)
def test_a_bad_claim_is_refused(
    row_id: str, changes: dict[str, str], column: str, value: str, rule: str
) -> None:
    tables = cells_of("report-claims")
    line = line_of(tables, row_id)
    error = refused("report-claims", row_id, **changes)
    assert (error.row, error.column, error.value) == (line, column, value)
    assert rule in error.rule


def test_an_id_stands_once_on_a_board_and_may_return_on_the_next() -> None:
    cells = cells_of("milestones")
    again = dict(cells[0])
    with pytest.raises(DataFileError, match="must occur only once") as caught:
        load("milestones", [*cells, again])
    assert caught.value.row == len(cells) + 2
    load("milestones", [*cells, again | {"reported_quarter": "2018-19-Q2"}])


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("quarter", "2018-20-Q1", "must be a financial quarter"),
        ("milestones", "-1", "whole number"),
        ("delayed", "4.5", "whole number"),
        ("source", "", "must not be blank"),
    ],
)
def test_bad_totals_are_refused(column: str, value: str, rule: str) -> None:
    cells = cells_of("milestone-totals")
    cells[2][column] = value
    with pytest.raises(DataFileError, match=rule) as caught:
        load("milestone-totals", cells)
    assert (caught.value.row, caught.value.column) == (4, column)


def test_the_store_refuses_a_directory_whose_milestone_names_no_area(tmp_path: Path) -> None:
    for path in DEFAULT_DIRECTORY.iterdir():
        (tmp_path / path.name).symlink_to(path)
    file = dataset("milestones").file
    text = (DEFAULT_DIRECTORY / file).read_text(encoding="utf-8")
    (tmp_path / file).unlink()
    (tmp_path / file).write_text(text.replace("bcu,east E09000016", "bcu,far-east"), "utf-8")
    with pytest.raises(DataFileError) as caught:
        load_store(tmp_path)
    assert (caught.value.file, caught.value.column) == (file, "areas")
    assert caught.value.value == "far-east"
