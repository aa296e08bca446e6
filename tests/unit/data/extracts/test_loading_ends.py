"""`python -m data load`: however it ends, a release is whole."""

from __future__ import annotations

import io
import os
import random
import resource
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from data import releases
from data.extracts.loading import load
from data.releases.reading import verify
from data.store import load_store
from tests.unit.data.extracts import made_up
from tests.unit.data.extracts.made_up import Rows, put, to_csv
from tests.unit.data.extracts.running import ROOT, Said, command, crime


def test_nothing_but_0_and_2_whatever_happens(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(tmp_path, "next.csv", to_csv(following))
    for error in (
        MemoryError(),
        KeyboardInterrupt(),
        RuntimeError("no such thing"),
        OSError(28, "x"),
    ):

        def fail(*_: object, error: BaseException = error, **__: object) -> None:
            raise error

        monkeypatch.setattr("data.extracts.loading.load", fail)
        assert command(directory, file) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.strip()
        assert "Traceback" not in said.err


def test_a_request_to_stop_refuses_the_load(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr("data.extracts.loading.load", stopped)
    assert command(directory, put(tmp_path, "next.csv", to_csv(following))) == 2
    assert "Interrupted." in capsys.readouterr().err
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_zip_bomb_is_refused_without_being_unpacked(directory: Path, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(100):
                part.write(b"<row>" * (1 << 18))
    bomb = put(tmp_path, "bomb.xlsx", out.getvalue())
    del out
    done = subprocess.run(
        [sys.executable, "-m", "data", "load", str(bomb), "--data-dir", str(directory)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (600 << 20, 600 << 20)),
    )  # fmt: skip
    assert done.returncode == 2
    assert "must not unpack to more than 100 MB" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    "times", [pytest.param(1, id="sample"), pytest.param(200, id="full", marks=pytest.mark.full)]
)
def test_a_killed_load_leaves_the_old_release_or_the_new(
    directory: Path, following: Rows, tmp_path: Path, times: int
) -> None:
    chance = random.Random(20260301)  # noqa: S311 - a seeded sample
    files = [put(tmp_path, "next.csv", to_csv(following))]
    rows = [list(row) for row in following]
    rows[1][5] = str(int(rows[1][5]) + 1)
    files.append(put(tmp_path, "revised.csv", to_csv(rows)))
    line = [sys.executable, "-m", "data", "load", "--data-dir", str(directory)]
    started = time.monotonic()
    subprocess.run([*line, str(files[0])], cwd=ROOT, check=True, capture_output=True)
    takes = time.monotonic() - started
    month = rows[0][5][:4] + "-" + rows[0][5][4:]
    area, offence = made_up.CODES[rows[1][2].lower()], "Arson"
    for number in range(times):
        file = files[(number + 1) % 2]
        loader = subprocess.Popen(
            [*line, str(file)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(takes * (0.3 + chance.random()))
        loader.kill()
        loader.wait()
        with releases.locked(directory):
            pass  # what it had begun in a process of its own has ended with it
        used = releases.current(directory)
        verify(used)
        count = crime(directory)[area, offence, month]
        assert count in {following[1][5], rows[1][5]}
        assert load_store(directory).release == used.content
    # Whoever comes next finds nothing in the way.
    assert load([files[1]], directory, by="the next").errors == ()
