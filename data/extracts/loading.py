"""Loads files: all of them or none, as one new release."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from data import releases
from data.catalogue import dataset
from data.extracts.draft import Draft
from data.extracts.findings import Finding
from data.extracts.opening import Read, open_files
from data.extracts.reading import (
    nearest_header,
)
from data.extracts.taking import TAKES
from data.extracts.ward_boundaries import take_ward_boundaries

if TYPE_CHECKING:
    from data.releases import Release, Source

Step = Callable[[str], None]
"""Is told what is done now."""


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
        files = open_files(paths, step)
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
    try:
        made = releases.publish(
            draft.directory,
            draft.pending,
            sources=[_source(each) for each in files],
            by=draft.by,
            notes=[f"{each.name}: {note.strip()}" for each in files for note in each.notes],
            based_on=draft.base.id,
        )
    except KeyboardInterrupt:
        made = releases.current(draft.directory)
        if made.id == draft.base.id:
            raise
        # The request to stop came when all was done.
    return Outcome(tuple(files), release=made, new=made.id != draft.base.id, tables=tables)


def _take_template(each: Read, draft: Draft, *, accept_warnings: bool, correction: bool) -> None:
    """Take a quarter's board, figures or claims, as a snapshot beside the tables."""
    from data.intake.loading import note_of, prepare  # noqa: PLC0415 - only where there is one

    store = draft.store()
    made, content = prepare(
        each.template, store, accept_warnings=accept_warnings, correction=correction
    )
    if made.snapshot is None and not made.rows:
        row, near = nearest_header(each.template)
        rule = "the file must have the header of a layout that can be loaded"
        each.findings.add(f"{rule}. {near}" if near else rule, row=row)
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
