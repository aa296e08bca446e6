"""What is saved and copied of a card: each item of its menu, read back."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from components.pack.contents import pack
from components.tables import Table
from data.catalogue import CATALOGUE
from data.periods import Month
from data.spreadsheet_text import harmless, writable
from data.store import DEFAULT_DIRECTORY, load_store
from tests.browser.conftest import wait_until_drawn
from tests.unit.components.pack.conftest import MADE, _served_at_the_root  # noqa: F401 - a fixture
from tests.unit.components.workbook.readback import Read, read
from tests.unit.components.workbook.test_safety import ATTACKS

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]
STEM = "burglary-count_south-west_2013-07-to-2018-06"
BOARD = "/milestones?show=table"


def saved(page: Page, card: str, item: str, place: Path) -> Path:
    """What an item of a card's menu saves."""
    found = page.locator(f"#{card}")
    found.locator("details.card-download > summary").first.click()
    with page.expect_download() as caught:
        found.get_by_role("button", name=item, exact=True).first.click()
    expect(found.locator("details.card-download[open]")).to_have_count(0)
    path = place / caught.value.suggested_filename
    caught.value.save_as(path)
    return path


def only(content: bytes) -> Read:
    [sheet] = read(content, "xlsx").values()
    return sheet


def test_a_chart_is_saved_in_every_format_under_one_name(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/crime-trends?offence=burglary&area=south-west&view=trend.table")
    # Sorted by month, oldest first: every table is saved in the order on screen.
    page.locator("#trend-table").get_by_role("button", name="Month").click()
    shown = page.locator("#trend-table tbody tr").all_inner_texts()
    page.click("#trend-tab-chart")
    wait_until_drawn(page)
    names = {}
    for item in ("Chart as PNG", "Chart as SVG", "Table as CSV", "Table as XLSX"):
        path = saved(page, "trend", item, tmp_path)
        names[path.suffix] = path
        assert path.stem == STEM
    rows = list(csv.reader(io.StringIO(names[".csv"].read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["month", "value", "symbol", "note"]
    sheet = only(names[".xlsx"].read_bytes())
    assert sheet.headings == ["Month", "South West BCU: count"]
    assert [row[0] for row in rows[1:]] == [f"{row[0]:%Y-%m}" for row in sheet.rows]
    assert [int(row[1]) for row in rows[1:]] == [row[1] for row in sheet.rows]
    assert [f"{row[0]:%B %Y}\t{row[1]:,}" for row in sheet.rows] == shown
    assert rows[1][0] == "2013-07"
    assert sheet.formats[0] == ["mmmm yyyy", "#,##0"]
    assert sheet.title == page.inner_text("#trend-title")
    assert any("London Datastore" in line and "As at June 2018" in line for line in sheet.lines)
    assert sheet.frozen_at == len(sheet.lines) + 2
    with Image.open(names[".png"]) as picture:
        assert picture.width == 2400
        shades = picture.convert("L").tobytes()
        assert min(shades) < 60
        assert max(shades) > 250
    drawing = names[".svg"].read_text(encoding="utf-8")
    for said in ("544 offences in June 2018", "Burglary, offences a month, South West BCU",
                 "London Datastore", "As at June 2018"):  # fmt: skip
        assert said in drawing, said


def test_a_table_is_saved_in_every_format_under_one_name(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/area?area=E09000016")
    page.locator("#offence-groups-table").get_by_role("button", name="Change", exact=True).click()
    first = page.locator("#offence-groups-table tbody th").first.inner_text()
    stem = "offence-groups_E09000016_2018-19-Q1"
    rows = saved(page, "offence-groups", "Table as CSV", tmp_path)
    sheet = only(saved(page, "offence-groups", "Table as XLSX", tmp_path).read_bytes())
    drawing = saved(page, "offence-groups", "Table as SVG", tmp_path)
    picture = saved(page, "offence-groups", "Table as PNG", tmp_path)
    assert {path.stem for path in (rows, drawing, picture)} == {stem}
    listed = list(csv.DictReader(io.StringIO(rows.read_text(encoding="utf-8-sig"))))
    assert listed[0]["offence"] == sheet.rows[0][0] == first
    assert [float(row["count"]) for row in listed] == [row[1] for row in sheet.rows]
    assert "Change" in sheet.headings
    text = drawing.read_text(encoding="utf-8")
    for said in ("Every offence group in Havering", first, "As at June 2018", "Notes"):
        assert said in text, said
    with Image.open(picture) as image:
        assert image.width >= 2400
        assert min(image.convert("L").tobytes()) < 60


def test_filters_hold_for_what_is_saved(open_page: Open, tmp_path: Path) -> None:
    page = open_page(f"{BOARD}&status=delivered")
    sheet = only(saved(page, "board", "Table as XLSX", tmp_path).read_bytes())
    assert len(sheet.rows) == page.locator("#milestone-table tbody tr").count() == 6
    assert set(sheet.column("Status")) == {"Delivered"} or len(set(sheet.column("Status"))) == 1


def test_provisional_figures_are_marked(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/crime-trends?offence=burglary&area=south-west&as-at=2026-02")
    sheet = only(saved(page, "trend", "Table as XLSX", tmp_path).read_bytes())
    assert sheet.column("Notes")[:2] == ["[p] provisional", None]
    assert any("[p] provisional" in line for line in sheet.lines)
    rows = saved(page, "trend", "Table as CSV", tmp_path).read_text(encoding="utf-8-sig")
    assert rows.splitlines()[1].endswith(",provisional")


def test_a_table_is_copied_as_a_table(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=burglary&area=south-west&as-at=2026-02")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#trend summary")
    page.get_by_role("button", name="Copy table").click()
    expect(page.locator("#trend summary")).to_have_text("Table copied")
    expect(page.locator("#live")).to_have_text("Table copied")
    text = page.evaluate("navigator.clipboard.readText()")
    lines = text.splitlines()
    assert lines[0] == "Month\tSouth West BCU: count\tNotes"
    assert lines[1].startswith("2026-02\t")
    assert lines[1].endswith("\t[p] provisional")
    assert len(lines) == 61
    html = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          return (await item.getType("text/html")).text();
        }"""
    )
    cells = page.evaluate(
        """html => [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("tr")]
          .map((row) => [...row.children].map((cell) => cell.textContent))""",
        html,
    )
    assert cells[0] == ["Month", "South West BCU: count", "Notes"]
    assert cells[1][0] == "February 2026"
    assert cells[1][1].replace(",", "") == lines[1].split("\t")[1]
    assert len(cells) == 61


def test_a_browser_that_refuses_to_copy_is_explained(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=burglary")
    page.evaluate(
        """() => {
          Object.defineProperty(navigator, "clipboard", { value: undefined });
          document.execCommand = () => false;
        }"""
    )
    page.click("#trend summary")
    state = page.locator("#trend .menu-state")
    page.get_by_role("button", name="Copy table").click()
    expect(state).to_contain_text("does not allow copying here. Save the table as XLSX or CSV")
    page.get_by_role("button", name="Copy link").click()
    expect(state).to_contain_text(f"{page.url}#trend")


def test_the_older_way_of_copying_works_where_there_is_no_tls(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=burglary")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    clipboard = page.evaluate_handle("navigator.clipboard")
    page.evaluate("() => { window.ClipboardItem = undefined; }")
    page.click("#trend summary")
    page.get_by_role("button", name="Copy table").click()
    expect(page.locator("#trend summary")).to_have_text("Table copied")
    text = page.evaluate("clipboard => clipboard.readText()", clipboard)
    assert text.startswith("Month\tLondon: count")


def test_the_menu_works_by_keyboard_alone(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/crime-trends?offence=burglary")
    page.focus("#trend-tab-chart")
    page.keyboard.press("Tab")
    expect(page.locator("#trend summary")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Table as CSV")).to_be_focused()
    with page.expect_download() as caught:
        page.keyboard.press("Enter")
    caught.value.save_as(tmp_path / "table.csv")
    expect(page.locator("#trend summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("#trend summary")).to_be_focused()
    assert page.locator("#trend details[open]").count() == 0
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    # Left by the keyboard, it closes.
    expect(page.locator("#trend details[open]")).to_have_count(0)


@pytest.mark.parametrize("width", [1440, 320])
def test_open_menus_fit_and_are_accessible(
    open_page: Open, axe: Callable[[Page], None], width: int
) -> None:
    for path, card in (("/crime-trends?offence=burglary", "trend"), (BOARD, "board"),
                       ("/area?area=south-west", "offence-groups")):  # fmt: skip
        page = open_page(path)
        page.set_viewport_size({"width": width, "height": 900})
        wait_until_drawn(page)
        page.locator(f"#{card} details.card-download > summary").first.click()
        box = page.locator(f"#{card} .card-menu:visible").first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, path
        axe(page)


def table_of(texts: list[str]) -> dict[str, Any]:
    return {
        "caption": "Texts", "columns": [["a", "=Heading", "text", 0], ["n", "Number", "change", 0]],
        "rows": [[text, -8.25] for text in texts], "keys": [], "filename": "texts", "source": "+s",
    }  # fmt: skip


def bytes_of(page: Page, table: dict[str, Any]) -> bytes:
    """The XLSX that the browser makes of a table."""
    made = page.evaluate(
        """async (table) => {
          const words = { name: "texts", title: "=Title", subtitle: "-Sub", source: "+s",
            marking: "", table };
          const blob = window.metBusinessPlan.toXlsx(words);
          return [...new Uint8Array(await blob.arrayBuffer())];
        }""",
        table,
    )
    return bytes(made)


def test_no_text_runs_in_a_spreadsheet(open_page: Open) -> None:
    """The browser's rules are those of the server, for attacks and for texts by chance."""
    page = open_page("/about")
    chance = random.Random(3)  # noqa: S311 - a seeded sample
    alphabet = "=+-@\t\r\n '\",;aé0123.%\u200b＝<&\x01–"
    texts = [*(text for text in ATTACKS if "\ud800" not in text), "-8.2", "+1,200", "-3 %"]
    texts += ["".join(chance.choices(alphabet, k=chance.randint(1, 12))) for _ in range(300)]
    table = table_of(texts)
    rows = csv.reader(
        io.StringIO(
            page.evaluate("table => window.metBusinessPlan.toCsv(table)", table), newline=""
        )
    )
    assert [row[:2] for row in rows] == [["a", "n"], *([harmless(t), "-8.25"] for t in texts)]
    lines = page.evaluate("table => window.metBusinessPlan.toTsv(table)", table).split("\r\n")
    assert lines[0] == "'=Heading\tNumber"
    assert len(lines) == len(texts) + 2
    for line in lines[1:-1]:
        text, number = line.split("\t")
        assert text == harmless(text)
        assert number == "-8.25"
    sheet = only(bytes_of(page, table))
    assert sheet.headings == ["=Heading", "Number"]
    marked = openpyxl.load_workbook(io.BytesIO(bytes_of(page, table_of(["=1+1", "1+1"]))))
    quoted = [row[0].quotePrefix for row in marked.worksheets[0].iter_rows()][-2:]
    assert quoted == [True, False]
    assert [row[0] for row in sheet.rows] == [writable(text) or None for text in texts]
    assert {row[1] for row in sheet.rows} == {-8.25}


def test_suppressed_counts_stay_marked_in_every_format(open_page: Open) -> None:
    store = load_store(
        DEFAULT_DIRECTORY,
        tuple(
            replace(entry, disclosure="suppress-below: 5")
            if entry.id == "recorded-crime"
            else entry
            for entry in CATALOGUE
        ),
    )
    page = open_page("/about")
    made = pack(
        store, area="E09000029", as_at=Month.parse("2018-06"), made=MADE, page="crime-trends"
    )
    table = made.item("crime-trends-possession-of-weapons").table
    assert isinstance(table, Table)
    plain = page.evaluate("text => JSON.parse(text)", table.to_json())
    hidden = {
        row[0] for row in plain["rows"] if isinstance(row[1], dict) and row[1].get("s") == "c"
    }
    assert hidden
    sheet = only(bytes_of(page, plain))
    assert {f"{row[0]:%Y-%m}" for row in sheet.rows if row[1] == "[c]"} == hidden
    assert any("[c] suppressed" in line for line in sheet.lines)
    rows = csv.DictReader(io.StringIO(page.evaluate("t => window.metBusinessPlan.toCsv(t)", plain)))
    assert {row["month"] for row in rows if row["symbol"] == "c" and not row["value"]} == hidden
    lines = page.evaluate("t => window.metBusinessPlan.toTsv(t)", plain).splitlines()
    assert {line.split("\t")[0] for line in lines if "\t[c]" in line} == hidden
    html = page.evaluate(
        "table => window.metBusinessPlan.toHtml({ title: 't', subtitle: '', source: '',"
        " marking: 'OFFICIAL', table })",
        plain,
    )
    assert html.count(">[c]</td>") == len(hidden)
    assert "[c] suppressed" in html
    assert html.startswith("<p>OFFICIAL</p>")
