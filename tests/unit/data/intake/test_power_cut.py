"""A loader that is killed leaves the old state or the new one, never half of either."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data.intake.writing import locked, next_version, put
from data.periods import Quarter
from data.snapshots import Snapshot, snapshots
from data.store import load_store
from tests.unit.data.intake.made_up import csv_text, data_directory, row
from tests.unit.data.intake.test_board import COMMITMENTS

SEED = 20180630
ROOT = Path(__file__).resolve().parents[4]
LINE = b"2018-19-Q2,made up,for a test of half-written files,0123456789abcdef\n"
LARGE = LINE * 20_000


def write_for_ever(directory: Path) -> None:
    """Add one version after another, as loaders would that follow each other."""
    while True:
        with locked(directory):
            version = next_version(directory, "milestones", "2018-19-Q2")
            put(directory, Snapshot("milestones", Quarter(2018, 2), version), LARGE)


def kill_while_writing(directory: Path, seconds: float) -> None:
    loader = multiprocessing.get_context("fork").Process(target=write_for_ever, args=(directory,))
    loader.start()
    time.sleep(seconds)
    assert loader.pid is not None
    os.kill(loader.pid, signal.SIGKILL)
    loader.join()
    assert loader.exitcode == -signal.SIGKILL


def check_whole(directory: Path) -> int:
    """Every snapshot there is whole, and the versions follow one another."""
    found = snapshots(directory, "milestones")
    assert [each.version for each in found] == list(range(1, len(found) + 1))
    assert all((directory / each.file).read_bytes() == LARGE for each in found)
    return len(found)


@pytest.mark.parametrize(
    "times", [pytest.param(12, id="sample"), pytest.param(200, id="full", marks=pytest.mark.full)]
)
def test_a_power_cut_while_writing_leaves_no_half(tmp_path: Path, times: int) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a seeded sample
    written = unfinished = 0
    for number in range(times):
        directory = tmp_path / str(number)
        directory.mkdir()
        kill_while_writing(directory, 0.01 + chance.random() * 0.06)
        place = directory / "snapshots" / "milestones"
        unfinished += sum(1 for _ in place.glob(".unfinished-*")) if place.is_dir() else 0
        written += check_whole(directory)
        # The next loader takes the lock that the dead one held, and clears what it left.
        with locked(directory):
            version = next_version(directory, "milestones", "2018-19-Q2")
            put(directory, Snapshot("milestones", Quarter(2018, 2), version), LARGE)
        assert not list(place.glob(".unfinished-*"))
        shutil.rmtree(directory)
    assert written > 0
    # Some were killed in the middle of a file: the sample does test what it says.
    assert unfinished > 0


@pytest.mark.parametrize(
    "times", [pytest.param(2, id="sample"), pytest.param(200, id="full", marks=pytest.mark.full)]
)
def test_a_killed_command_leaves_the_old_board_or_the_new(tmp_path: Path, times: int) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a seeded sample
    file = tmp_path / "board.csv"
    file.write_text(csv_text([*COMMITMENTS, row()]), encoding="utf-8")
    command = [sys.executable, "-m", "data.intake", str(file), "--data-dir"]
    started = time.monotonic()
    whole = data_directory(tmp_path / "whole")
    subprocess.run([*command, str(whole)], cwd=ROOT, check=True, capture_output=True)
    takes = time.monotonic() - started
    for number in range(times):
        directory = data_directory(tmp_path / str(number))
        loader = subprocess.Popen([*command, str(directory)], cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(takes * (0.5 + chance.random() * 0.6))
        loader.kill()
        loader.wait()
        found = [each.file for each in snapshots(directory, "milestones")]
        assert found in ([], ["snapshots/milestones/2018-19-Q2.csv"])
        rows = load_store(directory).table("milestones")["reported_quarter"].value_counts()
        assert rows.to_dict() == {"2018-19-Q1": 42} | ({"2018-19-Q2": 12} if found else {})


def test_two_loaders_do_not_take_the_same_place(tmp_path: Path) -> None:
    loaders = [
        multiprocessing.get_context("fork").Process(target=_write_some, args=(tmp_path, mark))
        for mark in (b"one\n", b"two\n")
    ]
    for loader in loaders:
        loader.start()
    for loader in loaders:
        loader.join()
        assert loader.exitcode == 0
    found = snapshots(tmp_path, "milestones")
    assert [each.version for each in found] == list(range(1, 21))
    contents = [(tmp_path / each.file).read_bytes() for each in found]
    assert sorted(contents) == [b"one\n"] * 10 + [b"two\n"] * 10


def _write_some(directory: Path, content: bytes) -> None:
    for _ in range(10):
        with locked(directory):
            version = next_version(directory, "milestones", "2018-19-Q2")
            put(directory, Snapshot("milestones", Quarter(2018, 2), version), content)
