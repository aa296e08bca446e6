"""`python -m data load`: what it refuses, and in which words."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from data import releases
from tests.unit.data.extracts import made_up
from tests.unit.data.extracts.made_up import Rows, put, to_csv
from tests.unit.data.extracts.running import Said, command


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
