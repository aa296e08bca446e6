"""Native charts of the deck: lines over time and bars, editable, labelled directly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from components import theme
from components.figures.line import ROLE_COLOURS
from components.pack.deck import chart_xml, fit
from components.pack.deck.dates import FORMAT, dates_of, step
from components.pack.deck.geometry import Frame
from components.pack.deck.scale import scale
from components.pack.deck.text import clean, rgb

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


@dataclass(frozen=True)
class Marked:
    """What a chart marks beside its values.

    Args:
        provisional: Categories whose value is provisional.
        breaks: Category and letter of each break.
        special: Categories with a special cause, with the colour of their point.
    """

    provisional: frozenset[str] = frozenset()
    breaks: Sequence[tuple[str, str]] = ()
    special: Mapping[str, str] = field(default_factory=dict)


def number_format(code: str) -> str:
    """A number format as the screen writes it: a no-break space before %, a real minus."""
    return code.replace('"%"', '"\N{NO-BREAK SPACE}%"').replace("-", '"−"')


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
    code = number_format(chart.number_format)
    axis = scale(
        [value for values in chart.series.values() for value in values],
        whole=chart.number_format.startswith("#,##0") and "." not in chart.number_format,
    )
    if min(_known(next(iter(chart.series.values()))), default=0) >= 0 and axis.low < 0:
        # A lower limit below zero is reported; the chart still starts at zero, as on the page.
        axis = scale([*(v for vs in chart.series.values() for v in vs if (v or 0) >= 0)])
    data = _data(chart)
    breaks = {
        category: letter for category, letter in marked.breaks if category in chart.categories
    }
    if breaks:
        data.add_series(
            BREAK, [axis.high if category in breaks else None for category in chart.categories]
        )
    made = placeholder.insert_chart(XL_CHART_TYPE.LINE_MARKERS, data)
    drawn = made.chart
    chart_xml.plain(drawn, chart.axis_title)
    chart_xml.value_axis(drawn.value_axis, axis, code)
    chart_xml.category_axis(drawn.category_axis)
    dates = dates_of(chart.categories)
    if dates is not None:
        chart_xml.time_axis(drawn.category_axis, step(dates, most=MOST_LABELS))
    right = _label_room(chart, marked, frame)
    left = (fit.width(f"{axis.high:,.0f}", chart_xml.AXIS_SIZE) + 12) / frame.width_points
    chart_xml.place_plot(drawn, x=left, y=0.13, w=1 - left - right, h=0.76)
    shifts = _shifts(chart, axis.high - axis.low, frame.height_points * 0.76, frame.height_points)
    for place, (name, values) in enumerate(chart.series.items()):
        _draw_series(
            drawn.series[place], name, values, chart, marked, code, shifts[name], first=place == 0
        )
    if breaks:
        _draw_breaks(drawn.series[len(chart.series)], chart.categories, breaks, axis.high)
    return made


def _data(chart: Chart) -> Any:
    data = CategoryChartData(number_format=chart.number_format)
    dates = dates_of(chart.categories)
    data.categories = dates or [clean(category) for category in chart.categories]
    if dates:
        data.categories.number_format = FORMAT
    for name, values in chart.series.items():
        data.add_series(clean(name), values)
    return data


def _known(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _last(values: Sequence[float | None]) -> int | None:
    return max((place for place, value in enumerate(values) if value is not None), default=None)


def _draw_series(  # noqa: PLR0917 - private, called once
    series: Any,
    name: str,
    values: Sequence[float | None],
    chart: Chart,
    marked: Marked,
    code: str,
    shift: float,
    *,
    first: bool,
) -> None:
    quiet = name in QUIET or not first
    colour = ROLE_COLOURS["context"] if quiet else theme.FOCUS
    series.smooth = False
    line = series.format.line
    line.color.rgb, line.width = rgb(colour), Pt(1.25 if quiet else 2.5)
    if name in QUIET:
        line.dash_style = MSO_LINE.DASH
    alone = len(_known(values)) <= POINTS_ALONE
    _mark(series, colour, size=7 if alone else 0)
    for place, category in enumerate(chart.categories):
        if first and category in marked.special and values[place] is not None:
            _mark(series.points[place], marked.special[category], size=6)
    last = _last(values)
    if last is None:
        return
    provisional = first and chart.categories[last] in marked.provisional
    if first:
        _mark(series.points[last], colour, size=9, hollow=provisional)
    several = len(chart.series) > 1
    words = f"{_written(values[last], chart)} {PROVISIONAL}" if provisional else ""
    chart_xml.label_point(
        series,
        last,
        words=words,
        number_format=code,
        named=several and not first,
        colour=theme.INK_SOFT if quiet else theme.FOCUS,
        shift=shift,
    )


def _written(value: float | None, chart: Chart) -> str:
    digits = chart.number_format.partition(".")[2].partition('"')[0].count("0")
    return f"{value or 0:,.{digits}f}"


def _mark(target: Any, colour: str, *, size: int, hollow: bool = False) -> None:
    """Give a point or every point of a series its marker; size 0 takes it away."""
    marker = target.marker
    if size == 0:
        marker.style = XL_MARKER_STYLE.NONE
        return
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(theme.PAPER if hollow else colour)
    marker.format.line.color.rgb = rgb(colour)
    marker.format.line.width = Pt(2)


def _draw_breaks(
    series: Any, categories: Sequence[str], breaks: Mapping[str, str], high: float
) -> None:
    _mark(series, theme.INK_SOFT, size=0)
    series.smooth = False
    chart_xml.drop_lines(series, high)
    for place, category in enumerate(categories):
        if category in breaks:
            chart_xml.label_point(
                series,
                place,
                words=breaks[category],
                colour=theme.INK,
                position=XL_LABEL_POSITION.ABOVE,
            )


def _label_room(chart: Chart, marked: Marked, frame: Frame) -> float:
    """The room at the right for the labels of the last points, as a share of the width."""
    texts = []
    for number, (name, values) in enumerate(chart.series.items()):
        last = _last(values)
        if last is None:
            continue
        written = _written(values[last], chart)
        texts.append(written if number == 0 else f"{name} {written}")
        if number == 0 and chart.categories[last] in marked.provisional:
            texts.append(f"{written} {PROVISIONAL}")
    widest = max((fit.width(each, chart_xml.LABEL_SIZE, bold=True) for each in texts), default=0)
    return min(0.34, (widest + 18) / frame.width_points)


def _shifts(chart: Chart, span: float, plot: float, whole: float) -> dict[str, float]:
    """How far each end label moves down so that none covers another, as a share of the height."""
    least = chart_xml.LABEL_SIZE * 1.3
    ends = sorted(
        (
            (-(values[last] or 0) / (span or 1) * plot, name)
            for name, values in chart.series.items()
            if (last := _last(values)) is not None
        ),
    )
    places = [each for each, _ in ends]
    for number in range(1, len(places)):
        places[number] = max(places[number], places[number - 1] + least)
    # The push downwards is shared with what lies above.
    moved = {name: (place - own) / whole for (own, name), place in zip(ends, places, strict=True)}
    return {name: moved.get(name, 0.0) for name in chart.series}


def insert_bars(placeholder: Any, chart: Chart, frame: Frame, colours: Mapping[str, str]) -> Any:
    """Put a bar chart into a chart placeholder: one bar a category, the first at the top.

    Args:
        placeholder: The placeholder.
        chart: The numbers; its first series is drawn.
        frame: The placeholder's room.
        colours: Colours by category; the others have the product's first.

    Returns:
        The graphic frame.
    """
    name, values = next(iter(chart.series.items()))
    data = CategoryChartData(number_format=chart.number_format)
    data.categories = [clean(category) for category in chart.categories]
    data.add_series(clean(name), values)
    made = placeholder.insert_chart(XL_CHART_TYPE.BAR_CLUSTERED, data)
    drawn = made.chart
    chart_xml.plain(drawn, chart.axis_title)
    size = _bar_text(len(values), frame)
    known = _known(values)
    whole = "." not in chart.number_format
    chart_xml.value_axis(
        drawn.value_axis, scale(known, whole=whole), number_format(chart.number_format)
    )
    drawn.value_axis.has_major_gridlines = False
    drawn.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    drawn.value_axis.visible = False
    chart_xml.category_axis(drawn.category_axis)
    drawn.category_axis.reverse_order = True
    drawn.category_axis.tick_labels.font.size = Pt(size)
    drawn.category_axis.tick_labels.font.color.rgb = rgb(theme.INK)
    plot = drawn.plots[0]
    plot.gap_width, plot.vary_by_categories = 40, False
    series = drawn.series[0]
    series.invert_if_negative = False
    _fill(series, theme.FOCUS)
    for place, category in enumerate(chart.categories):
        if category in colours:
            _fill(series.points[place], colours[category])
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format(chart.number_format), False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size, labels.font.bold = Pt(size), True
    labels.font.color.rgb = rgb(theme.INK)
    _place_bars(drawn, chart, frame, size)
    return made


def _place_bars(drawn: Any, chart: Chart, frame: Frame, size: float) -> None:
    """Place the plot beside the names, with room for the numbers at the ends of the bars."""
    names = max((fit.width(each, size) for each in chart.categories), default=0) + 14
    number = fit.width("+100.0 %", size, bold=True) + 6
    known = _known(next(iter(chart.series.values())))
    low, high = min([0.0, *known]), max([0.0, *known])
    left = min(0.5, names / frame.width_points)
    plot = frame.width_points * (1 - left)
    ends = int(low < 0) + int(high > 0 or low == 0)
    room = ((high - low) or 1.0) / (1 - ends * number / plot) * number / plot
    axis = drawn.value_axis
    axis.minimum_scale = low - room if low < 0 else 0.0
    axis.maximum_scale = high + room if high > 0 or low == 0 else 0.0
    top = (chart_xml.AXIS_SIZE * 1.6) / frame.height_points if chart.axis_title else 0.02
    chart_xml.place_plot(drawn, x=left, y=top, w=0.995 - left, h=0.98 - top)


def _bar_text(bars: int, frame: Frame) -> float:
    room = (frame.height_points - 24) / max(1, bars)
    return float(max(9, min(12, int(room / 1.25))))


def _fill(target: Any, colour: str) -> None:
    target.format.fill.solid()
    target.format.fill.fore_color.rgb = rgb(colour)
    target.format.line.color.rgb = rgb(theme.INK_SOFT if colour == theme.PAPER else colour)
