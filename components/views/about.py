"""About: can I trust this? What is loaded, from whom, with what breaks, gaps and revisions.

The page describes the data as they are loaded, so that neither area nor as-at alters it. What it
says of the data comes from the catalogue and from the same functions as every other page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dash import html
from dash.development.base_component import Component

from components import url_state
from components.dom import dom
from components.url_state import State
from components.views import (
    about_breaks,
    about_datasets,
    about_definitions,
    about_methods,
    about_missing,
    about_revisions,
    about_statements,
    about_trust,
    about_wards,
)
from data import as_at
from data.errors import EngineUnavailable
from data.remembering import remembered
from data.store import Store

PUBLISHED: Final = "published"


@dataclass(frozen=True)
class Section:
    """A section of the page.

    Args:
        id: The section's anchor: links to it may stand anywhere, so it does not change.
        title: Its heading and its entry in the contents.
        body: What it says.
        bare: Whether its body consists of panels of its own.
        leads_on: Whether it has links that carry area and as-at; the others are the same
            whatever the state, and are made once for a release.
    """

    id: str
    title: str
    body: Callable[[State], Sequence[Component]]
    bare: bool = False
    leads_on: bool = False


SECTIONS: Final = (
    Section("trust", "What stands behind the figures", about_trust.body, leads_on=True),
    Section("datasets", "Datasets, sources and downloads", about_datasets.body),
    Section("breaks", "Breaks and gaps", about_breaks.body),
    Section("revisions", "Revisions", about_revisions.body, bare=True),
    Section(
        "not-loaded", "What the report speaks of without data", about_missing.body, leads_on=True
    ),
    Section("wards", "Wards", about_wards.body),
    Section("definitions", "Definitions", about_definitions.body),
    Section("methods", "How change is told from chance", about_methods.body),
    Section("licence", "Licence and attribution", about_statements.licence),
    Section("contact", "Questions about the data", about_statements.contact),
    Section("accessibility", "Accessibility statement", about_statements.accessibility),
)


def title(store: Store) -> str:
    """The page's title: whether all that is shown is published, and how far it runs."""
    newest = as_at.newest_data(store).label
    if all(entry.disclosure == PUBLISHED for entry in store.catalogue):
        return f"Every figure here is published; recorded crime runs to {newest}"
    return f"Small counts of internal data are suppressed; recorded crime runs to {newest}"


def context(state: State) -> str:
    """The line under the title: area, period and source."""
    store = state.store
    first, last = about_datasets.years(store)
    return (
        f"All areas · {first} to {last} · {len(store.catalogue)} datasets as loaded, whatever the "
        "area and the as-at month"
    )


def contents() -> html.Nav:
    """The list of the sections."""
    links = [html.Li(html.A(section.title, href=f"#{section.id}")) for section in SECTIONS]
    return html.Nav(
        [html.H2("On this page", id="contents", className="card-title"), html.Ul(links)],
        className="panel about-contents",
        **dom(aria_labelledby="contents"),
    )


def sections(state: State) -> list[html.Section]:
    """The sections, in order."""
    return [_section(section, state) for section in SECTIONS]


def _section(section: Section, state: State) -> html.Section:
    heading = html.H2(section.title, id=f"{section.id}-title", className="card-title")
    return html.Section(
        [heading, *_body(section, state)],
        id=section.id,
        className="about-section is-bare" if section.bare else "panel about-section",
        **dom(aria_labelledby=f"{section.id}-title"),
    )


def _body(section: Section, state: State) -> Sequence[Component]:
    try:
        return section.body(state) if section.leads_on else _alike(state.store, section)
    except EngineUnavailable as fault:
        return [html.P(f"This cannot be shown now: {fault} The other sections are complete.")]


@remembered(len(SECTIONS))
def _alike(store: Store, section: Section) -> Sequence[Component]:
    return section.body(url_state.read(store, (), {}))
