"""The report's tables made from shared copies and additions."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.build import report

SHARED = (
    "id,reported_quarter,kind,theme,subtheme,title,status,due,due_note,bcus,boroughs,note\n"
    "one,2018-19-Q1,activity,outcomes,Estates,Shared title,,,,east,E09000016 E09000002,Shared\n"
    "two,2018-19-Q1,activity,outcomes,Estates,Second,,,,,E09000016,\n"
)
ADDITIONS = (
    "id,title,note,reach,figures,offences\n"
    "two,,,borough,,\n"
    "one,Our title,,bcu,tno,burglary robbery\n"
)


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    additions = tmp_path / "additions"
    additions.mkdir()
    (additions / "milestones.csv").write_text(ADDITIONS, encoding="utf-8")
    (tmp_path / "milestones.csv").write_text(SHARED, encoding="utf-8")
    monkeypatch.setattr(report, "ADDITIONS", additions)
    return tmp_path


def test_additions_join_by_id_and_only_replace_what_they_give(source: Path) -> None:
    table = report.milestones(source).set_index("id")
    assert list(table.index) == ["one", "two"]
    assert list(table["title"]) == ["Our title", "Second"]
    assert list(table["note"]) == ["Shared", ""]
    assert list(table["reach"]) == ["bcu", "borough"]
    assert list(table["areas"]) == ["east E09000016 E09000002", "E09000016"]
    assert table.loc["one", "offences"] == "burglary robbery"


def test_a_row_without_additions_stops_the_build(source: Path) -> None:
    text = SHARED + "three,2018-19-Q1,activity,outcomes,Estates,Third,,,,,,\n"
    (source / "milestones.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="three"):
        report.milestones(source)


def test_the_build_writes_the_same_bytes_each_time(tmp_path: Path) -> None:
    table = pd.DataFrame({"a": ["é", "1,2"], "b": ["", "x\ny"]})
    tables = {"made_up": lambda _: table}
    written = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "TABLES", tables)
        for name in ("first", "second"):
            (tmp_path / name).mkdir()
            written += report.build(tmp_path, tmp_path / name)
    first, second = (path.read_bytes() for path in written)
    assert first == second
    assert b"\r" not in first
    assert "é".encode() in first
