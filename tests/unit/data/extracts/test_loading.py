"""`python -m data load`: what it makes, says and returns."""

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
from collections.abc import Callable
from pathlib import Path

import pytest

from data import releases
from data.__main__ import main
from data.extracts.loading import load
from data.periods import Month
from data.queries.series import series
from data.releases.reading import verify
from data.store import load_store
from tests.unit.data.extracts import made_up
from tests.unit.data.extracts.made_up import Rows, put, to_csv, to_xlsx
from tests.unit.data.intake.made_up import csv_text
from tests.unit.data.intake.made_up import row as milestone
from tests.unit.data.intake.test_board import COMMITMENTS

ROOT = Path(__file__).resolve().parents[4]
Said = pytest.CaptureFixture[str]


def command(directory: Path, *files: Path, options: tuple[str, ...] = ()) -> int:
    return main(["load", *map(str, files), *options, "--data-dir", str(directory)])


def crime(directory: Path) -> dict[tuple[str, str, str], str]:
    path = releases.current(directory).path / "recorded_crime.csv"
    return made_up.cells(path.read_bytes())


def test_the_next_month_is_added_and_said(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said
) -> None:
    assert command(directory, put(tmp_path, "anything.txt", to_csv(following))) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "anything.txt: recorded crime by borough." in said.out
    assert "New: March 2026, 75,764 offences." in said.out
    assert "same counts: April 2024 to February 2026" in said.out
    assert "Loaded: release 0001-" in said.out
    loaded = crime(directory)
    assert (
        loaded["E09000016", "Shoplifting", "2026-03"]
        == loaded["E09000016", "Shoplifting", "2025-03"]
    )
    assert loaded["AVIATION", "Rape", "2026-03"] == ""
    store = load_store(directory)
    newest = Month.parse("2026-03")
    last = series(store, offence="all", area="london", as_at=newest).rows.iloc[-1]
    assert (last["month"], last["value"], bool(last["provisional"])) == ("2026-03", 75764, True)


def test_trying_changes_nothing(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said
) -> None:
    file = put(tmp_path, "next.csv", to_csv(following))
    before = {path: path.stat().st_mtime_ns for path in directory.rglob("*")}
    assert command(directory, file, options=("--dry-run",)) == 0
    assert "Nothing was changed (--dry-run)." in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in directory.rglob("*")} == before


def test_the_same_file_again_makes_no_release(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said
) -> None:
    file = put(tmp_path, "next.csv", to_csv(following))
    command(directory, file)
    first = releases.current(directory)
    assert command(directory, put(tmp_path, "next.xlsx", to_xlsx(following))) == 0
    assert releases.current(directory).id == first.id
    assert f"Nothing differs from release {first.id}, which stays." in capsys.readouterr().out


def test_a_revision_is_named(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said
) -> None:
    rows = [list(row) for row in following]
    theft = next(row for row in rows if row[1:3] == ["OTHER THEFT", "Westminster"])
    old = int(theft[10])
    theft[10] = str(old + 40)
    assert command(directory, put(tmp_path, "next.csv", to_csv(rows))) == 0
    said = capsys.readouterr().out
    assert "Revised: 1 of " in said
    assert "in all +40" in said
    assert f"Westminster, Other theft, November 2024: {old:,} → {old + 40:,}" in said
    notes = releases.current(directory).notes
    assert any("Revised: 1 of" in note for note in notes)


def test_a_gap_is_reported_and_stays_missing_until_it_is_filled(
    directory: Path, tmp_path: Path, capsys: Said
) -> None:
    months = made_up.months_from("2026-04", 3)
    like = {"2026-04": "2025-04", "2026-05": "2025-05", "2026-06": "2025-06"}
    late = put(tmp_path, "late.csv", to_csv(made_up.extract(months, like=like)))
    assert command(directory, late) == 0
    assert "Still missing, since no extract that is loaded has it: March 2026." in (
        capsys.readouterr().out
    )
    assert {count for (_, _, month), count in crime(directory).items() if month == "2026-03"} == {
        ""
    }
    store = load_store(directory)
    rows = series(store, offence="burglary", area="london", as_at=Month.parse("2026-06")).rows
    gap = rows[rows["month"] == "2026-03"].iloc[0]
    assert gap["value"] != gap["value"]
    assert gap["symbol"] == "x"
    filling = made_up.extract(made_up.months_from("2026-02", 2), like={"2026-03": "2025-03"})
    assert command(directory, put(tmp_path, "filling.csv", to_csv(filling))) == 0
    said = capsys.readouterr().out
    assert "New: March 2026" in said
    assert "Still missing" not in said
    counts = {count for (area, _, month), count in crime(directory).items() if month == "2026-03"
              and area.startswith("E")}  # fmt: skip
    assert "" not in counts


