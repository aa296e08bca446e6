"""Takes in one file: reads it, checks it against everything loaded, and adds it as a snapshot.

The snapshot becomes part of a new release of the data; see `data.releases`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from data.as_at import newest_data
from data.catalogue import dataset
from data.errors import DataFileError
from data.intake.board import Board, Known, read_board
from data.intake.columns import BOARD
from data.intake.doubts import note_doubts
from data.intake.figures import Lines, columns_of, read_lines
from data.intake.header import SEARCHED_ROWS, Column, known_names, words
from data.intake.problems import Problem, Unreadable
from data.intake.sheet import Sheet, content_of, read_sheets
from data.intake.writing import next_version, to_csv
from data.milestones import milestones_of
from data.releases import Release, Source, locked, publish, whoami
from data.rows import text_rows
from data.snapshots import Snapshot
from data.store import Store, load_store, try_snapshot

Outcome = Literal["added", "refused", "to-confirm"]
MILESTONES, FIGURES, CLAIMS = "milestones", "report-figures", "report-claims"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file.

    Attributes:
        outcome: `added`; `refused` for errors; `to-confirm` where only warnings stand in the way.
        errors: What must be put right.
        warnings: What must be confirmed, or was.
        snapshot: What it is, or would be; None where that is not known.
        path: Where it was put; None unless added.
        release: The release that it is part of; None unless added.
        rows: How many rows it has.
    """

    outcome: Outcome
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    snapshot: Snapshot | None = None
    path: Path | None = None
    release: Release | None = None
    rows: int = 0


def take_in(
    file: Path,
    directory: Path,
    *,
    accept_warnings: bool = False,
    correction: bool = False,
    by: str | None = None,
) -> Taken:
    """Check a quarter's file and add it as a snapshot.

    Args:
        file: A board, figures or claims, as CSV or XLSX with the columns of its template.
        directory: The data directory.
        accept_warnings: Add it although there are warnings.
        correction: It corrects a quarter that is loaded: it becomes that quarter's next version.
        by: Who loads it; whoever runs this where it is not said.

    Returns:
        What became of it. Nothing is written unless the outcome is `added`.

    Raises:
        DataFileError: The data directory itself is not in order.
        OSError: The snapshot cannot be written; nothing is changed.
    """
    try:
        given = content_of(file)
    except Unreadable as error:
        return Taken("refused", (error.problem,))
    with locked(directory):
        store = load_store(directory)
        taken, content = prepare(
            given, store, accept_warnings=accept_warnings, correction=correction
        )
        if taken.outcome != "added" or taken.snapshot is None:
            return taken
        release = publish(
            directory,
            {taken.snapshot.file: content},
            sources=[_source(file.name, given, taken.snapshot.dataset)],
            by=whoami() if by is None else by,
            notes=[note_of(taken.snapshot, taken.rows)],
        )
        return replace(taken, path=release.path / taken.snapshot.file, release=release)


def prepare(
    file: bytes, store: Store, *, accept_warnings: bool = False, correction: bool = False
) -> tuple[Taken, bytes]:
    """Check a quarter's file without adding it.

    Args:
        file: The content of such a file as `take_in` takes.
        store: The data that it would be added to.
        accept_warnings: As for `take_in`.
        correction: As for `take_in`.

    Returns:
        What would become of it (`added` where nothing stands in the way), and the content of its
        snapshot.
    """
    try:
        sheets = read_sheets(file)
        name = table_of(sheets)
        read = _read(sheets, name, store)
    except Unreadable as error:
        return Taken("refused", (error.problem,)), b""
    return _check(read, name, store, accept_warnings=accept_warnings, correction=correction)


def note_of(snapshot: Snapshot, rows: int) -> str:
    """Return what a release's notes say of a snapshot."""
    return f"{dataset(snapshot.dataset).title}, {snapshot.quarter}: {rows} rows"


