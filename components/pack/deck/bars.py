"""Native bar charts of the deck: one bar a category, its number at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.util import Pt

from components import theme
from components.pack.deck import chart_xml, fit
from components.pack.deck.geometry import Frame
from components.pack.deck.lines import number_format
from components.pack.deck.scale import scale
from components.pack.deck.text import rgb
from components.pack.words import clean

if TYPE_CHECKING:
    from components.pack.model import Chart

MANY_BARS: Final = 7


def _known(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None]


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
    drawn.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    drawn.category_axis.tick_labels.font.size = Pt(size)
    drawn.category_axis.tick_labels.font.color.rgb = rgb(theme.INK)
    plot = drawn.plots[0]
    plot.gap_width = 40 if len(values) >= MANY_BARS else 90
    plot.vary_by_categories = False
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
