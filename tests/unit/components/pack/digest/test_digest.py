"""A digest says what changed: on the real figures, and on made-up quarters."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from components.pack.digest import Digest, digest
from components.pack.digest.model import Group, Line, Part
from data.catalogue import CATALOGUE
from data.periods import Month
from data.queries.findings import what_stands_out
from data.queries.milestones import due_passed
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.components.views import milestone_quarters

MADE = datetime.date(2026, 3, 2)


def made(store: Store, area: str, since: str, as_at: str) -> Digest:
    return digest(store, area=area, since=since, as_at=Month.parse(as_at), made=MADE)


def part(found: Digest, key: str) -> Part:
    return next(each for each in found.parts if each.key == key)


def lines(found: Part, title: str) -> tuple[Line, ...]:
    group = next((each for each in found.groups if each.title.startswith(title)), Group("", ()))
    return group.lines


def titles(found: Part) -> list[str]:
    return [each.title for each in found.groups]


def test_findings_since_march_2018(store: Store) -> None:
    found = part(made(store, "london", "2018-03", "2018-06"), "findings")
    assert found.short == "Findings: 7 still there and 2 no longer there."
    assert titles(found) == ["Still stand out (7)", "No longer stand out (2)"]
    gone = lines(found, "No longer")
    assert gone[0].text.startswith("As at March 2018: Bicycle theft in London")
    assert gone[0].mark == "▼ Better"
    assert "as-at=2018-03" in gone[0].path
    assert "(375 to 609)" in gone[1].text
    robbery = next(each for each in lines(found, "Still") if "Robbery" in each.text)
    assert "stood at 2,895 in June 2018" in robbery.text
    assert "2,600 in March 2018" in robbery.details[0]


@pytest.mark.parametrize(
    ("area", "since", "as_at"),
    [
        ("london", "2017-12", "2018-06"),
        ("east", "2018-03", "2018-12"),
        ("E09000033", "2016-05", "2019-03"),
    ],
)
def test_every_finding_of_both_months_is_told_once(
    store: Store, area: str, since: str, as_at: str
) -> None:
    found = part(made(store, area, since, as_at), "findings")
    now = what_stands_out(store, area=area, as_at=Month.parse(as_at)).findings
    then = what_stands_out(store, area=area, as_at=Month.parse(since)).findings
    told = [line.text for group in found.groups for line in group.lines]
    still = [line.text for line in lines(found, "Still stand out")]
    assert set(told) >= {each.sentence for each in now}
    assert len(told) == len(now) + len(then) - len(still)
    assert found.news == (len(told) > len(still))


def test_what_could_not_be_tested_then_is_not_called_new(store: Store) -> None:
    found = part(made(store, "london", "2010-08", "2018-06"), "findings")
    assert titles(found) == ["Stand out, and could not be tested as at August 2010 (7)"]
    assert found.short == "Findings: 7 that could not be tested then."


def test_nothing_new_is_said_plainly() -> None:
    found = made(milestone_quarters.store(), "south-west", "2019-04", "2019-05")
    assert found.nothing_new == "Nothing is new in South West BCU since April 2019."
    assert part(found, "findings").short == (
        "Findings: nothing stands out as at May 2019, and nothing did then."
    )
    assert part(found, "milestones").short == (
        "Milestones: no newer board; Q4 2018-19’s is the newest."
    )
    assert not any(each.news for each in found.parts)


def test_milestones_between_two_made_up_boards() -> None:
    found = part(made(milestone_quarters.store(), "london", "2018-09", "2018-12"), "milestones")
    assert found.short == (
        "Milestones: the board of Q3 2018-19 against that of Q2 2018-19: 1 reopened, 1 newly "
        "delayed, 2 slipped, 1 dropped, 2 carried over, 1 split or replaced, 1 recovered, 2 "
        "continue another and 1 added."
    )
    (slipped,) = lines(found, "Slipped")
    assert slipped.text == "Slips twice"
    assert slipped.details == (
        "Also carried over.",
        "Due April to June 2019, it was October to December 2018: 6 months later, 9 months since "
        "first promised.",
        "Reason given: The supplier is later still.",
        "Owner: Nobody.",
        "Concerns South West BCU.",
    )
    (reopened,) = lines(found, "Reopened")
    assert reopened.details[0] == "Also newly delayed, slipped and carried over."
    (dropped,) = lines(found, "Dropped")
    assert "Reason given: none." in dropped.details
    (split,) = lines(found, "Split")
    assert "Continued by “Part one” and “Part two”." in split.details


def test_a_bcu_hears_of_its_own_and_of_pan_london_milestones() -> None:
    found = part(made(milestone_quarters.store(), "north", "2018-12", "2019-03"), "milestones")
    told = {line.text for group in found.groups for line in group.lines}
    assert told == {"Late, then back on track", "Delivered, then reopened"}


def test_the_first_board_has_none_to_be_compared_with(store: Store) -> None:
    found = part(made(store, "london", "2018-03", "2018-06"), "milestones")
    assert found.short == (
        "Milestones: the first board, of Q1 2018-19, came out; 6 of 6 delivered. There is none "
        "before to compare with."
    )
    assert found.news
    before = part(made(store, "london", "2017-03", "2017-06"), "milestones")
    assert "no report is loaded as at June 2017" in before.short
    assert not before.news


def test_commitments_whose_date_passed_since(store: Store) -> None:
    found = part(made(store, "london", "2018-07", "2019-09"), "commitments")
    assert [line.details[0] for line in found.groups[0].lines] == [
        "Due July to September 2018.",
        "Due September 2018.",
        "Due September 2019.",
        "Due September 2019.",
    ]
    every = due_passed(store, as_at=Month(2019, 9)).to_records()
    assert len(every) == 5
    assert found.short == (
        "Commitments: the date of 4 commitments passed with no outcome stated; 1 due earlier have "
        "none stated either."
    )


def test_a_report_between_the_months_is_checked(store: Store) -> None:
    new = part(made(store, "london", "2018-03", "2018-06"), "reports")
    assert new.groups[0].lines[0].text == (
        "Report of April to June 2018: 3 agree, 7 close, 1 differs and 40 cannot be checked."
    )
    assert not part(made(store, "london", "2018-06", "2018-09"), "reports").news


def test_figures_provisional_and_missing_are_marked(store: Store) -> None:
    newest = part(made(store, "london", "2025-12", "2026-02"), "figures")
    crime, *_ = newest.groups[0].lines
    assert (
        crime.text.replace("\N{NO-BREAK SPACE}", " ")
        == "All recorded crime: 226,871 in Q3 2025-26, −5.0 % on Q3 2024-25 (238,922)."
    )
    assert crime.details[0] == "12 months: 906,960 (provisional), −2.7\N{NO-BREAK SPACE}%."
    then = part(made(store, "south-west", "2018-03", "2018-06"), "figures")
    knife = next(line for line in then.groups[0].lines if line.text.startswith("Knife crime"))
    assert knife.text.startswith("Knife crime (London only): 3,857 in Q1 2018-19")
    assert any("[x] not available" in note for note in then.notes)


def test_a_suppressed_count_stays_suppressed() -> None:
    protected = load_store(
        DEFAULT_DIRECTORY,
        tuple(
            dataclasses.replace(each, disclosure="suppress-below: 5")
            if each.id == "knife-crime-by-area"
            else each
            for each in CATALOGUE
        ),
    )
    cube = protected.cubes["knife-crime-by-area"]
    slug = "knife-injury-victims-1-to-24-non-domestic"
    last = Month(2025, 12).ordinal - cube.first.ordinal + 1
    code = next(
        code
        for code in cube.areas
        if code.startswith("E09") and cube.hidden(code, slug)[last - 3 : last].any()
    )
    found = part(made(protected, code, "2025-09", "2025-12"), "figures")
    victims = next(line for line in found.groups[0].lines if line.text.startswith("Under-25"))
    assert victims.text == "Under-25 knife injury victims: [c] in Q3 2025-26."
    assert any("[c] suppressed: too small to publish" in note for note in found.notes)
