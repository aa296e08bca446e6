"""Which findings are new, stayed or went between two months, as the loaded data has both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.queries.findings import Finding, Findings, family_of, what_stands_out

if TYPE_CHECKING:
    from data.periods import Month
    from data.store import Store

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingMovement:
    """The findings of an area as at two months, set against each other.

    Two findings are the same when they are of the same family of offences and the same area and
    point the same way; the series and the evidence within may differ.

    Attributes:
        then: What was tested and stood out as at the earlier month.
        now: The same as at the later month.
        new: Stand out now; were tested then and did not.
        stayed: Stand out now and did then: as it is now, as it was then.
        gone: Stood out then; are tested now and do not.
        untested_then: Stand out now; could not be tested then, so that "new" cannot be said.
        untested_now: Stood out then; cannot be tested now, so that "gone" cannot be said.
    """

    then: Findings
    now: Findings
    new: tuple[Finding, ...]
    stayed: tuple[tuple[Finding, Finding], ...]
    gone: tuple[Finding, ...]
    untested_then: tuple[Finding, ...]
    untested_now: tuple[Finding, ...]


def finding_movement(store: Store, *, area: str, since: Month, as_at: Month) -> FindingMovement:
    """Return how the findings of an area changed between two months.

    Both are worked out from the data that is loaded, revisions included.

    Args:
        store: The loaded data.
        area: Code of the area; its boroughs are looked at too.
        since: The earlier month.
        as_at: The later month.

    Raises:
        InvalidParameter: Unknown area.
    """
    place = store.areas.get(area).code
    then = what_stands_out(store, area=place, as_at=since)
    now = what_stands_out(store, area=place, as_at=as_at)
    before = {_key(store, each): each for each in then.findings}
    after = {_key(store, each): each for each in now.findings}
    came = [(key, each) for key, each in after.items() if key not in before]
    went = [(key, each) for key, each in before.items() if key not in after]
    return FindingMovement(
        then=then,
        now=now,
        new=tuple(each for key, each in came if key[:2] in then.tested),
        stayed=tuple((each, before[key]) for key, each in after.items() if key in before),
        gone=tuple(each for key, each in went if key[:2] in now.tested),
        untested_then=tuple(each for key, each in came if key[:2] not in then.tested),
        untested_now=tuple(each for key, each in went if key[:2] not in now.tested),
    )


def _key(store: Store, finding: Finding) -> Key:
    return family_of(store.offences.get(finding.offence)), finding.area, finding.direction
