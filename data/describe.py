"""Words around numbers: the meta data of an answer and its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data import population
from data.areas import AVIATION
from data.breaks import breaks_for
from data.events import boundaries_note
from data.periods import Month

if TYPE_CHECKING:
    import numpy.typing as npt

    from data.areas import Area
    from data.breaks import Break
    from data.catalogue.model import Dataset, Gap
    from data.cube import Cube
    from data.offences import Offence
    from data.periods import Period
    from data.store import Store

RECORDED_CRIME = "recorded-crime"
MONTHS_A_YEAR = 12

WEST_NOTE = (
    "West BCU includes the airports (Heathrow and London City) by convention, since Heathrow lies "
    "in Hillingdon; no borough includes them before March 2024."
)
VICTIMS_NOTE = "Victims per 1,000 residents of all ages."
SMALL_NOTE = "Small counts: read with care."
UNKNOWN_KNIFE_NOTE = (
    "London includes offences whose borough is not known, at the airports or in another force's "
    "area."
)
LEFT_OUT_NOTE = (
    "Offences at the airports and with no known borough are in London's total, in no borough."
)
BOUNDARIES_NOTE = "BCUs are the twelve as from 2018–19, whatever the period: today's boundaries."
EXPECTED_NOTE = (
    "Expected: the pooled rate of the 32 boroughs. Significance, at 99.8 %: the borough's own "
    "interval against that rate; adjusted, its count against limits that allow for "
    "overdispersion among the boroughs."
)
BCU_EXPECTED_NOTE = (
    "Expected: the pooled rate of the 32 boroughs. Significance, at 99.8 %: the BCU's own "
    "interval against that rate; adjusted, its count against limits that allow for "
    "overdispersion among the BCUs."
)
SMALL = 10
"""Counts below this are read with care."""


def breaks_between(
    offence: Offence, area: Area, measure: str, first: Month, last: Month
) -> tuple[Break, ...]:
    """Return the breaks of a series after `first` and up to `last`, earliest first."""
    found = breaks_for(offence, area, measure)
    return tuple(each for each in found if first < each.month <= last)


def series_notes(
    store: Store, offence: Offence, area: Area, measure: str, first: Month, last: Month
) -> list[str]:
    """Return what must be known of a series between two months, as sentences."""
    cube = store.cube(offence)
    entry = store.dataset(cube.dataset)
    notes = gap_notes(store, entry, offence, (area,), first, last)
    if area.extra and cube.dataset == RECORDED_CRIME and area.kind == "bcu":
        notes.append(WEST_NOTE)
    if cube.dataset == "knife-crime-by-area" and area.kind == "london":
        notes.append(UNKNOWN_KNIFE_NOTE)
    boundaries = boundaries_note(area, first)
    if boundaries is not None:
        notes.append(boundaries)
    if measure == "rate":
        notes += rate_notes(offence)
    if cube.newest_provisional and last >= cube.periods[-1].first:
        notes.append(f"{cube.last.label} is provisional. {entry.provisional_note}")
    return notes


def comparison_notes(
    store: Store,
    offence: Offence,
    areas: tuple[Area, ...],
    by: str,
    period: Period,
    breaks: tuple[Break, ...],
    counts: npt.NDArray[np.float64],
) -> list[str]:
    """Return what must be known of areas beside each other, as sentences.

    Args:
        store: The data.
        offence: The series.
        areas: The areas shown.
        by: `borough` or `bcu`.
        period: The period compared with the one a year before.
        breaks: The breaks between the two.
        counts: The count of each area; NaN for missing.
    """
    entry = store.dataset(offence.dataset)
    before = period.first + -MONTHS_A_YEAR
    notes = gap_notes(store, entry, offence, areas, before, period.last)
    if by == "bcu":
        if offence.dataset == RECORDED_CRIME and any(area.extra for area in areas):
            notes.append(WEST_NOTE)
        live = [boundaries_note(area, before) for area in areas] if len(areas) == 1 else []
        notes += [note for note in live if note] or [BOUNDARIES_NOTE]
        notes.append(BCU_EXPECTED_NOTE)
    else:
        notes.append(EXPECTED_NOTE)
        if offence.dataset == RECORDED_CRIME:
            notes.append(LEFT_OUT_NOTE)
    notes += rate_notes(offence)
    if period.first.year >= population.CENSUS_YEAR:
        notes.append(population.STEP_NOTE)
    if np.any(counts < SMALL):
        notes.append(SMALL_NOTE)
    if any(each.rebase for each in breaks):
        notes.append("The changes compare figures across a break: " + _labels(breaks) + ".")
    return notes


def _labels(breaks: tuple[Break, ...]) -> str:
    return ", ".join(f"{each.label} ({each.month.label})" for each in breaks if each.rebase)


def rate_notes(offence: Offence) -> list[str]:
    """Return what must be known of a rate."""
    return [population.NOTE] + ([VICTIMS_NOTE] if offence.unit == "victims" else [])


def gap_notes(
    store: Store,
    entry: Dataset,
    offence: Offence,
    areas: tuple[Area, ...],
    first: Month,
    last: Month,
) -> list[str]:
    """Return the notes of the gaps that the sums of these areas leave out, each once."""
    leaves = store.offences.leaves(offence.slug)
    sources = {source for area in areas for source in area.sources}
    return [
        gap.note
        for gap in entry.gaps
        if _covers(gap, sources, leaves) and _overlaps(gap, first, last)
    ]


def _covers(gap: Gap, sources: set[str], leaves: frozenset[str]) -> bool:
    from data.offences import slug_of  # noqa: PLC0415

    column, value = gap.where
    return value in sources if column == "area_code" else slug_of(value) in leaves


def _overlaps(gap: Gap, first: Month, last: Month) -> bool:
    begins = gap.first is None or Month.parse(gap.first) <= last
    return begins and (gap.last is None or Month.parse(gap.last) >= first)


def source_fields(entry: Dataset) -> dict[str, str]:
    """Return the provenance fields of `Meta` for a dataset."""
    return {
        "source": f"{entry.publisher}: {entry.source}",
        "source_url": entry.source_url,
        "publisher": entry.publisher,
        "licence": entry.licence,
        "licence_url": entry.licence_url,
        "attribution": entry.attribution,
        "dataset": entry.id,
    }
