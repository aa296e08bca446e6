"""The small print of a tile: what must be known to read its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.links import relative
from components.url_state import State
from components.views.overview_series import Found
from data.areas import LONDON
from data.breaks import Break
from data.queries.changes import Change
from data.queries.headlines import Headline

Note = str | Component | list[str | Component]

VERDICTS: Final = {
    "agrees": "agrees",
    "close": "close",
    "differs": "differs",
    "cannot-be-checked": "cannot be checked",
}


def notes(
    state: State,
    *,
    found: Found,
    change: Change,
    year: Change | None,
    headline: Headline | None,
) -> list[Note]:
    """The notes of a tile, the most needed first.

    Args:
        state: The page's state.
        found: The series of the tile.
        change: Its quarter.
        year: Its twelve months.
        headline: What the report as at this very month says of the subject, of London.
    """
    said: list[Note] = []
    if change.value is not None and change.value < formatting.SMALL_COUNT:
        said.append("Small count: read with care.")
    said.extend(_break_notes(change, year))
    said.extend(_provisional(state, found, change, year))
    if found.offence.slug == "knife-offences":
        said.append("Home Office count, published by quarter, for London only.")
    if found.offence.unit == "victims":
        said.append("Victims aged 1 to 24, domestic abuse left out.")
    if headline is not None and found.area.code == LONDON:
        said.append(_report(state, headline))
    return said


def _report(state: State, headline: Headline) -> Note:
    href = relative("/report-check", area=state.area.code, as_at=str(state.as_at))
    check = html.A(VERDICTS[headline.verdict], href=href)
    return [html.Strong("The report: "), f"{headline.text}. Report check: ", check, "."]


def _provisional(state: State, found: Found, change: Change, year: Change | None) -> list[Note]:
    last = state.store.cube(found.offence).last.label
    if change.provisional:
        return [f"The quarter includes {last}, which is provisional."]
    if year is not None and year.provisional:
        return [f"The 12 months include {last}, which is provisional."]
    return []


def _break_notes(change: Change, year: Change | None) -> list[Note]:
    quarter = change.breaks
    months = tuple(each for each in (year.breaks if year else ()) if each not in quarter)
    said: list[Note] = []
    if quarter:
        said.append(f"Not fully comparable with a year before: {_named(quarter)}.")
    if months:
        said.append(f"The 12 months are not fully comparable: {_named(months)}.")
    return said


def _named(breaks: Sequence[Break]) -> str:
    found = dict.fromkeys((each.label, each.month.label) for each in breaks)
    return formatting.join_words([f"{label} ({month})" for label, month in found])
