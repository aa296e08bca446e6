"""Offences: every series of counts that can be asked for by name.

Adding an offence of recorded crime is one line in `RECORDED`; adding a series of another table is
one `Offence` in `OTHER` (its dataset's loader must give counts under that slug).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from data.errors import InvalidParameter, cut

OffenceKind = Literal["total", "group", "offence", "series"]
Polarity = Literal["down", "neither"]

ALL = "all"
PRE_2019_SUFFIX = "-pre-2019"
ALL_PRE_2019 = ALL + PRE_2019_SUFFIX

RECORDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Arson and criminal damage": ("Arson", "Criminal damage"),
        "Burglary": ("Burglary: business and community", "Burglary: residential"),
        "Drug offences": ("Drug trafficking", "Possession of drugs"),
        "Fraud and forgery (historical)": ("Fraud and forgery (historical)",),
        "Miscellaneous crimes against society": ("Miscellaneous crimes against society",),
        "Possession of weapons": ("Possession of weapons",),
        "Public order offences": (
            "Other public order offences",
            "Public fear, alarm or distress",
            "Racially or religiously aggravated public fear, alarm or distress",
            "Violent disorder",
        ),
        "Robbery": ("Robbery of business property", "Robbery of personal property"),
        "Sexual offences": ("Other sexual offences", "Rape"),
        "Theft": ("Bicycle theft", "Other theft", "Shoplifting", "Theft from the person"),
        "Vehicle offences": (
            "Aggravated vehicle taking",
            "Interfering with a motor vehicle",
            "Theft from a motor vehicle",
            "Theft or taking of a motor vehicle",
        ),
        "Violence against the person": (
            "Death or serious injury by illegal driving",
            "Homicide",
            "Violence with injury",
            "Violence without injury, stalking and harassment",
        ),
    }
)
"""Offence groups of the classification in use since March 2019, with their offences."""

PRE_2019: tuple[str, ...] = (
    "Burglary",
    "Criminal damage",
    "Drugs",
    "Fraud or forgery",
    "Other notifiable offences",
    "Robbery",
    "Sexual offences",
    "Theft and handling",
    "Violence against the person",
)
"""The nine offence groups used before March 2019."""

FOUND_BY_POLICE = frozenset({"Drug offences", "Possession of weapons", "Drugs"})
"""Groups whose counts follow police activity (searches) more than crime: neither way is better."""


@dataclass(frozen=True, slots=True)
class Offence:
    """One series of counts.

    Attributes:
        slug: Name in URLs.
        name: Name on screen.
        parent: Slug of the series that this one is part of; None at the top.
        kind: `total`, `group`, `offence`, or `series` for what is not part of recorded crime.
        dataset: Id of the dataset that holds it.
        unit: What is counted: `offences` or `victims`.
        polarity: `down` where fewer is an improvement, `neither` where counts follow police
            activity.
    """

    slug: str
    name: str
    parent: str | None
    kind: OffenceKind
    dataset: str
    unit: str = "offences"
    polarity: Polarity = "down"


def slug_of(name: str) -> str:
    """Return the slug of a name: lower case, each run of other characters one hyphen, trimmed."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _recorded() -> list[Offence]:
    found = [Offence(ALL, "Total notifiable offences", None, "total", "recorded-crime")]
    for group, offences in RECORDED.items():
        polarity: Polarity = "neither" if group in FOUND_BY_POLICE else "down"
        slug = slug_of(group)
        found.append(Offence(slug, group, ALL, "group", "recorded-crime", polarity=polarity))
        found += [
            Offence(slug_of(name), name, slug, "offence", "recorded-crime", polarity=polarity)
            for name in offences
            if slug_of(name) != slug
        ]
    return found


