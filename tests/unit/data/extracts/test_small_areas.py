"""Ward and neighbourhood extracts: their headers, codes that change, and what a file replaces."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.extracts.layouts import recognise
from data.extracts.small_area_register import brought, with_file
from data.periods import Month
from data.small_areas import LEVELS, Register, Spell
from tests.unit.data.extracts.made_up import Rows
from tests.unit.data.extracts.ward_files import MONTHS, WARDS, current, load, total, wards

Said = pytest.CaptureFixture[str]
TABLE, REGISTER = "recorded_crime_by_ward.parquet", "wards.csv"
CENTRAL, BELMONT = "E05013758", "E05013756"


def register(directory: Path, file: str = REGISTER) -> list[dict[str, str]]:
    with current(directory, file).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def count(directory: Path, code: str, months: list[str], offence: str = "") -> int | None:
    """Offences of a ward over some months; None where a month is missing."""
    rows = pl.read_parquet(current(directory, TABLE)).filter(
        pl.col("area_code") == code,
        pl.col("period").is_in([Month.parse(month).ordinal for month in months]),
        pl.col("offence") == offence if offence else pl.lit(value=True),
    )
    if rows["period"].n_unique() < len(months):
        return None
    return int(rows["count"].sum())


@pytest.mark.parametrize(
    ("header", "level"),
    [
        ("WardName,WardCode,LookUp_BoroughName,MajorText,MinorText", "ward"),
        ("Ward Name,Ward Code,Borough,Major Category,Minor Category", "ward"),
        ("WardCode,Borough,Major Category,Minor Category", "ward"),
        ("WD22CD,WD22NM,BoroughName,MajorText,MinorText", "ward"),
        ("LSOA Code,Borough,Major Category,Minor Category", "neighbourhood"),
        ("LSOA21CD,LSOA21NM,LookUp_BoroughName,MajorText,MinorText", "neighbourhood"),
        ("LSOA Code,LSOA Name,Major Category,Minor Category", "neighbourhood"),
    ],
)
def test_every_header_of_the_publisher_is_recognised(header: str, level: str) -> None:
    found = recognise([*header.split(","), "202601"])
    assert found is not None
    assert (found.kind, found.level, found.others, found.twice) == ("small-areas", level, (), ())


def test_counts_names_and_months_are_kept(directory: Path, capsys: Said) -> None:
    rows = wards()
    assert load(directory, rows) == 0
    assert "6 wards, March 2024 to February 2026" in capsys.readouterr().out
    assert count(directory, CENTRAL, MONTHS) == total(rows, CENTRAL, MONTHS)
    found = {row["area_code"]: row for row in register(directory)}
    assert found[CENTRAL] == {
        "area_code": CENTRAL,
        "area_name": "Sutton Central",
        "borough": "E09000029",
        "first_month": "2024-03",
        "last_month": "2026-02",
    }


def test_a_row_that_the_publisher_leaves_out_is_zero(directory: Path) -> None:
    rows = wards()
    kept = [
        row for row in rows if not (row[1] == BELMONT and row[4] == "ROBBERY OF PERSONAL PROPERTY")
    ]
    assert len(kept) == len(rows) - 1
    assert load(directory, kept) == 0
    for month in MONTHS:
        assert count(directory, BELMONT, [month], "robbery-of-personal-property") == 0


def test_a_code_that_changed_is_said_and_not_joined(directory: Path, capsys: Said) -> None:
    first, then = MONTHS[:14], MONTHS[12:]
    assert load(directory, wards(first)) == 0
    codes, names = {BELMONT: "E05019999"}, {CENTRAL: "Town Central"}
    renewed = tuple(
        (codes.get(code, code), names.get(code, name), share)
        for code, name, share in WARDS["Sutton"]
    )
    rows = wards(then, {"Sutton": renewed})
    capsys.readouterr()
    assert load(directory, rows) == 0
    said = capsys.readouterr().out
    assert "Changes of ward codes, names or boroughs (2):" in said
    assert (
        f"Belmont has the code E05019999 from March 2025, before it had {BELMONT}: a ward whose "
        "boundaries are revised gets a new code. The two are not joined."
    ) in said
    assert (
        f"{CENTRAL} is called Town Central from March 2025, before it was Sutton Central." in said
    )
    # The file's months count for the boroughs that it has: Merton's stay as they were.
    assert count(directory, "E05013810", first) == total(wards(first), "E05013810", first)
    assert count(directory, "E05013810", MONTHS[14:15]) is None
    assert count(directory, BELMONT, MONTHS[12:13]) is None
    assert count(directory, "E05019999", MONTHS[11:12]) is None
    assert count(directory, "E05019999", then) == total(rows, "E05019999", then)
    months = {
        (row["area_code"], row["area_name"]): (row["first_month"], row["last_month"])
        for row in register(directory)
    }
    assert months[BELMONT, "Belmont"] == ("2024-03", "2025-02")
    assert months["E05019999", "Belmont"] == ("2025-03", "2026-02")
    assert months[CENTRAL, "Sutton Central"] == ("2024-03", "2025-02")
    assert months[CENTRAL, "Town Central"] == ("2025-03", "2026-02")


def test_an_older_extract_that_would_change_what_is_loaded_must_be_accepted(
    directory: Path, capsys: Said
) -> None:
    assert load(directory, wards()) == 0
    older = wards(MONTHS[:12])
    assert load(directory, older) == 0, "the same figures change nothing"
    older[1][5] = str(int(older[1][5]) + 1)
    assert load(directory, older) == 2
    assert (
        "an older extract would change 1 of the months that are loaded" in capsys.readouterr().err
    )
    assert load(directory, older, "--accept-older") == 0


def test_a_file_without_names_keeps_the_names_that_are_known(directory: Path) -> None:
    assert load(directory, wards()) == 0
    bare = [row[1:2] + row[3:] for row in wards(MONTHS[12:])]
    assert load(directory, bare) == 0
    assert {row["area_name"] for row in register(directory)} >= {"Belmont", "Abbey"}
    assert {row["borough"] for row in register(directory)} == {"E09000029", "E09000024"}
    assert count(directory, CENTRAL, MONTHS) == total(wards(), CENTRAL, MONTHS)


def test_wards_whose_borough_nobody_knows_are_kept_and_said(directory: Path, capsys: Said) -> None:
    bare = [row[1:2] + row[3:] for row in wards()]
    assert load(directory, bare) == 0
    assert "6 wards without a borough" in capsys.readouterr().out
    assert {row["borough"] for row in register(directory)} == {""}


def test_neighbourhoods_have_a_table_and_a_register_of_their_own(directory: Path) -> None:
    rows = wards(of={"Sutton": (("E01004061", "Sutton 001A", 0.9),)})
    rows[0][:5] = ["LSOA Name", "LSOA Code", "Borough", "Major Category", "Minor Category"]
    assert load(directory, rows) == 0
    (row,) = register(directory, "neighbourhoods.csv")
    assert (row["area_code"], row["area_name"]) == ("E01004061", "Sutton 001A")


def spoilt(rows: Rows, column: int, value: str) -> Rows:
    return [rows[0], [*rows[1][:column], value, *rows[1][column + 1 :]], *rows[2:]]


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        (1, "E01000001", "must be the ONS code of a ward"),
        (2, "Merton", "a ward must be in one borough (E05013755)"),
        (2, "Unknown", "must be the name of a London borough"),
        (7, "20001", "20,000"),
        (7, "-1", "column 202405"),
    ],
)
def test_what_is_wrong_is_named(
    directory: Path, capsys: Said, column: int, value: str, told: str
) -> None:
    assert load(directory, spoilt(wards(), column, value)) == 2
    assert told in capsys.readouterr().err
    assert not (directory / "releases").exists() or current(directory, TABLE).exists() is False


codes = st.sampled_from(["E05000001", "E05000002", "E05000003", "E05000004"])
places = st.dictionaries(
    codes,
    st.tuples(st.sampled_from(["", "A", "B"]), st.sampled_from(["", "E09000024", "E09000029"])),
    min_size=1,
)
FIRST = Month(2020, 1)
spans = st.tuples(st.integers(0, 20), st.integers(0, 8)).map(
    lambda span: [FIRST + each for each in range(span[0], span[0] + span[1] + 1)]
)


@given(st.lists(st.tuples(places, spans), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_whatever_is_loaded_a_code_has_one_name_a_month_and_the_last_file_counts(
    files: list[tuple[dict[str, tuple[str, str]], list[Month]]],
) -> None:
    known = Register(LEVELS["ward"], ())
    for named, months in files:
        known = with_file(known, named, months, brought(named, known))
        seen: dict[tuple[str, Month], Spell] = {}
        for spell in known.spells:
            assert spell.first <= spell.last
            for ordinal in range(spell.first.ordinal, spell.last.ordinal + 1):
                assert seen.setdefault((spell.code, Month.from_ordinal(ordinal)), spell) is spell
        for code, (name, borough) in named.items():
            for month in months:
                spell = seen[code, month]
                assert spell.name == name or not name
                assert spell.borough == borough or not borough
