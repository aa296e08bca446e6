"""Makes ward extracts from the bundled borough figures: every ward has its share of its borough."""

from __future__ import annotations

import shutil
from pathlib import Path

from data import releases
from data.__main__ import main
from data.store import DEFAULT_DIRECTORY
from tests.unit.data.extracts.made_up import Rows, extract, months_from, put, to_csv

SUTTON, MERTON = "E09000029", "E09000024"
HEAD = ["WardName", "WardCode", "LookUp_BoroughName", "MajorText", "MinorText"]
MONTHS = months_from("2024-03", 24)

Ward = tuple[str, str, float]
"""Code, name, and share of the borough."""

WARDS: dict[str, tuple[Ward, ...]] = {
    "Sutton": (
        ("E05013755", "Beddington", 0.32),
        ("E05013756", "Belmont", 0.05),
        ("E05013757", "Carshalton", 0.2),
        ("E05013758", "Sutton Central", 0.36),
    ),
    "Merton": (
        ("E05013810", "Abbey", 0.5),
        ("E05013811", "Cannon Hill", 0.4),
    ),
}


def wards(months: list[str] = MONTHS, of: dict[str, tuple[Ward, ...]] = WARDS) -> Rows:
    """A ward extract: each count of a borough, rounded down to each ward's share of it."""
    source = extract(months)
    rows = [HEAD + [month.replace("-", "") for month in months]]
    for borough, each in of.items():
        for code, name, share in each:
            for group, label, place, *counts in source[1:]:
                if place == borough:
                    split = [str(int(int(count) * share)) for count in counts]
                    rows.append([name, code, borough, group, label, *split])
    return rows


def load(directory: Path, rows: Rows, *options: str) -> int:
    """Load a file of these rows; return the exit status."""
    file = put(directory.parent, "wards.csv", to_csv(rows))
    return main(["load", str(file), *options, "--data-dir", str(directory)])


def total(rows: Rows, code: str, months: list[str], offence: str = "") -> int:
    """The sum of a ward's counts in a file, read without the loader: of labels with a text."""
    at = [rows[0].index(month.replace("-", "")) for month in months]
    return sum(
        int(row[i])
        for row in rows[1:]
        if row[1] == code and offence.upper() in " ".join(row[3:5])
        for i in at
    )


def current(directory: Path, file: str) -> Path:
    """A file of the release that counts."""
    return releases.current(directory).path / file


def data_directory(within: Path, *files: Rows) -> Path:
    """A data directory with the bundled tables and these files loaded, one after another."""
    place = within / "tables"
    shutil.copytree(DEFAULT_DIRECTORY, place, ignore=shutil.ignore_patterns("releases"))
    for rows in files:
        assert load(place, rows) == 0
    return place
