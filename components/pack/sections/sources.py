"""Sources and notes: what the figures are, how far they reach, what must be known to read them."""

from __future__ import annotations

from typing import Any, Final

from components.pack.model import Item, Section
from components.pack.names import stem
from components.pack.states import Place
from components.table_card import TableCard
from components.tables import SYMBOLS, Column, Table
from components.views import about as view
from components.views.about_breaks import KINDS, concerns
from components.views.about_datasets import disclosure
from components.views.about_parts import period, span
from data.areas import LONDON
from data.breaks import BREAKS
from data.catalogue.model import Dataset
from data.queries.lookups import record_of

PATH: Final = "/about"
KEY: Final = "sources"
PRODUCT: Final = "Source: Met Business Plan dashboard, its catalogue of datasets."

MEANINGS: Final = {
    "c": "The count is suppressed: it is too small to publish, or another could be worked out.",
    "x": "The figure is not available: it is not published, or the series does not reach.",
    "z": "A figure does not apply here.",
}


def section(place: Place) -> Section:
    """The datasets, the breaks, the gaps, and the symbols."""
    state = place.state(PATH, ())
    return Section(
        key=KEY,
        title="Sources and notes",
        sentence=view.title(place.store),
        context=view.context(state),
        path=place.address(PATH),
        items=(_datasets(place), _breaks(place), _gaps(place), _symbols(place)),
    )


def _item(place: Place, key: str, card: TableCard, fragment: str) -> Item:
    return Item(key=f"{KEY}-{key}", card=card, path=place.address(PATH, fragment=fragment))


def _datasets(place: Place) -> Item:
    table = Table(
        caption="The datasets behind the figures",
        columns=(
            Column("title", "Dataset", row_header=True),
            Column("publisher", "Publisher"),
            Column("period", "Period"),
            Column("source", "Source"),
            Column("source_url", "Address"),
            Column("licence", "Licence"),
            Column("attribution", "Attribution"),
            Column("disclosure", "Small counts"),
            Column("caveats", "To know"),
        ),
        rows=[_dataset(place, entry) for entry in place.store.catalogue],
        filename=stem("datasets", LONDON, place.as_at),
        source=PRODUCT,
    )
    card = TableCard(
        title=f"{len(place.store.catalogue)} datasets stand behind the figures",
        subtitle="Publisher, period, licence and caveats of each",
        table=table,
    )
    return _item(place, "datasets", card, "datasets")


def _dataset(place: Place, entry: Dataset) -> list[Any]:
    record = record_of(place.store, entry)
    first, last = (str(record[name]) if record[name] else None for name in ("first", "last"))
    return [
        entry.title,
        entry.publisher,
        span(first, last),
        entry.source,
        entry.source_url,
        entry.licence,
        entry.attribution,
        disclosure(entry),
        " ".join([*entry.caveats, entry.provisional_note]).strip(),
    ]


def _breaks(place: Place) -> Item:
    ordered = sorted(BREAKS, key=lambda each: each.month)
    table = Table(
        caption="Breaks, earliest first",
        columns=(
            Column("month", "Month", "month", row_header=True),
            Column("label", "What happened"),
            Column("kind", "Kind"),
            Column("concerns", "Concerns"),
            Column("rebase", "Limits start afresh"),
            Column("description", "What it means"),
        ),
        rows=[
            (
                str(each.month),
                each.label,
                KINDS[each.kind],
                concerns(each, place.store),
                "yes" if each.rebase else "no",
                each.description,
            )
            for each in ordered
        ],
        filename=stem("breaks", LONDON, place.as_at),
        source=PRODUCT,
    )
    card = TableCard(
        title=f"{len(ordered)} breaks: months from which figures are not fully comparable",
        subtitle="No mean, limit or verdict runs across a break at which limits start afresh",
        table=table,
    )
    return _item(place, "breaks", card, "breaks")


def _gaps(place: Place) -> Item:
    found = [(entry, gap) for entry in place.store.catalogue for gap in entry.gaps]
    table = Table(
        caption="What the sources do not count",
        columns=(
            Column("dataset", "Dataset", row_header=True),
            Column("first", "From"),
            Column("last", "To"),
            Column("note", "What is missing"),
        ),
        rows=[
            (
                entry.title,
                period(gap.first) if gap.first else "the start",
                period(gap.last) if gap.last else "the end",
                gap.note,
            )
            for entry, gap in found
        ],
        filename=stem("gaps", LONDON, place.as_at),
        source=PRODUCT,
    )
    card = TableCard(
        title="What the sources do not count",
        subtitle="Missing is not zero",
        table=table,
    )
    return _item(place, "gaps", card, "breaks")


def _symbols(place: Place) -> Item:
    table = Table(
        caption="Symbols in the tables",
        columns=(
            Column("symbol", "Symbol", row_header=True),
            Column("short", "In short"),
            Column("meaning", "Meaning"),
        ),
        rows=[
            *((f"[{symbol}]", words, MEANINGS[symbol]) for symbol, words in SYMBOLS.items()),
            (
                "provisional",
                "the newest month of an extract",
                "Counts that will rise as records are completed; in no limit, verdict or finding.",
            ),
        ],
        filename=stem("symbols", LONDON, place.as_at),
        sortable=False,
        source="Symbols: Government Analysis Function, symbols in tables.",
    )
    card = TableCard(
        title="Symbols in the tables",
        subtitle="What stands where there is no figure, and what is marked",
        table=table,
    )
    return _item(place, "symbols", card, "definitions")
