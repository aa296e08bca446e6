"""A file becomes a snapshot whole or not at all; history is never overwritten."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from data.errors import DataFileError
from data.intake.__main__ import ADDED, REFUSED, TO_CONFIRM, main
from data.intake.loading import take_in
from data.intake.template import template_csv, template_xlsx
from data.milestones import milestones_of, quarters_of
from data.periods import Quarter
from data.queries.milestones import milestones
from data.queries.report_check import report_check
from data.releases import current
from data.snapshots import Snapshot, snapshots
from data.store import load_store
from tests.unit.data.intake.made_up import csv_text, data_directory, row
from tests.unit.data.intake.test_board import COMMITMENTS

Q2 = Quarter(2018, 2)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return data_directory(tmp_path / "data")


def board(place: Path, *rows: dict[str, str], name: str = "board.csv") -> Path:
    path = place / name
    path.write_text(csv_text([*COMMITMENTS, *rows]), encoding="utf-8")
    return path


def files(directory: Path) -> list[str]:
    return [each.file for each in snapshots(current(directory).path, "milestones")]


def test_a_board_is_added_and_becomes_the_newest(directory: Path, tmp_path: Path) -> None:
    before = load_store(directory)
    taken = take_in(board(tmp_path, row()), directory)
    assert taken.outcome == "added"
    assert taken.errors == taken.warnings == ()
    assert taken.rows == 12
    assert taken.release == current(directory)
    assert taken.release.changed == ("snapshots/milestones/2018-19-Q2.csv",)
    assert taken.release.sources[0].name == "board.csv"
    assert files(directory) == ["snapshots/milestones/2018-19-Q2.csv"]
    after = load_store(directory)
    assert after.release != before.release
    assert after.newest_reporting_quarter == Q2
    assert quarters_of(milestones_of(after.table("milestones"))) == (Quarter(2018, 1), Q2)
    assert len(milestones(after, quarter="2018-19-Q1").rows) == 42
    assert len(milestones(after).rows) == 12
    # The bundled board is as it was.
    old = after.table("milestones")
    assert old[old["reported_quarter"] == "2018-19-Q1"].equals(before.table("milestones"))


def test_a_quarter_is_never_overwritten_but_corrected_beside(
    directory: Path, tmp_path: Path
) -> None:
    take_in(board(tmp_path, row(Title="As first loaded")), directory)
    first = (current(directory).path / files(directory)[0]).read_bytes()
    again = board(tmp_path, row(Title="As corrected"), name="again.csv")
    refused = take_in(again, directory)
    assert refused.outcome == "refused"
    assert "must not be loaded already" in str(refused.errors[0])
    corrected = take_in(again, directory, correction=True)
    assert corrected.outcome == "added"
    assert files(directory) == [
        "snapshots/milestones/2018-19-Q2.csv",
        "snapshots/milestones/2018-19-Q2.2.csv",
    ]
    assert (current(directory).path / files(directory)[0]).read_bytes() == first
    titles = set(milestones(load_store(directory)).rows["title"])
    assert "As corrected" in titles
    assert "As first loaded" not in titles


def test_the_bundled_board_is_corrected_beside_too(directory: Path, tmp_path: Path) -> None:
    path = tmp_path / "q1.csv"
    path.write_text(csv_text([row(Quarter="Q1 2018/19", Status="Delivered")]), encoding="utf-8")
    assert take_in(path, directory).outcome == "refused"
    assert take_in(path, directory, correction=True).outcome == "added"
    assert files(directory) == ["snapshots/milestones/2018-19-Q1.2.csv"]
    assert len(milestones(load_store(directory)).rows) == 1


def test_warnings_must_be_accepted(directory: Path, tmp_path: Path) -> None:
    file = board(tmp_path, row(BCUs="South Central"))
    asked = take_in(file, directory)
    assert asked.outcome == "to-confirm"
    assert "is no BCU or borough that is known" in str(asked.warnings[0])
    assert files(directory) == []
    taken = take_in(file, directory, accept_warnings=True)
    assert taken.outcome == "added"
    store = load_store(directory)
    rows = milestones(store).rows
    assert rows.loc[rows["id"] == "made-up-1", "scope"].item() == "area"
    assert "made-up-1" not in set(milestones(store, area="east").rows["id"])


def test_errors_load_nothing(directory: Path, tmp_path: Path) -> None:
    taken = take_in(board(tmp_path, row(Status="Red", Title="")), directory, accept_warnings=True)
    assert taken.outcome == "refused"
    assert [each.column for each in taken.errors] == ["Title", "Status"]
    assert files(directory) == []
    late = board(tmp_path, name="late.csv")
    late.write_text(csv_text([row(Quarter="Q1 2026/27")]), encoding="utf-8")
    refused = take_in(late, directory)
    assert "must not end after the newest recorded crime (February 2026)" in str(refused.errors[0])


def figures_csv(*rows: dict[str, str]) -> str:
    header = template_csv("report-figures").strip().split(",")
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


FIGURE = {
    "Reported quarter": "Q2 2018/19",
    "Id": "made-up-burglary",
    "Theme": "acquisitive",
    "Measure": "Burglary, made up for a test",
    "Value": "5",
    "Unit": "%",
    "Period": "2018-19-Q2",
    "Check kind": "change",
    "Check offence": "burglary",
    "Check area": "london",
    "Check measure": "count",
    "Check period": "2018-19-Q2",
    "Check earlier period": "2017-18-Q2",
}


def test_figures_of_a_later_quarter_are_checked_without_new_code(
    directory: Path, tmp_path: Path
) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(figures_csv(FIGURE), encoding="utf-8")
    assert take_in(path, directory).outcome == "added"
    # Now a board may name the figure as evidence.
    assert take_in(board(tmp_path, row(Evidence="made-up-burglary")), directory).outcome == "added"
    store = load_store(directory)
    (checked,) = report_check(store, quarter="2018-19-Q2").rows.to_dict("records")
    assert checked["id"] == "made-up-burglary"
    assert checked["verdict"] in {"agrees", "close", "differs"}
    assert "burglar" in checked["reason"] or "offences" in checked["reason"]
    assert len(report_check(store, quarter="2018-19-Q1").rows) == 51


def test_every_mistake_in_a_file_of_figures_is_named(directory: Path, tmp_path: Path) -> None:
    bad = [
        FIGURE | {"Id": ""},
        FIGURE | {"Theme": "Parks"},
        FIGURE | {"Value": "five"},
        FIGURE | {"Id": "b", "Check area": "narnia"},
        FIGURE | {"Id": "c", "Check earlier period": ""},
        FIGURE | {"Id": "d", "Check offence": "burglaries"},
        FIGURE | {"Id": "e", "Reported quarter": "Q9"},
        FIGURE | {"Id": "e"},
    ]
    path = tmp_path / "figures.csv"
    path.write_text(figures_csv(*bad), encoding="utf-8")
    taken = take_in(path, directory)
    assert taken.outcome == "refused"
    assert [(each.row, each.column) for each in taken.errors] == [
        (2, "Id"),
        (3, "Theme"),
        (4, "Value"),
        (4, "Id"),
        (5, "Check area"),
        (6, "Check earlier period"),
        (7, "Check offence"),
        (8, "Reported quarter"),
        (9, "Id"),
    ]


def test_a_snapshot_that_breaks_a_rule_stops_the_start_and_is_named(directory: Path) -> None:
    place = directory / "snapshots" / "milestones"
    place.mkdir(parents=True)
    header = (directory / "milestones.csv").read_text(encoding="utf-8").splitlines()[0]
    wrong = ",".join(
        [
            "2018-19-Q3",
            "a",
            "milestone",
            "outcomes",
            "s",
            "t",
            "delivered",
            "",
            "",
            "london",
            *[""] * 9,
        ]
    )
    (place / "2018-19-Q2.csv").write_text(f"{header}\n{wrong}\n", encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_store(directory)
    assert caught.value.file == "snapshots/milestones/2018-19-Q2.csv"
    assert (caught.value.row, caught.value.column) == (2, "reported_quarter")
    assert "must be 2018-19-Q2, as the file’s name" in caught.value.rule


def test_other_files_beside_snapshots_are_left_alone(directory: Path) -> None:
    place = directory / "snapshots" / "milestones"
    place.mkdir(parents=True)
    for name in (".unfinished-abc", "2018-19-Q2.csv~", "notes.txt", "2018-20-Q2.csv"):
        (place / name).write_text("half", encoding="utf-8")
    assert snapshots(directory, "milestones") == ()
    assert len(milestones(load_store(directory)).rows) == 42
    assert Snapshot.of("milestones", "2018-19-Q2.10.csv") == Snapshot("milestones", Q2, 10)
    assert Snapshot.of("milestones", "2018-19-Q2.1.csv") is None


def test_the_templates_are_found_again_with_every_column(directory: Path, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(template_xlsx("milestones"))
    book = openpyxl.load_workbook(path)
    sheet = book["Board"]
    assert [cell.value for cell in sheet[1]] == template_csv("milestones").strip().split(",")
    assert {each.formula1 for each in sheet.data_validations.dataValidation} >= {
        '"Milestone,Commitment,Activity"'
    }
    empty = take_in(path, directory)
    assert [each.rule for each in empty.errors] == [
        "the file must have at least one row under its header"
    ]
    sheet.append(list(row().values()))
    for made in COMMITMENTS:
        sheet.append(list(made.values()))
    book.save(path)
    assert take_in(path, directory).outcome == "added"


def test_the_command_says_what_became_of_the_file(
    directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        status = main([*arguments, "--data-dir", str(directory)])
        said = capsys.readouterr()
        return status, said.out + said.err

    status, said = run(str(board(tmp_path, row(Status="Red"))))
    assert status == REFUSED
    assert "was refused; nothing was added. To put right (1):" in said
    assert "row 13, column Status: must be Delivered" in said
    doubtful = str(board(tmp_path, row(BCUs="South Central"), name="doubtful.csv"))
    status, said = run(doubtful)
    assert status == TO_CONFIRM
    assert "--accept-warnings" in said
    status, said = run(doubtful, "--accept-warnings")
    assert status == ADDED
    assert "Added 12 rows of 2018-19-Q2" in said
    status, said = run(str(tmp_path / "none.csv"))
    assert status == REFUSED
    assert "No such file" in said
