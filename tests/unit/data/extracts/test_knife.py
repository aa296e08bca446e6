"""The monthly dashboard extract of knife crime."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from data import releases
from data.__main__ import main
from data.periods import Month
from data.queries.series import series
from data.store import load_store
from tests.unit.data.extracts.made_up import NAMES, Rows, bundled, months_from, put, table, to_csv

HEADER = [
    "Month_Year", "Area Type", "Borough_SNT", "Area Name", "Area Code", "Crime Type",
    "Crime Subtype", "Measure", "Financial Year", "FY_FYIndex", "Count", "Refresh Date",
]  # fmt: skip
SUBTYPES = {
    "knife_crime": "Knife Crime",
    "knife_crime_with_injury": "Knife Crime with Injury",
    "knife_injury_victims_1_to_24": "Knife Injury Victims (1-24)",
    "knife_injury_victims_1_to_24_non_domestic": "Knife Injury Victims (non DA 1-24)",
}
KNIFE = {(row["month"], row["area_code"]): row for row in bundled("knife_crime_by_area.csv")}
AREAS = sorted({area for _, area in KNIFE})
Said = pytest.CaptureFixture[str]


def extract(months: list[str], like: dict[str, str], refreshed: str = "18/04/2026") -> Rows:
    """An extract; months that are not in the bundled table have the counts of another."""
    rows = [HEADER]
    for month in months:
        for area in AREAS:
            line = KNIFE[like.get(month, month), area]
            name = "Other / NK" if area == "UNKNOWN" else NAMES[area]
            own = "N/K (Legacy Only)" if area == "UNKNOWN" else name
            code = "" if area == "UNKNOWN" else area
            start = [f"01/{month[5:]}/{month[:4]}", "Borough", name, own, code, "Knife Crime"]
            for column, subtype in SUBTYPES.items():
                if line[column] != "0":
                    end = ["Offences", "fy25-26", "25-26_01", line[column], refreshed]
                    rows.append([*start, subtype, *end])
            rows.append([*start, "Knife Crime", "Positive Outcomes", "", "", "3", refreshed])
    return rows


NEXT = extract(months_from("2025-04", 12), {"2026-03": "2025-03"})


def load(directory: Path, rows: Rows, *options: str) -> int:
    file = put(directory.parent, "knife.csv", to_csv(rows))
    return main(["load", str(file), *options, "--data-dir", str(directory)])


def knife(directory: Path) -> dict[tuple[str, str], dict[str, str]]:
    content = (releases.current(directory).path / "knife_crime_by_area.csv").read_bytes()
    return {(row["month"], row["area_code"]): row for row in table(content)}


def test_the_next_extract_adds_a_month_and_a_column(directory: Path, capsys: Said) -> None:
    assert load(directory, NEXT) == 0
    said = capsys.readouterr().out
    assert "the monthly dashboard extract of knife crime" in said
    assert "New: March 2026" in said
    assert "396 of other crimes, measures or kinds of area left out" in said
    assert "a further extract, extract_2026_04" in said
    after = knife(directory)
    assert after["2026-03", "E09000033"] == KNIFE["2025-03", "E09000033"] | {"month": "2026-03"}
    assert after["2022-03", "E09000002"] == KNIFE["2022-03", "E09000002"]
    victims = table((releases.current(directory).path / "knife_injury_under_25.csv").read_bytes())
    newest = victims[-1]
    column = "knife_injury_victims_1_to_24_non_domestic"
    total = sum(int(KNIFE["2025-03", area][column]) for area in AREAS)
    assert newest == {
        "month": "2026-03", "extract_2024_04": "", "extract_2026_03": "",
        "extract_2026_04": str(total),
    }  # fmt: skip
    store = load_store(directory)
    slug, end = "knife-injury-victims-under-25", Month(2026, 3)
    assert series(store, offence=slug, end=end).rows["value"].iloc[-1] == total
    names = [column.name for column in store.dataset("knife-injury-under-25").columns]
    assert names == ["month", "extract_2024_04", "extract_2026_03", "extract_2026_04"]


def test_a_gap_stays_missing_until_it_is_filled(directory: Path, capsys: Said) -> None:
    like = {"2026-04": "2025-04", "2026-05": "2025-05"}
    assert load(directory, extract(months_from("2026-04", 2), like, "18/06/2026")) == 0
    assert "Still missing, since no extract that is loaded has it: March 2026." in (
        capsys.readouterr().out
    )
    after = knife(directory)
    assert after["2026-03", "E09000033"]["knife_crime"] == ""
    store = load_store(directory)
    for slug in ("knife-crime", "knife-injury-victims-under-25"):
        rows = series(store, offence=slug, end=Month(2026, 5)).rows
        assert rows["symbol"].tolist()[-3:] == ["x", None, None]
    filling = months_from("2026-02", 4)
    assert load(directory, extract(filling, like | {"2026-03": "2025-03"}, "18/07/2026")) == 0
    assert "Still missing" not in capsys.readouterr().out
    assert knife(directory)["2026-03", "E09000033"]["knife_crime"] != ""


def no_subtype(rows: Rows) -> None:
    rows[1][6] = "Knife Crime with Injuries"


def no_measure(rows: Rows) -> None:
    rows[2][7] = "Outcomes"


def no_borough(rows: Rows) -> None:
    rows[3][2] = "Barnett"


def no_day(rows: Rows) -> None:
    rows[4][0] = "31/13/2025"


def part_larger(rows: Rows) -> None:
    row = next(row for row in rows if row[6:8] == ["Knife Crime with Injury", "Offences"])
    row[10] = "999"


def negative(rows: Rows) -> None:
    rows[1][10] = "-1"


def doubled(rows: Rows) -> None:
    rows.append(list(rows[1]))


def missing_month(rows: Rows) -> None:
    rows[:] = [row for row in rows if row[0] != "01/08/2025"]


def cut(rows: Rows) -> None:
    del rows[-len(AREAS) :]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (no_subtype, "the nearest is “Knife Crime with Injury”"),
        (no_measure, "column Measure: must be Offences or Positive Outcomes (found “Outcomes”)"),
        (no_borough, "(the nearest is Barnet)"),
        (
            no_day,
            "knife.csv, row 5, column Month_Year: must be a day such as 01/03/2022 or a month",
        ),
        (part_larger, "Knife crime with injury must be at most Knife crime"),
        (negative, "knife.csv, row 2, column Count: must not be negative (found “-1”)"),
        (doubled, "a row may occur only once (it is in row 2 already)"),
        (missing_month, "a month must not be missing between others: 2025-08"),
        (cut, "Westminster, March 2026: 0 is 0% of the months around it"),
    ],
)
def test_a_mistake_is_named(
    directory: Path, change: Callable[[Rows], None], told: str, capsys: Said
) -> None:
    rows = [list(row) for row in NEXT]
    change(rows)
    assert load(directory, rows) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert said.out == ""


def test_other_kinds_of_area_and_crime_are_left_out(directory: Path) -> None:
    rows = [list(row) for row in NEXT]
    others = [list(row) for row in NEXT[1:40]]
    for row in others[:20]:
        row[1], row[2] = "SNT", "Abbey"
    for row in others[20:]:
        row[5], row[6] = "Burglary", "Residential"
    out = io.StringIO(newline="")
    csv.writer(out).writerows([*rows, *others])
    file = put(directory.parent, "all.csv", out.getvalue().encode())
    assert main(["load", str(file), "--data-dir", str(directory)]) == 0
    assert (
        knife(directory)["2026-03", "E09000002"]["knife_crime"]
        == (KNIFE["2025-03", "E09000002"]["knife_crime"])
    )


def test_an_older_extract_than_the_newest_must_be_confirmed(directory: Path, capsys: Said) -> None:
    rows = extract(months_from("2025-01", 13), {}, "18/02/2026")
    assert load(directory, rows) == 2
    assert "--accept-older" in capsys.readouterr().err
    assert load(directory, rows, "--accept-older") == 0
