"""Native line charts of the deck: editable, labelled directly, gaps left, breaks drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from components import theme
from components.figures.line import ROLE_COLOURS
from components.pack.deck import chart_xml, fit
from components.pack.deck.dates import FORMAT, dates_of, step
from components.pack.deck.geometry import Frame
from components.pack.deck.scale import Scale, scale
from components.pack.deck.text import rgb
from components.pack.words import clean

if TYPE_CHECKING:
    from components.pack.model import Chart

BREAK: Final = "Break in the series"
"""The name of the series that carries the break lines."""
PROVISIONAL: Final = "provisional"
QUIET: Final = ("Mean", "Lower limit", "Upper limit")
"""Series that are drawn as dashed context, whatever their place."""
MOST_LABELS: Final = 8
POINTS_ALONE: Final = 2
"""Up to so many points are drawn as points, since they make no line to see."""
MOST_PARTS: Final = 6
"""Levels of a mean that are drawn as lines of their own; more of them are one line."""
SHAPES: Final = {
    "◆": XL_MARKER_STYLE.DIAMOND,
    "▲": XL_MARKER_STYLE.TRIANGLE,
    "■": XL_MARKER_STYLE.SQUARE,
}
PLOT_TOP: Final = 0.13
PLOT_HEIGHT: Final = 0.76
WIDEST_LABELS: Final = 0.34
"""The share of a chart that labels at its right may take."""


@dataclass(frozen=True)
class Marked:
    """What a chart marks beside its values.

    Args:
        provisional: Categories whose value is provisional.
        breaks: Category and letter of each break.
        special: Categories with a special cause, with the colour and the shape of their point.
    """

    provisional: frozenset[str] = frozenset()
    breaks: Sequence[tuple[str, str]] = ()
    special: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A line of a chart: a series, or the part of a mean or limit on one level.

    Args:
        name: Its name in the chart's data.
        values: As long as the categories.
        label: What stands before the value at its end; None where nothing does.
        focus: Whether it is what the chart is about.
        quiet: Whether it is dashed.
    """

    name: str
    values: tuple[float | None, ...]
    label: str | None
    focus: bool
    quiet: bool

    @property
    def last(self) -> int | None:
        """The place of its last value."""
        places = [place for place, value in enumerate(self.values) if value is not None]
        return places[-1] if places else None


def number_format(code: str) -> str:
    """A number format as the screen writes it: a no-break space before %, a real minus."""
    return code.replace('"%"', '"\N{NO-BREAK SPACE}%"').replace("-", '"−"')


def lines_of(chart: Chart) -> list[Line]:
    """The lines of a chart: a mean or limit that starts afresh becomes a line for each level."""
    found: list[Line] = []
    for number, (name, values) in enumerate(chart.series.items()):
        if name not in QUIET:
            before = "" if number == 0 else name
            found.append(Line(name, tuple(values), before, focus=number == 0, quiet=False))
            continue
        parts = _levels(values)
        for place, (start, stop) in enumerate(parts, start=1):
            whole = place == len(parts)
            until = "" if whole else f" to {chart.categories[stop - 1]}"
            level = tuple(value if start <= at < stop else None for at, value in enumerate(values))
            label = name if whole else None
            found.append(Line(f"{name}{until}", level, label, focus=False, quiet=True))
    return found


def _levels(values: Sequence[float | None]) -> list[tuple[int, int]]:
    """The stretches in which a value does not change; one where there are too many."""
    cuts = [
        place
        for place, (before, after) in enumerate(pairwise(values), start=1)
        if before is not None and after is not None and before != after
    ]
    if len(cuts) >= MOST_PARTS:
        return [(0, len(values))]
    return list(pairwise([0, *cuts, len(values)]))


def insert_line(placeholder: Any, chart: Chart, frame: Frame, marked: Marked) -> Any:
    """Put a line chart into a chart placeholder.

    Args:
        placeholder: The placeholder.
        chart: The numbers.
        frame: The placeholder's room.
        marked: What is marked.

    Returns:
        The graphic frame.
    """
    code, lines, axis = number_format(chart.number_format), lines_of(chart), _axis(chart)
    dates = dates_of(chart.categories)
    breaks = [
        (category, words) for category, words in marked.breaks if category in chart.categories
    ]
    data = _data(chart, lines)
    if breaks:
        here = {category for category, _ in breaks}
        data.add_series(BREAK, [axis.high if each in here else None for each in chart.categories])
    made = placeholder.insert_chart(XL_CHART_TYPE.LINE_MARKERS, data)
    drawn = made.chart
    chart_xml.plain(drawn, chart.axis_title)
    chart_xml.value_axis(drawn.value_axis, axis, code)
    chart_xml.category_axis(drawn.category_axis)
    if dates is not None:
        chart_xml.time_axis(drawn.category_axis, step(dates, most=MOST_LABELS))
    wide, high = frame.width_points, frame.height_points
    left = (fit.width(f"{axis.high:,.0f}", chart_xml.AXIS_SIZE) + 12) / wide
    right = _label_room(chart, lines, marked) / wide
    plot = 1 - left - min(right, WIDEST_LABELS)
    chart_xml.place_plot(drawn, x=left, y=PLOT_TOP, w=plot, h=PLOT_HEIGHT)
    shifts = _shifts(lines, axis.high - axis.low, high)
    for series, line, shift in zip(drawn.series, lines, shifts, strict=False):
        _draw(series, line, chart, marked, shift=shift)
    if breaks:
        step_wide = plot * wide / len(chart.categories)
        _draw_breaks(drawn.series[len(lines)], chart.categories, breaks, axis.high, step_wide)
    return made


