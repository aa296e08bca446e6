"""About: the answer first: how many sources, how checked, and how the report compares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.links import relative
from components.url_state import State
from components.views.about_parts import api, bullets, facts, publisher
from data import as_at
from data.breaks import BREAKS
from data.queries.report_check import report_check, verdict_counts
from data.verdicts import AGREES, CANNOT_BE_CHECKED, CLOSE, DIFFERS

WORDS: Final = {
    AGREES: ("agrees", "agree"),
    CLOSE: ("comes close", "come close"),
    DIFFERS: ("differs", "differ"),
    CANNOT_BE_CHECKED: ("cannot be checked", "cannot be checked"),
}
"""Each verdict as a verb, of one and of several."""


def body(state: State) -> Sequence[Component]:
    """The section."""
    store = state.store
    newest = as_at.newest_data(store)
    publishers = {publisher(entry) for entry in store.catalogue}
    return [
        facts(
            [
                (str(len(store.catalogue)), "datasets loaded"),
                (str(len(publishers)), "publishers"),
                (newest.label, "newest month of recorded crime"),
                (str(len(BREAKS)), "known breaks, each marked where it falls"),
            ]
        ),
        bullets(
            [
                "Every number on every page has a source, a period and a download. Nothing is "
                "typed in: titles, sentences, tables and charts are computed from the same tables.",
                "All files are checked together before anything is shown. An unknown area or "
                "offence, a duplicate, a missing month, a negative or broken count: the file is "
                "refused, naming row, column, value and rule.",
                "Missing is never shown as zero. What is missing stands as “–” with its reason.",
                f"The newest month, {newest.label}, is provisional: marked, and never judged.",
                _report(state),
                [
                    "The figures are also there as ",
                    html.A("data (JSON and CSV)", href=api("/docs")),
                    f". Fingerprint of the data in use: {store.release}. Equal data have an equal "
                    "fingerprint.",
                ],
            ]
        ),
    ]


def _report(state: State) -> list[str | Component]:
    """How the report's figures and claims compare with the data, in a sentence."""
    rows = report_check(state.store).rows
    counts = verdict_counts(rows)
    parts = [
        f"{number} {WORDS[verdict][number != 1]}" for verdict, number in counts.items() if number
    ]
    href = relative("/report-check", area=state.area.code, as_at=str(state.as_at))
    return [
        f"The report’s {len(rows)} figures and claims are set against the data: "
        f"{formatting.join_words(parts)}. ",
        html.A("Report check", href=href),
    ]
