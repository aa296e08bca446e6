"""Breaks and events as marks of a chart, with the key and the paragraphs that explain them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from components.figures.dated_marks import Mark
from data.areas import Area
from data.events import events_for
from data.periods import Month


def marks_of(
    *,
    breaks: Sequence[Mapping[str, object]],
    area: Area,
    offence: str | None,
    first: Month,
    last: Month,
    local: bool = True,
) -> list[Mark]:
    """The marks of a chart: breaks as letters, events as numbers, within the months drawn.

    Args:
        breaks: As in an answer's ``meta``: ``month``, ``label``, ``description``.
        area: The area of the series.
        offence: The series' slug; ``None`` for events of every kind.
        first: The first month drawn.
        last: The last month drawn.
        local: Whether London's chart shows the events of single areas too.
    """
    kept = [b for b in breaks if first < Month.parse(str(b["month"])) <= last]
    marks = [
        Mark(
            month=str(each["month"]),
            badge=letter,
            text=str(each["description"]),
            kind="break",
        )
        for letter, each in zip(ascii_uppercase, kept, strict=False)
    ]
    events = [
        event
        for event in events_for(area, offence)
        if first <= event.month <= last and (local or not event.areas)
    ]
    marks.extend(
        Mark(
            month=str(event.month),
            badge=str(number),
            text=f"{event.month.label}: {event.label}",
            kind="event",
        )
        for number, event in enumerate(events, start=1)
    )
    return marks


def key_of(marks: Sequence[Mark]) -> list[tuple[str, str]]:
    """The key below a chart: badge and text."""
    return [(mark.badge, mark.text) for mark in marks]
