"""The deck's template, made by code from the product's colours: 16:9, one master, its layouts."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml

from components.pack.deck import geometry
from components.pack.deck.layouts import LAYOUTS, Layout
from components.pack.deck.template_xml import (
    NAME,
    layout_content,
    master_content,
    text_styles,
    theme_xml,
)

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def new_deck() -> Deck:
    """An empty presentation in the product's template."""
    return Presentation(io.BytesIO(template()))


@cache
def template() -> bytes:
    """The template as a file: its master and layouts, no slide."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = geometry.WIDTH, geometry.HEIGHT
    _forget_leftovers(deck)
    master = deck.slide_masters[0]
    master.part.part_related_by(RT.THEME)._blob = (DECLARATION + theme_xml()).encode()
    _replace(master._element, "p:cSld", master_content(LAYOUTS))
    _replace(master._element, "p:txStyles", text_styles())
    known = list(deck.slide_layouts)
    for spare in known[len(LAYOUTS) :]:
        deck.slide_layouts.remove(spare)
    for part, layout in zip(known, LAYOUTS, strict=False):
        _become(part, layout)
    for properties in deck.part._element.iter("{*}defRPr"):
        properties.set("lang", "en-GB")
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _become(part: Any, layout: Layout) -> None:
    """Make a layout of the library's default file one of ours."""
    element = part._element
    element.attrib.pop("type", None)
    if layout.cover:
        element.set("type", "title")
        element.set("showMasterSp", "0")
    else:
        element.set("userDrawn", "1")
    _replace(element, "p:cSld", layout_content(layout))


def _replace(element: Any, tag: str, xml: str) -> None:
    old = element.find(tag, element.nsmap)
    old.getparent().replace(old, parse_xml(xml))


def _forget_leftovers(deck: Deck) -> None:
    """Drop what the library's default file brings of its maker's machine."""
    for rels in (deck.part.rels, deck.part.package._rels):
        for key in [key for key, rel in rels.items() if _is_leftover(rel)]:
            rels.pop(key)
    for rel in deck.part.package._rels.values():
        if rel.reltype == RT.EXTENDED_PROPERTIES:
            rel.target_part._blob = _application().encode()


def _is_leftover(rel: Any) -> bool:
    return rel.reltype in {RT.PRINTER_SETTINGS, RT.THUMBNAIL}


def _application() -> str:
    return (
        f"{DECLARATION}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{NAME}</Application><PresentationFormat>Widescreen</PresentationFormat>"
        "</Properties>"
    )
