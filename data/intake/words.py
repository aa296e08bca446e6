"""Reads the words that people write: quarters, due dates, areas, the board's vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from data.milestone_filters import folded
from data.milestones import Due, Term
from data.periods import Month, Quarter
from data.written_dates import MONTH_NAMES, NAME, month_in, whole_year

if TYPE_CHECKING:
    from data.areas import Areas

QUARTER_RULE = "must be a financial quarter, such as Q1 2018/19 or 2018-19-Q1"
DUE_RULE = (
    "must be a month (September 2018), a financial quarter (Q2 2018/19) or a date in it "
    "(30/09/2018)"
)
EVERYWHERE = frozenset(
    (
        *("london", "pan london", "all of london", "all london", "london wide", "whole of london"),
        *("all", "all bcus", "all boroughs", "mps", "mps wide", "met", "met wide"),
    )
)

_YEAR = r"(?P<year>\d{4}|\d{2})\s?[-/–]\s?(?P<next>\d{4}|\d{2})"
_NUMBER = r"(?:q|quarter)\s?(?P<number>[1-4])"
_QUARTERS = (
    re.compile(rf"{_YEAR}[\s,-]*{_NUMBER}"),
    re.compile(rf"{_NUMBER}[\s,-]*(?:of\s)?{_YEAR}"),
)
_SPAN = re.compile(rf"(?P<first>[a-z]+)\.?\s?(?:to|-)\s?{NAME}\s(?P<y>\d{{4}})")


def quarter_in(text: str) -> Quarter | None:
    """Read a financial quarter as people write it; None where it is none."""
    plain = folded(text)
    for form in _QUARTERS:
        match = form.fullmatch(plain)
        if match is None:
            continue
        year, after = int(match["year"]), int(match["next"]) % 100
        if after != (year + 1) % 100:
            return None
        return Quarter(whole_year(year), int(match["number"]))
    return None


def due_in(value: str | date) -> Due | None:
    """Read a due date: a quarter, or the month that a month's name or a date means; else None."""
    if isinstance(value, date):
        return Month(value.year, value.month)
    return quarter_in(value) or _span_in(folded(value)) or month_in(folded(value))


def _span_in(plain: str) -> Quarter | None:
    """Read `July to September 2018`: three months that are a financial quarter."""
    match = _SPAN.fullmatch(plain)
    if match is None:
        return None
    first, last = MONTH_NAMES.get(match["first"]), MONTH_NAMES.get(match["name"])
    if first is None or last is None:
        return None
    quarter = Month(int(match["y"]), last).quarter
    return quarter if (quarter.first.number, quarter.last.number) == (first, last) else None


def term_in(text: str, terms: Mapping[str, Term]) -> str | None:
    """Return the slug of the term that a text means by its slug, title or plural; else None."""
    plain = folded(text).strip("✓●▲○ ")
    for slug, term in terms.items():
        names = {slug, slug.replace("-", " "), folded(term.title), folded(term.plural)}
        if plain in names:
            return slug
    return None


def parts_of(text: str, knows: Callable[[str], bool]) -> list[str]:
    """Return the parts of a list in a cell, whatever separates them.

    A name may hold a comma, "and" or spaces itself: what semicolons leave is read as known names
    from the left, the longest first, and is split at commas only where that fails.

    Args:
        text: The cell.
        knows: Whether a part is a name that is known.
    """
    parts: list[str] = []
    for part in _split(r"[;|/]", text):
        parts += _known_names(part, knows) or _split(",", part)
    return parts


def _split(separators: str, text: str) -> list[str]:
    return [part for part in (each.strip() for each in re.split(separators, text)) if part]


def _known_names(text: str, knows: Callable[[str], bool]) -> list[str]:
    """Return the known names that a text consists of; nothing where there is anything else."""
    # Words at even positions, what stands between them at odd ones.
    pieces = re.split(r"(\s*,\s*|\s+(?:and|&)\s+|\s+)", text)
    found: list[str] = []
    start = 0
    while start < len(pieces):
        for stop in range(len(pieces), start, -2):
            name = "".join(pieces[start:stop])
            if knows(name):
                found.append(name)
                start = stop + 1
                break
        else:
            return []
    return found


def areas_in(text: str, areas: Areas) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
    """Read the areas of a cell.

    Args:
        text: Names, slugs or codes of BCUs and boroughs; `London` for all of it.
        areas: The areas that there are.

    Returns:
        Whether all of London is named; the codes of the areas, BCUs first, each once; the parts
        that are no area.
    """
    names = _names(areas)
    everywhere, known, unknown = False, [], []
    for part in parts_of(text, lambda part: _area_name(part) in {*names, *EVERYWHERE}):
        plain = _area_name(part)
        if plain in EVERYWHERE:
            everywhere = True
        elif plain in names:
            known.append(names[plain])
        else:
            unknown.append(part)
    order = {area.code: (area.kind != "bcu", n) for n, area in enumerate(areas.all())}
    return everywhere, tuple(sorted(dict.fromkeys(known), key=order.__getitem__)), tuple(unknown)


def _names(areas: Areas) -> dict[str, str]:
    """Return every way to name an area, and its code; a BCU wins over a borough."""
    found: dict[str, str] = {}
    for kind in ("borough", "bcu"):
        for area in areas.all():
            if area.kind == kind:
                short = area.name.removesuffix(" upon Thames")
                found |= {_area_name(name): area.code for name in (area.code, area.name, short)}
    return found


def _area_name(text: str) -> str:
    plain = folded(text).replace("&", "and").replace("-", " ")
    for ending in (" bcu", " borough", " basic command unit"):
        plain = plain.removesuffix(ending)
    for start in ("london borough of ", "royal borough of ", "city of westminster"):
        plain = "westminster" if plain == "city of westminster" else plain.removeprefix(start)
    return " ".join(plain.split())


def slug_in(text: str) -> str:
    """Return an id in its form: lower case, words joined by hyphens."""
    return re.sub(r"[\s._/]+", "-", folded(text)).strip("-")
