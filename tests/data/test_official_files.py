"""The publisher's own files, where they are beside the repository: they give our tables."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data import releases
from data.__main__ import main
from data.periods import Month
from data.store import DEFAULT_DIRECTORY
from tests.unit.data.extracts import made_up

OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "official"
pytestmark = pytest.mark.skipif(
    not OFFICIAL.is_dir(), reason="the publisher’s files are not beside the repository"
)
FILES = sorted(path.name for path in OFFICIAL.glob("*.csv")) if OFFICIAL.is_dir() else []
TWELVE = (
    "mps_borough_level_crime_2010-04_2022-01.csv",
    "mps_borough_level_crime_2022-02_2024-01.csv",
    "mps_borough_level_crime_2024-03_2026-02.csv",
)
KEPT = {
    "mps_borough_level_crime_2017-01_2018-12_published_2019.csv": (
        "recorded_crime_as_published.csv",
    ),
    "mps_ward_level_crime_sample.csv": ("recorded_crime_by_ward.parquet", "wards.csv"),
}
"""What a file leaves beside the tables that the product ships."""
RECOGNISED = {
    "mps_borough": "recorded crime by borough",
    "mps_ward": "recorded crime by ward",
    "mps_monthly": "the monthly dashboard extract of knife crime",
    "ons": "the ONS file of population estimates",
}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("releases")
    return Path(shutil.copytree(DEFAULT_DIRECTORY, tmp_path / "tables", ignore=ignored))


def load(directory: Path, *names: str, options: tuple[str, ...] = ()) -> int:
    files = [str(OFFICIAL / name) for name in names]
    return main(["load", *files, *options, "--data-dir", str(directory)])


def text(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


@pytest.mark.parametrize("name", FILES)
def test_each_alone_gives_the_tables_that_the_product_ships(
    directory: Path, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Whatever it is called: the layout is told by the content.
    file = Path(shutil.copy(OFFICIAL / name, tmp_path / "file.dat"))
    assert main(["load", str(file), "--data-dir", str(directory)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    recognised = next(title for start, title in RECOGNISED.items() if name.startswith(start))
    assert said.out.startswith(f"file.dat: {recognised}.")
    assert releases.current(directory).changed == KEPT.get(name, ())


def test_all_from_nothing_give_the_tables_but_for_february_2024(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crime = ("mps_borough_level_crime_", "mps_monthly", "ons")
    names = [name for name in FILES if name.startswith(crime)]
    assert load(directory, *reversed(names), options=("--afresh",)) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "Still missing, since no extract that is loaded has it: February 2024." in said.out
    made = releases.current(directory).path
    ours, loaded = (text(place / "recorded_crime.csv") for place in (DEFAULT_DIRECTORY, made))
    assert list(loaded.columns) == list(ours.columns)
    differs = (loaded != ours).any()
    assert list(loaded.columns[differs]) == ["2024-02"]
    assert set(loaded["2024-02"]) == {""}
    same = (made / "knife_crime_by_area.csv").read_bytes()
    assert same == (DEFAULT_DIRECTORY / "knife_crime_by_area.csv").read_bytes()
    for file in ("knife_injury_under_25.csv", "recorded_crime_pre_2019.csv"):
        assert (made / file).read_bytes() == (DEFAULT_DIRECTORY / file).read_bytes()
    # The file of estimates ends in 2019.
    people, known = (text(place / "population_by_year.csv") for place in (made, DEFAULT_DIRECTORY))
    assert people.equals(known[known["year"] != "2020"].reset_index(drop=True))


def test_in_sequence_each_adds_its_months(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(directory, TWELVE[0], options=("--afresh",)) == 0
    assert load(directory, TWELVE[1]) == 0
    assert load(directory, TWELVE[2]) == 0
    out = capsys.readouterr().out
    assert "New: February 2022 to January 2024, 1,804,498 offences." in out
    assert "New: March 2024 to February 2026, 1,838,828 offences." in out
    assert releases.current(directory).number == 3
    loaded = text(releases.current(directory).path / "recorded_crime.csv")
    ours = text(DEFAULT_DIRECTORY / "recorded_crime.csv")
    assert loaded.drop(columns="2024-02").equals(ours.drop(columns="2024-02"))


def test_a_gap_between_two_is_filled_by_the_one_between(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(directory, TWELVE[0], options=("--afresh",)) == 0
    # Shoplifting and others stand far above what was two years before: that must be confirmed.
    assert load(directory, TWELVE[2]) == 2
    assert "To confirm (3)" in capsys.readouterr().err
    assert load(directory, TWELVE[2], options=("--accept-totals",)) == 0
    missing = "Still missing, since no extract that is loaded has it: "
    assert f"{missing}February 2022 to February 2024." in capsys.readouterr().out
    assert load(directory, TWELVE[1]) == 0
    assert f"{missing}February 2024." in capsys.readouterr().out
    loaded = text(releases.current(directory).path / "recorded_crime.csv")
    ours = text(DEFAULT_DIRECTORY / "recorded_crime.csv")
    assert loaded.drop(columns="2024-02").equals(ours.drop(columns="2024-02"))


def rows_of(name: str) -> made_up.Rows:
    with (OFFICIAL / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def as_workbook(rows: made_up.Rows) -> bytes:
    return made_up.to_xlsx(rows)


def with_semicolons(rows: made_up.Rows) -> bytes:
    return made_up.to_csv(rows, ";", "\r\n").decode().encode("utf-8-sig")


def in_utf_16(rows: made_up.Rows) -> bytes:
    return made_up.to_csv(rows, "\t").decode().encode("utf-16")


def in_capitals(rows: made_up.Rows) -> bytes:
    return made_up.to_csv([[cell.upper() for cell in rows[0]], *rows[1:]])


TWINS = (as_workbook, with_semicolons, in_utf_16, in_capitals)
OF_LONDON = [name for name in FILES if "ward" not in name]


@pytest.mark.parametrize(
    ("name", "twin"),
    [
        pytest.param(
            name,
            twin,
            marks=() if position == 0 and twin is not as_workbook else pytest.mark.full,
        )
        for position, name in enumerate(OF_LONDON[2:] + OF_LONDON[:2])
        for twin in TWINS
    ],
)
def test_twins_of_each_give_the_same_tables(
    directory: Path, name: str, twin: Callable[[made_up.Rows], bytes], tmp_path: Path
) -> None:
    file = made_up.put(tmp_path, "twin.dat", twin(rows_of(name)))
    assert main(["load", str(file), "--data-dir", str(directory)]) == 0
    assert releases.current(directory).changed == KEPT.get(name, ())


def test_the_extract_of_2019_is_kept_beside_todays_figures(directory: Path) -> None:
    name = "mps_borough_level_crime_2017-01_2018-12_published_2019.csv"
    assert load(directory, name) == 0
    kept = text(releases.current(directory).path / "recorded_crime_as_published.csv")
    assert set(kept["extract"]) == {"2018-12"}
    then = kept[kept["area_code"] == "E09000016"]
    then = then[(then["offence"] == "Rape") & (then["month"] == "2018-06")]
    now = text(DEFAULT_DIRECTORY / "recorded_crime.csv")
    now = now[(now["area_code"] == "E09000016") & (now["offence"] == "Rape")]
    assert abs(int(then["count"].iloc[0]) - int(now["2018-06"].iloc[0])) <= 3


def test_wards_add_up_to_what_the_file_holds(directory: Path) -> None:
    import polars as pl  # noqa: PLC0415

    assert load(directory, "mps_ward_level_crime_sample.csv") == 0
    table = pl.read_parquet(releases.current(directory).path / "recorded_crime_by_ward.parquet")
    source = text(OFFICIAL / "mps_ward_level_crime_sample.csv")
    by_month = dict(table.group_by("period").agg(pl.col("count").sum()).iter_rows())
    assert by_month[Month(2025, 6).ordinal] == source["202506"].astype(int).sum()
    assert min(by_month) == Month(2024, 3).ordinal, "the first month is a fragment"
    assert table.height == len(table.select("area_code", "offence", "period").unique())
