"""Makes ward extracts from the bundled borough figures: every ward has its share of its borough."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from data import releases
from data.__main__ import main
from data.extracts.sheet import fold
from data.store import DEFAULT_DIRECTORY
from tests.unit.data.extracts.made_up import CODES, Rows, extract, months_from, put, to_csv

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


def boundaries(of: dict[str, tuple[Ward, ...]] = WARDS, code: str = "WD24CD") -> dict[str, Any]:
    """Ward boundaries as the ONS publishes them: strips side by side, outlines anticlockwise."""
    features = []
    for row, (borough, each) in enumerate(of.items()):
        for column, (ward, name, _) in enumerate(each):
            west, south = -0.22 + 0.02 * column, 51.34 + 0.04 * row
            east, north = west + 0.02, south + 0.03
            ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
            named = {code: ward, "WD24NM": name, "LAD24CD": CODES[fold(borough)], "OBJECTID": 1}
            shape = {"type": "Polygon", "coordinates": [ring]}
            features.append({"type": "Feature", "properties": named, "geometry": shape})
    return {"type": "FeatureCollection", "features": features}


def load_boundaries(directory: Path, content: dict[str, Any]) -> int:
    """Load a file of boundaries; return the exit status."""
    file = put(directory.parent, "wards.geojson", json.dumps(content).encode())
    return main(["load", str(file), "--data-dir", str(directory)])
