"""Reads a quarter's board: every row in the product's own form, and everything that is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.intake.columns import BOARD, LONGEST
from data.intake.header import Header, check_header, find_header
from data.intake.problems import Problems
from data.intake.sheet import EXCEL_ERRORS, Cell, Row, Sheet
from data.intake.words import (
    DUE_RULE,
    QUARTER_RULE,
    areas_in,
    due_in,
    parts_of,
    quarter_in,
    slug_in,
    term_in,
)
from data.milestone_filters import folded
from data.milestones import (
    ACTIVITY,
    ASSESSED,
    COMMITMENT,
    KINDS,
    MILESTONE,
    NOT_ASSESSED,
    STATUSES,
    THEMES,
    Term,
)
from data.periods import Quarter

if TYPE_CHECKING:
    from data.areas import Areas
    from data.offences import Offences

LABELS = {column.key: column.label for column in BOARD}
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
STATUS_RULES = {
    MILESTONE: (
        ASSESSED,
        "must be Delivered, On track or Some delay, since the row is a milestone",
    ),
    COMMITMENT: (
        (NOT_ASSESSED,),
        "must be Not assessed, since the row is a commitment; with a status it is a milestone",
    ),
    ACTIVITY: (("",), "must be empty, since the row is an activity"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What a board may refer to.

    Attributes:
        areas: BCUs and boroughs.
        offences: Every series.
        figures: Ids of figures and claims, by reporting quarter.
        ids: Ids of milestones on the boards that are loaded.
    """

    areas: Areas
    offences: Offences
    figures: Mapping[str, Collection[str]]
    ids: Collection[str]


