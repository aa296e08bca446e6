"""Rules between the columns of one row of the report's tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from data.catalogue.model import RowRule
from data.errors import InvalidParameter
from data.milestones import (
    ACTIVITY,
    ASSESSED,
    COMMITMENT,
    DUE_FORM,
    MILESTONE,
    NOT_ASSESSED,
    parse_due,
)
from data.offences import Offences
from data.periods import QUARTER_FORM, Quarter
from data.report import parse_comparisons
from data.rows import text_rows
from data.spans import SPAN_FORM, Span

if TYPE_CHECKING:
    Row = dict[str, str]


def _rule(column: str, rule: str, holds: Callable[[Row], bool]) -> RowRule:
    """Return a rule that looks at one row's text at a time."""

    def each(table: pd.DataFrame) -> pd.Series[bool]:
        return pd.Series([holds(row) for row in text_rows(table)], index=table.index, dtype=bool)

    return RowRule(column=column, rule=rule, holds=each)


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except InvalidParameter:
        return False
    return True


def quarter_rule(column: str) -> RowRule:
    """Return the rule that a cell is a financial quarter whose two years follow."""
    return _rule(column, f"must be {QUARTER_FORM}", lambda row: _reads(Quarter.parse, row[column]))


def _offences(column: str) -> RowRule:
    known = Offences()
    return _rule(
        column,
        "must name known offences (the list is at /api/v1/offences)",
        lambda row: all(slug in known for slug in row[column].split()),
    )


def _trimmed(*columns: str) -> tuple[RowRule, ...]:
    return tuple(
        _rule(
            column,
            "must not begin or end with a space",
            lambda row, column=column: row[column] == row[column].strip(),  # type: ignore[misc]
        )
        for column in columns
    )


def _span(column: str) -> RowRule:
    return _rule(
        column,
        f"must be {SPAN_FORM}, or empty",
        lambda row: not row[column] or _reads(Span.parse, row[column]),
    )


def _checkable(row: Row) -> bool:
    return row["check_kind"] != "none"


def _status_fits(row: Row) -> bool:
    allowed = {MILESTONE: ASSESSED, COMMITMENT: (NOT_ASSESSED,), ACTIVITY: ("",)}
    return row["status"] in allowed.get(row["kind"], ())


def _reach_fits(row: Row) -> bool:
    areas = row["areas"].split()
    boroughs = [area for area in areas if area.startswith("E09")]
    if row["reach"] == "bcu":
        return len(boroughs) < len(areas)
    if row["reach"] == "unknown":
        return not areas and bool(row["areas_as_written"])
    return row["reach"] != "borough" or bool(boroughs)


MILESTONE_RULES: tuple[RowRule, ...] = (
    quarter_rule("reported_quarter"),
    _rule(
        "status",
        "must be delivered, on-track or some-delay for a milestone, not-assessed for a commitment "
        "and empty for an activity",
        _status_fits,
    ),
    _rule("due", f"must be {DUE_FORM}", lambda row: _reads(parse_due, row["due"])),
    _rule(
        "original_due", f"must be {DUE_FORM}", lambda row: _reads(parse_due, row["original_due"])
    ),
    _rule(
        "reach",
        "must be london, bcu where a BCU is named among the areas, borough where a borough is, or "
        "unknown where only areas_as_written names any",
        _reach_fits,
    ),
    _rule(
        "areas",
        "must name each area once",
        lambda row: len(set(row["areas"].split())) == len(row["areas"].split()),
    ),
    _offences("offences"),
    *_trimmed(
        "subtheme", "title", "due_note", "note", "owner", "reason_for_delay", "areas_as_written"
    ),
)

_WHY_NOT = _rule(
    "uncheckable_because",
    "must say why where nothing checks it (check_kind none), and be empty otherwise",
    lambda row: bool(row["uncheckable_because"]) != _checkable(row),
)


def _all_or_none(*columns: str) -> tuple[RowRule, ...]:
    return tuple(
        _rule(
            column,
            "must be given where something checks the row, and be empty where check_kind is none",
            lambda row, column=column: bool(row[column]) == _checkable(row),  # type: ignore[misc]
        )
        for column in columns
    )


FIGURE_RULES: tuple[RowRule, ...] = (
    quarter_rule("reported_quarter"),
    *_all_or_none("check_offence", "check_area", "check_measure", "check_period"),
    _WHY_NOT,
    _offences("check_offence"),
    _offences("headline"),
    _rule(
        "check_offence",
        "must be a single offence",
        lambda row: " " not in row["check_offence"],
    ),
    _span("check_period"),
    _span("check_earlier_period"),
    _rule(
        "check_earlier_period",
        "must be given for a change, and for a value exactly where earlier_value is",
        lambda row: {
            "change": bool(row["check_earlier_period"]),
            "value": bool(row["check_earlier_period"]) == bool(row["earlier_value"]),
        }.get(row["check_kind"], not row["check_earlier_period"]),
    ),
    _rule(
        "earlier_period",
        "must be given where earlier_value is",
        lambda row: bool(row["earlier_period"]) or not row["earlier_value"],
    ),
    _rule(
        "unit",
        "must be % for a change",
        lambda row: row["check_kind"] != "change" or row["unit"] == "%",
    ),
    *_trimmed("measure", "unit", "period", "earlier_period", "uncheckable_because"),
)

CLAIM_RULES: tuple[RowRule, ...] = (
    quarter_rule("reported_quarter"),
    *_all_or_none("check_offences", "check_area", "check_measure", "check_comparisons"),
    _WHY_NOT,
    _offences("check_offences"),
    _rule(
        "check_offences",
        "must be a single offence where check_kind is lower",
        lambda row: row["check_kind"] != "lower" or " " not in row["check_offences"],
    ),
    _rule(
        "check_leave_out",
        "must be among check_offences, and leave some of them",
        lambda row: (
            not row["check_leave_out"]
            or set(row["check_leave_out"].split()) < set(row["check_offences"].split())
        ),
    ),
    _rule(
        "check_comparisons",
        "must be a period, a colon and an earlier period, such as 2018-19-Q1:2017-18-Q1; several "
        f"are separated by one space; each period is {SPAN_FORM}",
        lambda row: _reads(parse_comparisons, row["check_comparisons"]),
    ),
    *_trimmed("claim", "uncheckable_because"),
)
