"""About: what the report speaks of and no data is loaded for, from the report's own tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.links import relative
from components.url_state import State
from components.views.about_parts import bullets, table
from data.milestones import THEMES
from data.queries.milestone_rows import every_milestone
from data.queries.report_check import checked
from data.store import Store
from data.verdicts import CANNOT_BE_CHECKED

OVERVIEW: Final = "overview"


def body(state: State) -> Sequence[Component]:
    """The section."""
    store = state.store
    figures = uncheckable(store, "figure")
    href = relative(
        "/report-check",
        area=state.area.code,
        as_at=str(state.as_at),
        verdict=CANNOT_BE_CHECKED,
    )
    return [
        html.P(
            "Under these headings the report tells of work that no loaded series measures, so that "
            "no chart here can say whether it had an effect:"
        ),
        bullets(
            f"{theme}: {formatting.join_words(headings)}."
            for theme, headings in without_series(store).items()
        ),
        html.P(points(store)),
        html.H3("Claims that cannot be checked"),
        bullets(
            f"{claim}. {reason}"
            for reason, claims in uncheckable(store, "claim").items()
            for claim in claims
        ),
        html.H3("Figures that cannot be checked"),
        html.P(
            [
                f"{sum(map(len, figures.values()))} figures, by what would be needed. ",
                html.A("See them in the report check", href=href),
            ]
        ),
        table(
            "Figures of the report that nothing loaded can check",
            ["Why not", "What the report states"],
            [(reason, "; ".join(measures)) for reason, measures in figures.items()],
        ),
    ]


def without_series(store: Store) -> dict[str, list[str]]:
    """The report's headings by chapter under which nothing names a loaded series.

    The overview chapter is left out: it sums up the others.
    """
    rows = every_milestone(store)
    with_series = {(row.theme, row.subtheme) for row in rows if row.offences}
    found: dict[str, list[str]] = {}
    for slug, theme in THEMES.items():
        headings = dict.fromkeys(row.subtheme for row in rows if row.theme == slug)
        missing = [each for each in headings if (slug, each) not in with_series]
        if missing and slug != OVERVIEW:
            found[theme.title] = missing
    return found


def uncheckable(store: Store, kind: str) -> dict[str, list[str]]:
    """The figures or claims that cannot be checked, by the reason; the most frequent first."""
    found: dict[str, list[str]] = {}
    for row in checked(store):
        if row.kind == kind and row.verdict == CANNOT_BE_CHECKED:
            found.setdefault(row.reason, []).append(row.measure)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def points(store: Store) -> str:
    """What there is of moped crime: points, and no series."""
    entry = store.dataset("moped-crime-points")
    number = len(store.table(entry.id))
    return (
        f"Of moped crime, on which the report dwells, {number} published monthly figures are "
        "loaded, and no series: they stand beside theft or taking of a motor vehicle, and no line "
        "joins them."
    )
