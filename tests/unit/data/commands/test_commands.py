"""`python -m data releases` and `rollback`: what they say and return."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from data import releases
from data.__main__ import main
from data.store import DEFAULT_DIRECTORY


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A data directory with one release loaded."""
    place = tmp_path / "data"
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    content = (place / "moped_crime_points.csv").read_bytes().replace(b"756", b"800")
    releases.publish(
        place,
        {"moped_crime_points.csv": content},
        sources=[releases.Source(name="points.csv", sha256="ab" * 32)],
        by="a tester",
        notes=["1 value revised"],
    )
    return place


def test_the_list_says_what_counts(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["releases", "--data-dir", str(directory)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("  0000-")
    assert lines[2].startswith("* 0001-")
    assert "a tester" in lines[2]
    assert "points.csv" in lines[2]
    assert lines[3].strip() == "1 value revised"


def test_the_list_is_json_too(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["releases", "--json", "--data-dir", str(directory)]) == 0
    zero, first = json.loads(capsys.readouterr().out)
    assert (zero["number"], zero["current"]) == (0, False)
    assert (first["number"], first["current"], first["sources"][0]["name"]) == (
        1,
        True,
        "points.csv",
    )


def test_going_back_says_what_counts_now(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rollback", "0", "--data-dir", str(directory)]) == 0
    assert "Release 0000-" in capsys.readouterr().out
    assert releases.current(directory).number == 0
    assert main(["rollback", "12", "--data-dir", str(directory)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Nothing was changed: There is no release “12”.")


def test_old_releases_are_removed_on_request(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["rollback", "0", "--data-dir", str(directory)])
    capsys.readouterr()
    assert main(["releases", "--prune", "0", "--data-dir", str(directory)]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("Removed 0001-")
    assert "0001-" not in said.out
    assert main(["releases", "--prune", "-1", "--data-dir", str(directory)]) == 2


def test_a_missing_command_is_a_mistake_in_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([])
    assert "COMMAND" in capsys.readouterr().err
