"""The printed pack: cover, contents, every section whole, as one page that a browser prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.dom import dom
from components.links import relative
from components.pack.model import Item, Pack, Section
from components.pack.names import file_name
from components.pack.states import Place
from components.shell import Page
from components.views import burglary, burglary_map
from components.views.pack_findings import findings, headline_tiles
from components.views.pack_item import note_list, printed_figures, printed_item, stands_in_place
from components.views.pack_pairs import pairs

PATH: Final = "/pack"
FIGURES: Final = "figures"
FIGURES_TITLE: Final = "Figures behind the charts"
TRENDS: Final = "crime-trends"
"""The section whose lesser series stand in pairs."""


def page(pack: Pack) -> Page:
    """The page for a pack."""
    parts = [*pack.sections]
    return Page(
        title=_title(pack),
        context=f"Oversight pack · {_period(pack)}",
        body=[
            _actions(pack),
            _cover(pack),
            *(_section(pack, section, number) for number, section in enumerate(parts, start=1)),
            _figures(pack, len(parts) + 1),
        ],
    )


def _title(pack: Pack) -> str:
    """The pack's title, in which no line end parts the area's name or the month."""
    title = pack.title
    for words in (pack.area.label, f"as at {pack.as_at.label}"):
        title = title.replace(words, words.replace(" ", formatting.NO_BREAK))
    return title


def running_header(pack: Pack) -> str:
    """What stands at the top of every sheet."""
    return f"Met Business Plan · {pack.area.label} · as at {pack.as_at.label}"


def _period(pack: Pack) -> str:
    return f"figures to {pack.as_at.label}, made on {_day(pack)}"


def _day(pack: Pack) -> str:
    return f"{pack.made.day} {pack.made:%B %Y}"


def _actions(pack: Pack) -> html.Div:
    """What stands on the screen only: print, and the way back."""
    back = relative("/", area=pack.area.code, as_at=str(pack.as_at))
    return html.Div(
        [
            html.Button(
                "Print",
                type="button",
                className="button pack-print",
                disabled=True,
                **dom(data_print="pack"),
            ),
            html.A("Back to the overview", href=back, **dom(data_nav="/")),
            html.P("Drawing the charts…", role="status", className="pack-progress"),
        ],
        className="pack-actions",
        **dom(
            data_island="print-actions",
            data_value=running_header(pack),
            data_title=file_name("pack", pack.area.code, str(pack.as_at), "pdf"),
        ),
    )


def _cover(pack: Pack) -> html.Div:
    facts = [
        ("Area", pack.area.label),
        ("As at", f"{pack.as_at.label}, the last month taken into account"),
        ("Made on", _day(pack)),
        ("Data release", pack.release[:12]),
        *([("Marking", pack.marking)] if pack.marking else []),
    ]
    entries = [
        (section.key, f"{number}. {section.title}", section.sentence)
        for number, section in enumerate(pack.sections, start=1)
    ]
    last = len(pack.sections) + 1
    entries.append((FIGURES, f"{last}. {FIGURES_TITLE}", "Month by month, whole"))
    return html.Div(
        [
            html.Dl(
                [html.Div([html.Dt(name), html.Dd(value)]) for name, value in facts],
                className="pack-facts",
            ),
            html.Nav(
                [
                    html.H2("Contents", id="pack-contents"),
                    html.Ol([_entry(*entry) for entry in entries], className="pack-contents"),
                ],
                **dom(aria_labelledby="pack-contents"),
            ),
        ],
        className="pack-cover",
    )


def _entry(key: str, name: str, sentence: str) -> html.Li:
    return html.Li(
        [
            html.A(name, href=f"#{key}", className="pack-entry"),
            html.Span(className="pack-page", **dom(data_page_of=key)),
            html.Span(sentence, className="pack-entry-said"),
        ]
    )


def _section(pack: Pack, section: Section, number: int) -> html.Section:
    parts: list[Component] = [
        html.Div(
            [
                html.H2(f"{number}. {section.title}", id=f"{section.key}-heading"),
                *_said(section),
                html.P(section.context, className="page-context"),
            ],
            className="pack-section-head",
        )
    ]
    said: set[str] = set()
    lesser = [item for item in section.items if section.key == TRENDS and not item.headline]
    first = [item for item in section.items if section.key != TRENDS or item.headline]
    for item in first:
        parts += _item(pack, item, [note for note in item.notes if note not in said])
        said.update(item.notes if stands_in_place(item) else ())
    parts += pairs(lesser)
    return html.Section(
        parts,
        id=section.key,
        className="pack-section",
        **dom(aria_labelledby=f"{section.key}-heading"),
    )


def _said(section: Section) -> list[Component]:
    """The page's finding, unless the first item's heading says the same."""
    if section.items and section.items[0].title == section.sentence:
        return []
    return [html.P(section.sentence, className="pack-finding")]


def _item(pack: Pack, item: Item, notes: Sequence[str]) -> list[Component]:
    if item.key == "overview-headlines":
        return [headline_tiles(pack), findings(pack), printed_item(item, notes=notes)]
    extra = EXTRAS.get(item.key)
    return [printed_item(item, notes=notes, extra=extra(pack) if extra else None)]


def _map_key(pack: Pack) -> Component | None:
    state = Place(pack.store, pack.area, pack.as_at).state("/burglary", burglary.PARAMETERS)
    found = burglary.ask(state)
    return None if found is None else burglary_map.map_key(found, "pack-map-key")


EXTRAS: Final[Mapping[str, Callable[[Pack], Component | None]]] = {"burglary-map": _map_key}
"""What belongs to a chart beside it, by the item's key."""


def _figures(pack: Pack, number: int) -> html.Section:
    """The tables behind the lines, and once what must be known to read them."""
    kept = [item for item in pack.items if item.table is not None and not stands_in_place(item)]
    tables = [printed_figures(item, item.table) for item in kept if item.table is not None]
    notes = dict.fromkeys(note for item in kept for note in item.notes)
    months = formatting.plural(len(tables), "table")
    return html.Section(
        [
            html.Div(
                [
                    html.H2(f"{number}. {FIGURES_TITLE}", id="figures-heading"),
                    html.P(f"{months}, each whole", className="pack-finding"),
                ],
                className="pack-section-head",
            ),
            *tables,
            html.Section(
                [
                    html.H3("Notes to these tables"),
                    *note_list(list(notes)),
                ],
                className="pack-item",
            ),
        ],
        id=FIGURES,
        className="pack-section",
        **dom(aria_labelledby="figures-heading"),
    )
