"""Four made-up quarters in which milestones slip, recover, reopen, are dropped and split.

Nothing in them is real. They follow the real board of 2018-19 quarter 1 and carry its commitments
on, so that no rule of the intake stands in their way but those that a test asks for.
"""

from __future__ import annotations

from pathlib import Path

from data.intake.loading import take_in
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
