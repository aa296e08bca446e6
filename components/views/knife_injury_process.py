"""London's months as a process-behaviour chart: no more change than chance would give, or more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from components import process_words
from components.chart_card import Card
from components.figures.dated import Shade
from components.figures.spc import process_figure
from components.marks import key_of, marks_of
from components.methods import method_link
from components.pack.names import stem
from components.process_card import EXPLAINED, process_key, process_table
from data.queries.spc import ProcessChart, process_chart
from data.remembering import remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.url_state import State
    from data.offences import Offence
    from data.periods import Month
    from data.store import Store

REPORT: Final = "report’s quarter"


def london_chart(state: State, offence: Offence, start: Month | None = None) -> ProcessChart:
    """London's chart up to as-at, or to where the series ends.

    Args:
        state: The page's state.
        offence: A monthly series that starts by as-at.
        start: The first month; by default 36 months are charted.
    """
    end = min(state.as_at, state.store.cube(offence).last)
    return _chart(state.store, offence=offence.slug, start=start, end=end)


@remembered(64)
def _chart(store: Store, *, offence: str, start: Month | None, end: Month) -> ProcessChart:
    """The chart, which a page's title and its card both ask for."""
    return process_chart(store, offence=offence, start=start, end=end)


def process_card(
    state: State,
    chart: ProcessChart,
    *,
    name: str,
    summary: Sequence[str] = (),
    about: Sequence[str] = (),
) -> Card:
    """A chart with its verdict in words.

    Args:
        state: The page's state.
        chart: The chart.
        name: What is counted.
        summary: Sentences before the verdict.
        about: Paragraphs before those that every chart has.
    """
    first, last = chart.months[0], chart.months[-1]
    marks = marks_of(
        breaks=[each.to_record() for each in chart.breaks],
        area=chart.area,
        offence=chart.offence.slug,
        first=first,
        last=last,
        local=False,
    )
    meta = chart.result.meta
    said = (
        *summary,
        process_words.verdict(chart),
        process_words.earlier_marks(chart),
        process_words.window_words(chart),
        _provisional(chart),
    )
    return Card(
        title=process_words.verdict_title(chart),
        subtitle=(
            f"{name}, {chart.area.label}, {chart.offence.unit} a month, {first.label} to "
            f"{last.label}"
        ),
        figure=process_figure(
            chart.result.rows, unit=chart.offence.unit, marks=marks, shade=_shade(state, chart)
        ),
        table=process_table(
            chart,
            caption=f"{name}, {chart.area.label}, newest month first",
            filename=stem(f"{chart.offence.slug}-control-chart", chart.area.code, first, last),
            source=f"{meta.source}. As at {state.as_at.label}.",
        ),
        summary=" ".join(sentence for sentence in said if sentence),
        about=(
            *about,
            *EXPLAINED,
            *meta.notes,
            f"Source: {meta.source}. {meta.licence}.",
            method_link("xmr", state),
        ),
        key=(*process_key(chart.result.rows), *key_of(marks)),
        marks=marks,
    )


def _shade(state: State, chart: ProcessChart) -> Shade | None:
    """The quarter of the newest report, where the chart holds it."""
    quarter = state.store.newest_reporting_quarter
    if quarter is None or not (
        chart.months[0] <= quarter.first <= quarter.last <= chart.months[-1]
    ):
        return None
    return Shade(str(quarter.first), str(quarter.last), REPORT)


def _provisional(chart: ProcessChart) -> str:
    """A sentence on the newest month, where it is provisional."""
    newest = chart.result.rows.iloc[-1]
    if not newest["provisional"]:
        return ""
    return f"{chart.months[-1].label} is provisional, so it is in no limit and no rule."
