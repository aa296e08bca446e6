"""What was loaded since a day, and what that revised."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.errors import DataFileError
from data.ledger import Version, root_of, versions
from data.periods import Month
from data.releases.model import Release, Switch
from data.releases.pointer import history
from data.releases.reading import at, zero

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from data.offences import Offence
    from data.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change of the release in use.

    Attributes:
        switch: When, and whether it was loaded or gone back to.
        release: The release; None where it is no longer there.
    """

    switch: Switch
    release: Release | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """How one series differs between two versions of the data.

    Attributes:
        offence: The series.
        months: Months that both versions have with different values.
        difference: The sum of the differences, the later less the earlier.
        largest: The month that differs most; None where none differs.
        before: That month's value in the earlier version.
        now: Its value in the later version.
        added: Months that only the later version has, oldest first.
    """

    offence: Offence
    months: int
    difference: float
    largest: Month | None
    before: float
    now: float
    added: tuple[Month, ...]


def steps_since(store: Store, day: datetime.date) -> tuple[Step, ...]:
    """Return every change of the release in use after a day, oldest first.

    Args:
        store: The loaded data.
        day: The last day that does not count (UTC).
    """
    if store.origin is None:
        return ()
    root = root_of(store)
    found = []
    for switch in history(root):
        if switch.at.date() <= day:
            continue
        try:
            release = at(root, switch.release)
        except DataFileError:
            release = None
        found.append(Step(switch=switch, release=release))
    return tuple(found)


def revised_since(
    store: Store, *, area: str, offences: Sequence[str], day: datetime.date, as_at: Month
) -> tuple[Revised, ...]:
    """Return how series of an area differ from the release that was in use at the end of a day.

    Args:
        store: The loaded data.
        area: Code of the area.
        offences: Slugs of the series; those that are suppressed or have not the area are left out.
        day: The day (UTC).
        as_at: The last month looked at.

    Returns:
        One row a series that differs; empty where the same release was in use then.
    """
    before = _in_use(store, day)
    if before is None or store.origin is None or before == store.origin.id:
        return ()
    found = []
    for slug in offences:
        offence = store.offences.get(slug)
        known = {each.name: each for each in versions(store, offence.dataset)}
        then, now = known.get(before), known.get(store.origin.id)
        if then is None or now is None or area not in then.areas or slug not in then.offences:
            continue
        row = _revised(then, now, area, offence, as_at)
        if row.months or row.added:
            found.append(row)
    return tuple(found)


def _in_use(store: Store, day: datetime.date) -> str | None:
    """The id of the release in use at the end of a day: release zero before the first load."""
    if store.origin is None:
        return None
    root = root_of(store)
    earlier = [each.release for each in history(root) if each.at.date() <= day]
    return earlier[-1] if earlier else zero(root).id


def _revised(then: Version, now: Version, area: str, offence: Offence, as_at: Month) -> Revised:
    differences: dict[Month, tuple[float, float]] = {}
    added = []
    for name in now.periods:
        month = _month_of(name)
        value = now.value(area, offence.slug, name)
        if month is None or month > as_at or math.isnan(value):
            continue
        earlier = then.value(area, offence.slug, name)
        if math.isnan(earlier):
            added.append(month)
        elif value != earlier:
            differences[month] = earlier, value
    largest = max(
        sorted(differences), key=lambda each: abs(_difference(differences[each])), default=None
    )
    before, value = differences[largest] if largest else (math.nan, math.nan)
    return Revised(
        offence=offence,
        months=len(differences),
        difference=sum(_difference(each) for each in differences.values()),
        largest=largest,
        before=before,
        now=value,
        added=tuple(sorted(added)),
    )


def _difference(values: tuple[float, float]) -> float:
    return values[1] - values[0]


def _month_of(name: str) -> Month | None:
    try:
        return Month.parse(name)
    except ValueError:
        return None
