"""About: all breaks, and what the sources do not count."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.url_state import State
from components.views.about_parts import period, span, table
from data.breaks import BREAKS, EVERY_AREA, Break
from data.catalogue.model import Dataset, Gap
from data.store import Store

KINDS = {
    "recording": "recording practice",
    "counting-rule": "counting rule",
    "extract": "another extract",
    "system": "recording system",
    "scope": "what is covered",
    "population": "population",
}
AREAS = {"london": "London", "bcu": "BCUs", "borough": "boroughs"}


def body(state: State) -> Sequence[Component]:
    """The section."""
    store = state.store
    ordered = sorted(BREAKS, key=lambda each: each.month)
    gaps = [(entry, gap) for entry in store.catalogue for gap in entry.gaps]
    return [
        html.P(
            "A break is a month from which a series is not fully comparable with what came before. "
            "Charts draw it as a labelled line. Where limits start afresh, no mean, limit or "
            "verdict runs across it."
        ),
        table(
            f"The {len(ordered)} breaks, earliest first",
            ["Month", "What happened", "Concerns", "Limits start afresh"],
            [_row(each, store) for each in ordered],
        ),
        html.H3("What the sources do not count"),
        html.P("Blank in the tables, “–” on the screen: missing, not zero."),
        table(
            "Gaps",
            ["Dataset", "Months", "What is missing"],
            [(entry.title, _months(entry, gap), gap.note) for entry, gap in gaps],
        ),
    ]


def _row(each: Break, store: Store) -> list[object]:
    return [
        each.month.label,
        [
            html.Strong(each.label),
            f" ({KINDS[each.kind]})",
            html.Br(),
            each.description,
        ],
        concerns(each, store),
        "yes" if each.rebase else "no",
    ]


def concerns(each: Break, store: Store) -> str:
    """What a break touches, in words: series, areas, and whether rates only."""
    if each.offences is not None:
        what = formatting.join_words(
            [store.offences.get(slug).name for slug in sorted(each.offences)]
        )
    elif each.datasets is not None:
        what = formatting.join_words([store.dataset(name).title for name in sorted(each.datasets)])
    else:
        what = "every series"
    if each.rates_only:
        what = f"rates of {what}"
    where = ""
    if each.area_kinds != EVERY_AREA:
        kinds = [name for kind, name in AREAS.items() if kind in each.area_kinds]
        where = f", {formatting.join_words(kinds)} only"
    return f"{what[0].upper()}{what[1:]}{where}"


def _months(entry: Dataset, gap: Gap) -> str:
    if gap.first and gap.last:
        return span(gap.first, gap.last)
    if gap.first:
        return f"from {period(gap.first)}"
    return f"to {period(gap.last)}" if gap.last else f"all of {entry.title}"