def _source(name: str, content: bytes, of: str) -> Source:
    digest = hashlib.sha256(content).hexdigest()
    return Source(name=name, sha256=digest, recognised_as=dataset(of).title)


def table_of(sheets: Sequence[Sheet]) -> str:
    """Return the dataset whose template a file follows: the one whose names it has most of."""
    best, most = MILESTONES, 0
    for name, columns in templates().items():
        known = known_names(columns)
        found = max(
            len({known[words(str(cell))] for cell in row.cells if words(str(cell)) in known})
            for sheet in sheets
            for row in sheet[:SEARCHED_ROWS]
        )
        if found > most:
            best, most = name, found
    return best


def templates() -> dict[str, tuple[Column, ...]]:
    """Return the columns of every template, by dataset."""
    return {
        MILESTONES: BOARD,
        FIGURES: columns_of(dataset(FIGURES)),
        CLAIMS: columns_of(dataset(CLAIMS)),
    }


def _read(sheets: Sequence[Sheet], name: str, store: Store) -> Board | Lines:
    if name != MILESTONES:
        return read_lines(sheets, store.dataset(name), _known(store))
    loaded = milestones_of(store.table(MILESTONES))
    board = read_board(sheets, _known(store))
    if not board.errors.found:
        note_doubts(board, loaded)
    return board


def _known(store: Store) -> Known:
    figures: dict[str, set[str]] = {}
    for name in (FIGURES, CLAIMS):
        for row in text_rows(store.table(name)):
            figures.setdefault(row["reported_quarter"], set()).add(row["id"])
    ids = {row["id"] for row in text_rows(store.table(MILESTONES))}
    return Known(store.areas, store.offences, figures, ids)


def _check(
    read: Board | Lines,
    name: str,
    store: Store,
    *,
    accept_warnings: bool,
    correction: bool,
) -> tuple[Taken, bytes]:
    """Return what will become of a file, and the snapshot's content."""
    rows = len(read.rows)
    if read.quarter is None:
        return Taken("refused", tuple(read.errors.in_order()), rows=rows), b""
    loaded = str(read.quarter) in set(store.table(name)["reported_quarter"])
    _check_place(read, store, loaded, correction)
    following = next_version(store.directory, name, str(read.quarter))
    snapshot = Snapshot(name, read.quarter, max(following, 2 if loaded else 1))
    content = to_csv([each.name for each in dataset(name).columns], read.rows)
    if not read.errors.found:
        _try(read, snapshot, content, store)
    errors, warnings = tuple(read.errors.in_order()), tuple(read.warnings.in_order())
    outcome: Outcome = "added"
    if errors:
        outcome = "refused"
    elif warnings and not accept_warnings:
        outcome = "to-confirm"
    return Taken(outcome, errors, warnings, snapshot, rows=rows), content


def _check_place(read: Board | Lines, store: Store, loaded: bool, correction: bool) -> None:
    """Check that the quarter may be added: not there yet, or there for a correction."""
    quarter = read.quarter
    if quarter is None:
        return
    if loaded and not correction:
        rule = (
            f"the quarter {quarter} must not be loaded already: what is loaded is never "
            "overwritten. To correct it, load the file as a correction"
        )
        read.errors.add(rule)
    if correction and not loaded:
        read.errors.add(f"the quarter {quarter} must be loaded for a correction of it")
    if quarter.last > newest_data(store):
        rule = (
            f"the quarter {quarter} must not end after the newest recorded crime "
            f"({newest_data(store).label}): load the data first"
        )
        read.errors.add(rule)


def _try(read: Board | Lines, snapshot: Snapshot, content: bytes, store: Store) -> None:
    """Check the snapshot among the others, as the server will."""
    try:
        try_snapshot(store, snapshot, content)
    except DataFileError as error:
        own = error.file == snapshot.file and error.row is not None
        number = read.numbers[error.row - 2] if own and error.row is not None else None
        rule = error.rule if own else f"with the file, {error}"
        read.errors.add(rule, row=number, column=error.column, value=error.value)
