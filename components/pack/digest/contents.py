"""The contents of a digest: findings, milestones, commitments, reports, loads, latest figures."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from components.pack.digest import figures, findings, loaded, milestones, reports
from components.pack.digest.model import Digest
from components.pack.digest.since import Since
from components.pack.states import Place
from data import as_at as as_at_months

if TYPE_CHECKING:
    from data.periods import Month
    from data.store import Store


def digest(
    store: Store,
    *,
    area: str,
    since: str,
    as_at: Month,
    made: datetime.date,
    marking: str | None = None,
    public_url: str = "",
) -> Digest:
    """What changed in an area since a month or a day.

    Args:
        store: The loaded data.
        area: Code of the area.
        since: A month (``2018-03``) or a day (``2018-04-15``); see :class:`Since`.
        as_at: The last month taken into account.
        made: The day on which it is made.
        marking: A protective marking.
        public_url: Where readers reach the dashboard; without it, addresses are paths.

    Raises:
        InvalidParameter: there is no such area or month, or ``since`` cannot be used.
    """
    place = Place(store, store.areas.get(area), as_at_months.check(store, as_at))
    back = Since.parse(since, store=store, as_at=place.as_at)
    return Digest(
        area=place.area,
        since=back,
        as_at=place.as_at,
        release=store.release,
        made=made,
        marking=marking or None,
        public_url=public_url.rstrip("/"),
        parts=(
            findings.part(place, back),
            milestones.part(place, back),
            milestones.commitments(place, back),
            reports.part(place, back),
            loaded.part(place, back),
            figures.part(place, back),
        ),
    )
