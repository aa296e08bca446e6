"""Population estimates, wards and neighbourhoods, files in nine groups, and counts compared."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from data import releases
from data.__main__ import main
from data.extracts.block import Block, merged
from data.extracts.comparing import check_spikes
from data.extracts.findings import Findings
from data.extracts.low_months import check_low, without_stubs
from data.extracts.summary import changes, still_missing
from data.periods import Month, months_between
from tests.unit.data.extracts import made_up
from tests.unit.data.extracts.made_up import Rows, bundled, put, table, to_csv

Said = pytest.CaptureFixture[str]


def load(directory: Path, rows: Rows, *options: str) -> int:
    file = put(directory.parent, "file.csv", to_csv(rows))
    return main(["load", str(file), *options, "--data-dir", str(directory)])


PEOPLE = {
    (row["area_code"], row["year"]): row["population"] for row in bundled("population_by_year.csv")
}
CODES = sorted({code for code, _ in PEOPLE})


def estimates(years: list[str], like: dict[str, str] | None = None) -> Rows:
    rows = [["ladcode21", "laname21", "country", *(f"population_{year}" for year in years)]]
    for code in CODES:
        counts = [PEOPLE[code, (like or {}).get(year, year)] for year in years]
        rows.append([code, "name", "E", *counts])
    rows.append(["E06000001", "Hartlepool", "E", *("92000" for _ in years)])
    return rows


def test_a_new_year_of_population_is_added(directory: Path, capsys: Said) -> None:
    rows = estimates(["2019", "2020", "2021"], {"2021": "2020"})
    rows[2][4] = str(int(rows[2][4]) + 100)
    assert load(directory, rows) == 0
    said = capsys.readouterr().out
    assert "the ONS file of population estimates" in said
    assert "New: 2021 to 2021, 33 areas." in said
    assert "Revised: 1 of 99 estimates." in said
    loaded = table((releases.current(directory).path / "population_by_year.csv").read_bytes())
    assert len(loaded) == len(PEOPLE) + 33
    assert {row["area_code"] for row in loaded} == set(CODES)


def test_a_wrong_file_of_population_is_refused(directory: Path, capsys: Said) -> None:
    rows = estimates(["2020", "2022"], {"2022": "2020"})
    rows[3][3] = "0"
    rows[4][0] = "Bromley"
    assert load(directory, rows) == 2
    said = capsys.readouterr().err
    assert "file.csv, row 4, column population_2020: must be at least 1" in said
    assert "file.csv, row 5, column ladcode21: must be the ONS code of an area" in said
    assert "every London borough and the City must be in the file" in said
    assert load(directory, estimates(["2020", "2022"], {"2022": "2020"})) == 2
    assert "the years must follow" in capsys.readouterr().err
    rows = estimates(["2020"])
    rows[5][3] = str(int(rows[5][3]) * 2)
    assert load(directory, rows) == 2
    assert "--accept-totals" in capsys.readouterr().err


def wards(months: list[str]) -> Rows:
    head = ["WardName", "WardCode", "LookUp_BoroughName", "MajorText", "MinorText"]
    rows = [head + [month.replace("-", "") for month in months]]
    for number in range(4):
        for offset, label in enumerate(
            ("RES BURGLARY OF A HOME", "RES BURGLARY OF UNCONNECTED BUILDING")
        ):
            counts = [str(10 * number + offset + 5) for _ in months]
            rows.append(
                [f"Ward {number}", f"E0500000{number}", "Sutton", "BURGLARY", label, *counts]
            )
    return rows


def periods(table: pl.DataFrame) -> list[str]:
    return [str(Month.from_ordinal(each)) for each in table["period"].unique().sort()]


def test_wards_are_kept_and_a_fragment_of_a_month_is_missing(directory: Path, capsys: Said) -> None:
    months = made_up.months_from("2025-01", 6)
    rows = wards(months)
    for row in rows[1:]:
        row[5] = "1" if row == rows[1] else "0"
    assert load(directory, rows, "--accept-totals") == 0
    said = capsys.readouterr().out
    assert "January 2025 holds 1 offences, a fragment of a month: treated as missing." in said
    assert "4 wards, February 2025 to June 2025" in said
    file = releases.current(directory).path / "recorded_crime_by_ward.parquet"
    kept = pl.read_parquet(file)
    assert periods(kept) == months[1:]
    assert kept["borough"].unique().to_list() == ["E09000029"]
    of_march = kept.filter(pl.col("period") == Month(2025, 3).ordinal).sort("area_code")
    assert of_march["count"].to_list() == [5 + 6, 15 + 16, 25 + 26, 35 + 36]
    # A later file adds its months; the gap between is said.
    assert load(directory, wards(made_up.months_from("2025-08", 3)), "--accept-totals") == 0
    assert "Still missing, since no extract has it: 2025-07." in capsys.readouterr().out
    kept = pl.read_parquet(releases.current(directory).path / "recorded_crime_by_ward.parquet")
    assert periods(kept) == [*months[1:], *made_up.months_from("2025-08", 3)]


def test_wrong_wards_are_refused(directory: Path, capsys: Said) -> None:
    rows = wards(made_up.months_from("2025-01", 6))
    rows[1][1] = "E0500"
    rows[2][2] = "Suton"
    rows[3][4] = "BURGLARY OF A HOUSE"
    assert load(directory, rows) == 2
    said = capsys.readouterr().err
    assert "must be the ONS code of a ward (found “E0500”)" in said
    assert "(the nearest is Sutton)" in said
    assert "the label must be known" in said
    rows = wards(made_up.months_from("2025-01", 6))
    rows.append(list(rows[1]))
    assert load(directory, rows) == 2
    assert "a row may occur only once (it is in row 2 already)" in capsys.readouterr().err


def nine() -> Rows:
    """An extract in nine groups: every label, the same in every borough."""
    rows = [["Borough", "Major Category", "Minor Category", "201811", "201812", "201901"]]
    for name in made_up.NAMES.values():
        if name != "Unknown":
            for line in made_up.LABELS:
                if line["layout"] == "nine-groups":
                    rows.append([name, line["group_label"], line["label"], "30", "31", "32"])
    return rows


def test_nine_groups_go_into_their_own_table_and_are_kept_by_area(
    directory: Path, capsys: Said
) -> None:
    assert load(directory, nine()) == 2
    assert "more than a revision" in capsys.readouterr().err
    assert load(directory, nine(), "--accept-totals", "--accept-low-month") == 0
    said = capsys.readouterr().out
    assert "rows in the labels of nine-groups" in said
    assert "New: January 2019" in said
    used = releases.current(directory)
    groups = {
        row["group"]: row for row in table((used.path / "recorded_crime_pre_2019.csv").read_bytes())
    }
    assert groups["Robbery"]["2019-01"] == str(33 * 2 * 32)
    assert groups["Drugs"]["2018-12"] == str(33 * 3 * 31)
    assert groups["Drugs"]["2008-01"] == next(
        row["2008-01"] for row in bundled("recorded_crime_pre_2019.csv") if row["group"] == "Drugs"
    )
    kept = table((used.path / "recorded_crime_as_published.csv").read_bytes())
    assert {row["extract"] for row in kept} == {"2019-01"}
    assert len(kept) == 33 * 12 * 3
    # Today's table is as it was.
    assert "recorded_crime.csv" not in used.changed


MONTHS = months_between(Month(2025, 1), Month(2025, 12))


def block(values: list[list[float]]) -> Block:
    rows = tuple(("E09000002", "Theft", f"Offence {number}") for number in range(len(values)))
    columns = ("area_code", "group", "offence")
    return Block(columns, rows, MONTHS[: len(values[0])], np.array(values, dtype=float))


def test_a_new_block_counts_and_what_it_has_not_stays() -> None:
    present = block([[1, 2, 3], [4, 5, 6]])
    new = Block(
        present.columns, present.rows[:1], MONTHS[2:3] + MONTHS[4:5], np.array([[9.0, 8.0]])
    )
    together = merged(present, new, present.rows)
    assert [str(month) for month in together.months] == [str(month) for month in MONTHS[:5]]
    expected = [[1, 2, 9, np.nan, 8], [4, 5, 6, np.nan, np.nan]]
    np.testing.assert_array_equal(together.values, expected)
    assert together.to_csv().decode() == (
        "area_code,group,offence,2025-01,2025-02,2025-03,2025-04,2025-05\n"
        "E09000002,Theft,Offence 0,1,2,9,,8\nE09000002,Theft,Offence 1,4,5,6,,\n"
    )
    said, revised = changes(present, new, "offences", {"E09000002": "Barking"})
    assert revised == 1
    assert said == [
        "New: May 2025, 8 offences.",
        "Revised: 1 of 1 counts in March 2025; in all +6 (+200.00\N{NO-BREAK SPACE}%).",
        "  Barking, Offence 0, March 2025: 3 → 9",
    ]
    assert still_missing(together) == [
        "Still missing, since no extract that is loaded has it: April 2025."
    ]


def test_a_low_month_and_a_fragment() -> None:
    counts = block([[1000, 1000, 1000, 590, 1000, 1000, 1000, 10]])
    notes: list[str] = []
    whole = without_stubs(counts, notes)
    assert notes == ["August 2025 holds 10 offences, a fragment of a month: treated as missing."]
    findings = Findings("f")
    check_low(whole, whole, findings, {})
    assert [each.rule for each in findings.found] == [
        "London, April 2025: 590 is 59% of the months around it, too low for a whole month"
    ]
    assert findings.found[0].accept == "low-month"


def test_a_cell_far_above_those_around_it() -> None:
    findings = Findings("f")
    check_spikes(block([[20, 20, 20, 449, 20, 20], [20, 20, 20, 451, 20, 20]]), findings, {})
    assert len(findings.found) == 1
    assert "Offence 1, April 2025: 451 is far above" in findings.found[0].rule
    assert io.StringIO(str(findings.found[0])).readline().startswith("f, column 2025-04")
