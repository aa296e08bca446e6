"""Boards in time: what changed, history, the year so far, totals, the list for a meeting."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest

from components.url_state import read
from components.views import (
    milestones,
    milestones_board,
    milestones_changes,
    milestones_detail,
    milestones_files,
    milestones_layout,
    milestones_meeting,
    milestones_table,
    milestones_totals,
)
from components.views.milestones_choices import PARAMETERS
from data.errors import InvalidParameter
from data.intake.loading import take_in
from data.store import load_store
from tests.unit.components.views.milestone_quarters import shown, store
from tests.unit.components.views.test_milestones import shown as shown_real
from tests.unit.components.views.test_milestones import text_of
from tests.unit.data.intake.made_up import csv_text, data_directory
from tests.unit.data.intake.quarters import second


def words(component: Any) -> str:
    return " ".join(text_of(component).replace("\u00a0", " ").split())


def changes(**query: str) -> dict[str, list[Any]]:
    asked = shown(**query)
    assert asked.changes is not None
    table = milestones_changes.table(asked, asked.changes)
    return {str(key): list(row) for key, row in zip(table.row_keys, table.rows, strict=True)}


def test_what_changed_since_the_board_before() -> None:
    asked = shown(quarter="2018-19-Q3")
    assert asked.changes is not None
    assert milestones_changes.title(asked.changes) == (
        "Since Q2 2018-19: 1 reopened, 1 newly delayed, 2 slipped, 1 dropped and more"
    )
    rows = changes(quarter="2018-19-Q3")
    assert rows["m-slips"][1:8] == [
        "Slipped and carried over",
        "▲ some delay",
        "▲ some delay",
        "2018-12",
        "2019-06",
        6,
        9,
    ]
    assert rows["m-recovers"][1] == "Recovered"
    assert rows["m-reopens"][1] == "Reopened, newly delayed, slipped and carried over"
    assert rows["m-drops"][1:4] == ["Dropped", "● on track", None]
    assert rows["m-splits"][1] == "Split or replaced by m-part-1 and m-part-2"
    assert rows["m-part-2"][1] == "Continues another"
    assert rows["m-part-2"][7] == 6
    assert rows["m-new"][1] == "Added"
    assert "m-delivered" not in rows


def test_any_earlier_board_can_be_compared_with() -> None:
    rows = changes(quarter="2018-19-Q4", since="2018-19-Q2")
    assert rows["m-slips"][6:8] == [9, 12]
    assert rows["m-recovers"][1] == "Newly delivered"
    # A board that is not earlier gives way to the one before.
    later = shown(quarter="2018-19-Q2", since="2018-19-Q3")
    assert str(later.since) == "2018-19-Q1"


def test_changes_follow_filters_and_area() -> None:
    assert set(changes(quarter="2018-19-Q3", theme="safeguarding")) == {"m-recovers"}
    assert set(changes(quarter="2018-19-Q3", q="dropped")) == {"m-drops"}
    assert "m-part-1" in changes(quarter="2018-19-Q3", area="E09000016")
    assert "m-part-1" not in changes(quarter="2018-19-Q3", area="south-west")
    assert "m-slips" in changes(quarter="2018-19-Q3", area="south-west")


def test_the_first_board_has_nothing_to_compare_with() -> None:
    said = words(milestones_changes.changes(shown_real()))
    assert "No earlier board to compare with" in said
    assert "Q1 2018-19 is the first board loaded" in said


def test_the_year_so_far() -> None:
    assert words(milestones_changes.kept_so_far(shown_real())).startswith(
        "All 6 due this year delivered, on time Milestones due in 2018-19 up to June 2018"
    )
    said = words(milestones_changes.kept_so_far(shown(quarter="2018-19-Q4")))
    assert said.startswith("11 of 14 due this year delivered, 9 on time")
    assert "Tackling serious violence 5 3 2 (40.0 %)" in said


def test_a_row_on_an_earlier_board_says_what_came_later() -> None:
    (section,) = json.loads(milestones_board.board_json(shown(quarter="2018-19-Q3")))
    cards = {card["id"]: card for column in section["columns"] for card in column["cards"]}
    assert cards["card-m-recovers"]["flag"] == "Later delivered (Q4 2018-19)"
    assert cards["card-m-recovers"]["later"] is True
    assert "flag" not in cards["card-m-slips"]
    # As at the end of its own quarter, nothing later is known.
    (section,) = json.loads(
        milestones_board.board_json(shown(quarter="2018-19-Q3", as_at="2018-12"))
    )
    cards = {card["id"]: card for column in section["columns"] for card in column["cards"]}
    assert cards["card-m-recovers"]["flag"] == "Due date has passed"


def test_history_from_report_to_report() -> None:
    said = words(milestones_detail.detail(shown(id="m-slips")))
    assert "From report to report" in said
    assert (
        "Q2 2018-19 ▲ some delay October to December 2018 first report; "
        "3 months later than first promised The supplier is late"
    ) in said
    assert (
        "Q4 2018-19 ▲ some delay July to September 2019 3 months later; "
        "12 months later than first promised The contract is let anew"
    ) in said
    early = words(milestones_detail.detail(shown(id="m-slips", as_at="2018-12")))
    assert "Q3 2018-19" in early
    assert "Q4 2018-19" not in early
    part = words(milestones_detail.detail(shown(id="m-part-1")))
    assert "Continues: Split into two parts" in part
    whole = words(milestones_detail.detail(shown(id="m-splits")))
    assert "Continued by: Part one ; Part two" in whole


def test_the_list_for_a_meeting() -> None:
    asked = shown(quarter="2018-19-Q3", as_at="2018-12", meeting="1")
    assert milestones_meeting.is_meeting(asked)
    said = words(milestones_meeting.meeting(asked))
    late, slipped, following, unanswered = (
        said.index(start)
        for start in (
            "With some delay 2",
            "Slipped since Q2 2018-19 2",
            "Due in January to March 2019 2",
            "Due by December 2018, outcome not stated 3",
        )
    )
    assert late < slipped < following < unanswered
    assert "6 months later, 9 months since first promised" in said[slipped:following]
    assert "Part one" in said[following:unanswered]
    assert "owner: Nobody" in said


def test_the_list_for_a_meeting_on_the_real_board() -> None:
    said = words(milestones_meeting.meeting(shown_real(meeting="1")))
    assert "No milestone has some delay." in said
    assert "No earlier board is loaded to compare with." in said
    assert "Due in July to September 2018 3" in said
    assert "No commitment is past its date without an outcome." in said
    later = words(milestones_meeting.meeting(shown_real(meeting="1", as_at="2019-09")))
    assert "Due by September 2019, outcome not stated 5" in later
    # In the middle of a quarter, what is due by its end and has not passed comes next.
    middle = words(milestones_meeting.meeting(shown_real(meeting="1", as_at="2018-07")))
    assert "Due in July to September 2018 2" in middle


def test_totals_of_quarters_keep_their_gaps() -> None:
    card = milestones_totals.card(shown_real())
    assert card.title == "Milestones a quarter: known for 4 of 10 quarters"
    rows = {str(key): row for key, row in zip(card.table.row_keys, card.table.rows, strict=True)}
    assert len(rows) == 10
    assert rows["2017-18-Q3"][1].value is None
    assert rows["2017-18-Q3"][1].symbol == "x"
    assert rows["2017-18-Q1"][2].value == 0
    assert [cell.value for cell in rows["2018-19-Q1"][1:5]] == [6, 0, None, 6]
    assert [cell.value for cell in rows["2019-20-Q2"][1:5]] == [52, None, 3, 62]
    loaded = milestones_totals.card(shown())
    rows = {
        str(key): row for key, row in zip(loaded.table.row_keys, loaded.table.rows, strict=True)
    }
    assert [cell.value for cell in rows["2018-19-Q3"][1:5]] == [6, 2, 2, 8]
    assert rows["2018-19-Q3"][5] == "The board of Q3 2018-19"


def test_the_table_shows_owner_reason_and_first_date_where_a_board_has_them() -> None:
    real = [column.key for column in milestones_table.table(shown_real()).columns]
    assert real == ["title", "kind", "status", "due_by", "theme", "areas", "note"]
    full = milestones_table.table(shown(area="south-west"))
    keys = [column.key for column in full.columns]
    assert keys == [
        "title",
        "kind",
        "status",
        "due_by",
        "original_due",
        "owner",
        "theme",
        "areas",
        "concerns",
        "reason",
        "note",
    ]
    row = dict(zip(keys, full.rows[list(full.row_keys).index("m-slips")], strict=True))
    assert (row["original_due"], row["owner"]) == ("2018-09", "Nobody")
    chosen = milestones_table.table(shown(columns="owner,due-by"))
    assert [column.key for column in chosen.columns] == ["title", "due_by", "owner"]


def test_templates_are_given_and_nothing_else() -> None:
    content, name = milestones_files.made(milestones_layout.TEMPLATE_CSV)
    assert content.decode("utf-8-sig").startswith("Quarter,Id,Kind,Title,Theme")
    assert name == "milestones-template.csv"
    content, _ = milestones_files.made(milestones_layout.TEMPLATE_XLSX)
    assert content.startswith(b"PK")
    with pytest.raises(InvalidParameter):
        milestones_files.made("other")


def test_titles_over_the_quarters() -> None:
    assert milestones.title(shown(quarter="2018-19-Q3")) == (
        "1 of 6 milestones delivered, 2 with some delay; "
        "3 of 11 commitments past due, outcome not stated"
    )
    assert milestones.title(shown(quarter="2018-19-Q1", as_at="2018-06")) == (
        "All 6 milestones delivered; 11 commitments ahead"
    )
    assert str(store().newest_reporting_quarter) == "2018-19-Q4"


def test_a_commitment_that_a_later_board_dropped_is_still_without_an_outcome() -> None:
    """The board of quarter 2 is made without the commitments of quarter 1."""
    with tempfile.TemporaryDirectory() as place:
        directory = data_directory(Path(place) / "data")
        file = Path(place) / "board.csv"
        file.write_text(csv_text(second()), encoding="utf-8")
        assert take_in(file, directory, accept_warnings=True).outcome == "added"
        dropped = load_store(directory)

    def said(**query: str) -> str:
        state = read(dropped, PARAMETERS, {"meeting": "1", **query})
        return words(milestones_meeting.meeting(milestones.Shown(state)))

    late = said(**{"as-at": "2019-09"})
    assert "Due by September 2019, outcome not stated 5" in late
    assert "last on the board of Q1 2018-19, gone since without a word" in late
    # On its own board, and with a filter in use, only what is on the board counts.
    assert "gone since" not in said(**{"as-at": "2019-09", "quarter": "2018-19-Q1"})
    assert "outcome not stated No commitment" in said(**{"as-at": "2019-09", "kind": "milestone"})
    # Before its date, nothing is said of it.
    assert "No commitment is past its date" in said(**{"as-at": "2018-06"})
