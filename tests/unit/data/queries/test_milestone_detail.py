"""One milestone with what belongs to it."""

import pytest

from data.errors import InvalidParameter
from data.periods import Quarter
from data.queries.milestone_detail import milestone_detail
from data.store import Store
from tests.unit.data.queries.boards import with_board


def test_operation_mexico_leads_to_its_figures_and_to_burglary(store: Store) -> None:
    detail = milestone_detail(store, id="mexico")
    assert detail.milestone.title == "Operation Mexico against burglary networks in East BCU"
    assert [area.label for area in detail.areas] == ["East BCU", "Havering"]
    assert [offence.slug for offence in detail.offences] == ["burglary"]
    verdicts = {row.id: row.verdict for row in detail.figures}
    assert verdicts["havering-change"] == "agrees"
    assert verdicts["mexico-people"] == "cannot-be-checked"
    assert detail.source == (
        "Metropolitan Police Service, Business Plan progress update 2018-19, quarter 1: "
        "Acquisitive crime, Local crime priorities"
    )


def test_a_claim_belongs_to_an_activity_as_a_figure_does(store: Store) -> None:
    detail = milestone_detail(store, id="gun-seizures")
    assert [(row.id, row.kind) for row in detail.figures] == [("gun-seizures", "claim")]


def test_the_history_runs_over_all_boards(store: Store) -> None:
    first = {"id": "works", "due": "2018-09"}
    second = first | {"reported_quarter": "2018-19-Q2", "due": "2018-12"}
    boards = with_board(store, second, first)
    newest = milestone_detail(boards, id="works")
    assert [str(each.due) for each in newest.history] == ["2018-09", "2018-12"]
    assert str(newest.milestone.due) == "2018-12"
    assert (
        str(milestone_detail(boards, id="works", quarter="2018-19-Q1").milestone.due) == "2018-09"
    )
    with pytest.raises(InvalidParameter) as caught:
        milestone_detail(boards, id="works", quarter=Quarter(2018, 4))
    assert caught.value.allowed == ["2018-19-Q1", "2018-19-Q2"]


def test_an_unknown_id_is_refused(store: Store) -> None:
    with pytest.raises(InvalidParameter) as caught:
        milestone_detail(store, id="nothing")
    assert (caught.value.parameter, caught.value.value) == ("id", "nothing")
