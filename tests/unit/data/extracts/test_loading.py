"""`python -m data load`: what it makes, says and returns."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from data import releases
from data.periods import Month
from data.queries.series import series
from data.store import load_store
from tests.unit.data.extracts import made_up
from tests.unit.data.extracts.made_up import Rows, put, to_csv, to_xlsx
from tests.unit.data.extracts.running import ROOT, Said, command, crime
from tests.unit.data.intake.made_up import csv_text
from tests.unit.data.intake.made_up import row as milestone
from tests.unit.data.intake.test_board import COMMITMENTS


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