def test_the_airports_may_be_counted_again(directory: Path, tmp_path: Path) -> None:
    rows = made_up.extract(made_up.months_from("2026-02", 2), like={"2026-03": "2025-03"})
    rows.append(["THEFT", "OTHER THEFT", "London Heathrow and London City Airports", "0", "77"])
    months = [[*row[:3], row[4]] for row in rows]
    assert command(directory, put(tmp_path, "airports.csv", to_csv(months))) == 0
    loaded = crime(directory)
    assert loaded["AVIATION", "Other theft", "2026-03"] == "77"
    assert loaded["AVIATION", "Rape", "2026-03"] == "0"
    assert loaded["AVIATION", "Other theft", "2026-02"] == ""


def test_every_mistake_is_named_at_once(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said
) -> None:
    rows = [list(row) for row in following]
    rows[1][5] = "-4"
    rows[2][6] = "1.5"
    rows[3][2] = "Bromly"
    rows[4][1] = "BURGLARY - RESIDENTAL"
    assert command(directory, put(tmp_path, "bad.csv", to_csv(rows))) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "bad.csv, row 2, column 202406: must not be negative (found “-4”)" in said.err
    assert "bad.csv, row 3, column 202407: must be a whole number (found “1.5”)" in said.err
    assert "bad.csv, row 4, column BoroughName: must be the name of a London borough" in said.err
    assert "(the nearest is Bromley)" in said.err
    assert "bad.csv, row 5, column MinorText: the label must be known" in said.err
    assert "the nearest is “Burglary - Residential” of the group “Burglary”" in said.err
    assert (
        "add to offence_labels.csv: connect,BURGLARY,BURGLARY - RESIDENTAL,2024-04,,"
        "Burglary,Burglary: residential,yes,"
    ) in said.err


def test_the_line_that_is_asked_for_makes_the_label_known(
    directory: Path, following: Rows, tmp_path: Path
) -> None:
    rows = [list(row) for row in following]
    for row in rows:
        row[1] = "SHOP THEFT" if row[1] == "SHOPLIFTING" else row[1]
    new = put(tmp_path, "new.csv", to_csv(rows))
    assert command(directory, new) == 2
    labels = (directory / "offence_labels.csv").read_text(encoding="utf-8")
    labels += "connect,THEFT,SHOP THEFT,2024-04,,Theft,Shoplifting,yes,\n"
    line = put(tmp_path, "labels.csv", labels.encode())
    # The table is taken first, whatever the order.
    assert command(directory, new, line) == 0
    assert crime(directory)["E09000033", "Shoplifting", "2026-03"] != ""


def test_totals_beyond_a_revision_must_be_confirmed(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said
) -> None:
    rows = [
        [*row[:3], *(str(int(cell) * 2) if row[2] == "Barnet" else cell for cell in row[3:])]
        for row in following
    ]
    file = put(tmp_path, "double.csv", to_csv(rows))
    assert command(directory, file) == 2
    said = capsys.readouterr().err
    assert "To confirm" in said
    assert "Barnet, April 2024 to January 2026" in said
    assert "+100.0%" in said
    assert "load again with --accept-totals" in said
    assert command(directory, file, options=("--accept-totals",)) == 0
    assert "Accepted (--accept-totals): Barnet" in capsys.readouterr().out


def test_an_older_extract_must_be_confirmed(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said
) -> None:
    assert command(directory, put(tmp_path, "next.csv", to_csv(following))) == 0
    older = made_up.extract(made_up.months_from("2024-03", 24))
    older[1][8] = str(int(older[1][8]) + 1)
    file = put(tmp_path, "older.csv", to_csv(older))
    assert command(directory, file) == 2
    assert "an older extract would change 1 counts" in capsys.readouterr().err
    assert command(directory, file, options=("--accept-older",)) == 0


def test_one_bad_file_refuses_all(directory: Path, following: Rows, tmp_path: Path) -> None:
    good = put(tmp_path, "good.csv", to_csv(following))
    bad = put(tmp_path, "bad.csv", b"nothing,known\n1,2\n")
    assert command(directory, good, bad) == 2
    assert releases.current(directory).number == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "must not be empty"),
        (b"\xef\xbb\xbf", "must have the header of a layout"),
        (b"\xd0\xcf\x11\xe0old", "save the old Excel workbook as XLSX"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "must not be protected by a password",
        ),
        (b"PK\x03\x04broken", "must be a whole XLSX workbook"),
        (b"a,b\n1,2\n", "must have the header of a layout that can be loaded"),
        (
            b"MajorText,MinorText,201801\nTheft,Other Theft,4\n",
            "nearest to recorded crime by borough, but lacks: Borough",
        ),
        (b"MajorText,MinorText,BoroughName,202603\n", "at least one row under its header"),
    ],
)
def test_what_no_layout_fits_is_refused(
    directory: Path, tmp_path: Path, capsys: Said, content: bytes, told: str
) -> None:
    assert command(directory, put(tmp_path, "odd.csv", content)) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert said.out == ""


