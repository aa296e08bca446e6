"""Words around numbers: the provenance of an answer and the notes without which it misleads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from data import population
from data.breaks import Break, breaks_for
from data.events import boundaries_note
from data.offences import slug_of
from data.periods import Month

if TYPE_CHECKING:
    from data.areas import Area
    from data.catalogue.model import Dataset, Gap
    from data.counts import Counts
    from data.offences import Offence
    from data.store import Store

RECORDED_CRIME = "recorded-crime"
KNIFE_CRIME = "knife-crime-by-area"

WEST_NOTE = (
    "West BCU includes the airports (Heathrow and London City) by convention, since Heathrow lies "
    "in Hillingdon; no borough includes them before March 2024."
)
LEFT_OUT_NOTE = (
    "Offences at the airports and with no known borough are in London's total, in no borough."
)
KNIFE_LEFT_OUT_NOTE = (
    "London's total also holds offences whose borough is not known, at the airports or in "
    "another force's area; no borough holds them."
)
BOUNDARIES_NOTE = "BCUs are the twelve as from 2018–19, whatever the period: today's boundaries."
VICTIMS_NOTE = "Victims per 1,000 residents of all ages."
SMALL_NOTE = "Some counts are below 10: read with care."
SMALL = 10
"""Counts below this are read with care."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an answer is about.

    Attributes:
        store: The data.
        offence: The series.
        areas: The areas; one, or those compared.
        first: First month shown, or compared with.
        last: Last month shown.
        measure: `count`, `rate`, `rolling-12` or `change-on-year`.
    """

    store: Store
    offence: Offence
    areas: tuple[Area, ...]
    first: Month
    last: Month
    measure: str = "count"

    @property
    def cube(self) -> Counts:
        """The counts of the series."""
        return self.store.cube(self.offence)

    @property
    def entry(self) -> Dataset:
        """The catalogue entry of the series."""
        return self.store.dataset(self.offence.dataset)

    @property
    def breaks(self) -> tuple[Break, ...]:
        """The breaks after the first month and up to the last, earliest first."""
        found = breaks_for(self.offence, self.areas[0], self.measure)
        return tuple(each for each in found if self.first < each.month <= self.last)


class Provenance(TypedDict):
    """The fields of `Meta` that say where figures come from."""

    source: str
    source_url: str
    publisher: str
    licence: str
    licence_url: str
    attribution: str
    dataset: str | None


def provenance(entry: Dataset) -> Provenance:
    """Return where a dataset comes from."""
    return {
        "source": f"{entry.publisher}: {entry.source}",
        "source_url": entry.source_url,
        "publisher": entry.publisher,
        "licence": entry.licence,
        "licence_url": entry.licence_url,
        "attribution": entry.attribution,
        "dataset": entry.id,
    }


def gap_notes(subject: Subject) -> list[str]:
    """Return the notes of the gaps that the sums of these areas leave out, each once."""
    leaves = subject.store.offences.leaves(subject.offence.slug)
    sources = {source for area in subject.areas for source in area.sources}
    return [
        gap.note
        for gap in subject.entry.gaps
        if _covers(gap, sources, leaves) and _overlaps(gap, subject.first, subject.last)
    ]


def source_notes(subject: Subject) -> list[str]:
    """Return what is counted in the areas that is in none of their boroughs, or the reverse."""
    kind = subject.areas[0].kind
    if subject.offence.dataset == RECORDED_CRIME:
        if kind == "borough" and len(subject.areas) > 1:
            return [LEFT_OUT_NOTE]
        if kind == "bcu" and any(area.extra for area in subject.areas):
            return [WEST_NOTE]
    if subject.offence.dataset == KNIFE_CRIME and (kind == "london" or len(subject.areas) > 1):
        return [KNIFE_LEFT_OUT_NOTE]
    return []


def boundary_notes(subject: Subject) -> list[str]:
    """Return what must be known of BCU boundaries."""
    if len(subject.areas) > 1:
        return [BOUNDARIES_NOTE] if subject.areas[0].kind == "bcu" else []
    note = boundaries_note(subject.areas[0], subject.first)
    return [] if note is None else [note]


def rate_notes(offence: Offence, last: Month) -> list[str]:
    """Return what must be known of rates up to a month."""
    notes = [population.NOTE]
    if offence.unit == "victims":
        notes.append(VICTIMS_NOTE)
    if last.year >= population.CENSUS_YEAR:
        notes.append(population.STEP_NOTE)
    return notes


def _covers(gap: Gap, sources: set[str], leaves: frozenset[str]) -> bool:
    column, value = gap.where
    return value in sources if column == "area_code" else slug_of(value) in leaves


def _overlaps(gap: Gap, first: Month, last: Month) -> bool:
    begins = gap.first is None or Month.parse(gap.first) <= last
    return begins and (gap.last is None or Month.parse(gap.last) >= first)
