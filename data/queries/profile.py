"""Every offence group of every area at once: the quarter, its change, the rate, its rank.

One pass over the block of counts, so that a page of a hundred rows costs no more than one row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from data import as_at as as_at_month
from data import describe
from data.areas import LONDON
from data.breaks import Break, breaks_for
from data.describe import Subject
from data.offences import ALL
from data.queries import measures
from data.queries.profile_counts import MONTHS_A_YEAR, counted, ranked
from data.result import Meta, Result
from data.statistics.rates import rate_per_1000

if TYPE_CHECKING:
    from data.areas import Area
    from data.offences import Offence
    from data.periods import Month, Quarter
    from data.store import Store

KNIFE_CRIME = "knife-crime"

COLUMNS = {
    "area": "Code of the area",
    "name": "Name of the area",
    "kind": "london, bcu or borough",
    "offence": "Slug of the offence",
    "offence_name": "Name of the offence",
    "count": "Count in the quarter",
    "count_year_before": "Count in the same quarter a year before",
    "change_percent": "Change on the same quarter a year before, per cent",
    "count_12_months": "Count in the 12 months to as-at",
    "population": "Residents in the calendar year of the first of the 12 months",
    "rate": "Per 1,000 residents in the 12 months",
    "london_rate": "The same for London",
    "against_london_percent": "How far the rate lies above London's, per cent of it",
    "rank": "Rank of the rate among areas of the same kind, 1 the highest; none for London",
    "rank_of": "Areas ranked",
    "rank_shared": "Whether another area has the same rate",
    "symbol": (
        "Why the change is missing: c suppressed, x unavailable, z not applicable (none a year "
        "before)"
    ),
    "count_symbol": "Why the count is missing: c suppressed, x unavailable",
    "count_year_before_symbol": "Why the count a year before is missing",
    "rate_symbol": "Why the count in the 12 months and its rate are missing",
    "provisional": "Whether the quarter holds the extract's newest, incomplete month",
    "provisional_12_months": "Whether the 12 months hold it",
    "spans_break": "Whether the two quarters compared lie on two sides of a break",
}
"""Column and its meaning, in the order of the rows."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The answer, and the periods that it is about.

    Attributes:
        result: Rows as `COLUMNS`: for each area, each offence.
        quarter: The latest quarter that has ended by as-at.
        first: First of the 12 months.
        last: Last of the 12 months: as-at.
        breaks: By kind of area, the breaks that the changes of any of its rows span.
    """

    result: Result
    quarter: Quarter
    first: Month
    last: Month
    breaks: Mapping[str, tuple[Break, ...]]


class _Question(NamedTuple):
    """A profile with every parameter looked up."""

    store: Store
    places: tuple[Area, ...]
    offences: tuple[Offence, ...]
    quarter: Quarter
    last: Month

    @property
    def first(self) -> Month:
        """First of the 12 months."""
        return self.last + (1 - MONTHS_A_YEAR)


def profile_offences(store: Store, *, as_at: Month) -> tuple[str, ...]:
    """Return the offences of a profile: all, each group, and knife crime once it is count."""
    groups = tuple(offence.slug for offence in store.offences.groups())
    knife = store.cube(store.offences.get(KNIFE_CRIME)).first <= as_at
    return (ALL, *groups, *((KNIFE_CRIME,) if knife else ()))


def latest_ended(as_at: Month) -> Quarter:
    """Return the latest quarter that has ended by a month."""
    quarter = as_at.quarter
    return quarter if quarter.last <= as_at else quarter.previous()


def profile(
    store: Store,
    *,
    areas: Sequence[str],
    offences: Sequence[str] | None = None,
    as_at: Month | None = None,
) -> Profile:
    """Return the profile of areas.

    The rate is `1,000 · O / n` over the 12 months to as-at, with the residents of the calendar
    year of their first month; ranks are by rate among the 32 boroughs or the 12 BCUs.

    Args:
        store: The data.
        areas: Codes of the areas, in the order wanted.
        offences: Slugs of monthly series that every area has; by default `profile_offences`.
        as_at: The last month taken into account; by default the end of the newest report.

    Raises:
        InvalidParameter: Unknown area or offence.
    """
    last = as_at or as_at_month.newest_report(store)
    slugs = tuple(offences) if offences is not None else profile_offences(store, as_at=last)
    question = _Question(
        store,
        tuple(store.areas.get(code) for code in areas),
        tuple(store.offences.get(slug) for slug in slugs),
        latest_ended(last),
        last,
    )
    breaks = _breaks(question)
    every = tuple(dict.fromkeys(each for found in breaks.values() for each in found))
    result = Result(_rows(question, breaks), _meta(question, every))
    of_kind: dict[str, tuple[Break, ...]] = {
        kind: tuple(
            dict.fromkeys(each for (of, _), found in breaks.items() if of == kind for each in found)
        )
        for kind in dict.fromkeys(place.kind for place in question.places)
    }
    return Profile(result, question.quarter, question.first, last, of_kind)


def _breaks(question: _Question) -> dict[tuple[str, str], tuple[Break, ...]]:
    """Return, by kind of area and offence, the breaks between the quarter and the year before."""
    first, last = question.quarter.year_before().first, question.quarter.last
    of_kind = {place.kind: place for place in question.places}
    return {
        (kind, offence.slug): tuple(
            each
            for each in breaks_for(offence, place)
            if each.rebase and first < each.month <= last
        )
        for kind, place in of_kind.items()
        for offence in question.offences
    }


def _rows(question: _Question, breaks: dict[tuple[str, str], tuple[Break, ...]]) -> pd.DataFrame:
    every = question.store.areas.all()
    position = {area.code: row for row, area in enumerate(every)}
    residents = question.store.populations.beside(every, question.first.year)
    count = counted(
        question.store, offences=question.offences, quarter=question.quarter, last=question.last
    )
    rate = rate_per_1000(count.year, residents[:, None], MONTHS_A_YEAR)
    rank = ranked(every, rate)
    take = [position[place.code] for place in question.places]
    places, offences = len(question.places), len(question.offences)
    now, before = count.quarter[take].ravel(), count.before[take].ravel()
    hidden, hidden_before, hidden_year = (
        part[take].ravel() for part in (count.hidden, count.hidden_before, count.hidden_year)
    )
    changed = measures.change(now, before, hidden | hidden_before)
    london = np.tile(rate[position[LONDON]], places)
    pairs = [(place, offence) for place in question.places for offence in question.offences]
    return pd.DataFrame(
        {
            "area": [place.code for place, _ in pairs],
            "name": [place.name for place, _ in pairs],
            "kind": [place.kind for place, _ in pairs],
            "offence": [offence.slug for _, offence in pairs],
            "offence_name": [offence.name for _, offence in pairs],
            "count": now,
            "count_year_before": before,
            "change_percent": changed.values,
            "count_12_months": count.year[take].ravel(),
            "population": np.repeat(residents[take], offences),
            "rate": rate[take].ravel(),
            "london_rate": london,
            "against_london_percent": measures.change(rate[take].ravel(), london).values,
            "rank": rank.rank[take].ravel(),
            "rank_of": rank.among[take].ravel(),
            "rank_shared": rank.shared[take].ravel(),
            "symbol": pd.Series(changed.symbols, dtype=object),
            "count_symbol": pd.Series(measures.symbols_of(now, hidden), dtype=object),
            "count_year_before_symbol": pd.Series(
                measures.symbols_of(before, hidden_before), dtype=object
            ),
            "rate_symbol": pd.Series(
                measures.symbols_of(rate[take].ravel(), hidden_year), dtype=object
            ),
            "provisional": np.tile(count.provisional, places),
            "provisional_12_months": np.tile(count.provisional_year, places),
            "spans_break": [bool(breaks[place.kind, offence.slug]) for place, offence in pairs],
        }
    )


def _meta(question: _Question, breaks: tuple[Break, ...]) -> Meta:
    entries = dict.fromkeys(offence.dataset for offence in question.offences)
    return Meta(
        title="Offence groups by area",
        unit="offences",
        as_at=str(question.last),
        breaks=tuple(each.to_record() for each in breaks),
        notes=tuple(_notes(question)),
        columns=COLUMNS,
        release=question.store.release,
        **describe.provenance(question.store.dataset(next(iter(entries)))),
    )


def _notes(question: _Question) -> list[str]:
    notes = ["Rates are of the 12 months to as-at; ranks are by rate, the highest first."]
    for offence in question.offences:
        for kind in dict.fromkeys(place.kind for place in question.places):
            subject = Subject(
                store=question.store,
                offence=offence,
                areas=tuple(place for place in question.places if place.kind == kind),
                first=question.quarter.year_before().first,
                last=question.last,
            )
            notes += describe.gap_notes(subject)
            notes += describe.source_notes(subject)
            notes += describe.boundary_notes(subject)
    notes += describe.rate_notes(question.offences[0], question.first)
    return list(dict.fromkeys(notes))
