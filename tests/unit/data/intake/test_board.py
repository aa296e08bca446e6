"""A quarter's board: its rows in the product's form, and every mistake at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.intake.board import Board, read_board
from data.intake.doubts import note_doubts
from data.intake.loading import _known
from data.intake.sheet import read_sheets
from data.milestones import milestones_of
from data.periods import Quarter
from data.store import Store
from tests.unit.data.intake.made_up import csv_text, row


def board(store: Store, place: Path, *rows: dict[str, str], text: str = "") -> Board:
    path = place / "board.csv"
    path.write_text(text or csv_text(rows), encoding="utf-8")
    return read_board(read_sheets(path), _known(store))


def errors(found: Board) -> list[str]:
    return [str(each) for each in found.errors.in_order()]


def test_a_good_row_takes_the_form_of_the_table(store: Store, tmp_path: Path) -> None:
    found = board(
        store,
        tmp_path,
        row(
            Id="Made Up 1",
            BCUs="East BCU; Havering",
            Original_due="Jul-18",
            Current_due="30/09/2018",
            Status="SOME DELAY",
            Reason_for_delay=" Waiting ",
            Evidence="burglary, Violence without injury, stalking and harassment",
            Continues="esb-moves",
        ),
    )
    assert errors(found) == []
    assert found.quarter == Quarter(2018, 2)
    assert found.rows == [
        {
            "reported_quarter": "2018-19-Q2",
            "id": "made-up-1",
            "kind": "milestone",
            "theme": "serious-violence",
            "subtheme": "Made up",
            "title": "A milestone made up for a test",
            "status": "some-delay",
            "due": "2018-09",
            "due_note": "",
            "reach": "bcu",
            "areas": "east E09000016",
            "note": "",
            "figures": "",
            "offences": "burglary violence-without-injury-stalking-and-harassment",
            "owner": "Nobody",
            "original_due": "2018-07",
            "reason_for_delay": "Waiting",
            "continues": "esb-moves",
            "areas_as_written": "",
        }
    ]


def test_figures_of_the_same_report_are_evidence(store: Store, tmp_path: Path) -> None:
    found = board(
        store, tmp_path, row(Quarter="2018-19-Q1", Evidence="vctf-officers vctf-teams; burglary")
    )
    assert errors(found) == []
    assert found.rows[0]["figures"] == "vctf-officers vctf-teams"
    assert found.rows[0]["offences"] == "burglary"


@pytest.mark.parametrize(
    ("bcus", "reach"),
    [
        ("", "london"),
        ("London", "london"),
        ("Camden", "borough"),
        ("East", "bcu"),
        ("London; Camden", "london"),
        ("Nowhere", "unknown"),
    ],
)
def test_reach_follows_from_the_areas(store: Store, tmp_path: Path, bcus: str, reach: str) -> None:
    assert board(store, tmp_path, row(BCUs=bcus)).rows[0]["reach"] == reach


TWENTY = [
    (row(Quarter=""), "row 2, column Quarter: must not be blank"),
    (row(Quarter="Q6 2018/19"), "row 3, column Quarter: must be a financial quarter"),
    (row(Quarter="Q3 2018/19"), "row 4, column Quarter: must be 2018-19-Q2, as in the other rows"),
    (row(Id=""), "row 5, column Id: must not be blank"),
    (row(Id="a+b"), "row 6, column Id: must be letters, numbers and hyphens (found “a+b”)"),
    (row(Id="made-up-1"), "row 7, column Id: must stand only once (it is in row 2 already)"),
    (row(Kind=""), "row 8, column Kind: must not be blank"),
    (row(Kind="Promise"), "row 9, column Kind: must be Milestone, Commitment or Activity"),
    (row(Title=""), "row 10, column Title: must not be blank"),
    (row(Title="x" * 301), "row 11, column Title: must have at most 300 characters"),
    (row(Theme=""), "row 12, column Theme: must not be blank"),
    (row(Theme="Parks"), "row 13, column Theme: must be Overview of the quarter, Tackling"),
    (row(Subtheme=""), "row 14, column Subtheme: must not be blank"),
    (row(Status="Red"), "row 15, column Status: must be Delivered, On track, Some delay or"),
    (row(Status=""), "row 16, column Status: must be Delivered, On track or Some delay, since"),
    (
        row(Kind="Commitment", Status="Delivered"),
        "row 17, column Status: must be Not assessed, since the row is a commitment",
    ),
    (row(Kind="Activity"), "row 18, column Status: must be empty, since the row is an activity"),
    (row(Current_due="autumn"), "row 19, column Current due: must be a month (September 2018)"),
    (row(Original_due="31/06/2018"), "row 20, column Original due: must be a month (September"),
    (row(Evidence="burglaries"), "row 21, column Evidence: must name figures of the report of"),
    (row(Continues="no-such"), "row 22, column Continues: must be the id of a milestone on an"),
    (row(Note="#REF!"), "row 23, column Note: must not be an error of Excel’s (found “#REF!”)"),
]


def test_a_file_with_many_mistakes_gives_one_precise_message_each(
    store: Store, tmp_path: Path
) -> None:
    rows = [
        made | ({} if made["Id"] != "made-up-1" or n in (0, 5) else {"Id": f"row-{n}"})
        for n, (made, _) in enumerate(TWENTY)
    ]
    found = errors(board(store, tmp_path, *rows))
    assert len(found) == len(TWENTY) == 22
    for message, (_, start) in zip(found, TWENTY, strict=True):
        assert message.startswith(start), message


def test_mistakes_of_the_header_are_all_named(store: Store, tmp_path: Path) -> None:
    text = csv_text([row()]).replace("Owner", "Colour").replace("Theme", "Title", 1)
    text = text.replace("\nQ2", "\nQ2", 1).rstrip("\n") + ",beyond\n"
    found = errors(board(store, tmp_path, text=text))
    assert any("row 1, column Colour: is no column of the template" in each for each in found)
    assert any(each.startswith("row 1, column Title: must stand only once") for each in found)
    assert any(each == "row 1, column Theme: must be a column of the file" for each in found)
    assert any("row 2, column Q: must stand under a column’s name" in each for each in found)
    # A cell of a column that is missing is not told of again, row by row.
    assert len(found) == 4


def test_a_header_without_rows_is_no_board(store: Store, tmp_path: Path) -> None:
    found = board(store, tmp_path, text=csv_text([]))
    assert errors(found) == ["the file must have at least one row under its header"]


def doubts(store: Store, place: Path, *rows: dict[str, str]) -> list[str]:
    found = board(store, place, *rows)
    assert errors(found) == []
    note_doubts(found, milestones_of(store.table("milestones")))
    return [str(each) for each in found.warnings.in_order()]


COMMITMENTS = [
    row(Id=name, Kind="Commitment", Status="Not assessed", Original_due="", Current_due=due)
    for name, due in {
        "iicsa-custodial": "Q2 2018/19",
        "disclosure-complete": "July 2018",
        "stalking-evaluation": "",
        "live-chat-home-page": "",
        "cyber-tools-launch": "",
        "charing-cross-phase-1": "Sep 2018",
        "charing-cross-complete": "Sep 2019",
        "esb-moves": "Sep 2019",
        "box-evidence": "",
        "forensic-tagging-500": "",
        "estate-moves": "",
    }.items()
]


def test_a_board_that_carries_everything_on_raises_no_doubt(store: Store, tmp_path: Path) -> None:
    assert doubts(store, tmp_path, *COMMITMENTS, row()) == []


def test_what_vanished_reopened_or_moved_must_be_confirmed(store: Store, tmp_path: Path) -> None:
    moved = {"esb-moves": "December 2019", "charing-cross-complete": ""}
    rows = [
        made | {"Current due": moved.get(made["Id"], made["Current due"])}
        for made in COMMITMENTS
        if made["Id"] != "estate-moves"
    ]
    rows.append(row(Id="q1-vctf", BCUs="South Central"))
    found = doubts(store, tmp_path, *rows)
    assert len(found) == 7
    dropped, *others = found
    assert (
        "“7,500 people moved under the estates strategy” was on the board of Q1 2018-19" in dropped
    )
    assert "it is dropped (found “estate-moves”)" in dropped
    assert any(
        "was due September 2019 in Q1 2018-19, to December 2019, without" in e for e in others
    )
    assert any("was due September 2019 in Q1 2018-19, and now has no date" in e for e in others)
    assert any("delivered in Q1 2018-19 and is not now: it is reopened" in e for e in others)
    assert any("row 12, column BCUs: is no BCU or borough that is known" in e for e in others)
    assert any(
        "was due April to June 2018 in Q1 2018-19, to July to September" in e for e in others
    )
    assert any("was first due April to June 2018 (board of Q1 2018-19)" in e for e in others)


def test_a_date_moved_with_a_reason_or_a_split_raises_no_doubt(
    store: Store, tmp_path: Path
) -> None:
    rows = [
        made
        | (
            {"Current due": "December 2019", "Reason for delay": "Works overran"}
            if made["Id"] == "esb-moves"
            else {}
        )
        for made in COMMITMENTS
        if made["Id"] != "estate-moves"
    ]
    rows += [
        row(Id="estate-moves-1", Continues="estate-moves"),
        row(Id="estate-moves-2", Continues="estate-moves"),
    ]
    assert doubts(store, tmp_path, *rows) == []


def test_a_first_date_cannot_be_rewritten_unnoticed(store: Store, tmp_path: Path) -> None:
    rows = [
        made | ({"Original due": "December 2019"} if made["Id"] == "esb-moves" else {})
        for made in COMMITMENTS
    ]
    (found,) = doubts(store, tmp_path, *rows)
    assert "was first due September 2019 (board of Q1 2018-19)" in found
    assert "the file says December 2019" in found
