"""What headers, labels, names and cells are taken for."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.areas import Areas
from data.extracts import numbers
from data.extracts.findings import MOST_OF_A_KIND, Findings
from data.extracts.labels import CONNECT, NINE, TODAY, TWELVE, Labels, line_to_add
from data.extracts.layouts import nearest, recognise
from data.extracts.numbers import counts, whole_number
from data.extracts.places import Places
from data.extracts.sheet import Sheet
from data.periods import Month
from data.store import get_store
from tests.unit.data.extracts.made_up import HEADS


@pytest.fixture(scope="module")
def labels() -> Labels:
    return Labels(get_store().table("offence-labels"))


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(Areas(get_store().table("boroughs")))


@pytest.mark.parametrize("head", [*HEADS.values(), ["MAJORTEXT", "minortext", "Borough Name"]])
def test_all_headers_of_borough_files_are_recognised_in_any_case_and_order(head: list[str]) -> None:
    taken = recognise(["201802", *reversed([name.upper() for name in head]), "2018-01"])
    assert taken is not None
    assert taken.kind == "boroughs"
    assert [taken.roles[role] for role in ("area", "group", "label")] == [
        1 + [*reversed(head)].index(next(name for name in head if key in name.lower()))
        for key in ("borough", "major", "minor")
    ]
    assert taken.months == ((0, Month(2018, 2)), (4, Month(2018, 1)))


def test_other_layouts_are_recognised() -> None:
    wards = ["WardName", "WardCode", "LookUp_BoroughName", "MajorText", "MinorText", "202601"]
    found = recognise(wards)
    assert found is not None
    assert (found.kind, found.title) == ("small-areas", "recorded crime by ward")
    found = recognise(["LSOA Code", "Borough", "Major Category", "Minor Category", "202601"])
    assert found is not None
    assert found.title == "recorded crime by neighbourhood"
    found = recognise(["ladcode23", "laname23", "country", "population_2021", "births_2022"])
    assert found is not None
    assert found.years == ((3, 2021),)
    assert recognise(["MajorText", "MinorText", "BoroughName"]) is None
    assert recognise(["a", "b"]) is None


def test_a_header_that_is_nearly_known_says_what_it_lacks() -> None:
    assert nearest(["MajorText", "Borough"])[1] == (
        "It is nearest to recorded crime by borough, but lacks: MinorText, one column a month, "
        "headed 201806"
    )
    assert (
        "Measure" in nearest(["Month_Year", "Area Type", "Borough_SNT", "Crime Type", "Count"])[1]
    )
    assert nearest(["x", "y"]) == (0, "")


def test_labels_are_known_in_any_case_and_cut_at_fifty(labels: Labels) -> None:
    cut = "Racially or Religiously Aggravated Public Fear, Al"
    line = labels.lines(TWELVE, "public order offences", cut.upper())[0]
    assert line.offence == "Racially or religiously aggravated public fear, alarm or distress"
    assert labels.lines(TWELVE, "Public Order Offences", cut[:20]) == []
    both = {
        line.offence
        for label in ("STALKING AND HARASSMENT", "VIOLENCE WITHOUT INJURY")
        for line in labels.lines(CONNECT, "VIOLENCE AGAINST THE PERSON", label)
    }
    assert both == {"Violence without injury, stalking and harassment"}


def test_the_layout_is_the_one_that_knows_most_labels(labels: Labels) -> None:
    pairs = [("Theft", "Shoplifting"), ("Burglary", "Domestic Burglary")]
    assert labels.layout_of(pairs, (*TODAY, NINE)) == TWELVE
    assert labels.layout_of([("Drugs", "Drug Trafficking")], (*TODAY, NINE)) == NINE
    assert labels.layout_of([("?", "?")], TODAY) is None


def test_only_offences_that_hardly_differ_are_comparable(labels: Labels) -> None:
    rows = get_store().table("offence-labels")
    nine = rows[(rows["layout"] == NINE) & (rows["comparable"] == "yes")]
    assert sorted(nine["offence"]) == [
        "Arson",
        "Bicycle theft",
        "Burglary: business and community",
        "Burglary: residential",
        "Interfering with a motor vehicle",
        "Other sexual offences",
        "Rape",
        "Robbery of business property",
        "Robbery of personal property",
        "Shoplifting",
        "Theft from a motor vehicle",
        "Theft from the person",
    ]


def test_the_line_to_add_is_csv(labels: Labels) -> None:
    near = labels.nearest((CONNECT,), "THEFT", "SHOP LIFTING")
    assert near is not None
    line = line_to_add(CONNECT, "THEFT", "SHOP, LIFTING", Month(2026, 3), near)
    assert line == 'connect,THEFT,"SHOP, LIFTING",2026-03,,Theft,Shoplifting,yes,'


def test_names_of_areas(places: Places) -> None:
    assert places.code(" KENSINGTON & CHELSEA ") == "E09000020"
    assert places.code("London Heathrow and London City Airports") == "AVIATION"
    assert places.code("Unknown") == "UNKNOWN"
    assert places.code("Total") is None
    assert places.rule("Grand Total") == "must be a borough: take rows with sums out of the file"
    assert "own police force" in places.rule("City of London")
    assert places.rule("Lewisam").endswith("(the nearest is Lewisham)")
    assert places.rule("") == "must not be blank: it names the borough"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), (" 12 ", 12), ("12.0", 12), ("1,234", 1234), ("007", 7),
        ("", numbers.MISSING), (None, numbers.MISSING), ("-1", numbers.NEGATIVE),
        ("−1", numbers.NEGATIVE), ("1.5", numbers.FRACTION), ("1,23", numbers.NO_NUMBER),
        ("1e3", numbers.NO_NUMBER), ("n/a", numbers.NO_NUMBER), ("+1", numbers.NO_NUMBER),
        ("1 234", 1234), ("1\u00a0234\u00a0567", 1234567), ("1\u202f234", 1234), ("\u200b5", 5),
        ("12 34", numbers.NO_NUMBER), ("8²", numbers.NO_NUMBER), ("-0", numbers.NEGATIVE),
        ("9" * 40, numbers.NO_NUMBER), ("٣", numbers.NO_NUMBER), ("=1", numbers.NO_NUMBER),
    ],
)  # fmt: skip
def test_what_a_cell_holds(text: str | None, number: int | str) -> None:
    assert whole_number(text) == number


@given(st.text(max_size=20))
def test_any_cell_is_a_count_or_breaks_a_rule(text: str) -> None:
    found = whole_number(text)
    assert isinstance(found, str) or found >= 0
    cells = pl.DataFrame({"0": [text or None]}, schema={"0": pl.String})
    sheet = Sheet("f", ("a",), cells, lambda row: row + 2)
    findings = Findings("f")
    block = counts(sheet, [0], findings, maximum=1000, unit="offences")
    if isinstance(found, int) and found <= 1000:
        assert int(block[0, 0]) == found
        assert findings.found == []
    else:
        assert len(findings.found) == 1
        assert findings.found[0].row == 2


@pytest.mark.parametrize("text", ["-0", "+5", "8²", "１２", "1_000", "0x10", "1e3", "½"])
def test_a_column_takes_nothing_that_a_cell_does_not_hold(text: str) -> None:
    sheet = Sheet("f", ("a",), pl.DataFrame({"0": ["7", text, "9"]}), lambda row: row + 2)
    findings = Findings("f")
    block = counts(sheet, [0], findings, maximum=10_000, unit="offences")
    assert [(each.row, each.value) for each in findings.found] == [(3, text)]
    assert block[:, 0].tolist() == [7, 0, 9]


def test_of_many_faults_some_are_spelt_out_and_the_rest_counted() -> None:
    sheet = Sheet("f", ("a",), pl.DataFrame({"0": ["x"] * 500}), lambda row: row + 2)
    findings = Findings("f")
    counts(sheet, [0], findings, maximum=9, unit="offences")
    assert len(findings.errors) == MOST_OF_A_KIND + 1
    assert findings.errors[-1].rule == f"400 more of this kind: {numbers.NO_NUMBER}"
