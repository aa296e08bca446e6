"""The overview: the quarter at a glance, for an area and a month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from components import formatting, wording
from components.url_state import State
from components.views.overview_series import SUBJECTS, Subject, find, quarter_by, settled
from data.queries.changes import Change, quarter_change

SMALLEST_IN_TITLE: Final = 30
"""A smaller count swings too much by itself to make a title of its change in per cent."""


@dataclass(frozen=True)
class _Moved:
    subject: Subject
    change: Change


def title(state: State) -> str:
    """The page's finding: what moved most, and under-25 knife injuries or all recorded crime.

    Small counts, figures that are London's only and quarters with a provisional month make no
    title: none of them is a finding on the area.
    """
    moved = _moved(state)
    where = state.area.label
    if not moved:
        return _without_change(state)
    first = max(moved, key=lambda each: abs(each.change.percent or 0))
    rest = {each.subject.key: each for each in moved if each is not first}
    second = rest.get("under-25") or rest.get("all") or next(iter(rest.values()), None)
    if second is None:
        return f"{_clause(first, start=True)} in {where}"
    return f"{_clause(first, start=True)} in {where}; {_clause(second)}"


def context(state: State) -> str:
    """The line under the title: area, the quarters compared, sources, what is not comparable."""
    month = settled(state.store, state.as_at)
    quarter = quarter_by(month)
    series = [find(state.store, each, area=state.area, as_at=month) for each in SUBJECTS]
    shown = [each for each in series if each is not None]
    changes = [
        quarter_change(state.store, offence=each.offence.slug, area=each.area.code, as_at=month)
        for each in shown
    ]
    compared = any(change is not None and change.before is not None for change in changes)
    sources = dict.fromkeys(state.store.dataset(each.offence.dataset).publisher for each in shown)
    parts = [
        state.area.label,
        f"{quarter.label} against {quarter.year_before().label}"
        if compared
        else f"{quarter.label}, without a year before to compare with",
        "; ".join(sources) or state.store.dataset("recorded-crime").publisher,
    ]
    if any(change is not None and change.breaks for change in changes):
        parts.append("some comparisons span a break in recording")
    return " · ".join(parts)


def _clause(moved: _Moved, *, start: bool = False) -> str:
    words = moved.subject.words
    words = f"{words[:1].upper()}{words[1:]}" if start else words
    return f"{words} {wording.moved(moved.change.percent)}"


def _moved(state: State) -> list[_Moved]:
    """The subjects with a change of the area's own that a title may speak of."""
    found, month = [], settled(state.store, state.as_at)
    for subject in SUBJECTS:
        series = find(state.store, subject, area=state.area, as_at=month)
        if series is None or series.london_only:
            continue
        change = quarter_change(
            state.store, offence=series.offence.slug, area=state.area.code, as_at=month
        )
        if change is None or change.percent is None:
            continue
        if min(change.value or 0, change.before or 0) >= SMALLEST_IN_TITLE:
            found.append(_Moved(subject, change))
    return found


def _without_change(state: State) -> str:
    """The title where there is nothing a year before to compare with."""
    change = quarter_change(
        state.store, offence="all", area=state.area.code, as_at=settled(state.store, state.as_at)
    )
    if change is None or change.value is None:
        return f"{state.area.label}: no complete quarter of recorded crime yet"
    return f"{formatting.count(change.value)} offences in {state.area.label} in {change.label}"
