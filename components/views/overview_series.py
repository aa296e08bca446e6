"""The series behind the overview's tiles: which one answers, for an area and a month.

Knife crime and under-25 knife injuries each come from two sources that are never joined: the one
that has the quarter in question is shown, and where none has it the tile says what there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from data.areas import LONDON, Area
from data.offences import Offence
from data.periods import Month, Quarter
from data.store import Store


@dataclass(frozen=True)
class Subject:
    """What a tile is about.

    Args:
        key: Its name in ids and tests.
        name: Its heading.
        words: How it stands in a sentence.
        series: Slugs of its series, the preferred first.
        page: The page that shows it.
        headline: The name under which the report's headlines on it are kept.
    """

    key: str
    name: str
    words: str
    series: tuple[str, ...]
    page: str
    headline: str


SUBJECTS: Final = (
    Subject("all", "All recorded crime", "all recorded crime", ("all",), "/crime-trends", "all"),
    Subject(
        "violence",
        "Violence against the person",
        "violence against the person",
        ("violence-against-the-person",),
        "/crime-trends",
        "violence-against-the-person",
    ),
    Subject(
        "knife",
        "Knife crime",
        "knife crime",
        ("knife-crime", "knife-offences"),
        "/knife-injury",
        "knife-crime",
    ),
    Subject(
        "under-25",
        "Under-25 knife injury victims",
        "under-25 knife injuries",
        ("knife-injury-victims-under-25", "knife-injury-victims-1-to-24-non-domestic"),
        "/knife-injury",
        "knife-injury-victims-under-25",
    ),
    Subject("burglary", "Burglary", "burglary", ("burglary",), "/burglary", "burglary"),
)
"""The five subjects of the overview, in the order of its tiles."""


@dataclass(frozen=True)
class Found:
    """The series that answers for a subject.

    Args:
        offence: The series.
        area: The area it is for: the chosen one, or London where it exists for London only.
        london_only: Whether it is London's figure on another area's page.
    """

    offence: Offence
    area: Area
    london_only: bool = False


def quarter_by(as_at: Month) -> Quarter:
    """The latest quarter that has ended by a month."""
    quarter = as_at.quarter
    return quarter if quarter.last <= as_at else quarter.previous()


def find(store: Store, subject: Subject, *, area: Area, as_at: Month) -> Found | None:
    """The series that has the latest quarter: for the area if there is one, else for London.

    Returns:
        None where no series of the subject has the quarter in full.
    """
    quarter = quarter_by(as_at)
    london: Found | None = None
    for slug in subject.series:
        offence = store.offences.get(slug)
        cube = store.cube(offence)
        if quarter.first < cube.first or quarter.last > cube.last:
            continue
        if area.code in cube.areas:
            return Found(offence, area)
        london = london or Found(offence, store.areas.get(LONDON), london_only=True)
    return london


def settled(store: Store, as_at: Month) -> Month:
    """As-at, or the month before it where as-at is itself provisional: findings go by this."""
    cube = store.cubes["recorded-crime"]
    provisional = cube.newest_provisional and as_at >= cube.last
    return as_at.previous() if provisional else as_at