def _axis(chart: Chart) -> Scale:
    values = [value for each in chart.series.values() for value in each]
    first = [value for value in next(iter(chart.series.values())) if value is not None]
    if min(first, default=0) >= 0:
        # A lower limit below zero is reported; the chart still starts at zero, as on the page.
        values = [value for value in values if value is not None and value >= 0]
    return scale(values, whole="." not in chart.number_format)


def _data(chart: Chart, lines: Sequence[Line]) -> Any:
    data = CategoryChartData(number_format=chart.number_format)
    dates = dates_of(chart.categories)
    data.categories = dates or [clean(category) for category in chart.categories]
    if dates:
        data.categories.number_format = FORMAT
    for line in lines:
        data.add_series(clean(line.name), line.values)
    return data


def _draw(series: Any, line: Line, chart: Chart, marked: Marked, *, shift: float) -> None:
    colour = theme.FOCUS if line.focus else ROLE_COLOURS["context"]
    series.smooth = False
    series.format.line.color.rgb = rgb(colour)
    series.format.line.width = Pt(2.5 if line.focus else 1.25)
    if line.quiet:
        series.format.line.dash_style = MSO_LINE.DASH
    alone = sum(value is not None for value in line.values) <= POINTS_ALONE
    _mark(series, colour, size=7 if alone and not line.quiet else 0)
    last = line.last
    if last is None or line.label is None:
        return
    provisional = line.focus and chart.categories[last] in marked.provisional
    if line.focus:
        for place, category in enumerate(chart.categories):
            if category in marked.special and line.values[place] is not None:
                look, shape = marked.special[category]
                _mark(series.points[place], look, size=7, shape=SHAPES[shape])
        _mark(series.points[last], colour, size=9, hollow=provisional)
    chart_xml.label_point(
        series,
        last,
        words=f"{_written(line, chart)} {PROVISIONAL}" if provisional else "",
        number_format=number_format(chart.number_format),
        named=bool(line.label),
        colour=theme.FOCUS if line.focus else theme.INK_SOFT,
        shift=shift,
    )


def _written(line: Line, chart: Chart) -> str:
    digits = chart.number_format.partition(".")[2].partition('"')[0].count("0")
    value = 0.0 if line.last is None else line.values[line.last]
    return f"{value or 0:,.{digits}f}"


def _mark(
    target: Any,
    colour: str,
    *,
    size: int,
    hollow: bool = False,
    shape: XL_MARKER_STYLE = XL_MARKER_STYLE.CIRCLE,
) -> None:
    """Give a point or every point of a series its marker; size 0 takes it away."""
    marker = target.marker
    if size == 0:
        marker.style = XL_MARKER_STYLE.NONE
        return
    marker.style, marker.size = shape, size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(theme.PAPER if hollow else colour)
    marker.format.line.color.rgb = rgb(colour)
    marker.format.line.width = Pt(2)


def _draw_breaks(
    series: Any,
    categories: Sequence[str],
    breaks: Sequence[tuple[str, str]],
    high: float,
    step_wide: float,
) -> None:
    """Draw each break as a dashed line; letters that would touch stand together on the first."""
    _mark(series, theme.INK_SOFT, size=0)
    series.smooth = False
    chart_xml.drop_lines(series, high)
    groups: list[list[tuple[int, str]]] = []
    for place, words in sorted((categories.index(category), words) for category, words in breaks):
        near = groups and (place - groups[-1][-1][0]) * step_wide < 2 * chart_xml.LABEL_SIZE
        if near:
            groups[-1].append((place, words))
        else:
            groups.append([(place, words)])
    for group in groups:
        chart_xml.label_point(
            series,
            group[0][0],
            words=" ".join(words for _, words in group),
            colour=theme.INK,
            position=XL_LABEL_POSITION.ABOVE,
        )


def _label_room(chart: Chart, lines: Sequence[Line], marked: Marked) -> float:
    """The width at the right that the labels of the last points need, in points."""
    texts = [""]
    for line in lines:
        if line.last is None or line.label is None:
            continue
        texts.append(f"{line.label} {_written(line, chart)}")
        if line.focus and chart.categories[line.last] in marked.provisional:
            texts.append(f"{_written(line, chart)} {PROVISIONAL}")
    return max(fit.width(each, chart_xml.LABEL_SIZE, bold=True) for each in texts) + 20


def _shifts(lines: Sequence[Line], span: float, high: float) -> list[float]:
    """How far each end label moves down so that none covers another, as a share of the height."""
    least = chart_xml.LABEL_SIZE * 1.3
    scaled = PLOT_HEIGHT * high / (span or 1)
    found = [0.0] * len(lines)
    ends = sorted(
        (-(line.values[line.last] or 0) * scaled, place)
        for place, line in enumerate(lines)
        if line.last is not None and line.label is not None
    )
    above = float("-inf")
    for own, place in ends:
        here = max(own, above + least)
        found[place], above = (here - own) / high, here
    return found
