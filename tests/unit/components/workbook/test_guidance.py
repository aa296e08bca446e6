"""Workbooks follow the Government's guidance on accessible spreadsheets, in each format."""

from __future__ import annotations

import datetime
import io
import itertools
import re
import zipfile

import openpyxl
import pytest
from odf.opendocument import load

from components.pack.contents import pack
from components.workbook import FORMATS, write
from components.workbook.contents import of_pack
from components.workbook.names import sheet_names
from data.errors import InvalidParameter
from data.periods import Month
from data.store import Store
from tests.unit.components.pack.conftest import MADE, Made
from tests.unit.components.workbook.conftest import Written
from tests.unit.components.workbook.readback import read

PLACES = [("south-west", "2018-06"), ("E09000016", "2026-02")]
every_format = pytest.mark.parametrize("form", list(FORMATS))


@every_format
@pytest.mark.parametrize("place", PLACES)
def test_one_marked_table_a_sheet_without_gaps(
    written: Written, form: str, place: tuple[str, str]
) -> None:
    sheets = read(written(*place, form), form)
    assert len(sheets) > 30
    for name, sheet in sheets.items():
        assert len(name) <= 31
        assert sheet.tables == 1
        assert sheet.title
        assert all(sheet.lines), name
        assert all(sheet.headings), name
        assert len({heading.lower() for heading in sheet.headings}) == len(sheet.headings)
        assert sheet.rows
        assert all(any(cell is not None for cell in row) for row in sheet.rows), name
        columns = list(zip(*sheet.rows, strict=True))
        assert len(columns) == len(sheet.headings), name
        assert all(any(cell is not None for cell in column) for column in columns), name
        assert sheet.frozen_at == len(sheet.lines) + 2, name


@every_format
def test_the_cover_lists_every_sheet(written: Written, packed: Made, form: str) -> None:
    sheets = read(written("south-west", "2018-06", form), form)
    names = list(sheets)
    assert names[:2] == ["Cover", "Notes"]
    cover = sheets["Cover"]
    assert cover.title == "Met Business Plan: South West BCU, as at June 2018"
    said = " ".join(cover.lines)
    for mark in ("[c]", "[x]", "[z]", "[p]", "Open Government Licence", "2 March 2026"):
        assert mark in said
    assert packed("south-west", "2018-06").release in said
    listed = [name for name in cover.column("Sheet") if name != "No table"]
    assert listed == names[1:]
    titles = dict(zip(cover.column("Sheet"), cover.column("Contents"), strict=True))
    assert all(titles[name] == sheets[name].title for name in listed)
    # What has nothing to show has no sheet, and the contents say why.
    gone = [row for row in cover.rows if row[1] == "No table"]
    assert any("starts in March 2022" in row[0] for row in gone)
    assert f"there are {len(names) - 1} sheets" in said


@every_format
def test_notes_name_the_sheet_that_they_are_on(written: Written, form: str) -> None:
    sheets = read(written("south-west", "2018-06", form), form)
    named = set(sheets["Notes"].column("Sheet")) - {"The whole workbook"}
    assert named
    assert named < set(sheets)
    assert any("not fully comparable" in note for note in sheets["Notes"].column("Note"))


def test_links_of_the_cover_lead_to_sheets(written: Written) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("south-west", "2018-06", "xlsx")))
    links = [cell.hyperlink.location for row in book["Cover"] for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    back = [page for page in book.worksheets[1:] if page.title != "Cover"]
    for page in back:
        assert "'Cover'!A1" in [c.hyperlink.location for row in page for c in row if c.hyperlink]


@every_format
def test_numbers_are_numbers_and_months_are_dates(written: Written, form: str) -> None:
    sheet = read(written("south-west", "2018-06", form), form)["Burglary"]
    assert sheet.rows[0][0] == datetime.date(2018, 6, 1)
    assert all(isinstance(row[1], int) for row in sheet.rows)
    if form == "xlsx":
        assert sheet.formats[0] == ["mmmm yyyy", "#,##0"]


def test_properties_of_xlsx(written: Written) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("south-west", "2018-06", "xlsx")))
    said = book.properties
    assert said.title == "Met Business Plan: South West BCU, as at June 2018"
    assert said.language == "en-GB"
    assert said.creator == "Met Business Plan dashboard"
    assert all(page.page_setup.orientation == "landscape" for page in book.worksheets)


def test_properties_of_ods(written: Written) -> None:
    content = written("south-west", "2018-06", "ods")
    assert load(io.BytesIO(content)).getMediaType() == FORMATS["ods"].media_type
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        # The type stands first and uncompressed, so that it is known without unpacking.
        assert parts.infolist()[0].filename == "mimetype"
        assert parts.infolist()[0].compress_type == zipfile.ZIP_STORED
        meta = parts.read("meta.xml").decode()
        styles = parts.read("styles.xml").decode()
    assert "<dc:title>Met Business Plan: South West BCU, as at June 2018</dc:title>" in meta
    assert "<dc:language>en-GB</dc:language>" in meta
    assert 'fo:language="en"' in styles
    assert 'fo:country="GB"' in styles


@every_format
def test_a_marking_stands_on_every_sheet(store: Store, form: str) -> None:
    marked = pack(
        store,
        area="south-west",
        as_at=Month.parse("2018-06"),
        made=MADE,
        marking="OFFICIAL-SENSITIVE – draft & more",
        page="burglary",
    )
    content = write(of_pack(marked), form)
    sheets = read(content, form)
    assert "Burglary map" in sheets
    assert "Theft" not in sheets
    assert all("OFFICIAL-SENSITIVE – draft & more" in sheet.lines for sheet in sheets.values())
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        heads = {page.oddHeader.center.text for page in book.worksheets}
        assert heads == {"OFFICIAL-SENSITIVE – draft && more"}
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            styles = parts.read("styles.xml").decode()
        assert re.search(r"<style:header><text:p>OFFICIAL-SENSITIVE – draft &amp; more", styles)


def test_names_of_sheets() -> None:
    wanted = ["A/B: [c]?*\\", "History", "'quoted'", "x" * 40, "X" * 40, "", "Miscellaneous crimes "
              "against society in detail"]  # fmt: skip
    names = sheet_names(wanted)
    assert names[:3] == ["A B c", "History 2", "quoted"]
    assert names[-1] == "Miscellaneous crimes"
    assert all(1 <= len(name) <= 31 for name in names)
    for one, other in itertools.combinations(names, 2):
        assert one.lower() != other.lower()


def test_an_unknown_format_is_refused(packed: Made) -> None:
    with pytest.raises(InvalidParameter) as caught:
        write(of_pack(packed("south-west", "2018-06")), "xls")
    assert (caught.value.parameter, caught.value.allowed) == ("format", ["xlsx", "ods"])
