"""`make digest`: one area or every BCU, files whole or not at all, reasons for a refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.pack.commands import digest as command
from data import store as data_store
from data.store import DEFAULT_DIRECTORY


@pytest.fixture(autouse=True)
def _bundled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(DEFAULT_DIRECTORY))
    monkeypatch.setattr(data_store, "configure", lambda _: None)


def run(*arguments: str) -> int:
    return command.main(arguments)


def test_one_area_as_text_html_and_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MARKING", "OFFICIAL")
    monkeypatch.setenv("PUBLIC_URL", "https://dashboard.example/")
    asked = ("--area", "E09000016", "--since", "2018-03", "--as-at", "2018-06", "--eml")
    assert run(*asked, "--out", f"{tmp_path}/") == 0
    stem = "digest_E09000016_2018-03_2018-06"
    names = [f"{stem}.{ending}" for ending in ("eml", "html", "txt")]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert sorted(capsys.readouterr().out.split()) == [str(tmp_path / name) for name in names]
    text = (tmp_path / f"{stem}.txt").read_text(encoding="utf-8")
    assert text.startswith("OFFICIAL\n\nWhat changed in Havering since March 2018\n====")
    assert "https://dashboard.example/crime-trends?area=E09000016" in text
    assert "example//" not in text


def test_one_for_each_bcu(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--area", "bcus", "--since", "2018-05", "--as-at", "2018-06")
    assert run(*asked, "--out", str(tmp_path / "new")) == 0
    files = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert len(files) == 24
    assert "digest_south-west_2018-05_2018-06.html" in files
    assert "12/12" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("--area", "london"), "Say since when: SINCE=2018-03"),
        (("--area", "atlantis", "--since", "2018-03"), "There is no area “atlantis”"),
        (("--since", "yesterday"), "“yesterday” is not a value for since"),
        (("--since", "2018-03", "--as-at", "2031-01"), "“2031-01” is not a value for as-at"),
        (("--since", "2018-03", "--out", "digest.pdf"), "a digest's name ends in .txt or .html"),
        (("--area", "bcus", "--since", "2018-03", "--out", "a.html"), "go into a directory"),
    ],
)
def test_what_cannot_be_written_is_refused_with_the_reason(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    asked: tuple[str, ...],
    expected: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*asked) == 2
    assert expected in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_that_name_gives_its_stem(tmp_path: Path) -> None:
    out = tmp_path / "news.html"
    assert run("--since", "2018-05", "--as-at", "2018-06", "--out", str(out)) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news.html", "news.txt"]


def test_a_bad_address_of_the_dashboard_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "javascript:alert(1)")
    assert run("--since", "2018-05") == 2
    assert "PUBLIC_URL='javascript:alert(1)' cannot be used" in capsys.readouterr().err
