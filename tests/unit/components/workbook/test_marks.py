"""Suppressed and provisional figures stay marked in every format of a workbook."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.pack.contents import pack
from components.workbook import FORMATS, write
from components.workbook.contents import of_pack
from data.catalogue import CATALOGUE
from data.periods import Month
from data.queries.series import series
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.components.pack.conftest import MADE
from tests.unit.components.workbook.conftest import Written
from tests.unit.components.workbook.readback import read

AREA, AS_AT, OFFENCE = "E09000029", "2018-06", "possession-of-weapons"
every_format = pytest.mark.parametrize("form", list(FORMATS))


@pytest.fixture(scope="module")
def protected() -> Store:
    """The bundled counts, as if recorded crime were internal."""
    return load_store(
        DEFAULT_DIRECTORY,
        tuple(
            replace(entry, disclosure="suppress-below: 5")
            if entry.id == "recorded-crime"
            else entry
            for entry in CATALOGUE
        ),
    )


@every_format
def test_suppressed_counts_are_marked_and_gone(protected: Store, store: Store, form: str) -> None:
    month = Month.parse(AS_AT)
    hidden = {
        each["month"]
        for each in series(protected, offence=OFFENCE, area=AREA, as_at=month).to_records()
        if each["symbol"] == "c"
    }
    made = pack(protected, area=AREA, as_at=month, made=MADE)
    sheet = read(write(of_pack(made), form), form)["Possession of weapons"]
    label = sheet.headings[1]
    cells = {f"{when:%Y-%m}": value for when, value in zip(
        sheet.column(sheet.headings[0]), sheet.column(label), strict=True)}  # fmt: skip
    marked = {when for when, value in cells.items() if value == "[c]"}
    assert marked
    assert marked == hidden & set(cells)
    assert any("[c] suppressed" in line for line in sheet.lines)
    full = {
        each["month"]: each["value"]
        for each in series(store, offence=OFFENCE, area=AREA, as_at=month).to_records()
    }
    assert all(value == full[when] for when, value in cells.items() if value != "[c]")


@every_format
def test_provisional_figures_are_marked(written: Written, form: str) -> None:
    sheet = read(written("E09000016", "2026-02", form), form)["Burglary"]
    notes = sheet.column("Notes")
    assert notes[0] == "[p] provisional"
    assert notes[1] is None
    assert any("[p] provisional" in line for line in sheet.lines)
