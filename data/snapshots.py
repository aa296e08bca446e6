"""Quarterly snapshots: a later report's board, figures or claims, one file each, beside the tables.

A snapshot lies under `snapshots/<table>/<quarter>.csv` of the data directory and has the columns of
its table. A correction of a quarter is a file of its own (`<quarter>.2.csv`), so that nothing
that was loaded is ever overwritten; the newest version counts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from data.errors import DataFileError, InvalidParameter
from data.periods import Quarter
from data.raw import RawTable, read_bytes

if TYPE_CHECKING:
    from data.catalogue.model import Dataset

DIRECTORY = "snapshots"
TABLES: Mapping[str, str] = {
    "milestones": "milestones",
    "report-figures": "report_figures",
    "report-claims": "report_claims",
}
"""Dataset and the directory of its snapshots."""

QUARTER_COLUMN = "reported_quarter"
_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-Q[1-4])(?:\.([2-9]|[1-9][0-9]+))?\.csv")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One file.

    Attributes:
        dataset: Id of the dataset whose rows it holds.
        quarter: The reporting quarter.
        version: 1 for the first; a correction has the next number.
    """

    dataset: str
    quarter: Quarter
    version: int

    @property
    def file(self) -> str:
        """Its path within the data directory."""
        number = "" if self.version == 1 else f".{self.version}"
        return f"{DIRECTORY}/{TABLES[self.dataset]}/{self.quarter}{number}.csv"

    @classmethod
    def of(cls, dataset: str, name: str) -> Snapshot | None:
        """Return the snapshot that a file's name means; None for any other file."""
        match = _NAME.fullmatch(name)
        if match is None:
            return None
        try:
            return cls(dataset, Quarter.parse(match[1]), int(match[2] or 1))
        except InvalidParameter:
            return None


def snapshots(directory: Path, dataset: str) -> tuple[Snapshot, ...]:
    """Return every snapshot of a dataset, corrected ones too, by quarter and version.

    What has another name (a file that is still being written, say) is no snapshot.
    """
    place = directory / DIRECTORY / TABLES[dataset]
    names = sorted(each.name for each in place.iterdir()) if place.is_dir() else []
    found = [each for name in names if (each := Snapshot.of(dataset, name)) is not None]
    return tuple(sorted(found, key=lambda each: (each.quarter, each.version)))


def in_use(found: Sequence[Snapshot]) -> tuple[Snapshot, ...]:
    """Return the newest version of each quarter."""
    return tuple({each.quarter: each for each in found}.values())


def contents(
    directory: Path, pending: Mapping[Snapshot, bytes] = MappingProxyType({})
) -> dict[Snapshot, bytes]:
    """Return the content of every snapshot in use.

    Args:
        directory: The data directory.
        pending: Snapshots that are not yet files, with their content.

    Raises:
        DataFileError: A file cannot be read.
    """
    read: dict[Snapshot, bytes] = {}
    for dataset in TABLES:
        waiting = [each for each in pending if each.dataset == dataset]
        every = sorted(
            {*snapshots(directory, dataset), *waiting},
            key=lambda each: (each.quarter, each.version),
        )
        for each in in_use(every):
            read[each] = pending[each] if each in pending else read_bytes(directory, each.file)
    return read


def entry_of(entry: Dataset, snapshot: Snapshot) -> Dataset:
    """Return the catalogue entry as it applies to a snapshot: the same rules, its own file."""
    return replace(entry, file=snapshot.file)


def check_quarter(raw: RawTable, quarter: Quarter) -> None:
    """Check that every row of a snapshot is of the quarter that its name says.

    Raises:
        DataFileError: A row is of another quarter.
    """
    cells = raw.frame[QUARTER_COLUMN]
    for index, cell in enumerate(cells):
        if cell != str(quarter):
            raise raw.error(f"must be {quarter}, as the file’s name", index, QUARTER_COLUMN, cell)


@dataclass(frozen=True, slots=True)
class StackedTable(RawTable):
    """Several files' rows as one table; an error names the file and the line of its row.

    Attributes:
        files: The file of each row.
    """

    files: tuple[str, ...] = ()

    def error(
        self, rule: str, index: int | None = None, column: str | None = None, value: object = None
    ) -> DataFileError:
        """Return the error for the row at `index` of the frame."""
        if index is None:
            return DataFileError(self.file, rule, column=column, value=value)
        return DataFileError(
            self.files[index], rule, row=self.lines[index], column=column, value=value
        )


def stacked(
    base: tuple[RawTable, pd.DataFrame],
    later: Sequence[tuple[Quarter, RawTable, pd.DataFrame]],
) -> tuple[RawTable, pd.DataFrame]:
    """Return a table with its snapshots' rows after its own.

    Rows of the table itself whose quarter has a snapshot are left out: that corrects them.

    Args:
        base: The table as text, and typed.
        later: Quarter, text and typed table of each snapshot in use.
    """
    if not later:
        return base
    raw, frame = base
    corrected = {str(quarter) for quarter, _, _ in later}
    kept = ~raw.frame[QUARTER_COLUMN].isin(corrected).to_numpy()
    raws = [RawTable(raw.file, raw.frame[kept], tuple(itertools.compress(raw.lines, kept)))]
    raws += [each for _, each, _ in later]
    names = list(raw.frame.columns)
    text = pd.concat([each.frame[names] for each in raws], ignore_index=True)
    table = pd.concat([frame[kept], *(each for _, _, each in later)], ignore_index=True)
    lines = tuple(itertools.chain.from_iterable(each.lines for each in raws))
    files = tuple(itertools.chain.from_iterable([each.file] * len(each.lines) for each in raws))
    return StackedTable(raw.file, text, lines, files), table
