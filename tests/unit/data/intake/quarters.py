"""Four made-up quarters in which milestones slip, recover, reopen, are dropped and split.

Nothing in them is real. They follow the real board of 2018-19 quarter 1 and carry its commitments
on, so that no rule of the intake stands in their way but those that a test asks for.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from data.catalogue import dataset
from data.intake.board import read_board
from data.intake.loading import _known, take_in
from data.intake.sheet import read_sheets
from data.intake.template import template_csv
from data.intake.writing import to_csv
from data.periods import Quarter
from data.store import load_store
from tests.unit.data.intake.made_up import csv_text, row
from tests.unit.data.intake.test_board import COMMITMENTS

THEMES = (
    "Tackling serious violence",
    "Safeguarding",
    "Acquisitive crime",
    "Achieving the best outcomes",
    "Developing our key capabilities",
)
AREAS = ("", "", "South West", "Havering", "East BCU; Camden", "London; Westminster")


def second() -> list[dict[str, str]]:
    """Quarter 2: six milestones, one late, one delivered, and two still ahead."""
    return [
        row(Id="m-delivered", Title="Delivered in quarter 2", Status="Delivered"),
        row(
            Id="m-slips",
            Title="Slips twice",
            BCUs="South West",
            Status="Some delay",
            Current_due="Q3 2018/19",
            Reason_for_delay="The supplier is late",
        ),
        row(
            Id="m-recovers",
            Title="Late, then back on track",
            Theme="Safeguarding",
            Status="Some delay",
            Original_due="Q3 2018/19",
            Current_due="Q3 2018/19",
            Reason_for_delay="Staff were moved",
        ),
        row(Id="m-reopens", Title="Delivered, then reopened", Status="Delivered"),
        row(
            Id="m-drops",
            Title="Dropped without a word",
            Original_due="Q4 2018/19",
            Current_due="Q4 2018/19",
        ),
        row(
            Id="m-splits",
            Title="Split into two parts",
            Theme="Acquisitive crime",
            Original_due="Q4 2018/19",
            Current_due="Q4 2018/19",
            Evidence="burglary",
            BCUs="Havering",
        ),
    ]


def third() -> list[dict[str, str]]:
    """Quarter 3: one slips again, one recovers, one reopens, one is dropped, one is split."""
    slips, recovers, reopens, splits = (
        each
        for each in second()
        if each["Id"] in {"m-slips", "m-recovers", "m-reopens", "m-splits"}
    )
    later = {"Quarter": "Q3 2018/19"}
    return [
        slips
        | later
        | {"Current due": "Q1 2019/20", "Reason for delay": "The supplier is later still"},
        recovers | later | {"Status": "On track", "Reason for delay": ""},
        reopens
        | later
        | {"Status": "Some delay", "Current due": "Q4 2018/19", "Reason for delay": "It failed"},
        splits | later | {"Id": "m-part-1", "Title": "Part one", "Continues": "m-splits"},
        splits
        | later
        | {
            "Id": "m-part-2",
            "Title": "Part two",
            "Continues": "m-splits",
            "Current due": "Q2 2019/20",
            "Reason for delay": "Needs part one",
        },
        row(
            Quarter="Q3 2018/19",
            Id="m-new",
            Title="New in quarter 3",
            Theme="Developing our key capabilities",
            Original_due="Q3 2018/19",
            Current_due="Q3 2018/19",
            Status="Delivered",
        ),
    ]


def fourth() -> list[dict[str, str]]:
    """Quarter 4: most are delivered, one has slipped a year since its first promise."""
    done = {"Quarter": "Q4 2018/19", "Status": "Delivered"}
    carried = {each["Id"]: each for each in third()}
    return [
        carried["m-slips"]
        | {
            "Quarter": "Q4 2018/19",
            "Current due": "Q2 2019/20",
            "Reason for delay": "The contract is let anew",
        },
        carried["m-recovers"] | done,
        carried["m-reopens"] | done | {"Reason for delay": ""},
        carried["m-part-1"] | done,
        carried["m-part-2"] | {"Quarter": "Q4 2018/19"},
    ]


def commitments(quarter: str) -> list[dict[str, str]]:
    return [each | {"Quarter": quarter} for each in COMMITMENTS]


def load_all(directory: Path, place: Path) -> None:
    """Load the quarters into a data directory, as a person would."""
    boards = {"Q2 2018/19": second(), "Q3 2018/19": third(), "Q4 2018/19": fourth()}
    for quarter, rows in boards.items():
        file = place / f"{quarter[:2]}.csv"
        file.write_text(csv_text([*rows, *commitments(quarter)]), encoding="utf-8")
        taken = take_in(file, directory, accept_warnings=True)
        assert taken.outcome == "added", [str(each) for each in taken.errors]


LATER_FIGURES = (
    {"Id": "made-up-burglary", "Theme": "acquisitive", "Measure": "Burglary, made up for a test"},
    {
        "Id": "made-up-violence",
        "Theme": "Tackling serious violence",
        "Measure": "Violence against the person, made up for a test",
        "Value": "9",
        "Check offence": "violence-against-the-person",
        "Check period": "Q2 2018/19",
    },
    {
        "Id": "made-up-officers",
        "Theme": "capabilities",
        "Measure": "Officers trained, made up for a test",
        "Value": "500",
        "Unit": "officers",
        "Check kind": "none",
        "Uncheckable because": "Nothing loaded counts officers.",
    },
)
CHECKED_BY = {
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


def later_figures() -> str:
    """Three made-up figures of quarter 2 as CSV: two that differ, one that nothing can check."""
    out = io.StringIO(newline="")
    header = template_csv("report-figures").strip().split(",")
    writer = csv.DictWriter(out, header, restval="", lineterminator="\n")
    writer.writeheader()
    for each in LATER_FIGURES:
        query = {} if each.get("Check kind") == "none" else CHECKED_BY
        period = {"Reported quarter": "Q2 2018/19", "Period": "2018-19-Q2"}
        writer.writerow(period | query | each)
    return out.getvalue()


def load_figures(directory: Path, place: Path) -> None:
    """Load the made-up figures into a data directory, as a person would."""
    file = place / "figures.csv"
    file.write_text(later_figures(), encoding="utf-8")
    taken = take_in(file, directory)
    assert taken.outcome == "added", [str(each) for each in taken.errors]


def many(number: int) -> list[dict[str, str]]:
    """A board of many milestones, for what must stay quick."""
    statuses = ("Delivered", "On track", "Some delay")
    return [
        row(
            Id=f"many-{n}",
            Title=f"Milestone {n} of a large board, with a title of the usual length",
            Theme=THEMES[n % len(THEMES)],
            BCUs=AREAS[n % len(AREAS)],
            Status=statuses[n % len(statuses)],
            Current_due=f"Q{n % 4 + 1} {2018 + n % 3}/{19 + n % 3}",
            Original_due="",
            Note="What else the report might say of it, in a sentence of some length.",
            Owner=f"Owner {n % 17}",
        )
        for n in range(number)
    ]


FOLLOWS = {"on-track": "some-delay", "some-delay": "delivered", "delivered": "on-track"}


def write_many(directory: Path, *, quarters: int, number: int) -> None:
    """Put boards of many milestones into a data directory as snapshots, from 2018-19-Q2 on.

    From board to board one in ten moves on: what was on track is late and due a quarter later, what
    was late is delivered, what was delivered is open again.
    """
    place = directory / "snapshots" / "milestones"
    place.mkdir(parents=True)
    file = directory / "many.csv"
    file.write_text(csv_text(many(number)), encoding="utf-8")
    rows = read_board(read_sheets(file), _known(load_store(directory))).rows
    file.unlink()
    names = [column.name for column in dataset("milestones").columns]
    for step in range(quarters):
        quarter = Quarter(2018, 2) + step
        for index in range(step, number, 10):
            each = rows[index]
            each["status"] = FOLLOWS[each["status"]]
            if each["status"] == "some-delay":
                each["due"] = str(Quarter.parse(each["due"]) + 1)
        board = [each | {"reported_quarter": str(quarter)} for each in rows]
        (place / f"{quarter}.csv").write_bytes(to_csv(names, board))
