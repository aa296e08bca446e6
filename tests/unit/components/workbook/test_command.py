"""``make workbook``: writes the file that is asked for, or says why not and writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.pack.commands import workbook
from data import store as data_store
from data.store import DEFAULT_DIRECTORY
from tests.unit.components.workbook.readback import read


@pytest.fixture(autouse=True)
def _bundled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(DEFAULT_DIRECTORY))
    monkeypatch.setattr(data_store, "configure", lambda _: None)


def test_a_workbook_of_a_page_by_its_ending(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "burglary.ods"
    asked = ["--area", "north", "--as-at", "2018-06", "--page", "burglary", "--out", str(out)]
    assert workbook.main(asked) == 0
    assert capsys.readouterr().out == f"{out}\n"
    assert "Burglary map" in read(out.read_bytes(), "ods")
    assert [path.name for path in out.parent.iterdir()] == ["burglary.ods"]


def test_a_directory_gets_a_file_of_the_products_naming(tmp_path: Path) -> None:
    assert workbook.main(["--page", "about", "--out", str(tmp_path)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["about-workbook_london_2018-06.xlsx"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--area", "nowhere"], "no area “nowhere”"),
        (["--as-at", "2031-01"], "a month from"),
        (["--page", "burglery"], "Allowed: overview, crime-trends"),
        (["--format", "xls"], "Allowed: xlsx, ods"),
        (["--format", "ods", "--out", "book.xlsx"], "the file’s name ends in .ods"),
    ],
)
def test_what_cannot_be_written_is_refused_with_the_reason(
    asked: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert workbook.main(asked) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
