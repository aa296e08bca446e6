"""The deck as a file: its slides in order, its properties, its language."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from components.pack.deck import listing, opening, series, where
from components.pack.deck.template import new_deck
from components.pack.deck.writer import Writer

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck

    from components.pack.model import Pack

LANGUAGE: Final = "en-GB"
AUTHOR: Final = "Met Business Plan dashboard"


def document(pack: Pack, step: Callable[[], None]) -> bytes:
    """Write the deck.

    Args:
        pack: What it says.
        step: Called before each slide and before the file is written.

    Returns:
        A PPTX: cover, the quarter in figures, findings, one slide a headline series, the map of
        burglary, areas, milestones, report check, sources and notes. Every slide has a title,
        notes with its numbers and caveats, and the marking where one is set.
    """
    deck = new_deck()
    writer = Writer(deck, pack, step)
    opening.cover(writer)
    opening.figures(writer)
    opening.findings(writer)
    series.slides(writer)
    where.burglary(writer)
    where.rankings(writer, "knife-injury-by-area")
    listing.area(writer)
    where.rankings(writer, "area-places")
    listing.milestones(writer)
    listing.check(writer)
    listing.sources(writer)
    _properties(deck, pack)
    _language(deck)
    step()
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _properties(deck: Deck, pack: Pack) -> None:
    properties = deck.core_properties
    made = datetime.datetime.combine(pack.made, datetime.time())
    properties.title, properties.author = pack.title, AUTHOR
    properties.last_modified_by, properties.language = AUTHOR, LANGUAGE
    properties.subject = f"Briefing deck on {pack.area.label} as at {pack.as_at.label}"
    properties.keywords = "Business Plan; recorded crime; milestones"
    properties.category = "Briefing deck"
    properties.comments = f"Data release {pack.release}."
    properties.content_status = pack.marking or ""
    properties.created = properties.modified = made
    properties.revision = 1


def _language(deck: Deck) -> None:
    """Say on every piece of text that it is British English, for spelling and for reading out."""
    for slide in deck.slides:
        for tree in (slide._element, slide.notes_slide._element):
            _say_language(tree)


def _say_language(tree: Any) -> None:
    for properties in tree.iter("{*}rPr", "{*}endParaRPr"):
        properties.set("lang", LANGUAGE)
    for run in tree.iter("{*}r", "{*}fld"):
        if hasattr(run, "get_or_add_rPr"):
            run.get_or_add_rPr().set("lang", LANGUAGE)
