"""Milestones: what the page is asked for, which rows answer it, and what its title says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from components import formatting
from components.links import relative
from components.url_state import Choice, Context, Parameter, State
from data.as_at import newest_report
from data.milestones import (
    COMMITMENT,
    DELIVERED,
    KINDS,
    MILESTONE,
    SOME_DELAY,
    STATUSES,
    THEMES,
    quarters_of,
)
from data.periods import Quarter
from data.queries.milestone_rows import every_milestone
from data.queries.milestones import boards, due_passed, milestones

PATH: Final = "/milestones"
FILTERS: Final = ("status", "kind", "theme", "q")
"""The parameters that take rows away; area, quarter and the way of showing are none."""


def _quarters(context: Context) -> list[Choice]:
    loaded = quarters_of(every_milestone(context.store))
    choices = [Choice(str(q), f"{q.short_label} ({q.label})") for q in reversed(loaded)]
    if not boards(context.store, as_at=context.as_at):
        choices.insert(0, Choice("", f"No report by {context.as_at.label}"))
    return choices


def _newest_board(context: Context) -> str:
    known = boards(context.store, as_at=context.as_at)
    return str(known[-1]) if known else ""


def _statuses(_: Context) -> list[Choice]:
    return [Choice(term.slug, term.title) for term in STATUSES.values()]


def _kinds(_: Context) -> list[Choice]:
    return [Choice(term.slug, term.plural.capitalize()) for term in KINDS.values()]


def _themes(_: Context) -> list[Choice]:
    return [Choice(term.slug, term.plural.capitalize()) for term in THEMES.values()]


def _shows(_: Context) -> list[Choice]:
    return [Choice("board", "Board"), Choice("table", "Table")]


def _bys(_: Context) -> list[Choice]:
    return [Choice("status", "Status"), Choice("due", "Quarter due")]


def _ids(context: Context) -> list[Choice]:
    titles = {each.id: each.title for each in every_milestone(context.store)}
    return [Choice(name, title) for name, title in titles.items()]


PARAMETERS: Final = (
    Parameter("q", "Search the text", None, lambda _: ""),
    Parameter("quarter", "Report", _quarters, _newest_board),
    Parameter("show", "Show as", _shows, lambda _: "board"),
    Parameter("by", "Columns by", _bys, lambda _: "status"),
    Parameter("status", "Status", _statuses, lambda _: "", multiple=True),
    Parameter("kind", "Kind", _kinds, lambda _: "", multiple=True),
    Parameter("theme", "Theme", _themes, lambda _: "", multiple=True),
    Parameter("id", "Opened", _ids, lambda _: ""),
)


def board_quarter(state: State) -> Quarter | None:
    """The reporting quarter on screen; None where no report was out by as-at."""
    return Quarter.parse(state["quarter"]) if state["quarter"] else None


def rows(state: State, without: str | None = None) -> pd.DataFrame:
    """The rows that the filters keep, soonest due first.

    Args:
        state: The page's state.
        without: A filter of `FILTERS` to leave out.
    """
    kept = {name: state[name] or None for name in FILTERS if name != without}
    return _asked(state, **kept)


def whole_board(state: State) -> pd.DataFrame:
    """Every row of the board that concerns the area."""
    return _asked(state)


def _asked(state: State, **filters: str | None) -> pd.DataFrame:
    quarter = board_quarter(state)
    found = milestones(
        state.store, quarter=quarter, area=state.area.code, as_at=state.as_at, **filters
    ).rows
    return found if quarter else found.iloc[:0]


def unanswered(state: State) -> frozenset[str]:
    """Ids of the commitments whose date has passed by as-at with no report saying what became."""
    found = due_passed(state.store, as_at=state.as_at, area=state.area.code).rows
    return frozenset(found["id"])


def active_filters(state: State) -> Mapping[str, str]:
    """The filters in use and what each keeps, in words, in the order of `FILTERS`."""
    words: dict[str, str] = {}
    for parameter in PARAMETERS:
        if parameter.name not in FILTERS or not state[parameter.name]:
            continue
        if parameter.choices is None:
            words[parameter.name] = f"“{state[parameter.name]}”"
            continue
        labels = {choice.value: choice.label for choice in parameter.choices(state.context)}
        chosen = [labels[value].lower() for value in state.many(parameter.name)]
        words[parameter.name] = formatting.join_words(chosen, "or")
    return {name: words[name] for name in FILTERS if name in words}


def address(state: State, *, fragment: str = "", **changes: str) -> str:
    """The page's address as it stands, with some parameters changed; empty ones left out."""
    kept = {
        name: value for name, value in state.values.items() if value != state.defaults.get(name)
    }
    as_at = None if state.as_at == newest_report(state.store) else str(state.as_at)
    query: dict[str, str | None] = {"area": state.area.code, "as_at": as_at, **kept, **changes}
    return relative(PATH, fragment=fragment, **query)


def title(state: State) -> str:
    """The page's title: how many milestones are delivered, and what of the commitments."""
    if board_quarter(state) is None:
        return f"No Business Plan report by {state.as_at.label}"
    found = whole_board(state)
    status = found.loc[found["kind"] == MILESTONE, "status"]
    promised = found.loc[found["kind"] == COMMITMENT, "id"]
    parts = [_milestones_words(state, status), _commitments_words(state, promised)]
    return "; ".join(part for part in parts if part)


def _milestones_words(state: State, status: pd.Series[str]) -> str:
    concern = "" if state.area.kind == "london" else f" that concern {state.area.label}"
    total, delivered = len(status), int((status == DELIVERED).sum())
    if total == 0:
        return f"No milestones{concern}"
    if delivered == total:
        return f"All {total} milestones{concern} delivered" if total > 1 else _only(concern)
    late = int((status == SOME_DELAY).sum())
    tail = f", {late} with some delay" if late else ""
    return f"{delivered} of {total} milestones{concern} delivered{tail}"


def _only(concern: str) -> str:
    return f"The one milestone{concern.replace('concern', 'concerns', 1)} delivered"


def _commitments_words(state: State, promised: pd.Series[str]) -> str:
    if promised.empty:
        return ""
    passed = int(promised.isin(unanswered(state)).sum())
    if passed == 0:
        return f"{formatting.plural(len(promised), 'commitment')} ahead"
    if passed == len(promised):
        return f"{formatting.plural(passed, 'commitment')} past due, outcome not stated"
    return (
        f"{passed} of {formatting.plural(len(promised), 'commitment')} past due, outcome not stated"
    )


def context(state: State) -> str:
    """The line under the title: area, report, as-at and source."""
    source = "Metropolitan Police Service, Business Plan progress update"
    quarter = board_quarter(state)
    if quarter is None:
        return f"{state.area.label} · as at {state.as_at.label} · {source}"
    late = ", reported later" if quarter.last > state.as_at else ""
    concern = "" if state.area.kind == "london" else ", with what is pan-London"
    return (
        f"{state.area.label}{concern} · report of {quarter.short_label} ({quarter.label}) · "
        f"as at {state.as_at.label}{late} · {source}"
    )
