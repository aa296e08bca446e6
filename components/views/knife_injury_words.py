"""What the knife injury page counts, in words that every part of it shares."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from components import formatting
from data.describe import SMALL
from data.queries.chance import LEVEL

if TYPE_CHECKING:
    from data.offences import Offence
    from data.statistics.compare import Comparison

CARE_BADGE: Final = "†"
CARE: Final = f"fewer than {SMALL}: read with care"

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "knife-injury-victims-1-to-24-non-domestic": (
            "Knife injury victims aged 1 to 24, not domestic abuse"
        ),
        "knife-injury-victims-1-to-24": "Knife injury victims aged 1 to 24",
        "knife-crime-with-injury": "Knife crime with injury",
        "knife-crime": "Knife crime",
    }
)
"""The series by area in the words of the page."""

ABOUT: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "knife-injury-victims-1-to-24-non-domestic": (
            "Victims aged 1 to 24 of knife crime with injury; domestic abuse is left out.",
        ),
        "knife-injury-victims-1-to-24": (
            "Victims aged 1 to 24 of knife crime with injury, domestic abuse included.",
        ),
        "knife-crime-with-injury": (
            "Offences of knife crime with injury, whatever the victim’s age.",
        ),
        "knife-crime": ("Offences of knife crime, with or without injury.",),
    }
)
"""What each of them counts."""


def counted(value: float, offence: Offence) -> str:
    """A count with its unit: ``1 victim``, ``1,480 victims``, ``no offences``.

    In these series only what is suppressed is missing.
    """
    if formatting.is_missing(value):
        return f"a suppressed number of {offence.unit}"
    unit = offence.unit if value != 1 else offence.unit.removesuffix("s")
    return f"{'no' if value == 0 else formatting.count(value)} {unit}"


def care(value: float) -> str:
    """What is added to a small count in a sentence."""
    return f"; {CARE}" if value < SMALL else ""


def chance(test: Comparison) -> str:
    """What follows ``rose 2.3 %``: ``no more than chance would give``, or ``more``."""
    return f"{_more(test)} than chance would give"


def change_or_chance(test: Comparison) -> str:
    """What follows two counts: ``no more change than chance would give``, or ``more``."""
    return f"{_more(test)} change than chance would give"


def _more(test: Comparison) -> str:
    return "more" if test.p_value < 1 - LEVEL else "no more"
