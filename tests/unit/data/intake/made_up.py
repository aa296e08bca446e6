"""Made-up boards for tests. Nothing in them is real; the product ships the real ones only."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.intake.columns import BOARD
from data.store import DEFAULT_DIRECTORY

LABELS = [column.label for column in BOARD]
ROW = {
    "Quarter": "Q2 2018/19",
    "Id": "made-up-1",
    "Kind": "Milestone",
    "Title": "A milestone made up for a test",
    "Theme": "Tackling serious violence",
    "Subtheme": "Made up",
    "Owner": "Nobody",
    "BCUs": "",
    "Original due": "Q2 2018/19",
    "Current due": "Q2 2018/19",
    "Due in words": "",
    "Status": "On track",
    "Reason for delay": "",
    "Note": "",
    "Evidence": "",
    "Continues": "",
}


def row(**changes: str) -> dict[str, str]:
    """A good row with some cells changed; underscores stand for spaces in names."""
    return ROW | {name.replace("_", " "): value for name, value in changes.items()}


def csv_text(rows: Sequence[Mapping[str, str]], *, delimiter: str = ",", end: str = "\n") -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, LABELS, delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def data_directory(place: Path) -> Path:
    """A data directory of the test's own: the bundled files, and room for snapshots."""
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            (place / file.name).symlink_to(file)
    return place