@dataclass(slots=True)
class Board:
    """A board as read.

    Attributes:
        quarter: The quarter of its rows; None where no row says one.
        rows: One mapping from column to text a row, in the form of the table `milestones`.
        numbers: The number of each row in the file.
        errors: What must be put right.
        warnings: What must be confirmed.
    """

    quarter: Quarter | None = None
    rows: list[dict[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    errors: Problems = field(default_factory=Problems)
    warnings: Problems = field(default_factory=Problems)


def read_board(sheets: Sequence[Sheet], known: Known) -> Board:
    """Read a board from a file's sheets.

    Raises:
        Unreadable: No sheet has the template's header.
    """
    sheet, header = find_header(sheets, BOARD)
    board = Board()
    check_header(sheet, header, BOARD, board.errors)
    data = sheet[header.index + 1 :]
    if not data:
        board.errors.add("the file must have at least one row under its header")
    readers = [_RowReader(row, header, board, known) for row in data]
    board.quarter = _quarter(readers)
    for reader in readers:
        board.rows.append(reader.read(board.quarter))
        board.numbers.append(reader.row.number)
    _check_ids(board)
    return board


def _quarter(readers: Sequence[_RowReader]) -> Quarter | None:
    """Return the quarter that most rows name; every other quarter is an error."""
    found = [reader.quarter() for reader in readers]
    counted = Counter(each for each in found if each is not None)
    if not counted:
        return None
    quarter = counted.most_common(1)[0][0]
    for reader, each in zip(readers, found, strict=True):
        if each not in (None, quarter):
            reader.fail("reported_quarter", f"must be {quarter}, as in the other rows")
    return quarter


def _check_ids(board: Board) -> None:
    first: dict[str, int] = {}
    for row, number in zip(board.rows, board.numbers, strict=True):
        name = row["id"]
        if not name:
            continue
        if name in first:
            rule = f"must stand only once (it is in row {first[name]} already)"
            board.errors.add(rule, row=number, column=LABELS["id"], value=name)
        first.setdefault(name, number)


class _RowReader:
    """Reads the cells of one row; each cell gives at most one error."""

    def __init__(self, row: Row, header: Header, board: Board, known: Known) -> None:
        self.row = row
        self._header = header
        self._board = board
        self._known = known

    def cell(self, key: str) -> Cell:
        position = self._header.positions.get(key)
        return "" if position is None else self.row.at(position)

    def text(self, key: str) -> str:
        """Return a cell's text; an error of Excel's, or one too long, is an error here."""
        value = str(self.cell(key))
        if value in EXCEL_ERRORS:
            return self.fail(key, "must not be an error of Excel’s")
        if len(value) > LONGEST.get(key, len(value)):
            return self.fail(key, f"must have at most {LONGEST[key]} characters")
        return value

    def fail(self, key: str, rule: str) -> str:
        """Note an error; the cell then counts as empty."""
        if key in self._header.positions:
            value = self.cell(key)
            self._board.errors.add(rule, row=self.row.number, column=LABELS[key], value=value)
        return ""

    def _note_part(self, key: str, rule: str, part: str) -> None:
        """Note an error in one part of a list."""
        self._board.errors.add(rule, row=self.row.number, column=LABELS[key], value=part)

    def required(self, key: str) -> str:
        if self.cell(key) == "":
            return self.fail(key, "must not be blank")
        return self.text(key)

    def quarter(self) -> Quarter | None:
        """Return the row's quarter, without a word on one that is missing or wrong."""
        return quarter_in(str(self.cell("reported_quarter")))

    def read(self, quarter: Quarter | None) -> dict[str, str]:
        """Return the row in the form of the table."""
        if self.quarter() is None:
            rule = QUARTER_RULE if self.cell("reported_quarter") else "must not be blank"
            self.fail("reported_quarter", rule)
        kind = self._term("kind", KINDS)
        everywhere, codes, unknown = areas_in(self.text("areas"), self._known.areas)
        for part in unknown:
            rule = "is no BCU or borough that is known; the row is then shown for London only"
            if everywhere or codes:
                rule = "is no BCU or borough that is known; it is left out, but kept in words"
            self._board.warnings.add(rule, row=self.row.number, column=LABELS["areas"], value=part)
        figures, offences = self._evidence(quarter)
        return {
            "reported_quarter": str(quarter or ""),
            "id": self._id(),
            "kind": kind,
            "theme": self._term("theme", THEMES),
            "subtheme": self.required("subtheme"),
            "title": self.required("title"),
            "status": self._status(kind),
            "due": self._due("due"),
            "due_note": self.text("due_note"),
            "reach": _reach(everywhere, codes, bool(unknown)),
            "areas": " ".join(codes),
            "note": self.text("note"),
            "figures": " ".join(figures),
            "offences": " ".join(offences),
            "owner": self.text("owner"),
            "original_due": self._due("original_due"),
            "reason_for_delay": self.text("reason_for_delay"),
            "continues": " ".join(self._continues()),
            "areas_as_written": "; ".join(unknown),
        }

    def _id(self) -> str:
        name = slug_in(self.required("id"))
        if name and ID.fullmatch(name) is None:
            return self.fail("id", "must be letters, numbers and hyphens")
        return name

    def _term(self, key: str, terms: Mapping[str, Term]) -> str:
        text = self.required(key)
        slug = term_in(text, terms) if text else ""
        if slug is None:
            names = [term.title for term in terms.values()]
            return self.fail(key, f"must be {', '.join(names[:-1])} or {names[-1]}")
        return slug

    def _status(self, kind: str) -> str:
        text = self.text("status")
        slug = term_in(text, STATUSES) if text else ""
        if slug is None:
            names = [term.title for term in STATUSES.values()]
            return self.fail("status", f"must be {', '.join(names[:-1])} or {names[-1]}")
        allowed, rule = STATUS_RULES.get(kind, ((slug,), ""))
        return slug if slug in allowed else self.fail("status", rule)

    def _due(self, key: str) -> str:
        value = self.cell(key)
        if value == "":
            return ""
        due = due_in(value)
        if due is None:
            return self.fail(key, DUE_RULE)
        return str(due)

    def _evidence(self, quarter: Quarter | None) -> tuple[list[str], list[str]]:
        """Return the figures and the offences that the row names."""
        offence_names = {folded(each.name): each.slug for each in self._known.offences.all()}
        known_figures = self._known.figures.get(str(quarter), ())

        def offence(part: str) -> str | None:
            slug = slug_in(part)
            return slug if slug in self._known.offences else offence_names.get(folded(part))

        def knows(part: str) -> bool:
            return slug_in(part) in known_figures or offence(part) is not None

        figures: list[str] = []
        offences: list[str] = []
        for part in parts_of(self.text("evidence"), knows):
            slug = offence(part)
            if slug_in(part) in known_figures:
                figures.append(slug_in(part))
            elif slug is not None:
                offences.append(slug)
            else:
                rule = (
                    f"must name figures of the report of {quarter} that are loaded, or offences "
                    "(the list is at /api/v1/offences)"
                )
                self._note_part("evidence", rule, part)
        return list(dict.fromkeys(figures)), list(dict.fromkeys(offences))

    def _continues(self) -> list[str]:
        found = []
        for part in parts_of(self.text("continues"), lambda part: slug_in(part) in self._known.ids):
            slug = slug_in(part)
            if slug not in self._known.ids:
                rule = "must be the id of a milestone on an earlier board"
                self._note_part("continues", rule, part)
            found.append(slug)
        return list(dict.fromkeys(found))


def _reach(everywhere: bool, codes: Collection[str], unknown: bool) -> str:
    if everywhere or not (codes or unknown):
        return "london"
    if not codes:
        return "unknown"
    return "borough" if all(code.startswith("E09") for code in codes) else "bcu"
