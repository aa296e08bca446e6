"""Milestones: what the page is asked for, which rows answer it, and what its title says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import pandas as pd

from components import formatting
from components.links import relative
from components.url_state import State
from components.views.milestones_choices import BEFORE, PARAMETERS
from components.views.milestones_words import flag
from data.as_at import newest_report
from data.milestones import COMMITMENT, DELIVERED, MILESTONE, SOME_DELAY, Due, Milestone
from data.periods import Quarter
from data.queries.board_index import board_index
from data.queries.milestone_changes import BoardChanges, board_changes, board_of, earlier_boards
from data.queries.milestones import due_passed, milestones

PATH: Final = "/milestones"
FILTERS: Final = ("status", "kind", "theme", "q")
"""The parameters that take rows away; area, quarter and the way of showing are none."""

_ANY: Final = "any-row-of-the-board"
"""Stands for an id in an address; too long to be taken for one."""

Record = dict[str, Any]
"""A row of an answer of ``milestones``."""


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
        return self._asked(self.quarter)

    @cached_property
    def unanswered(self) -> frozenset[str]:
        """Ids of the commitments due by as-at with no report saying what became of them."""
        return frozenset(each["id"] for each in self.past_due)

    @cached_property
    def past_due(self) -> list[Record]:
        """The same commitments, longest due first: those that a later board dropped are there too.

        Each is as the last board that has it says; that it is gone since settles nothing.
        """
        store, as_at = self.state.store, self.state.as_at
        return _records(due_passed(store, as_at=as_at, area=self.state.area.code).rows)

    @cached_property
    def latest(self) -> Mapping[str, Milestone]:
        """The latest word on each row, of the boards that were out by as-at."""
        return board_index(self.state.store).latest(self.state.as_at, also=self.quarter)

    @cached_property
    def _opening(self) -> str:
        return address(self.state, id=_ANY)

    def opening(self, name: str) -> str:
        """The address that opens a row's detail, everything else as it is."""
        # Made once: a board has hundreds of them. An id needs no quoting.
        return self._opening.replace(_ANY, name) + "#detail"

    @cached_property
    def full(self) -> Mapping[str, Milestone]:
        """Every row of the board by id, with what an answer of ``milestones`` leaves out."""
        if self.quarter is None:
            return {}
        return {each.id: each for each in board_of(self.state.store, self.quarter)}

    @cached_property
    def originals(self) -> Mapping[str, Due]:
        """The due date first promised, by id, as the boards up to the one on screen have it."""
        return board_index(self.state.store).originals(self.quarter) if self.quarter else {}

    @cached_property
    def since(self) -> Quarter | None:
        """The earlier board that this one is compared with; None where there is none.

        A board asked for that is not earlier than the one on screen gives way to the one before.
        """
        if self.quarter is None:
            return None
        earlier = earlier_boards(self.state.store, self.quarter)
        asked = self.state["since"]
        wanted = None if asked == BEFORE else Quarter.parse(asked)
        return wanted if wanted in earlier else (earlier[-1] if earlier else None)

    @cached_property
    def changes(self) -> BoardChanges | None:
        """What changed since, of what the filters keep now or kept then."""
        if self.quarter is None or self.since is None:
            return None
        found = board_changes(
            self.state.store, quarter=self.quarter, since=self.since, area=self.state.area.code
        )
        if found is None or not active_filters(self.state):
            return found
        now = set(self.table["id"])
        then = set(self._asked(self.since, **self._filters())["id"])
        kept = tuple(each for each in found.changes if each.row.id in (now if each.now else then))
        return replace(found, changes=kept)

    def without(self, name: str | None = None) -> pd.DataFrame:
        """The rows that the filters keep when one of ``FILTERS`` is left out."""
        return self._asked(self.quarter, **self._filters(name))

    def _filters(self, but: str | None = None) -> dict[str, str | None]:
        return {each: self.state[each] or None for each in FILTERS if each != but}

    def _asked(self, quarter: Quarter | None, **filters: str | None) -> pd.DataFrame:
        found = milestones(
            self.state.store,
            quarter=quarter,
            area=self.state.area.code,
            as_at=self.state.as_at,
            **filters,
        ).rows
        return found if quarter else found.iloc[:0]


def _records(table: pd.DataFrame) -> list[Record]:
    return [{str(key): value for key, value in each.items()} for each in table.to_dict("records")]


def flagged(shown: Shown, record: Record) -> str:
    """What must be noted of a row as at the month on screen; empty where nothing must."""
    return flag(
        record,
        as_at=shown.state.as_at,
        unanswered=shown.unanswered,
        latest=shown.latest.get(record["id"]),
    )


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
