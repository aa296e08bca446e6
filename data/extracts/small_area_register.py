"""The register of small areas: which code was called what, in which borough, in which months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from data.periods import Month
from data.small_areas import REGISTER_COLUMNS, Change, Level, Register, Spell
from data.words import number

if TYPE_CHECKING:
    from data.extracts.draft import Draft

SAID = 20
"""Changes that a summary spells out; the others are counted."""


def register_of(draft: Draft, level: Level) -> Register:
    """Return what is loaded; empty where nothing is."""
    if not draft.there(level.dataset) or not draft.there(level.register):
        return Register(level, ())
    return Register.of_table(level, draft.table(level.register))


def brought(places: Mapping[str, tuple[str, str]], known: Register) -> frozenset[str]:
    """Return every code, of a file or loaded, whose figures in the file's months the file gives.

    These are the codes of the boroughs that the file has: a code of them that it does not have
    has come to its end.
    """
    boroughs = {borough for _, borough in places.values()}
    loaded = {area.code for borough in boroughs for area in known.within(borough)}
    return frozenset(loaded | set(places))


def with_file(
    known: Register,
    places: Mapping[str, tuple[str, str]],
    months: Sequence[Month],
    replaced: frozenset[str],
) -> Register:
    """Return the register once a file is merged.

    Args:
        known: What is loaded.
        places: Name and borough of each code of the file.
        months: The file's months.
        replaced: The codes whose figures in these months the file gives.
    """
    spells = [
        part
        for spell in known.spells
        for part in ([spell] if spell.code not in replaced else _without(spell, months))
    ]
    spells += [
        Spell(code, months[0], months[-1], name, borough)
        for code, (name, borough) in places.items()
    ]
    return Register(known.level, _joined(sorted(spells)))


def _without(spell: Spell, months: Sequence[Month]) -> list[Spell]:
    """Return what is left of a spell outside the months of a file."""
    parts = []
    if spell.first < months[0]:
        last = min(spell.last, months[0].previous())
        parts.append(Spell(spell.code, spell.first, last, spell.name, spell.borough))
    if spell.last > months[-1]:
        first = max(spell.first, months[-1] + 1)
        parts.append(Spell(spell.code, first, spell.last, spell.name, spell.borough))
    return parts


def _joined(spells: Iterable[Spell]) -> list[Spell]:
    """Join what follows under the same name and borough; no name is no other name."""
    joined: list[Spell] = []
    for spell in spells:
        last = joined[-1] if joined else None
        if last is None or last.code != spell.code or not _same(last, spell):
            joined.append(spell)
            continue
        name, borough = spell.name or last.name, spell.borough or last.borough
        joined[-1] = Spell(last.code, last.first, spell.last, name, borough)
    return joined


def _same(one: Spell, other: Spell) -> bool:
    pairs = ((one.name, other.name), (one.borough, other.borough))
    return all(not a or not b or a == b for a, b in pairs)


def register_csv(register: Register) -> bytes:
    """Return the table as it is kept."""
    table = pd.DataFrame(register.rows(), columns=[*REGISTER_COLUMNS])
    return table.to_csv(index=False, lineterminator="\n").encode()


def changes_since(before: Register, after: Register) -> list[str]:
    """Return sentences on what changed with a file: codes, names, boroughs."""
    known = {change for borough in before.boroughs for change in before.changes(borough)}
    new: list[Change] = [
        change
        for borough in after.boroughs
        for change in after.changes(borough)
        if change not in known
    ]
    if not new:
        return []
    said = [f"  {change.sentence()}" for change in new[:SAID]]
    if len(new) > SAID:
        said.append(f"  and {number(len(new) - SAID)} more, in the table {after.level.register}.")
    level = after.level.slug
    return [f"Changes of {level} codes, names or boroughs ({number(len(new))}):", *said]
