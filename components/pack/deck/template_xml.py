"""The template's parts as PresentationML: theme, master, layouts."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from components.pack.deck import geometry as at
from components.pack.deck.geometry import Frame, inches, points
from components.pack.deck.layouts import FONT, SUBTITLE_IDX, THEME_COLOURS, Layout, Place

NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
NAME: Final = "Met Business Plan"
LEVELS: Final = 5
DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'val="1"/></a:ext></a:extLst>'
)
"""What says of a shape that it says nothing, so that screen readers pass over it."""
_INDENT: Final = 0.22


def theme_xml() -> str:
    """The theme: the product's colours and font, flat shapes without shadows."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{colour.removeprefix("#")}"/></a:{name}>'
        for name, colour in THEME_COLOURS.items()
    )
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme {NAMESPACES} name="{NAME}"><a:themeElements>'
        f'<a:clrScheme name="{NAME}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{NAME}"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="{NAME}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def master_content(layouts: tuple[Layout, ...]) -> str:
    """The master's ``cSld``: its background, the band, and the placeholders that layouts inherit.

    Args:
        layouts: The layouts; the second one's title, text, footer and number are the master's.
    """
    inherited = {each.kind: each for each in layouts[1].places if each.idx != SUBTITLE_IDX}
    wanted = [
        inherited["title"],
        next(each for each in layouts[1].places if each.name == "Text"),
        inherited["ftr"],
        inherited["sldNum"],
    ]
    shapes = [placeholder(each, number) for number, each in enumerate(wanted, start=2)]
    return _slide_content(_background("bg1"), [*_decoration(), *shapes])


def layout_content(layout: Layout) -> str:
    """A layout's ``cSld``."""
    shapes = [placeholder(each, number) for number, each in enumerate(layout.places, start=2)]
    if layout.cover:
        accent = _box(40, "Accent", at.COVER_ACCENT, "accent4")
        return _slide_content(_background("tx2"), [accent, *shapes], layout.name)
    return _slide_content("", shapes, layout.name)


def text_styles() -> str:
    """The master's ``txStyles``: titles, text of five levels, everything else."""
    title = _level(1, size=26, bold=True)
    body = "".join(_level(level, size=16, space_before=8) for level in range(1, LEVELS + 1))
    other = "".join(_level(level, size=14) for level in range(1, LEVELS + 1))
    return (
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{title}</p:titleStyle>"
        f"<p:bodyStyle>{body}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )


def placeholder(place: Place, shape_id: int) -> str:
    """A placeholder of a layout or of the master."""
    idx = f' idx="{place.idx}"' if place.idx else ""
    margin = inches(place.inset)
    fill = _fill(place.fill) if place.fill else "<a:noFill/>"
    number = place.kind == "sldNum"
    run = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        '<a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
        if number
        else f'<a:r><a:rPr lang="en-GB"/><a:t>{escape(place.prompt)}</a:t></a:r>'
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{escape(place.name)}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{place.kind}"{idx}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_transform(place.frame)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="{margin}" tIns="{margin}" '
        f'rIns="{margin}" bIns="{margin}" anchor="{place.anchor}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle>{_levels(place)}</a:lstStyle><a:p>{run}</a:p></p:txBody></p:sp>"
    )


def _levels(place: Place) -> str:
    return "".join(
        _level(
            level,
            size=place.size,
            bold=place.bold,
            colour=place.colour,
            align=place.align,
            space_before=place.space_before,
        )
        for level in (range(1, LEVELS + 1) if place.kind == "body" else (1,))
    )


def _level(
    level: int,
    *,
    size: int,
    bold: bool = False,
    colour: str = "tx1",
    align: str = "l",
    space_before: int = 0,
) -> str:
    """A level's paragraph: no bullet on the first, an en dash on those below it."""
    deep = level - 1
    indent = inches(_INDENT)
    bullet = '<a:buChar char="–"/>' if deep else "<a:buNone/>"
    before = f'<a:spcBef><a:spcPts val="{space_before * 100}"/></a:spcBef>'
    return (
        f'<a:lvl{level}pPr marL="{indent * deep}" indent="{-indent if deep else 0}" '
        f'algn="{align}" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        f'<a:lnSpc><a:spcPct val="100000"/></a:lnSpc>{before}{bullet}'
        f'<a:defRPr lang="en-GB" sz="{size * 100}" b="{int(bold)}" kern="1200">{_fill(colour)}'
        f'<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
        f"</a:defRPr></a:lvl{level}pPr>"
    )


def _decoration() -> list[str]:
    """The band with the product's name, the accent below it, the rule above the footer."""
    brand = (
        f'<p:sp><p:nvSpPr><p:cNvPr id="32" name="Product"/><p:cNvSpPr txBox="1"/><p:nvPr/>'
        f'</p:nvSpPr><p:spPr>{_transform(at.BRAND)}<a:prstGeom prst="rect"><a:avLst/>'
        f'</a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" '
        f'rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB" sz="1200" '
        f'b="1">{_fill("bg1")}</a:rPr><a:t>{NAME}</a:t></a:r></a:p></p:txBody></p:sp>'
    )
    rule = (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="33" name="Rule">{DECORATIVE}</p:cNvPr>'
        f"<p:cNvCxnSpPr/><p:nvPr/>"
        f"</p:nvCxnSpPr><p:spPr>{_transform(at.RULE)}"
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{points(0.75)}"><a:solidFill><a:schemeClr val="bg1"><a:lumMod val="80000"/>'
        f"</a:schemeClr></a:solidFill></a:ln></p:spPr></p:cxnSp>"
    )
    band = _box(30, "Band", at.BAND, "tx2")
    return [band, _box(31, "Accent", at.ACCENT, "accent4"), brand, rule]


def _slide_content(background: str, shapes: list[str], name: str = "") -> str:
    named = f' name="{escape(name)}"' if name else ""
    return (
        f"<p:cSld {NAMESPACES}{named}>{background}<p:spTree><p:nvGrpSpPr>"
        '<p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{"".join(shapes)}</p:spTree></p:cSld>'
    )


def _background(colour: str) -> str:
    return f"<p:bg><p:bgPr>{_fill(colour)}<a:effectLst/></p:bgPr></p:bg>"


def _box(shape_id: int, name: str, frame: Frame, colour: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{name}">{DECORATIVE}</p:cNvPr>'
        f"<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr>{_transform(frame)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{_fill(colour)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'


def _transform(frame: Frame) -> str:
    return (
        f'<a:xfrm><a:off x="{frame.x}" y="{frame.y}"/><a:ext cx="{frame.w}" cy="{frame.h}"/>'
        "</a:xfrm>"
    )
