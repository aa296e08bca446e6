"""The counts that follow the filters, the line that says what is shown, and the empty state."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.dom import dom
from components.links import relative
from components.url_state import State
from components.views import milestones as view
from components.views.milestones import Shown
from data.milestones import ACTIVITY, KINDS, STATUSES, quarters_of
from data.queries.milestone_rows import every_milestone
from data.queries.milestones import milestone_counts

COUNTS: Final = "milestone-counts"
COUNT_LINE: Final = "milestone-count-line"
EMPTY: Final = "milestone-empty"
FILTER_NAMES: Final = {"status": "status", "kind": "kind", "theme": "theme", "q": "words"}


def status_facts(shown: Shown) -> list[Component]:
    """How many rows of each status the filters keep, and how many activities."""
    counts = milestone_counts(shown.table)
    facts = [
        (term.symbol, counts.by_status[slug], term.plural, slug) for slug, term in STATUSES.items()
    ]
    told = counts.by_kind[ACTIVITY]
    facts.append(("", told, "activity" if told == 1 else KINDS[ACTIVITY].plural, "none"))
    return [
        html.Li(
            [
                html.Span(
                    [
                        html.Span(
                            shape, className=f"fact-shape fact-{slug}", **dom(aria_hidden="true")
                        )
                        if shape
                        else "",
                        formatting.count(number),
                    ],
                    className="fact-value",
                ),
                html.Span(word, className="fact-name"),
            ],
            className="fact",
        )
        for shape, number, word, slug in facts
    ]


def count_line(shown: Shown) -> list[Component | str]:
    """How many rows are shown, what the filters are in words, and the way to clear them."""
    found, whole = shown.rows, shown.whole
    active = view.active_filters(shown.state)
    of_all = "All" if len(found) == len(whole) else f"{len(found)} of"
    text = f"{of_all} {len(whole)} shown."
    if not active:
        return [text]
    words = "; ".join(f"{FILTER_NAMES[name]} {chosen}" for name, chosen in active.items())
    return [
        f"{text} Only {words}. ",
        html.A("Clear all filters", href=_cleared(shown.state), className="clear-filters"),
    ]


def empty(shown: Shown) -> list[Component]:
    """What stands in place of the board when no row passes the filters; else nothing."""
    active, quarter = view.active_filters(shown.state), shown.quarter
    if not active or shown.rows:
        return []
    words = [f"{FILTER_NAMES[name]} {chosen}" for name, chosen in active.items()]
    whole = len(shown.whole)
    ways = [_way(shown, name) for name in active if len(active) > 1]
    return [
        html.H2("Nothing on this board matches", className="card-title"),
        html.P(
            f"Of the {whole} rows of {quarter.short_label if quarter else 'the report'}, "
            f"none has {formatting.join_words(words)}."
        ),
        html.Ul([way for way in ways if way is not None], className="plain-list"),
        html.P(html.A(f"Clear all filters: show all {whole}", href=_cleared(shown.state))),
    ]


def _way(shown: Shown, name: str) -> html.Li | None:
    """A link that takes one filter away, with what it would show; None where that is nothing."""
    number = len(shown.without(name))
    if number == 0:
        return None
    return html.Li(
        html.A(
            f"Without the filter on {FILTER_NAMES[name]}: {number} shown",
            href=view.address(shown.state, **{name: ""}),
        )
    )


def _cleared(state: State) -> str:
    return view.address(state, **dict.fromkeys(view.FILTERS, ""))


def before_the_first_report(state: State) -> html.Section:
    """What stands in place of the page when no report was out by as-at."""
    first = quarters_of(every_milestone(state.store))[0]
    return html.Section(
        [
            html.H2("The first report loaded is later", className="card-title"),
            html.P(
                f"The page is as at {state.as_at.label}. The first Business Plan report loaded is "
                f"that of {first.label}, as at {first.last.label}."
            ),
            html.P(
                html.A(
                    f"Show {first.last.label}",
                    href=relative(view.PATH, area=state.area.code, as_at=str(first.last)),
                    className="button",
                )
            ),
        ],
        className="panel empty-state",
    )
