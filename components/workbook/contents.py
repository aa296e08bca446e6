"""A pack as a workbook: cover, notes, then a sheet for each table of its pages and sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from components.pack.model import Item, Pack, Section
from components.pack.sections.sources import KEY as SOURCES
from components.workbook.model import BACK, COVER, Heading, Link, Sheet, Value, Workbook
from components.workbook.names import LONGEST, sheet_names
from components.workbook.sheets import MEANINGS, one_line, sheet_of
from data.spreadsheet_text import writable

if TYPE_CHECKING:
    from data.store import Store

NOTES: Final = "Notes"
FINDINGS: Final = "What needs attention"
OVERVIEW: Final = "overview"
COVER_WIDTH: Final = 85
"""Characters of a line of the cover."""

GENERAL: Final = "The whole workbook"

LICENCE: Final = (
    "Contains public sector information licensed under the Open Government Licence. Contains "
    "National Statistics and OS data © Crown copyright and database right. The sheets of sources "
    "name the publisher, the licence and the address of each dataset."
)
REVISIONS: Final = (
    "Numbers are unrounded; the cells show as many decimals as the dashboard does. Figures are "
    "those of the release of the data named on the cover, and may be revised by their publisher."
)
SHORT: Final = {"crime-trends": "", "sources": "Sources"}
"""How the names of a page's sheets begin, where that is not the page's own name."""


def file_stem(page: str) -> str:
    """What a workbook's file is called: of all pages, or of one."""
    return f"{page}-workbook" if page else "workbook"


def of_pack(pack: Pack) -> Workbook:
    """The workbook of a pack, or of a page's part of one.

    Args:
        pack: What to write.

    Returns:
        Cover and notes first. What has nothing to show has no sheet; the contents say why.
    """
    tables = [(section, item) for section in pack.sections for item in section.items]
    wanted = [_name(pack.store, section, item) for section, item in tables]
    names = sheet_names([COVER, NOTES, FINDINGS, *wanted])[3:]
    made = [
        (section, item, _sheet(pack, item, name))
        for (section, item), name in zip(tables, names, strict=True)
    ]
    found = _findings(pack)
    sheets = [sheet for _, _, sheet in made if sheet is not None]
    notes = _notes(pack, made)
    title = _title(pack)
    cover = Sheet(
        name=COVER,
        title=title,
        lines=_about(pack, 1 + len(sheets) + (found is not None)),
        headings=(Heading("Contents"), Heading("Sheet"), Heading("Page")),
        rows=[
            (Link(notes.title, NOTES), NOTES, "All"),
            *([(Link(found.title, FINDINGS), FINDINGS, "Overview")] if found else []),
            *(_listed(section, item, sheet) for section, item, sheet in made),
        ],
        text_width=COVER_WIDTH,
    )
    return Workbook(
        title=title,
        description=f"Official figures for {pack.area.label}, as at {pack.as_at.label}.",
        made=pack.made,
        sheets=[cover, notes, *([found] if found else []), *sheets],
        marking=pack.marking,
    )


def _title(pack: Pack) -> str:
    pages = [section.title for section in pack.sections if section.key != SOURCES]
    if len(pages) == 1:
        return one_line(f"{pack.title}: {pages[0]}")
    return one_line(pack.title if pages else f"{pack.title}: {pack.sections[-1].title}")


def _about(pack: Pack, tables: int) -> list[str]:
    """The lines of the cover."""
    made = f"{pack.made.day} {pack.made:%B %Y}"
    symbols = "; ".join(f"{mark} {words}" for mark, words in MEANINGS.items())
    lines = [
        *([pack.marking] if pack.marking else []),
        "Metropolitan Police Service Business Plan: official figures of the dashboard, for "
        f"{pack.area.label}, as at {pack.as_at.label}.",
        *_controls(pack),
        f"Made on {made} from the release {pack.release} of the data.",
        f"Besides this cover there are {tables} sheets, each with one table, which the table below "
        "lists.",
        f"Symbols in the tables: {symbols}.",
        REVISIONS,
        LICENCE,
    ]
    return [one_line(line) for line in lines]


def _controls(pack: Pack) -> list[str]:
    """What was chosen on the page, and what stands as it opens; of all pages, that they do."""
    pages = [section.title for section in pack.sections if section.key != SOURCES]
    if len(pages) > 1:
        return ["Every page is taken as it opens, with no filter and no control changed."]
    chosen = [f"{label}: {value}" for label, value, as_opened in pack.controls if not as_opened]
    others = [f"{label}: {value}" for label, value, as_opened in pack.controls if as_opened]
    lines = [f"Chosen on the page: {'; '.join(chosen)}."] if chosen else []
    if others:
        lines.append(f"As the page opens: {'; '.join(others)}.")
    return lines


def _listed(section: Section, item: Item, sheet: Sheet | None) -> tuple[Value, ...]:
    if sheet is not None:
        return Link(sheet.title, sheet.name), sheet.name, section.title
    why = item.summary or "There are no rows to show."
    return writable(f"{item.title}. {why}"), "No table", section.title


def _sheet(pack: Pack, item: Item, name: str) -> Sheet | None:
    if item.table is None:
        return None
    lines: list[str | Link] = [one_line(text) for text in (item.subtitle, item.source) if text]
    if pack.marking:
        lines.insert(0, one_line(pack.marking))
    return sheet_of(item.table, name=name, title=item.title, lines=lines, back=Link(BACK, COVER))


def _name(store: Store, section: Section, item: Item) -> str:
    """What a sheet would best be called: its page, and what of it."""
    page = SHORT.get(section.key, section.title)
    rest = item.key.removeprefix(section.key).strip("-")
    known = {
        **{area.code.lower(): area.label for area in store.areas.all()},
        **{offence.slug: offence.name for offence in store.offences.all()},
    }
    words = rest.replace("-", " ")
    what = known.get(rest, words)
    if not page:
        return what if len(what) <= LONGEST else words.capitalize()
    full = f"{page} {what}"
    return full if len(full) <= LONGEST else f"{page.split(' ', maxsplit=1)[0]} {what}"


def _findings(pack: Pack) -> Sheet | None:
    """What needs attention, strongest first; only where the overview is part of the workbook."""
    if not pack.findings or all(section.key != OVERVIEW for section in pack.sections):
        return None
    return Sheet(
        name=FINDINGS,
        title=f"What needs attention in {pack.area.label}",
        lines=[
            *([one_line(pack.marking)] if pack.marking else []),
            one_line(pack.tested),
            Link(BACK, COVER),
        ],
        headings=(Heading("Rank", "count"), Heading("Finding"), Heading("What it rests on")),
        rows=[
            (finding.rank, writable(finding.sentence), writable(finding.evidence))
            for finding in pack.findings
        ],
    )


def _notes(pack: Pack, made: Sequence[tuple[Section, Item, Sheet | None]]) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (GENERAL, REVISIONS),
        (GENERAL, LICENCE),
        *(
            (GENERAL, f"{mark} in a cell or in its notes: {words}")
            for mark, words in MEANINGS.items()
        ),
    ]
    for _, item, sheet in made:
        if sheet is not None:
            said = [item.summary, *item.notes]
            rows += [(Link(sheet.name, sheet.name), writable(text)) for text in said if text]
    return Sheet(
        name=NOTES,
        title="Notes: what must be known to read the tables",
        lines=[*([one_line(pack.marking)] if pack.marking else []), Link(BACK, COVER)],
        headings=(Heading("Sheet"), Heading("Note")),
        rows=rows,
    )
