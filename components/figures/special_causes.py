"""Special causes as a chart shows them: a shape, a colour and the rule in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from components import theme

if TYPE_CHECKING:
    import pandas as pd

RULE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "outside": "outside a limit",
        "trend": "seven or more months rising or falling",
        "two-of-three": "two of three months near a limit",
        "run": "seven or more months on one side of the mean",
    }
)
"""The rules in words, for hover and tables."""

DIRECTION_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "improvement": "for the better",
        "concern": "for the worse",
        "neither": "neither better nor worse",
    }
)

COMMON_CAUSE: Final = "common cause: no more change than chance would give"


@dataclass(frozen=True)
class Symbol:
    """How the points of one kind are drawn.

    Args:
        shape: plotly's name of it.
        badge: The same shape as a letter, for a key.
        text: What a key says.
        colour: Of the fill.
        size: In pixels.
    """

    shape: str
    badge: str
    text: str
    colour: str
    size: int


SYMBOLS: Final[Mapping[str, Symbol]] = MappingProxyType(
    {
        "common": Symbol("circle", "●", "common cause", theme.INK_SOFT, 6),
        "improvement": Symbol(
            "triangle-down", "▼", "special cause, for the better", theme.FALL, 11
        ),
        "concern": Symbol("triangle-up", "▲", "special cause, for the worse", theme.ORANGE, 11),
        "neither": Symbol(
            "diamond", "◆", "special cause, neither better nor worse", theme.LIGHT_PURPLE, 11
        ),
        "provisional": Symbol(
            "circle-open", "○", "provisional: not in limits or rules", theme.INK_SOFT, 8
        ),
    }
)


def kinds_of(frame: pd.DataFrame) -> pd.Series[str]:
    """Return how each row's point is drawn: a key of ``SYMBOLS``."""
    kinds = frame["direction"].where(frame["special_cause"].astype(bool), "common")
    return kinds.mask(frame["provisional"].astype(bool), "provisional").astype(str)


def point_text(rule: object, direction: object, kind: str) -> str:
    """Return what hover and table say of a point.

    Args:
        rule: The rule that marks it, or None.
        direction: What the mark means, or None.
        kind: A key of ``SYMBOLS``.
    """
    if kind == "provisional":
        return SYMBOLS[kind].text
    if kind == "common":
        return COMMON_CAUSE
    return f"special cause, {DIRECTION_NAMES[str(direction)]}: {RULE_NAMES[str(rule)]}"
