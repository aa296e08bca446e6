"""About: what revisions do: two extracts of the same series side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formatting
from components.chart_card import Card, chart_card
from components.figures.line import line_chart
from components.pack.names import stem
from components.tables import Cell, Column, Table
from components.url_state import State
from components.views import about_ledger
from components.views.about_parts import table
from data.areas import LONDON
from data.periods import Month

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from data.store import Store

CARD: Final = "revisions-chart"
DATASET: Final = "knife-injury-under-25"
EXTRACT = re.compile(r"extract_(\d{4})_(\d{2})")


@dataclass(frozen=True)
class Extracts:
    """The two newest extracts of one series.

    Args:
        older: When the older was published.
        newer: When the newer was.
        frame: ``month`` (text), ``older``, ``newer`` (NaN where it has not the month) and
            ``difference`` (newer less older), oldest first.
    """

    older: Month
    newer: Month
    frame: pd.DataFrame

    @property
    def shared(self) -> pd.DataFrame:
        """The months that both hold."""
        return self.frame[self.frame["difference"].notna()]


def extracts(store: Store) -> Extracts:
    """The two newest extracts of under-25 knife injury victims."""
    rows = store.table(DATASET)
    named = sorted(str(name) for name in rows.columns if EXTRACT.fullmatch(str(name)))
    older, newer = named[-2:]
    frame = pd.DataFrame(
        {
            "month": rows["month"].astype(str),
            "older": rows[older].astype("float64"),
            "newer": rows[newer].astype("float64"),
        }
    )
    frame["difference"] = frame["newer"] - frame["older"]
    return Extracts(_published(older), _published(newer), frame)


def _published(column: str) -> Month:
    match = EXTRACT.fullmatch(column)
    assert match is not None  # noqa: S101 - chosen by the same expression
    return Month(int(match[1]), int(match[2]))


def body(state: State) -> Sequence[Component]:
    """The section."""
    found = extracts(state.store)
    shared = found.shared
    rows = [
        (
            Month.parse(row["month"]).label,
            formatting.count(row["older"]),
            formatting.count(row["newer"]),
            formatting.signed_count(row["difference"]),
        )
        for row in shared.to_dict("records")
    ]
    side = html.Section(
        [
            html.H3("Month by month", className="card-title"),
            table(
                f"The {len(shared)} months that both extracts hold: victims",
                ["Month", found.older.label, found.newer.label, "Difference"],
                rows,
                numbers=(1, 2, 3),
            ),
        ],
        className="panel span-6 about-revisions",
    )
    chart = chart_card(
        CARD, card(state.store), view=state.view, height=320, heading=3, class_name="span-6"
    )
    return [
        html.P(
            "The police revise recorded crime: offences are reclassified, added late or cancelled. "
            "Where two extracts of one series are loaded, they show by how much.",
            className="lede",
        ),
        html.Div([chart, side], className="grid"),
        *about_ledger.body(state.store),
    ]


def card(store: Store) -> Card:
    """The chart card of both extracts."""
    found = extracts(store)
    entry = store.dataset(DATASET)
    first, last = found.frame["month"].iloc[0], found.frame["month"].iloc[-1]
    return Card(
        title=f"Revisions moved no month by more than {_largest(found)} victims",
        subtitle=(
            "Knife injury victims under 25, not domestic abuse, a month, London, "
            f"{Month.parse(first).label} to {Month.parse(last).label}, in two extracts"
        ),
        figure=_figure(found),
        table=_table(found, f"{entry.publisher}: {entry.source}."),
        summary=summary(found),
        about=[
            f"{entry.title}. {entry.description}",
            f"Source: {entry.source} ({entry.publisher}). {entry.licence}.",
            *entry.caveats,
            "Other pages use the newer extract where it has the month.",
        ],
    )


def summary(found: Extracts) -> str:
    """The revisions in words."""
    shared = found.shared
    first, last = (Month.parse(shared["month"].iloc[i]).label for i in (0, -1))
    older, newer = shared["older"].sum(), shared["newer"].sum()
    lower = int((shared["difference"] < 0).sum())
    higher = int((shared["difference"] > 0).sum())
    same = len(shared) - lower - higher
    change = 100 * (newer - older) / older
    return (
        f"Over the {len(shared)} months that both hold, {first} to {last}, the extract of "
        f"{found.older.label} counts {formatting.count(older)} victims and that of "
        f"{found.newer.label} {formatting.count(newer)} ({formatting.change(change)}). The newer "
        f"is lower in {formatting.plural(lower, 'month')}, higher in {higher} and equal in {same}; "
        f"the largest difference is {_largest(found)}."
    )


def _largest(found: Extracts) -> int:
    return int(found.shared["difference"].abs().max())


def _figure(found: Extracts) -> go.Figure:
    """Both extracts, each named at its highest point: their ends lie on one another."""
    figure = line_chart(_lines(found), hover_unit=" victims")
    last = found.frame["month"].iloc[-1]
    older, newer = found.frame["older"], found.frame["newer"]
    peak = str(found.frame["month"][older == older.max()].iloc[0])
    figure.update_annotations(
        {"name": None, "x": f"{peak}-01", "y": older.max(), "yshift": 0},
        selector={"text": _name(found.older)},
    )
    figure.update_annotations(
        {"name": None, "x": f"{last}-01", "y": newer.max(), "yshift": 0}
        | {"xanchor": "right", "yanchor": "bottom", "xshift": 0},
        selector={"text": _name(found.newer)},
    )
    return figure.update_layout(margin={"r": 20})


def _name(published: Month) -> str:
    return f"Extract of {published.short_label}"


def _lines(found: Extracts) -> pd.DataFrame:
    def line(column: str, published: Month, role: str) -> pd.DataFrame:
        known = found.frame[found.frame[column].notna()]
        return pd.DataFrame(
            {
                "series": _name(published),
                "role": role,
                "month": known["month"],
                "value": known[column],
                "provisional": known["month"].eq(found.frame["month"].iloc[-1]),
            }
        )

    return pd.concat(
        [line("newer", found.newer, "focus"), line("older", found.older, "second")],
        ignore_index=True,
    )


def _table(found: Extracts, source: str) -> Table:
    columns = [
        Column("month", "Month", "month", row_header=True),
        Column("older", f"Extract of {found.older.label}", "count"),
        Column("newer", f"Extract of {found.newer.label}", "count"),
        Column("difference", "Newer less older", "difference"),
    ]
    rows = [
        [row["month"], *(_cell(row[column.key]) for column in columns[1:])]
        for row in found.frame[::-1].to_dict("records")
    ]
    return Table(
        caption="Knife injury victims under 25 in both extracts, newest first",
        columns=columns,
        rows=rows,
        filename=stem("knife-injury-under-25-two-extracts", LONDON, rows[-1][0], rows[0][0]),
        source=source,
    )


def _cell(value: float) -> Cell:
    return Cell(value, symbol="x" if pd.isna(value) else None)
