"""Bundled files with something changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from data.catalogue import dataset
from data.errors import DataFileError
from data.store import DEFAULT_DIRECTORY

Rows = list[list[str]]
Edit = Callable[[Rows], object]
Refused = Callable[[str, Edit], DataFileError]


def plain_rows(dataset_id: str) -> Rows:
    """Return the cells of a bundled file that holds no quoted cell but in its first columns."""
    path = DEFAULT_DIRECTORY / dataset(dataset_id).file
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def written(rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def put(row: int, column: str, value: str) -> Edit:
    """Return an edit that writes a cell; `row` counts as an editor does, the header being 1."""

    def edit(rows: Rows) -> None:
        rows[row - 1][rows[0].index(column)] = value

    return edit


def without(column: str) -> Edit:
    def edit(rows: Rows) -> None:
        place = rows[0].index(column)
        for row in rows:
            del row[place]

    return edit
