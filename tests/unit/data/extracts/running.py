"""How tests run `python -m data load`, and what it made."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import releases
from data.__main__ import main
from tests.unit.data.extracts import made_up

ROOT = Path(__file__).resolve().parents[4]


Said = pytest.CaptureFixture[str]


def command(directory: Path, *files: Path, options: tuple[str, ...] = ()) -> int:
    return main(["load", *map(str, files), *options, "--data-dir", str(directory)])


def crime(directory: Path) -> dict[tuple[str, str, str], str]:
    path = releases.current(directory).path / "recorded_crime.csv"
    return made_up.cells(path.read_bytes())
