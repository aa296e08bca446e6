"""About: what the words on the pages mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.tables import SYMBOLS
from components.url_state import State
from components.views.about_parts import described
from data import as_at, population
from data.areas import SOURCE_NAMES, UNKNOWN
from data.describe import SMALL
from data.milestones import KINDS, STATUSES
from data.store import Store
from data.verdicts import VERDICTS


def body(state: State) -> Sequence[Component]:
    """The section."""
    return [
        described([*_places(state.store), *_times(state.store), *_measures(), *_report()]),
        html.Details(
            [
                html.Summary(html.H3("The BCUs and their boroughs")),
                described(bcus(state.store)),
            ],
            className="about-dataset",
        ),
    ]


def bcus(store: Store) -> Iterator[tuple[str, str]]:
    """Each BCU with its boroughs."""
    for bcu in store.areas.bcus():
        names = [borough.name for borough in store.areas.children(bcu.code)]
        yield bcu.label, formatting.join_words(names)


def _places(store: Store) -> Iterator[tuple[str, Any]]:
    number = len(store.areas.boroughs())
    yield (
        "Area",
        f"London, one of {len(store.areas.bcus())} Basic Command Units, or one of {number} "
        "boroughs.",
    )
    yield (
        "Basic Command Unit (BCU)",
        "Boroughs policed under one command. The twelve of 2018–19 are used for every month: "
        "before a BCU’s go-live its figures are those of today’s boundaries.",
    )
    airports = [name for code, name in SOURCE_NAMES.items() if code != UNKNOWN]
    yield (
        "AVIATION and UNKNOWN",
        f"Offences at {formatting.join_words(airports)}, and offences whose borough is not known. "
        "AVIATION counts towards London and, by convention, the West BCU, since Heathrow lies in "
        "Hillingdon; from March 2024 Heathrow’s offences are in Hillingdon itself. UNKNOWN counts "
        "towards London only. Neither is mapped or ranked.",
    )
    yield (
        "City of London",
        "Has a police force of its own: grey on maps, and counted nowhere here.",
    )


def _times(store: Store) -> Iterator[tuple[str, Any]]:
    report, newest = as_at.newest_report(store), as_at.newest_data(store)
    yield (
        "As at",
        f"The last month taken into account. At first the end of the newest report "
        f"({report.label}); the newest data are {newest.label}.",
    )
    yield (
        "Quarter and financial year",
        f"{report.quarter.short_label} is {report.quarter.label}; a financial year runs from April "
        "to March.",
    )
    yield (
        "Provisional",
        "The newest month of an extract: some of its offences are still to be recorded. It is "
        "marked, and used in no limit, rule, verdict or finding.",
    )
    yield (
        "Break",
        "A month from which a series is not fully comparable with what came before; all are listed "
        "under Breaks and gaps.",
    )
    yield (
        "Event",
        "A dated fact, mostly from the report, drawn as a mark: context, and no proof of effect.",
    )


def _measures() -> Iterator[tuple[str, Any]]:
    yield "Count", "Offences recorded in the period; for knife injury, victims."
    yield (
        "Rate",
        "Offences per 1,000 residents a year: a month’s count times twelve, a quarter’s times "
        f"four. {population.NOTE}",
    )
    yield (
        "Rolling 12 months",
        "The sum of the twelve months that end with each month; missing where one of them is.",
    )
    yield (
        "Change on a year",
        "Per cent on the same month or quarter of the year before; missing where that is 0 or "
        "missing.",
    )
    yield "Read with care", f"A count below {SMALL}: chance alone moves it much."
    reasons = [f"{symbol} ({meaning})" for symbol, meaning in SYMBOLS.items()]
    yield (
        "– (missing)",
        f"There is no value. A symbol says why: {formatting.join_words(reasons, 'or')}.",
    )


def _report() -> Iterator[tuple[str, Any]]:
    for kind in KINDS.values():
        yield kind.title, kind.meaning
    yield (
        "Status",
        html.Ul(
            [
                html.Li(f"{status.symbol} {status.title}: {status.meaning}")
                for status in STATUSES.values()
            ]
        ),
    )
    yield (
        "Verdict of the report check",
        html.Ul([html.Li(f"{name}: {meaning}") for name, meaning in VERDICTS.values()]),
    )
