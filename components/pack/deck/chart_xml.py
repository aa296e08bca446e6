"""What the library's charts cannot say by themselves: places, gaps, end labels, break lines."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree
from pptx.enum.chart import XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Pt

from components import theme
from components.pack.deck.dates import FORMAT
from components.pack.deck.scale import Scale
from components.pack.deck.text import rgb

AFTER_ERROR_BARS: Final = ("c:cat", "c:val", "c:smooth", "c:extLst")
"""What follows error bars in a series: the order is the format's."""
LABEL_SIZE: Final = 12
AXIS_SIZE: Final = 12


def plain(chart: Any, axis_title: str) -> None:
    """Give a chart the product's look: its font, no legend, what its values are at the top left."""
    chart.font.size, chart.font.color.rgb = Pt(AXIS_SIZE), rgb(theme.INK_SOFT)
    chart.has_legend = False
    chart.has_title = bool(axis_title)
    if axis_title:
        frame = chart.chart_title.text_frame
        frame.text = axis_title
        font = frame.paragraphs[0].runs[0].font
        font.size, font.bold, font.color.rgb = Pt(AXIS_SIZE), False, rgb(theme.INK_SOFT)
        chart.chart_title.include_in_layout = False
        title = chart._chartSpace.chart.find(qn("c:title"))
        layout = title.find(qn("c:layout"))
        if layout is None:
            layout = etree.Element(qn("c:layout"))
            title.find(qn("c:tx")).addnext(layout)
        _manual(layout, x=0.0, y=0.0)
    gaps(chart)


def gaps(chart: Any) -> None:
    """Leave a gap where a value is missing: missing is not zero."""
    element = chart._chartSpace.chart
    blanks = element.find(qn("c:dispBlanksAs"))
    if blanks is None:
        blanks = etree.SubElement(element, qn("c:dispBlanksAs"))
    blanks.set("val", "gap")


def place_plot(chart: Any, *, x: float, y: float, w: float, h: float) -> None:
    """Place the plot within the chart, as shares of its width and height."""
    area = chart._chartSpace.chart.plotArea
    layout = area.find(qn("c:layout"))
    if layout is None:
        layout = etree.Element(qn("c:layout"))
        area.insert(0, layout)
    _manual(layout, x=x, y=y, w=w, h=h)


def _manual(layout: Any, **values: float) -> None:
    for child in list(layout):
        layout.remove(child)
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    inner = "w" in values
    if inner:
        etree.SubElement(manual, qn("c:layoutTarget"), val="inner")
    for axis in ("x", "y"):
        etree.SubElement(manual, qn(f"c:{axis}Mode"), val="edge")
    for name, value in values.items():
        etree.SubElement(manual, qn(f"c:{name}"), val=f"{value:.4f}")


def value_axis(axis: Any, scale: Scale, number_format: str) -> None:
    """Set a value axis: its span, faint lines, no line of its own."""
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = scale.low, scale.high, scale.step
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = rgb(theme.GRID)
    axis.major_gridlines.format.line.width = Pt(0.75)
    axis.format.line.fill.background()
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    labels = axis.tick_labels
    labels.number_format, labels.number_format_is_linked = number_format, False
    labels.font.size = Pt(AXIS_SIZE)


def category_axis(axis: Any) -> None:
    """Set a category axis: a quiet line, labels at its foot."""
    axis.format.line.color.rgb = rgb(theme.RULE)
    axis.major_tick_mark, axis.minor_tick_mark = XL_TICK_MARK.OUTSIDE, XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.has_major_gridlines = False
    axis.tick_labels.font.size = Pt(AXIS_SIZE)


def time_axis(axis: Any, months: int) -> None:
    """Write a label on a time axis every so many months, level."""
    element = axis._element
    for name, value in (
        ("c:baseTimeUnit", "months"),
        ("c:majorUnit", str(months)),
        ("c:majorTimeUnit", "months"),
    ):
        found = element.find(qn(name))
        if found is not None:
            element.remove(found)
        element.append(etree.Element(qn(name), val=value))
    labels = axis.tick_labels
    labels.number_format, labels.number_format_is_linked = FORMAT, False
    element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0")


def label_point(
    series: Any,
    index: int,
    *,
    words: str = "",
    number_format: str = "",
    named: bool = False,
    colour: str = theme.INK,
    position: XL_LABEL_POSITION = XL_LABEL_POSITION.RIGHT,
    shift: float = 0.0,
) -> None:
    """Label a point directly.

    Args:
        series: The series.
        index: The point's place.
        words: What to write; without words, the value itself, which follows when it is edited.
        number_format: How the value is written.
        named: Whether the series' name stands before the value.
        colour: Of the text.
        position: Where it stands.
        shift: How far it is moved down, as a share of the chart's height.
    """
    label = series.points[index].data_label
    if words:
        frame = label.text_frame
        frame.text = words
        font = frame.paragraphs[0].runs[0].font
    else:
        font = label.font
    font.size, font.bold, font.color.rgb = Pt(LABEL_SIZE), True, rgb(colour)
    label.position = position
    element = label._dLbl
    if not words:
        _set(element, "c:showVal", "1")
        if named:
            _set(element, "c:showSerName", "1")
            separator = etree.Element(qn("c:separator"))
            separator.text = " "
            element.append(separator)
        if number_format:
            made = etree.Element(qn("c:numFmt"), formatCode=number_format, sourceLinked="0")
            element.find(qn("c:idx")).addnext(made)
    if shift:
        layout = etree.Element(qn("c:layout"))
        manual = etree.SubElement(layout, qn("c:manualLayout"))
        etree.SubElement(manual, qn("c:x"), val="0")
        etree.SubElement(manual, qn("c:y"), val=f"{shift:.4f}")
        element.find(qn("c:idx")).addnext(layout)


def _set(element: Any, name: str, value: str) -> None:
    found = element.find(qn(name))
    if found is not None:
        found.set("val", value)


def drop_lines(series: Any, height: float) -> None:
    """Draw a dashed line from each point of a series down to the axis, and no line between them."""
    series.format.line.fill.background()
    bars = etree.Element(qn("c:errBars"))
    for name, value in (
        ("c:errDir", "y"),
        ("c:errBarType", "minus"),
        ("c:errValType", "fixedVal"),
        ("c:noEndCap", "1"),
        ("c:val", f"{height:g}"),
    ):
        etree.SubElement(bars, qn(name), val=value)
    shape = etree.SubElement(bars, qn("c:spPr"))
    line = etree.SubElement(shape, qn("a:ln"), w="12700")
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=theme.INK_SOFT.removeprefix("#"))
    etree.SubElement(line, qn("a:prstDash"), val="dash")
    element = series._element
    for name in AFTER_ERROR_BARS:
        found = element.find(qn(name))
        if found is not None:
            found.addprevious(bars)
            return
    element.append(bars)
