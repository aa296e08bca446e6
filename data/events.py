"""Events: dated facts that a reader may see in a series, as context and not as proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.periods import Month

if TYPE_CHECKING:
    from data.areas import Area

REPORT = "Business Plan progress update, 2018-19 quarter 1"
KNOWN = "Public record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event.

    Attributes:
        month: When it happened, or began.
        label: A few words, for a chart.
        areas: Codes of the areas concerned; empty for all of London.
        source: Who says so.
        note: One sentence more.
        offences: Slugs of the offences that it speaks of; empty for crime in general.
    """

    month: Month
    label: str
    source: str
    note: str
    areas: tuple[str, ...] = ()
    offences: tuple[str, ...] = ()

    def concerns(self, area: Area) -> bool:
        """Whether a chart of this area shows the event."""
        if not self.areas or area.kind == "london":
            return True
        return area.code in self.areas or (area.kind == "borough" and area.bcu in self.areas)


VIOLENCE = (
    "violence-against-the-person",
    "violence-with-injury",
    "homicide",
    "possession-of-weapons",
    "knife-crime",
    "knife-crime-with-injury",
    "knife-offences",
    "knife-injury-victims-under-25",
    "robbery",
)
BURGLARY = ("burglary", "burglary-residential", "burglary-business-and-community")
MOPED = ("vehicle-offences", "theft-or-taking-of-a-motor-vehicle", "theft-from-the-person")

EVENTS: tuple[Event, ...] = (
    Event(
        month=Month(2011, 8),
        label="Riots",
        source=KNOWN,
        note="Disorder in London from 6 to 11 August 2011: a real event, not a break in recording.",
    ),
    Event(
        month=Month(2018, 4),
        label="Violent Crime Task Force launched",
        source=REPORT,
        note="150 ring-fenced officers working across London on knife and serious violent crime.",
        offences=VIOLENCE,
    ),
    Event(
        month=Month(2018, 4),
        label="Operation Mexico: East BCU",
        source=REPORT,
        note=(
            "An operation against burglary networks, reported for April to June 2018: more than 60 "
            "people charged with over 160 offences. The report does not say when it began."
        ),
        areas=("east",),
        offences=BURGLARY,
    ),
    Event(
        month=Month(2018, 4),
        label="“Lock, chain, cover” campaign",
        source=REPORT,
        note=(
            "A campaign on moped and motorbike security, launched in the quarter April to June "
            "2018 in all boroughs and intensified in eleven."
        ),
        offences=MOPED,
    ),
    Event(
        month=Month(2018, 5),
        label="South West BCU live",
        source=REPORT,
        note="Kingston, Merton, Richmond and Wandsworth under one command.",
        areas=("south-west",),
    ),
    Event(
        month=Month(2018, 6),
        label="West BCU live",
        source=REPORT,
        note="Ealing, Hounslow and Hillingdon under one command.",
        areas=("west",),
    ),
    Event(
        month=Month(2020, 3),
        label="First lockdown",
        source=KNOWN,
        note="Restrictions against Covid-19 from 23 March 2020: a real event, not a break.",
    ),
)
"""Every event known, earliest first."""

GO_LIVE = {"south-west": Month(2018, 5), "west": Month(2018, 6)}
"""First month of the BCUs whose go-live the report dates."""

PATHFINDERS = {"east": "2017", "central-north": "2017"}
"""BCUs that went before, of which the report gives no month."""


def events_for(area: Area, offence: str | None = None) -> tuple[Event, ...]:
    """Return the events that a chart of this area and offence shows, earliest first.

    Args:
        area: The area. London shows the events of every area.
        offence: Slug of the offence; None for every event of the area. `all` shows every event.
    """
    return tuple(
        event
        for event in EVENTS
        if event.concerns(area)
        and (offence in (None, "all") or not event.offences or offence in event.offences)
    )


def boundaries_note(area: Area, first: Month) -> str | None:
    """Return the note on boundaries for a series that begins in `first`, or None.

    A BCU's figures before it existed are the sum of the boroughs that it has had since.
    """
    if area.kind != "bcu":
        return None
    live = GO_LIVE.get(area.code)
    if live is not None:
        if first >= live:
            return None
        return f"Before {live.label}, when {area.label} went live: today's boundaries."
    if area.code in PATHFINDERS:
        year = PATHFINDERS[area.code]
        if first > Month(int(year), 12):
            return None
        return f"{area.label} was a pathfinder in {year}; before it went live: today's boundaries."
    return (
        f"Today's boundaries for every month: the report does not say when {area.label} went live."
    )
