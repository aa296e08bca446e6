"""Loads files: all of them or none, as one new release."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from data import releases
from data.catalogue import dataset
from data.errors import printable
from data.extracts.draft import Draft
from data.extracts.findings import Finding, Findings, Unreadable
from data.extracts.layouts import Kind, Recognised, nearest, recognise
from data.extracts.reading import first_row, read_content, read_sheet, small_enough_for_template
from data.extracts.taking import TAKES
from data.extracts.ward_boundaries import TITLE, is_geojson, take_ward_boundaries
from data.periods import Month

if TYPE_CHECKING:
    from data.extracts.sheet import Sheet
    from data.releases import Release, Source

Step = Callable[[str], None]
"""Is told what is done now."""

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
    taken: Recognised | None = None
    shapes: bytes = b""
    sha256: str = ""
    published: str | None = None

    @property
    def name(self) -> str:
        """Its name, safe to show and to write down."""
        return self.findings.file


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a load.

    Attributes:
        files: The files, in the order in which they were taken.
        errors: Mistakes; nothing is loaded where there is one.
        doubts: What was not accepted; nothing is loaded where there is one.
        release: The release that counts now; None where nothing was loaded, or tried only.
        new: Whether it is a new release.
        tables: Content of each table's file as it is, or would be, after the load.
    """

    files: tuple[Read, ...]
    errors: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    release: Release | None = None
    new: bool = False
    tables: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether nothing may be loaded."""
        return bool(self.errors or self.doubts)


def load(
    paths: Sequence[Path],
    directory: Path,
    *,
    accept: Collection[str] = (),
    correction: bool = False,
    afresh: bool = False,
    dry_run: bool = False,
    by: str | None = None,
    step: Step = lambda _: None,
) -> Outcome:
    """Load files into a new release.

    Args:
        paths: The files, in any order.
        directory: The data directory.
        accept: What is accepted of what someone must confirm (`totals`, `low-month`,
            `older`, and `warnings` of a quarter's board, figures or claims).
        correction: These correct a quarter that is loaded.
        afresh: Build the tables from these files alone.
        dry_run: Do everything but change anything.
        by: Who loads them; whoever runs this where it is not said.
        step: Told what is done now.

    Raises:
        DataFileError: The data directory itself is not in order.
        ReleaseError: Another load came in between.
        OSError: The disk is full or may not be written; nothing is changed.
    """
    with contextlib.ExitStack() as stack:
        if not dry_run:
            stack.enter_context(releases.locked(directory))
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="load-")))
        draft = Draft(
            directory,
            releases.current(directory),
            scratch,
            afresh=afresh,
            by=releases.whoami() if by is None else by,
        )
        files = [_read(path, step) for path in paths]
        files.sort(key=_order)
        _check_one_of_a_month(files)
        for each in files:
            step(f"Checking {each.name}")
            if each.findings.errors:
                continue
            if each.taken is not None and each.sheet is not None:
                TAKES[each.taken.kind](each.sheet, each.taken, draft, each.findings, each.notes)
                each.sheet = None  # large, and no longer needed
            elif each.shapes:
                take_ward_boundaries(each.shapes, draft, each.findings, each.notes)
            else:
                _take_template(
                    each, draft, accept_warnings="warnings" in accept, correction=correction
                )
        return _finish(files, draft, accept, dry_run, step)


def _finish(
    files: list[Read], draft: Draft, accept: Collection[str], dry_run: bool, step: Step
) -> Outcome:
    errors = tuple(finding for each in files for finding in each.findings.errors)
    doubts = tuple(
        finding
        for each in files
        for finding in each.findings.doubts
        if finding.accept not in accept
    )
    if errors or doubts:
        return Outcome(tuple(files), errors, doubts)
    tables = {file: each for file, each in draft.pending.items() if isinstance(each, bytes)}
    if dry_run:
        step("Checking the tables together")
        draft.store()
        return Outcome(tuple(files), tables=tables)
    step("Making the release")
    made = releases.publish(
        draft.directory,
        draft.pending,
        sources=[_source(each) for each in files],
        by=draft.by,
        notes=[f"{each.name}: {note.strip()}" for each in files for note in each.notes],
        based_on=draft.base.id,
    )
    return Outcome(tuple(files), release=made, new=made.id != draft.base.id, tables=tables)


def _read(path: Path, step: Step) -> Read:
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


def _take_template(each: Read, draft: Draft, *, accept_warnings: bool, correction: bool) -> None:
    """Take a quarter's board, figures or claims, as a snapshot beside the tables."""
    from data.intake.loading import note_of, prepare  # noqa: PLC0415 - only where there is one

    store = draft.store()
    made, content = prepare(
        each.path, store, accept_warnings=accept_warnings, correction=correction
    )
    if made.snapshot is None and not made.rows:
        near = nearest(first_row(each.path))
        rule = "the file must have the header of a layout that can be loaded"
        each.findings.add(f"{rule}. {near}" if near else rule, row=1 if near else None)
        return
    for problem in made.errors:
        each.findings.add(problem.rule, row=problem.row, column=problem.column, value=problem.value)
    for problem in made.warnings if made.outcome == "to-confirm" else ():
        each.findings.add(
            problem.rule, row=problem.row, column=problem.column, value=problem.value,
            accept="warnings",
        )  # fmt: skip
    if made.snapshot is not None:
        each.title = dataset(made.snapshot.dataset).title
        each.notes.append(f"{note_of(made.snapshot, made.rows)}.")
        if not made.errors:  # else the next file would be checked against a broken table
            draft.pending[made.snapshot.file] = content


def _source(each: Read) -> Source:
    return releases.Source(
        name=each.name,
        sha256=each.sha256,
        recognised_as=each.title,
        published=each.published,
    )
