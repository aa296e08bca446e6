"""The columns of the board's template."""

from __future__ import annotations

from data.intake.header import Column
from data.milestones import KINDS, STATUSES, THEMES

BOARD: tuple[Column, ...] = (
    Column(
        "reported_quarter",
        "Quarter",
        "The quarter that the board reports on, the same in every row: 2018-19-Q2 or Q2 2018/19.",
        names=("Reported quarter", "Reporting quarter"),
        width=14,
    ),
    Column(
        "id",
        "Id",
        "A short name of your own, the same in every quarter: letters, numbers and hyphens.",
        names=("Ref", "Reference", "Milestone id"),
    ),
    Column(
        "kind",
        "Kind",
        "One of: " + ", ".join(term.title for term in KINDS.values()) + ".",
        names=("Type",),
        width=14,
    ),
    Column("title", "Title", "What it is, in one line.", names=("Milestone",), width=60),
    Column(
        "theme",
        "Theme",
        "One of: " + "; ".join(term.title for term in THEMES.values()) + ".",
        names=("Chapter",),
        width=30,
    ),
    Column(
        "subtheme",
        "Subtheme",
        "The heading within the theme.",
        names=("Sub theme", "Heading"),
        width=30,
    ),
    Column(
        "owner",
        "Owner",
        "Who answers for it. May be empty.",
        required=False,
        names=("Lead",),
        width=24,
    ),
    Column(
        "areas",
        "BCUs",
        "BCUs and boroughs that it concerns, separated by semicolons. Empty for all of London; "
        "write London as well to single areas out within it.",
        names=("BCU", "Areas", "Area", "Boroughs", "BCUs and boroughs"),
        width=30,
    ),
    Column(
        "original_due",
        "Original due",
        "The date first promised: a month, a quarter or a date. May be empty.",
        names=("Original due date", "Baseline due"),
    ),
    Column(
        "due",
        "Current due",
        "The date that holds now: a month (September 2018), a quarter (Q2 2018/19) or a date. May "
        "be empty.",
        names=("Due", "Due date", "Current due date"),
    ),
    Column(
        "due_note",
        "Due in words",
        "What the report says where it gives no date, such as: later in the year.",
        required=False,
        names=("Due note",),
        width=24,
    ),
    Column(
        "status",
        "Status",
        "For a milestone one of: "
        + ", ".join(term.title for term in list(STATUSES.values())[:3])
        + ". For a commitment: Not assessed. For an activity empty.",
        names=("Current status",),
        width=16,
    ),
    Column(
        "reason_for_delay",
        "Reason for delay",
        "Why it is late, or why its date moved.",
        names=("Reason", "Delay reason", "Reason for the delay"),
        width=40,
    ),
    Column("note", "Note", "What else the report says. May be empty.", names=("Notes",), width=50),
    Column(
        "evidence",
        "Evidence",
        "Ids of the report’s figures, or offences (as burglary), separated by semicolons.",
        names=("Links to evidence",),
        width=30,
    ),
    Column(
        "continues",
        "Continues",
        "Ids of earlier milestones that this one is part of or takes the place of.",
        required=False,
        names=("Split from", "Replaces"),
        width=24,
    ),
)
"""Every column, in the order of the template."""

LONGEST = {
    "id": 60,
    "title": 300,
    "subtheme": 100,
    "owner": 100,
    "due_note": 200,
    "reason_for_delay": 2000,
    "note": 4000,
}
"""The most characters that a cell may have."""
