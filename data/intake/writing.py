"""The form in which a snapshot is kept, and its version."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.snapshots import snapshots


def to_csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return rows as the product keeps them: UTF-8, commas, LF, a header."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def next_version(directory: Path, dataset: str, quarter: str) -> int:
    """Return the version that a snapshot of a quarter would have: 1 where there is none.

    Args:
        directory: Where the tables of the release are.
        dataset: Id of the dataset.
        quarter: The quarter.
    """
    taken = [each.version for each in snapshots(directory, dataset) if str(each.quarter) == quarter]
    return max(taken, default=0) + 1