def _pre_2019() -> list[Offence]:
    dataset = "recorded-crime-pre-2019"
    name = "Total notifiable offences (classification before March 2019)"
    return [Offence(ALL_PRE_2019, name, None, "series", dataset)] + [
        Offence(
            slug_of(group) + PRE_2019_SUFFIX,
            f"{group} (classification before March 2019)",
            ALL_PRE_2019,
            "series",
            dataset,
            polarity="neither" if group in FOUND_BY_POLICE else "down",
        )
        for group in PRE_2019
    ]


OTHER: tuple[Offence, ...] = (
    Offence(
        "knife-injury-victims-under-25",
        "Knife injury victims under 25, not domestic abuse (London)",
        None,
        "series",
        "knife-injury-under-25",
        unit="victims",
    ),
    Offence("knife-crime", "Knife crime", None, "series", "knife-crime-by-area"),
    Offence(
        "knife-crime-with-injury",
        "Knife crime with injury",
        "knife-crime",
        "series",
        "knife-crime-by-area",
    ),
    Offence(
        "knife-injury-victims-1-to-24",
        "Knife injury victims aged 1 to 24",
        None,
        "series",
        "knife-crime-by-area",
        unit="victims",
    ),
    Offence(
        "knife-injury-victims-1-to-24-non-domestic",
        "Knife injury victims aged 1 to 24, not domestic abuse",
        "knife-injury-victims-1-to-24",
        "series",
        "knife-crime-by-area",
        unit="victims",
    ),
    Offence(
        "knife-offences",
        "Offences involving a knife or sharp instrument, by quarter (London)",
        None,
        "series",
        "knife-offences-by-quarter",
    ),
)


class Offences:
    """All series, in the order of the offence picker."""

    def __init__(self) -> None:
        self._all = (*_recorded(), *OTHER, *_pre_2019())
        self._by_slug = {offence.slug: offence for offence in self._all}
        self._leaves = {offence.slug: self._leaves_of(offence.slug) for offence in self._all}

    def all(self) -> tuple[Offence, ...]:
        """The total, each group followed by its offences, then the series of other tables."""
        return self._all

    def get(self, slug: str) -> Offence:
        """Return the offence with this slug.

        Raises:
            InvalidParameter: There is none; the nearest slug is suggested.
        """
        offence = self._by_slug.get(slug)
        if offence is None:
            raise InvalidParameter("offence", slug, list(self._by_slug), self._unknown(slug))
        return offence

    def __contains__(self, slug: object) -> bool:
        """Whether `slug` is an offence."""
        return slug in self._by_slug

    def groups(self) -> tuple[Offence, ...]:
        """Return the offence groups of recorded crime."""
        return tuple(offence for offence in self._all if offence.kind == "group")

    def children(self, slug: str) -> tuple[Offence, ...]:
        """Return the series that are part of this one."""
        parent = self.get(slug).slug
        return tuple(offence for offence in self._all if offence.parent == parent)

    def leaves(self, slug: str) -> frozenset[str]:
        """Return the slugs of the offences that add up to this one: itself, if it has no part."""
        return self._leaves[self.get(slug).slug]

    def _leaves_of(self, slug: str) -> frozenset[str]:
        # Of the series of other tables only the earlier total is the sum of its parts: knife crime
        # with injury, say, is a part of knife crime, but not with others the whole of it.
        summed = self._by_slug[slug].kind != "series" or slug == ALL_PRE_2019
        parts = [offence.slug for offence in self._all if offence.parent == slug and summed]
        found: set[str] = set()
        for part in parts:
            found |= self._leaves_of(part)
        return frozenset(found or {slug})

    def of_dataset(self, dataset: str) -> tuple[Offence, ...]:
        """Return the series that a dataset holds."""
        return tuple(offence for offence in self._all if offence.dataset == dataset)

    def _unknown(self, slug: str) -> str:
        message = f"There is no offence “{cut(slug)}”."
        near = difflib.get_close_matches(slug_of(slug[:100]), self._by_slug, n=1, cutoff=0.7)
        if near:
            return f"{message} Did you mean {near[0]}?"
        return f"{message} The list is at /api/v1/offences."
