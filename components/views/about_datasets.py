"""About: every dataset, from its catalogue entry, with its downloads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.url_state import State
from components.views.about_parts import api, bullets, described, period, span, table
from data.catalogue.model import Dataset
from data.queries.lookups import period_of, record_of
from data.store import Store

Record = dict[str, object]

DISCLOSURE = "published"


def body(state: State) -> Sequence[Component]:
    """The section: one table of all, then each in full."""
    store = state.store
    records = {entry.id: record_of(store, entry) for entry in store.catalogue}
    rows = [_row(entry, records[entry.id]) for entry in store.catalogue]
    return [
        html.P(
            "Each table can be downloaded whole, as it is loaded, with a description of its "
            "columns, source and licence (CSV on the Web)."
        ),
        table(
            f"The {len(rows)} datasets",
            ["Dataset", "Publisher", "Period", "Rows", "Download"],
            rows,
            numbers=(3,),
        ),
        html.H3("Each dataset in full"),
        *(_details(entry, records[entry.id]) for entry in store.catalogue),
    ]


def years(store: Store) -> tuple[str, str]:
    """The first and the last year of any dataset."""
    found = [
        text[:4]
        for entry in store.catalogue
        for text in period_of(store, entry)
        if text is not None and re.match(r"\d{4}", text)
    ]
    return min(found), max(found)


def _row(entry: Dataset, record: Record) -> list[object]:
    rows = record["rows"]
    return [
        html.A(entry.title, href=f"#dataset-{entry.id}"),
        entry.publisher,
        _span(record),
        formatting.count(rows if isinstance(rows, int) else None),
        list(downloads(entry)),
    ]


def downloads(entry: Dataset) -> Iterator[Component]:
    """The links to a dataset's file and to its description."""
    hidden = html.Span(f" of {entry.title}", className="visually-hidden")
    if entry.format == "geojson":
        yield html.A(["GeoJSON", hidden], href=api(f"/datasets/{entry.id}.geojson"))
        return
    yield html.A(["CSV", hidden], href=api(f"/datasets/{entry.id}.csv"))
    yield html.Br()
    yield html.A(["Description", hidden], href=api(f"/datasets/{entry.id}.csv-metadata.json"))


def _span(record: Record) -> str:
    first, last = record["first"], record["last"]
    return span(_text(first), _text(last))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _details(entry: Dataset, record: Record) -> html.Details:
    """One dataset in full, folded."""
    facts: list[tuple[str, object]] = [
        ("Source", [html.A(entry.source, href=entry.source_url), f" ({entry.publisher})"]),
        ("Licence", licence(entry)),
        ("Period", _period(entry, record)),
        ("Counts", entry.unit or "no counts: a reference table"),
        ("Disclosure", disclosure(entry)),
        ("Not counted", bullets(gap.note for gap in entry.gaps) if entry.gaps else None),
        ("To know", bullets(entry.caveats) if entry.caveats else None),
        ("Breaks", _breaks(record)),
        ("Download", [*downloads(entry)]),
    ]
    return html.Details(
        [
            html.Summary(html.H4(entry.title)),
            html.P(entry.description),
            described((term, meaning) for term, meaning in facts if meaning is not None),
            _columns(entry, record),
        ],
        id=f"dataset-{entry.id}",
        className="about-dataset",
    )


def licence(entry: Dataset) -> list[object]:
    """A dataset's licence, with a link to its text where it has one."""
    name = html.A(entry.licence, href=entry.licence_url) if entry.licence_url else entry.licence
    return [name, ". ", entry.attribution]


def disclosure(entry: Dataset) -> str:
    """How small counts of a dataset are treated."""
    if entry.disclosure == DISCLOSURE:
        return (
            "Published: the publisher’s own figures, shown as they are; small counts are read "
            "with care."
        )
    limit = entry.disclosure.rpartition(" ")[2]
    return (
        f"Counts below {limit} are suppressed, and as many others as it takes that they cannot "
        "be worked out."
    )


def _period(entry: Dataset, record: Record) -> str:
    if record["first"] is None:
        return "no period of its own"
    text = f"{_span(record)}."
    if entry.provisional == "newest":
        text += f" {period(_text(record['last']))} is provisional. {entry.provisional_note}"
    return text


def _breaks(record: Record) -> Component | None:
    found = record["breaks"]
    if not isinstance(found, list) or not found:
        return None
    return bullets(
        f"{period(str(each['month']))}: {each['label']}. {each['description']}" for each in found
    )


def _columns(entry: Dataset, record: Record) -> html.Div:
    found = record["columns"]
    rows = [
        [html.Code(str(each["name"])), each["description"], each["unit"] or formatting.MISSING]
        for each in (found if isinstance(found, list) else [])
    ]
    return table(f"Columns of {entry.title}", ["Column", "Meaning", "Unit"], rows)
