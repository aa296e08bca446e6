"""Releases of the data that were loaded since, and what they revised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from components import formatting
from components.pack.digest.model import Group, Line, Part
from components.pack.digest.since import in_words
from components.views.overview_series import SUBJECTS
from data.queries.release_movement import Revised, Step, revised_since, steps_since
from data.words import sentence

if TYPE_CHECKING:
    from components.pack.digest.since import Since
    from components.pack.states import Place

PATH: Final = "/about"
ROLLBACK: Final = "rollback"
MOST_NOTES: Final = 4
"""Notes of a release that are told; the others are on the page."""


def part(place: Place, since: Since) -> Part:
    """What was loaded after the day, and how the headline series differ from before."""
    steps = steps_since(place.store, since.day)
    if not steps:
        short = f"Data: no release was loaded after {in_words(since.day)}."
        return Part("data", "Data loaded", short, news=False, path=_path(place))
    series = [slug for subject in SUBJECTS for slug in subject.series]
    revised = revised_since(
        place.store,
        area=place.area.code,
        offences=series,
        day=since.day,
        as_at=place.as_at,
    )
    number = formatting.plural(len(steps), "change")
    changed = (
        f"{formatting.plural(len(revised), 'headline series', 'headline series')} "
        f"{'differs' if len(revised) == 1 else 'differ'} from before"
        if revised
        else "no headline series of the area differs from before"
    )
    groups = [Group(f"Releases ({len(steps)})", tuple(_step(place, each) for each in steps))]
    if revised:
        lines = tuple(_revised(place, each) for each in revised)
        groups.append(Group(f"What differs now ({len(lines)})", lines))
    return Part(
        key="data",
        title="Data loaded",
        short=f"Data: {number} of release after {in_words(since.day)}; {changed}.",
        news=True,
        groups=tuple(groups),
        notes=(f"Headline series, {place.area.label}, to {place.as_at.label}.",),
        path=_path(place),
        source="Source: this dashboard’s own record of its releases.",
    )


def _path(place: Place) -> str:
    return place.address(PATH, fragment="revisions")


def _step(place: Place, step: Step) -> Line:
    did = "Went back to release" if step.switch.action == ROLLBACK else "Loaded release"
    release = step.release
    if release is None:
        return Line(f"{in_words(step.switch.at.date())}: {did} {step.switch.release}.")
    told = [f"From {each.name}." for each in release.sources]
    if step.switch.action == ROLLBACK:
        told = []
    notes = release.notes if step.switch.action != ROLLBACK else ()
    told += [sentence(each) for each in notes[:MOST_NOTES]]
    if len(notes) > MOST_NOTES:
        told.append(f"{len(notes) - MOST_NOTES} more notes are on the page.")
    return Line(
        f"{in_words(step.switch.at.date())}: {did} {release.id}.",
        details=tuple(told),
        path=_path(place),
    )


def _revised(place: Place, found: Revised) -> Line:
    said = []
    if found.added:
        first, last = found.added[0].label, found.added[-1].label
        span = first if len(found.added) == 1 else f"{first} to {last}"
        said.append(f"{formatting.plural(len(found.added), 'month')} added ({span})")
    if found.largest is not None:
        said.append(
            f"{formatting.plural(found.months, 'month')} revised, together "
            f"{formatting.signed_count(found.difference)}; most in {found.largest.label}, from "
            f"{formatting.count(found.before)} to {formatting.count(found.now)}"
        )
    name = found.offence.name if found.offence.slug != "all" else SUBJECTS[0].name
    return Line(
        f"{name}: {'; '.join(said)}.",
        path=place.address("/crime-trends", offence=found.offence.slug),
    )
