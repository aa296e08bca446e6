"""Which rows of a board a reader asked for: by area, by words, by status, kind and theme."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from data.errors import InvalidParameter
from data.milestones import THEMES

if TYPE_CHECKING:
    from data.areas import Area, Areas
    from data.milestones import Milestone

LONGEST_SEARCH = 200
"""Characters of free text that are searched for."""

PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "\u2010": "-"}
)


def scope_in(milestone: Milestone, area: Area) -> Literal["area", "london"] | None:
    """Return how a row concerns an area.

    A row concerns a BCU when it names the BCU or any of its boroughs. It concerns a borough when
    it names the borough, or the borough's BCU as a whole (`reach` is not `borough`): Operation
    Mexico, in East BCU with its result in Havering, concerns Barking and Dagenham; the
    refurbishment of Charing Cross Police Station, in Westminster, does not concern the other
    boroughs of Central West. What is pan-London concerns every area; where it singles the area
    out, as the moped campaign does eleven boroughs, it counts as the area's own.

    Args:
        milestone: The row.
        area: The area asked for.

    Returns:
        `area` where it concerns the area in particular, `london` where it is pan-London, None where
        it concerns other areas only. For London itself: the row's own scope.
    """
    if area.kind == "london":
        return milestone.scope
    named = set(milestone.areas)
    if area.kind == "bcu":
        particular = area.code in named or not named.isdisjoint(area.boroughs)
    else:
        particular = area.code in named or (milestone.reach != "borough" and area.bcu in named)
    if particular:
        return "area"
    return "london" if milestone.reach == "london" else None


def chosen(
    parameter: str, value: str | Iterable[str] | None, allowed: Collection[str]
) -> frozenset[str] | None:
    """Return the values that a filter lets through; None where there is no filter.

    Args:
        parameter: Name of the parameter, for the error.
        value: One value, several separated by commas, or several; None or empty is no filter.
        allowed: Every value that there is.

    Raises:
        InvalidParameter: A value is not among the allowed ones.
    """
    if value is None or value == "":
        return None
    parts = value.split(",") if isinstance(value, str) else list(value)
    for part in parts:
        if part not in allowed:
            raise InvalidParameter(parameter, part, list(allowed))
    return frozenset(parts) or None


def lets_through(filter_: frozenset[str] | None, value: str | None) -> bool:
    """Whether a filter lets a value through; a row without a value passes only without one."""
    return filter_ is None or value in filter_


def folded(text: str) -> str:
    """Return text without case and accents, with plain quotes, hyphens and spaces."""
    decomposed = unicodedata.normalize("NFKD", text).translate(PLAIN)
    bare = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join(bare.casefold().split())


def words_of(q: str | None) -> Sequence[str]:
    """Return the words of a free-text search, folded.

    Raises:
        InvalidParameter: The text is longer than `LONGEST_SEARCH`.
    """
    if q is None:
        return ()
    if len(q) > LONGEST_SEARCH:
        raise InvalidParameter("q", q, f"at most {LONGEST_SEARCH} characters")
    return folded(q).split()


def searchable_text(milestone: Milestone, areas: Areas) -> str:
    """Return what a search looks through: title, note, heading, theme, due date and areas."""
    parts = [
        milestone.title,
        milestone.note,
        milestone.subtheme,
        THEMES[milestone.theme].title,
        milestone.due_label,
        *(areas.get(code).label for code in milestone.areas),
    ]
    return folded(" \n ".join(parts))


def matches(milestone: Milestone, words: Sequence[str], areas: Areas) -> bool:
    """Whether every word stands somewhere in the row's text."""
    if not words:
        return True
    text = searchable_text(milestone, areas)
    return all(word in text for word in words)