def ahead(rows: Rows) -> None:
    rows[0][3:] = [f"{int(name[:4]) + 30}{name[4:]}" for name in rows[0][3:]]


def pasted_below(rows: Rows) -> None:
    rows[20:20] = [list(rows[0])]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (ahead, "row 1, column 2056-03: a month must not lie ahead (this is "),
        (pasted_below, "row 21: the header may stand once only"),
    ],
)
def test_what_cannot_be_is_named(
    directory: Path,
    following: Rows,
    tmp_path: Path,
    *,
    capsys: Said,
    change: Callable[[Rows], None],
    told: str,
) -> None:
    rows = [list(row) for row in following]
    change(rows)
    assert command(directory, put(tmp_path, "next.csv", to_csv(rows))) == 2
    assert told in capsys.readouterr().err


def test_of_two_files_of_the_same_months_none_is_taken_for_the_later(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said
) -> None:
    one = put(tmp_path, "one.csv", to_csv(following))
    rows = [list(row) for row in following]
    rows[9][9] = str(int(rows[9][9]) + 1)
    other = put(tmp_path, "other.csv", to_csv(rows))
    assert command(directory, one, other, options=("--dry-run",)) == 2
    assert "other.csv: it holds the same as one.csv, up to the same month" in (
        capsys.readouterr().err
    )
    assert command(directory, one, put(tmp_path, "copy.csv", one.read_bytes())) == 0


def test_a_name_that_cannot_be_shown_is_shown_with_marks(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said
) -> None:
    name = os.fsdecode(b"line\none\xff.csv")
    assert command(directory, put(tmp_path, name, to_csv(following))) == 0
    assert capsys.readouterr().out.startswith("line\ufffdone\ufffd.csv: recorded crime")
    assert releases.current(directory).sources[0].name == "line\ufffdone\ufffd.csv"


def test_a_missing_file_a_directory_and_a_broken_data_directory_are_refused(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said
) -> None:
    assert command(directory, tmp_path / "absent.csv") == 2
    assert "must be there" in capsys.readouterr().err
    assert command(directory, tmp_path) == 2
    (directory / "boroughs.csv").unlink()
    assert command(directory, put(tmp_path, "next.csv", to_csv(following))) == 2
    assert "boroughs.csv" in capsys.readouterr().err


def test_a_quarters_board_is_loaded_too(directory: Path, tmp_path: Path, capsys: Said) -> None:
    text = csv_text([*COMMITMENTS, milestone()])
    board = put(tmp_path, "board.csv", text.encode())
    assert command(directory, board, options=("--dry-run",)) == 0
    assert releases.current(directory).number == 0
    assert command(directory, board) == 0
    assert "board.csv: " in capsys.readouterr().out
    used = releases.current(directory)
    assert used.changed == ("snapshots/milestones/2018-19-Q2.csv",)
    # A quarter that is loaded is corrected only if one says so.
    assert command(directory, put(tmp_path, "again.csv", text.encode())) == 2
    assert "must not be loaded already" in capsys.readouterr().err
    wrong = put(
        tmp_path,
        "wrong.csv",
        text.replace("Commitment", "Promise").replace("commitment", "promise").encode(),
    )
    assert command(directory, wrong, options=("--correction",)) == 2
    assert "wrong.csv, row" in capsys.readouterr().err


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


def test_a_progress_bar_is_shown_on_a_terminal_only(
    directory: Path, following: Rows, tmp_path: Path
) -> None:
    file = put(tmp_path, "next.csv", to_csv(following))
    leader, follower = os.openpty()
    line = [sys.executable, "-m", "data", "load", "--dry-run", "--data-dir", str(directory)]
    environment = os.environ | {"TERM": "xterm-256color"}
    done = subprocess.run(
        [*line, str(file)], cwd=ROOT, stdout=subprocess.PIPE, stderr=follower, text=True,
        check=False, env=environment,
    )  # fmt: skip
    os.close(follower)
    shown = os.read(leader, 1 << 20).decode(errors="replace")
    os.close(leader)
    assert done.returncode == 0
    assert "━" in shown
    assert "next.csv" in done.stdout
    assert "\x1b" not in done.stdout
