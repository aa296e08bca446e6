"""A loader that is killed leaves the old release or the new one, never half of either."""

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

from data import releases
from data.releases import publishing
from data.releases.disk import UNFINISHED
from data.releases.reading import own_files, verify
from data.store import DEFAULT_DIRECTORY, Store, load_store, load_tables
from tests.unit.data.intake.made_up import csv_text, data_directory, row
from tests.unit.data.intake.test_board import COMMITMENTS

SEED = 20180630
ROOT = Path(__file__).resolve().parents[4]
FILE = "moped_crime_points.csv"
BUNDLED = (DEFAULT_DIRECTORY / FILE).read_bytes()


def table(value: int) -> bytes:
    return BUNDLED.replace(b"756", str(value).encode())


def publish_for_ever(directory: Path, store: Store) -> None:
    """Make one release after another, as loaders would that follow each other.

    Loading the tables takes nearly all of the time and writes nothing; it is left out, so that
    the blow falls where files are written, renamed and linked.
    """

    def load(_directory: Path, *, fallback: Path) -> Store:
        assert fallback == directory
        return store

    publishing.__dict__["load_tables"] = load
    (directory / "ready").touch()
    value = 1000
    while True:
        value += 1
        releases.publish(directory, {FILE: table(value)}, sources=[], by="a test")
        releases.prune(directory, keep=3)


def kill_while_loading(directory: Path, store: Store, seconds: float) -> None:
    fork = multiprocessing.get_context("fork")
    loader = fork.Process(target=publish_for_ever, args=(directory, store))
    loader.start()
    while not (directory / "ready").exists():
        time.sleep(0.005)
    assert loader.pid is not None
    time.sleep(seconds)
    # On a busy machine the loader may not have had its turn yet.
    while worked(loader.pid) < seconds / 4:
        time.sleep(0.005)
    os.kill(loader.pid, signal.SIGKILL)
    loader.join()
    assert loader.exitcode == -signal.SIGKILL


def worked(pid: int) -> float:
    """Processor time of a process, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def check_whole(directory: Path) -> int:
    """What counts is a whole release: its tables, and one value of those that were loaded."""
    used = releases.current(directory)
    verify(used)
    if not used.number:
        return 0
    assert sorted(used.files) == own_files(DEFAULT_DIRECTORY)
    # The first load has the value 1001, and every number is one load.
    assert (used.path / FILE).read_bytes() == table(1000 + used.number)
    return used.number


@pytest.mark.parametrize(
    "times", [pytest.param(8, id="sample"), pytest.param(200, id="full", marks=pytest.mark.full)]
)
def test_a_power_cut_while_writing_leaves_the_old_release_or_the_new(
    tmp_path: Path, times: int
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a seeded sample
    made = unfinished = 0
    store = load_tables(DEFAULT_DIRECTORY)
    for number in range(times):
        directory = data_directory(tmp_path / str(number))
        kill_while_loading(directory, store, 0.01 + chance.random() * 0.1)
        place = directory / "releases"
        unfinished += sum(1 for _ in place.glob(f"{UNFINISHED}*"))
        made += check_whole(directory)
        # The next loader takes the lock that the dead one held, and clears what it left.
        before = releases.current(directory)
        with releases.locked(directory):
            releases.prune(directory, keep=9)
        assert not list(place.glob(f"{UNFINISHED}*"))
        assert releases.current(directory) == before
        shutil.rmtree(directory)
    assert made > 0
    # Some were killed in the middle of a load: the sample does test what it says.
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
        with releases.locked(directory):
            pass  # what it had begun in a process of its own has ended with it
        used = releases.current(directory)
        assert used.changed in ((), ("snapshots/milestones/2018-19-Q2.csv",))
        rows = load_store(directory).table("milestones")["reported_quarter"].value_counts()
        assert rows.to_dict() == {"2018-19-Q1": 42} | ({"2018-19-Q2": 12} if used.number else {})
