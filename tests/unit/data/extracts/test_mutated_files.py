"""Whatever is done to a file, it is loaded right or refused with a message."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from data import releases
from data.__main__ import main
from tests.unit.data.extracts import made_up
from tests.unit.data.extracts.mutations import MUTATIONS, Mutation

SEEDS = 1 + 1000 // len(MUTATIONS)
"""So many of each kind make a thousand."""

SAMPLE = random.Random(20260301).sample(MUTATIONS, 12)  # noqa: S311 - no secret


def tree(directory: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def check(
    mutation: Mutation,
    seed: int,
    directory: Path,
    rows: made_up.Rows,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Load one mutated file, and see that it is right or refused."""
    content, expected = mutation(random.Random(seed), [list(row) for row in rows])  # noqa: S311 - no secret
    file = made_up.put(directory.parent, "extract.csv", content)
    before = tree(directory)
    status = main(["load", str(file), "--data-dir", str(directory)])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert status in (0, 2)
    if status == 2:
        assert expected != "same", said.err
        assert said.out == ""
        assert "extract.csv" in said.err
        assert len(said.err.splitlines()) >= 2
        assert tree(directory) == before
        return
    assert expected != "refused", said.out
    assert said.err == ""
    release = releases.current(directory)
    loaded = made_up.cells((release.path / "recorded_crime.csv").read_bytes())
    told = made_up.sums(rows if expected == "same" else made_up.read_csv(content))
    wrong = {
        key: (count, loaded.get(key))
        for key, count in told.items()
        if loaded.get(key) != str(count)
    }
    assert not wrong, list(wrong.items())[:3]
    # What the file does not speak of is as it was.
    months = {month for _, _, month in told}
    was = made_up.cells((directory / "recorded_crime.csv").read_bytes())
    assert all(loaded[key] == count for key, count in was.items() if key[2] not in months)
    shutil.rmtree(directory / "releases")


@pytest.mark.parametrize("mutation", SAMPLE, ids=lambda each: each.__name__)
def test_a_changed_file_is_loaded_right_or_refused(
    mutation: Mutation,
    directory: Path,
    following: made_up.Rows,
    capsys: pytest.CaptureFixture[str],
) -> None:
    check(mutation, 20, directory, following, capsys)


@pytest.mark.full
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.__name__)
def test_a_thousand_changed_files_are_loaded_right_or_refused(
    mutation: Mutation,
    directory: Path,
    following: made_up.Rows,
    earlier: made_up.Rows,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for seed in range(SEEDS):
        check(mutation, seed, directory, earlier if seed % 3 == 0 else following, capsys)
