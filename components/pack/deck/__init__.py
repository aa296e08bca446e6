"""The briefing deck: a pack as slides with charts, maps and tables that can be edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from components.pack.model import Pack

__all__ = ["write_deck"]


def _nothing() -> None:
    pass


def write_deck(pack: Pack, *, step: Callable[[], None] = _nothing) -> bytes:
    """Write a pack as a PowerPoint presentation (PPTX).

    Args:
        pack: What to say.
        step: Called before each slide; whoever has waited enough raises from it.

    Returns:
        The file: 16:9, in the product's own template; see :mod:`components.pack.deck.document`.
    """
    from components.pack.deck.document import document  # noqa: PLC0415 - heavy: python-pptx

    return document(pack, step)
