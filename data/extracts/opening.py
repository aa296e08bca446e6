"""Opens the files of a load: reads and recognises each, and puts them in order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import printable
from data.extracts.findings import Findings, Unreadable
from data.extracts.layouts import Kind, Recognised, recognise
from data.extracts.reading import read_content, read_sheet, small_enough_for_template
from data.extracts.ward_boundaries import TITLE, is_geojson
from data.periods import Month

if TYPE_CHECKING:
    from data.extracts.sheet import Sheet

ORDER: tuple[Kind, ...] = ("labels", "population", "boroughs", "knife", "small-areas")
"""Labels first, since the others need them; templates come last, since they need the data."""

WHOLE: tuple[Kind, ...] = ("labels", "boroughs")
"""Files that are never one part of several."""


@dataclass(slots=True)
class Read:
    """One file of a load.

    Attributes:
        path: Where it is.
        findings: What is wrong with it, or to confirm.
        notes: What it brought, a sentence or line each.
        title: What it was recognised as.
        sheet: Its table; None for a template, and where it could not be read.
        template: Its content where it may be a quarter's board, figures or claims; else empty.
        taken: What its header was recognised as.
        shapes: Its content where it is GeoJSON; else empty.
        sha256: Of its content.
        published: The month in which it was published, where the file says so.
    """

    path: Path
    findings: Findings
    notes: list[str] = field(default_factory=list)
    title: str = ""
    sheet: Sheet | None = None
    template: bytes = b""
    taken: Recognised | None = None
    shapes: bytes = b""
    sha256: str = ""
    published: str | None = None

    @property
    def name(self) -> str:
        """Its name, safe to show and to write down."""
        return self.findings.file


def open_files(paths: Sequence[Path], step: Callable[[str], None]) -> list[Read]:
    """Return files as read, in the order in which they are to be taken.

    Args:
        paths: Where they are.
        step: Told what is done now.
    """
    files = [_read(path, step) for path in paths]
    files.sort(key=_order)
    _check_one_of_a_month(files)
    return files


def _read(path: Path, step: Callable[[str], None]) -> Read:
    """Read one file and recognise it."""
    each = Read(path, Findings(printable(path.name)))
    step(f"Reading {each.name}")
    try:
        content = read_content(path)
        each.sha256 = hashlib.sha256(content).hexdigest()
        if is_geojson(content):
            each.title, each.shapes = TITLE, content
            return each
        each.sheet = read_sheet(each.name, content, each.findings)
        if each.sheet is not None:
            each.taken = recognise(each.sheet.header)
            each.title = each.taken.title if each.taken else ""
            if not each.sheet.cells.height:
                each.findings.add("the file must have at least one row under its header")
        else:
            small_enough_for_template(content)
            each.template = content
    except Unreadable as error:
        each.findings.add(error.rule, row=error.row, value=error.value)
    return each


def _order(each: Read) -> tuple[int, Month]:
    last = Month(1, 1)
    if each.taken is None:
        return len(ORDER), last
    if each.taken.months:
        last = max(month for _, month in each.taken.months)
    return ORDER.index(each.taken.kind), last


def _check_one_of_a_month(files: Sequence[Read]) -> None:
    """Note files of one load of which either would undo the other.

    The later of two extracts counts; of two that end in the same month none is the later.
    """
    first: dict[tuple[int, Month], Read] = {}
    for each in files:
        if each.taken is None or each.taken.kind not in WHOLE:
            continue
        other = first.setdefault(_order(each), each)
        if other.sha256 != each.sha256:
            rule = (
                f"it holds the same as {other.name}, up to the same month, and is another file: "
                "load the one that counts"
            )
            each.findings.add(rule)
