"""Moped crime, which the report dwells on: four published points, and no series."""

from __future__ import annotations

from typing import Final

from dash import html

from components import formatting
from components.url_state import State
from data.periods import Month

DATASET: Final = "moped-crime-points"
BESIDE: Final = ("theft-or-taking-of-a-motor-vehicle", "vehicle-offences")
"""The offences beside which the points stand: mopeds taken are counted among these."""


def moped_points(state: State) -> list[html.Section]:
    """The published points beside the offences that hold them; nothing beside any other."""
    if state["offence"] not in BESIDE:
        return []
    table = state.store.table(DATASET)
    dataset = state.store.dataset(DATASET)
    known = table[[Month.parse(text) <= state.as_at for text in table["month"]]]
    rows = [
        html.Tr(
            [
                html.Th(Month.parse(str(row["month"])).label, scope="row"),
                html.Td(str(row["measure"]).capitalize()),
                html.Td(formatting.count(float(row["value"])), className="is-number"),
            ]
        )
        for row in known.sort_values(["measure", "month"]).to_dict("records")
    ]
    body = (
        html.Table(
            [
                html.Caption("Moped thefts and moped-enabled crime in London, by month"),
                html.Thead(
                    html.Tr(
                        [
                            html.Th("Month", scope="col"),
                            html.Th("Measure", scope="col"),
                            html.Th("Value", scope="col", className="is-number"),
                        ]
                    )
                ),
                html.Tbody(rows),
            ],
            className="table",
        )
        if rows
        else html.P(f"None of the published points is as early as {state.as_at.label}.")
    )
    return [
        html.Section(
            [
                html.H2("Moped crime: four points, no series", className="card-title"),
                html.P(
                    "The report speaks of a fall in moped crime. No monthly series is published; "
                    "these four figures are all that was found, so no line joins them.",
                    className="card-subtitle",
                ),
                body,
                html.P(f"Source: {dataset.publisher}: {dataset.source}.", className="table-source"),
            ],
            className="panel",
        )
    ]
