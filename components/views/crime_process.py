"""The process-behaviour view of crime trends: does the latest month stand out?"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from dash.development.base_component import Component

from components import formatting, process_words, theme
from components.chart_card import Card
from components.figures.spc import kinds_of, point_text, process_figure
from components.marks import key_of, marks_of
from components.methods import method_link
from components.pack.names import stem
from components.process_card import EXPLAINED, process_key
from components.tables import Cell, Column, Table
from components.url_state import Choice, Context, State
from components.wording import offence_name
from data.areas import Area
from data.breaks import rebase_months
from data.events import boundaries_note
from data.periods import Month, months_between
from data.queries.finding_words import signal_sentence
from data.queries.judged import Basis, JudgedChart, judged_chart, rows_of

BASES: Final[dict[str, tuple[str, Basis]]] = {
    "auto": ("Where seasonal", "auto"),
    "adjusted": ("Always", "adjusted"),
    "raw": ("Never", "raw"),
}
REBASE_AUTO: Final = "auto"
REBASE_NONE: Final = "none"

SEASONAL: Final = (
    "Seasonally adjusted: the usual ups and downs of the year are taken out, estimated with STL on "
    "up to ten years to the chosen month; the thin grey line behind is the count as recorded. "
    "Offences that are strongly seasonal in London get a verdict only in this form, in every area."
)
UNJUDGED: Final = (
    "The offence is strongly seasonal, and its season cannot be taken out of fewer than 36 months. "
    "So the chart shows values and limits, and gives no verdict."
)


def season_choices(_: Context) -> list[Choice]:
    """How the season is dealt with."""
    return [Choice(slug, label) for slug, (label, _basis) in BASES.items()]


def rebase_choices(context: Context) -> list[Choice]:
    """Where limits start afresh: at breaks, nowhere, or at breaks and a month besides."""
    newest = context.as_at
    months = months_between(newest + -(12 * 15), newest)
    first = context.store.cubes["recorded-crime"].first
    return [
        Choice(REBASE_AUTO, "At breaks"),
        Choice(REBASE_NONE, "Nowhere"),
        *(
            Choice(str(month), month.label, group=f"At breaks and in {month.year}")
            for month in reversed(months)
            if month >= first
        ),
    ]


def place_words(area: Area, first: Month) -> str:
    """The area of a subtitle; a BCU drawn from before it went live says so."""
    return f"{area.label} (today's boundaries)" if boundaries_note(area, first) else area.label


def is_possible(state: State) -> bool:
    """Whether the chosen series is monthly: the chart takes months."""
    return not state.store.cube(state.store.offences.get(state["offence"])).quarterly


def process_view(state: State, first: Month) -> Card:
    """The card of the process-behaviour chart.

    Args:
        state: The page's state.
        first: The first month of the chosen range.
    """
    rebase = state["rebase"]
    judged = judged_chart(
        state.store,
        offence=state["offence"],
        area=state.area.code,
        as_at=state.as_at,
        basis=BASES[state["season"]][1],
        start=first,
        rebase=rebase != REBASE_NONE,
        rebase_at=Month.parse(rebase) if rebase not in {REBASE_AUTO, REBASE_NONE} else None,
    )
    assert judged is not None  # noqa: S101 - the page has asked whether the series has begun
    rows = rows_of(judged)
    last = judged.months[-1]
    marks = marks_of(
        breaks=[each.to_record() for each in judged.breaks],
        area=state.area,
        offence=state["offence"],
        first=first,
        last=last,
    )
    figure = process_figure(rows, unit=judged.offence.unit, marks=marks)
    if judged.adjustment is not None:
        _add_recorded(figure, rows)
    adjusted = ", seasonally adjusted" if judged.adjustment is not None else ""
    return Card(
        title=title(judged),
        subtitle=(
            f"{offence_name(judged.offence)}, {judged.offence.unit} a month{adjusted}, "
            f"{place_words(state.area, first)}, {first.label} to {last.label}"
        ),
        figure=figure,
        table=_table(state, judged, rows),
        summary=summary(judged, rebase),
        about=[*_about(judged, rebase), *_methods(state, judged)],
        key=[*process_key(rows), *key_of(marks)],
        marks=marks,
    )


def title(judged: JudgedChart) -> str:
    """The verdict in at most ten words."""
    if not judged.judged:
        return "Too few months to take the season out"
    return process_words.verdict_title(judged)


def summary(judged: JudgedChart, rebase: str) -> str:
    """The verdict as a sentence, with what it rests on."""
    signal = judged.signal
    if not judged.judged:
        return UNJUDGED
    if signal is not None and signal.rule is not None:
        said = signal_sentence(judged, signal)
    else:
        said = process_words.verdict(judged)
    parts = [said, process_words.earlier_marks(judged), process_words.window_words(judged)]
    crossed = rebase_months(judged.breaks) if rebase == REBASE_NONE else ()
    if crossed:
        names = formatting.join_words([month.label for month in crossed])
        parts.append(f"The limits run across a break ({names}).")
    return " ".join(part for part in parts if part)


def _add_recorded(figure: Any, rows: pd.DataFrame) -> None:
    """Draw the count as recorded behind the adjusted one."""
    figure.add_scatter(
        x=[f"{month}-01" for month in rows["month"]],
        y=rows["raw"].to_list(),
        mode="lines",
        name="as recorded",
        line={"color": theme.CONTEXT, "width": 1.25},
        hovertemplate="%{x|%B %Y}, as recorded: %{y:,.0f}<extra></extra>",
    )
    figure.data = (figure.data[-1], *figure.data[:-1])
    highest = float(rows["raw"].max())
    top = float(figure.layout.yaxis.range[1])
    figure.update_yaxes(range=[0, max(top, highest * 1.04)])


def _table(state: State, judged: JudgedChart, rows: pd.DataFrame) -> Table:
    adjusted = judged.adjustment is not None
    unit = judged.offence.unit.capitalize()
    columns = [
        Column("month", "Month", "month", row_header=True),
        Column("recorded", f"{unit}, as recorded", "count"),
        *([Column("adjusted", f"{unit}, seasonally adjusted", "decimal")] if adjusted else []),
        Column("variation", "Variation"),
        Column("mean", "Mean", "decimal"),
        Column("lower_limit", "Lower limit", "decimal"),
        Column("upper_limit", "Upper limit", "decimal"),
    ]
    cells = []
    for record, kind in zip(rows.to_dict("records"), kinds_of(rows), strict=True):
        row = {str(name): value for name, value in record.items()}
        cells.append(
            [
                row["month"],
                Cell(
                    row["raw"],
                    symbol=row["symbol"],
                    note="provisional" if row["provisional"] else None,
                ),
                *([row["value"]] if adjusted else []),
                _variation(judged, row, kind),
                row["mean"],
                row["lower_limit"],
                row["upper_limit"],
            ]
        )
    dataset = state.store.dataset(judged.offence.dataset)
    return Table(
        caption=f"{offence_name(judged.offence)} in {state.area.label}, newest first",
        columns=columns,
        rows=cells[::-1],
        filename=stem(
            f"{judged.offence.slug}-control-chart",
            state.area.code,
            judged.months[0],
            judged.months[-1],
        ),
        source=f"{dataset.publisher}: {dataset.source}. As at {state.as_at.label}.",
    )


def _variation(judged: JudgedChart, row: dict[str, Any], kind: str) -> str:
    nothing = formatting.is_missing(row["lower_limit"]) or formatting.is_missing(row["value"])
    if kind == "common" and (nothing or not judged.judged):
        return formatting.MISSING
    return point_text(row["rule"], row["direction"], kind)


def _methods(state: State, judged: JudgedChart) -> list[Component]:
    links: list[Component] = [method_link("xmr", state)]
    if judged.adjustment is not None:
        links.append(method_link("seasonal", state))
    return links


def _about(judged: JudgedChart, rebase: str) -> list[str]:
    lines = list(EXPLAINED)
    if judged.adjustment is not None:
        strength = judged.adjustment.strength
        lines.append(f"{SEASONAL} Strength of the season here: {strength:.2f} of 1.")
    if not judged.judged:
        lines.append(UNJUDGED)
    if rebase not in {REBASE_AUTO, REBASE_NONE}:
        lines.append(f"Limits start afresh in {Month.parse(rebase).label}, as chosen.")
    lines.append(
        "For crime, lower is an improvement; for offences that police find by searching (drugs, "
        "weapons) neither way is."
    )
    return lines
