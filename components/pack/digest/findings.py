"""Findings that are new, stayed or went."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from components import formatting
from components.pack.digest.model import Group, Line, Part
from components.views.overview_findings import tested
from data.queries.finding_movement import FindingMovement, finding_movement

if TYPE_CHECKING:
    from components.pack.digest.since import Since
    from components.pack.states import Place
    from data.periods import Month
    from data.queries.findings import Finding

MARKS: Final = {
    "improvement": "▼ Better",
    "concern": "▲ Worse",
    "neither": "◆ Changed",
}
SOURCE: Final = (
    "Source: Metropolitan Police Service, through the London Datastore; Home Office. Tested by "
    "this dashboard."
)


def part(place: Place, since: Since) -> Part:
    """What stands out now against what stood out then."""
    found = finding_movement(
        place.store, area=place.area.code, since=since.month, as_at=place.as_at
    )
    then = since.month
    groups = [
        _group("New", [_line(each) for each in found.new]),
        _group(
            f"Stand out, and could not be tested as at {then.label}",
            [_line(each) for each in found.untested_then],
        ),
        _group("Still stand out", [_stayed(now, before, then) for now, before in found.stayed]),
        _group("No longer stand out", [_line(each, then) for each in found.gone]),
        _group(
            f"Stood out as at {then.label}, and cannot be tested now",
            [_line(each, then) for each in found.untested_now],
        ),
    ]
    return Part(
        key="findings",
        title="Findings",
        short=_short(found, place.as_at),
        news=bool(found.new or found.gone or found.untested_then or found.untested_now),
        groups=tuple(each for each in groups if each is not None),
        notes=(f"As at {place.as_at.label}: {_small(tested(found.now))}",),
        path=place.address("/", fragment="findings"),
        source=SOURCE,
    )


def _short(found: FindingMovement, as_at: Month) -> str:
    if not found.now.tests:
        if not found.then.tests:
            return f"Findings: no series could be tested then, nor as at {as_at.label}."
        gone = formatting.plural(len(found.untested_now), "finding")
        if found.untested_now:
            return f"Findings: no series can be tested as at {as_at.label}; {gone} stood out then."
        return f"Findings: no series can be tested as at {as_at.label}; none stood out then."
    parts = [
        (len(found.new), "new"),
        (len(found.untested_then), "that could not be tested then"),
        (len(found.stayed), "still there"),
        (len(found.gone), "no longer there"),
        (len(found.untested_now), "that cannot be tested now"),
    ]
    said = [f"{number} {words}" for number, words in parts if number]
    if not said:
        return f"Findings: nothing stands out as at {as_at.label}, and nothing did then."
    return f"Findings: {formatting.join_words(said)}."


def _group(title: str, lines: Iterable[Line]) -> Group | None:
    kept = tuple(lines)
    return Group(f"{title} ({len(kept)})", kept) if kept else None


def _line(each: Finding, then: Month | None = None) -> Line:
    text = each.sentence if then is None else f"As at {then.label}: {each.sentence}"
    return Line(text, MARKS[each.direction], (_evidence(each),), each.link)


def _stayed(now: Finding, before: Finding, then: Month) -> Line:
    said = () if now.sentence == before.sentence else (f"As at {then.label}: {before.sentence}",)
    return Line(now.sentence, MARKS[now.direction], (*said, _evidence(now)), now.link)


def _evidence(each: Finding) -> str:
    return f"Evidence: {each.evidence}."


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
