"""The contents of a digest: findings, milestones, commitments, reports, loads, latest figures."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from components.pack.digest import figures, findings, loaded, milestones, reports
from components.pack.digest.model import Digest, Part
from components.pack.digest.since import Since
from components.pack.states import Place
from data import as_at as as_at_months

if TYPE_CHECKING:
    from data.periods import Month
    from data.store import Store


PARTS: Final[Sequence[Callable[[Place, Since], Part]]] = (
    findings.part,
    milestones.part,
    milestones.commitments,
    reports.part,
    loaded.part,
    figures.part,
)
"""What makes each part, in the order of a digest."""


def _nothing() -> None:
    pass


def digest(
    store: Store,
    *,
    area: str,
    since: str,
    as_at: Month,
    made: datetime.date,
    marking: str | None = None,
    public_url: str = "",
    step: Callable[[], None] = _nothing,
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
        step: Called before each part; whoever has waited enough raises from it.

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
        parts=tuple(_parts(place, back, step)),
    )


def _parts(place: Place, back: Since, step: Callable[[], None]) -> Iterator[Part]:
    for make in PARTS:
        step()
        yield make(place, back)
