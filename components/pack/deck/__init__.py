"""The briefing deck: a pack as slides with charts, maps and tables that can be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from components.pack.model import Pack

__all__ = ["write_deck"]


def write_deck(pack: Pack) -> bytes:
    """Write a pack as a PowerPoint presentation (PPTX).

    Args:
        pack: What to say.

    Returns:
        The file: 16:9, in the product's own template; see :mod:`components.pack.deck.document`.
    """
    from components.pack.deck.document import document  # noqa: PLC0415 - heavy: python-pptx

    return document(pack)
