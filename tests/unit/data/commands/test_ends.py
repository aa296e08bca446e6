"""However `python -m data load` ends, its status is 0 or 2, and what it says is true."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data import releases
from data.releases.reading import verify
from tests.unit.data.extracts import made_up
from tests.unit.data.intake.made_up import csv_text, row
from tests.unit.data.intake.test_board import COMMITMENTS

ROOT = Path(__file__).resolve().parents[4]
NO_OVERRIDE = "--bounding-set=-dac_override,-dac_read_search"
LOAD = [sys.executable, "-m", "data", "load"]
Ends = subprocess.CompletedProcess[str]


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A file that is small, so that little time goes into it."""
    return made_up.put(tmp_path, "board.csv", csv_text([*COMMITMENTS, row()]).encode())


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    from tests.unit.data.intake.made_up import data_directory  # noqa: PLC0415

    return data_directory(tmp_path / "data")


def ended(
    directory: Path,
    *files: Path | str,
    before: list[str] | None = None,
    bound: Callable[[], None] | None = None,
) -> Ends:
    line = [*(before or []), *LOAD, *map(str, files), "--data-dir", str(directory)]
    return subprocess.run(
        line, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=bound,
        env=os.environ | {"RUST_BACKTRACE": "1"},
    )  # fmt: skip


def shell(directory: Path, file: Path, redirection: str) -> Ends:
    command = f'"$0" -m data load "$1" --data-dir "$2" {redirection}'
    return subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, str(file), str(directory)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "redirection",
    [
        ">/dev/full",
        "<&- >&- 2>&-",
        pytest.param(">&-", marks=pytest.mark.full),
        pytest.param("2>/dev/full >/dev/full", marks=pytest.mark.full),
    ],
)
def test_what_is_loaded_is_loaded_though_it_cannot_be_said(
    directory: Path, board: Path, redirection: str
) -> None:
    done = shell(directory, board, redirection)
    assert done.returncode == 0
    made = releases.current(directory)
    assert made.number == 1
    assert "Nothing was changed" not in done.stderr
    if redirection == ">/dev/full":
        assert "What came of it cannot be written" in done.stderr
        assert f"Loaded: release {made.id}." in done.stderr


@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-"])
def test_what_is_refused_is_refused_though_it_cannot_be_said(
    directory: Path, tmp_path: Path, redirection: str
) -> None:
    assert shell(directory, tmp_path / "none.csv", redirection).returncode == 2


def least_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (200_000_000, 200_000_000))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def least_file() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))


@pytest.mark.parametrize("bound", [least_memory, least_file])
def test_too_little_memory_or_disk_refuses_the_load(
    directory: Path, board: Path, bound: Callable[[], None]
) -> None:
    done = ended(directory, board, bound=bound)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Nothing was changed" in done.stderr or "Ended by the system" in done.stderr
    assert "Traceback" not in done.stderr
    assert "stack backtrace" not in done.stderr
    assert releases.current(directory).number == 0


def test_a_load_that_the_system_kills_says_so(directory: Path, board: Path) -> None:
    script = (
        "import os, signal, sys; from data.apart import command; "
        "sys.exit(command(lambda: os.kill(os.getpid(), signal.SIGKILL) or 0, stopped=2))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert (
        "Ended by the system (SIGKILL), most likely since there is not enough memory" in done.stderr
    )


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv is not installed")
@pytest.mark.parametrize("place", [pytest.param("", marks=pytest.mark.full), "releases"])
def test_a_directory_that_cannot_be_written_is_named(
    directory: Path, board: Path, place: str
) -> None:
    unwritable = directory / place
    unwritable.mkdir(exist_ok=True)
    unwritable.chmod(0o555)
    before = ["setpriv", NO_OVERRIDE, "--inh-caps=-dac_override,-dac_read_search"]
    try:
        done = ended(directory, board, before=before)
        assert done.returncode == 2
        assert f"Nothing was changed, since {directory / 'releases'}" in done.stderr
        assert "cannot be used: Permission denied" in done.stderr
        # Looking needs no right to write.
        looked = ended(directory, board, "--dry-run", before=before)
        assert (looked.returncode, looked.stderr) == (0, "")
    finally:
        unwritable.chmod(0o755)
    assert not [each for each in directory.glob("releases/*") if each.name != ".lock"]


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv is not installed")
def test_a_file_that_cannot_be_read_is_named(directory: Path, board: Path) -> None:
    board.chmod(0)
    before = ["setpriv", NO_OVERRIDE, "--inh-caps=-dac_override,-dac_read_search"]
    done = ended(directory, board, before=before)
    assert done.returncode == 2
    assert "board.csv: the file must be readable: Permission denied" in done.stderr


@pytest.mark.parametrize(
    "times", [pytest.param(3, id="sample"), pytest.param(60, id="full", marks=pytest.mark.full)]
)
def test_a_request_to_stop_ends_it_with_0_or_2(directory: Path, board: Path, times: int) -> None:
    chance = random.Random(20260301)  # noqa: S311 - a seeded sample
    line = [*LOAD, str(board), "--data-dir", str(directory)]
    stops = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for number in range(times):
        loader = subprocess.Popen(
            line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip
        # What comes before the command has begun is not its own.
        time.sleep(0.3 + chance.random() * 2)
        os.killpg(loader.pid, stops[number % 3])
        out, err = loader.communicate()
        used = releases.current(directory)
        verify(used)
        assert "Traceback" not in err
        assert loader.returncode in {0, 2}
        assert used.number == (1 if loader.returncode == 0 else 0), out + err
        shutil.rmtree(directory / "releases", ignore_errors=True)


def test_of_two_loads_at_once_the_second_builds_on_the_first(
    directory: Path, board: Path, tmp_path: Path
) -> None:
    months = made_up.months_from("2024-04", 24)
    crime = made_up.to_csv(made_up.extract(months, like={"2026-03": "2025-03"}))
    files = [board, made_up.put(tmp_path, "next.csv", crime)]
    loaders = [
        subprocess.Popen([*LOAD, str(file), "--data-dir", str(directory)], cwd=ROOT,
                         stdout=subprocess.DEVNULL)
        for file in files
    ]  # fmt: skip
    assert [each.wait() for each in loaders] == [0, 0]
    used = releases.current(directory)
    assert used.number == 2
    both = {name for each in releases.all_releases(directory) for name in each.changed}
    assert both == {"snapshots/milestones/2018-19-Q2.csv", "recorded_crime.csv"}
    assert set(both) <= set(used.files)
