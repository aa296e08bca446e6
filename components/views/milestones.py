"""Milestones: what the page is asked for, which rows answer it, and what its title says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

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

Record = dict[str, Any]
"""A row of an answer of ``milestones``."""


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


@dataclass(frozen=True)
class Shown:
    """What the page shows of a board; each part is asked for once.

    Attributes:
        state: The page's state.
    """

    state: State

    @cached_property
    def quarter(self) -> Quarter | None:
        """The reporting quarter on screen; None where no report was out by as-at."""
        return Quarter.parse(self.state["quarter"]) if self.state["quarter"] else None

    @cached_property
    def rows(self) -> list[Record]:
        """The rows that the filters keep, soonest due first."""
        return _records(self.table)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The same rows as a table."""
        return self.without()

    @cached_property
    def whole(self) -> pd.DataFrame:
        """Every row of the board that concerns the area."""
        return self._asked()

    @cached_property
    def unanswered(self) -> frozenset[str]:
        """Ids of the commitments due by as-at with no report saying what became of them."""
        found = due_passed(self.state.store, as_at=self.state.as_at, area=self.state.area.code).rows
        return frozenset(found["id"])

    def without(self, name: str | None = None) -> pd.DataFrame:
        """The rows that the filters keep when one of ``FILTERS`` is left out."""
        return self._asked(**{each: self.state[each] or None for each in FILTERS if each != name})

    def _asked(self, **filters: str | None) -> pd.DataFrame:
        found = milestones(
            self.state.store,
            quarter=self.quarter,
            area=self.state.area.code,
            as_at=self.state.as_at,
            **filters,
        ).rows
        return found if self.quarter else found.iloc[:0]


def _records(table: pd.DataFrame) -> list[Record]:
    return [{str(key): value for key, value in each.items()} for each in table.to_dict("records")]


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


def title(shown: Shown) -> str:
    """The page's title: how many milestones are delivered, and what of the commitments."""
    if shown.quarter is None:
        return f"No Business Plan report by {shown.state.as_at.label}"
    found = shown.whole
    status = found.loc[found["kind"] == MILESTONE, "status"]
    promised = found.loc[found["kind"] == COMMITMENT, "id"]
    late = int(promised.isin(shown.unanswered).sum())
    parts = [_milestones_words(shown.state, status), _commitments_words(len(promised), late)]
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


def _commitments_words(total: int, late: int) -> str:
    if total == 0:
        return ""
    if late == 0:
        return f"{formatting.plural(total, 'commitment')} ahead"
    of_all = "" if late == total else f"{late} of "
    return f"{of_all}{formatting.plural(total, 'commitment')} past due, outcome not stated"


def context(shown: Shown) -> str:
    """The line under the title: area, report, as-at and source."""
    source = "Metropolitan Police Service, Business Plan progress update"
    area, as_at, quarter = shown.state.area, shown.state.as_at, shown.quarter
    if quarter is None:
        return f"{area.label} · as at {as_at.label} · {source}"
    late = ", reported later" if quarter.last > as_at else ""
    concern = "" if area.kind == "london" else ", with what is pan-London"
    return (
        f"{area.label}{concern} · report of {quarter.short_label} ({quarter.label}) · "
        f"as at {as_at.label}{late} · {source}"
    )
