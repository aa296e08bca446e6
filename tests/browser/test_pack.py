"""The printed pack: a preview fit for every reader; the PDF as `make pack` writes it, read back."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from components.pack.printing import sheets
from components.pack.printing.stamp import Stamp
from data.periods import Month
from tests.browser import printed as reading
from tests.browser import protected
from tests.browser.conftest import serving
from tests.browser.printed import COMMAND, ROOT, Printed, month, print_pack, rows
from tests.browser.printed_geometry import check_geometry, figures
from tests.browser.printed_numbers import Numbers

MARKING = 'OFFICIAL-SENSITIVE – draft "until" 20 July'
ACROSS = "#sources, #report-check, #milestones"
"""Sections on sheets in landscape: 269 mm within their margins; the others have 178."""
UPRIGHT = ", ".join(
    [
        f".pack-section:not({ACROSS})",
        *(f"#item-milestones-{part}" for part in ("year", "due", "by-quarter")),
    ]
)
TOO_WIDE = """sections => [...document.querySelectorAll(sections)]
  .flatMap(section => [...section.querySelectorAll(".table-frame, .pack-chart, .pack-tiles")])
  .filter(part => part.scrollWidth > part.clientWidth + 1)
  .map(part => part.getAttribute("aria-label") || part.className)"""
READY = "[data-island='print-actions'][data-ready]"
AREAS = [
    "london", "south-west", "west", "east", "central-north",
    "E09000016", "E09000017", "E09000033", "E09000012", "E09000027",
]  # fmt: skip


def open_pack(page: Page, server: str, query: str) -> None:
    page.goto(f"{server}/pack?{query}")
    page.wait_for_selector(READY, timeout=60_000)


@pytest.mark.parametrize(
    ("width", "query"),
    [
        (320, "area=E09000016"),
        pytest.param(768, "as-at=2026-02", marks=pytest.mark.full),
        pytest.param(1440, "area=south-west&as-at=2018-06", marks=pytest.mark.full),
    ],
)
def test_the_preview_is_fit_for_every_reader(
    page: Page, server: str, axe: Callable[[Page], None], width: int, query: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_pack(page, server, query)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    charts = page.locator(".pack-chart")
    drawn = charts.locator("img")
    assert charts.count() == drawn.count() >= 12
    words = drawn.evaluate_all("all => all.map(each => each.alt)")
    assert all(text.startswith("Chart: ") for text in words)
    sizes = drawn.evaluate_all("all => all.map(each => [each.naturalWidth, each.complete])")
    assert all(natural > 0 and complete for natural, complete in sizes)
    assert page.locator("h1").count() == 1
    levels = page.eval_on_selector_all(
        "main :is(h1,h2,h3,h4)", "all => all.map(each => Number(each.tagName[1]))"
    )
    assert all(after - before <= 1 for before, after in pairwise(levels))
    axe(page)


def test_print_opens_the_browsers_dialogue_with_a_telling_name(page: Page, server: str) -> None:
    page.add_init_script("window.print = () => { window.printed = document.title; };")
    open_pack(page, server, "area=south-west&as-at=2018-06")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") == "pack_south-west_2018-06"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page).to_have_title("Printed pack – Met Business Plan")
    page.emulate_media(media="print")
    for control in ("main button", ".site-header", ".pickers", ".site-footer", ".pack-actions"):
        assert not any(each.is_visible() for each in page.locator(control).all())
    page.emulate_media(media="screen")
    page.get_by_role("link", name="2. Crime trends").click()
    expect(page.locator("#crime-trends")).to_be_in_viewport()
    page.get_by_role("link", name="Back to the overview").click()
    page.wait_for_url("**/?area=south-west&as-at=2018-06")
    expect(page.locator("h1")).to_contain_text("South West BCU")


def test_a_bad_area_is_named_and_london_shown(page: Page, server: str) -> None:
    open_pack(page, server, "area=atlantis&as-at=2018-06")
    expect(page.locator("#page-problems")).to_contain_text("“atlantis” is not a value of “area”")
    expect(page.locator("h1")).to_have_text("Met Business Plan: London, as at June 2018")


def test_choosing_another_area_draws_its_pack(page: Page, server: str) -> None:
    open_pack(page, server, "area=E09000016")
    page.evaluate("window.metBusinessPlan.pick('area', 'E09000017')")
    expect(page.locator("h1")).to_contain_text("Hillingdon")
    page.wait_for_selector(READY, timeout=60_000)
    assert page.locator(".pack-chart").count() == page.locator(".pack-chart img").count()


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """A pack with a provisional month and a marking, as the command writes it."""
    out = tmp_path_factory.mktemp("pack")
    run = print_pack(out, area="south-west", as_at="2026-02", MARKING=MARKING)
    assert run.returncode == 0, run.stderr
    return Printed(out / "pack_south-west_2026-02.pdf")


def test_the_pdf_is_tagged_titled_and_small(pack: Printed) -> None:
    assert pack.root["/MarkInfo"]["/Marked"]
    assert pack.root["/Lang"] == "en-GB"
    assert pack.pdf.metadata is not None
    assert pack.pdf.metadata.title == "Met Business Plan: South West BCU, as at February 2026"
    assert pack.path.stat().st_size < reading.SMALLER_THAN
    check_structure(pack)


def test_every_sheet_says_what_it_belongs_to(pack: Printed) -> None:
    number = len(pack.sheets)
    assert number > 20
    for place, sheet in enumerate(pack.sheets, start=1):
        assert sheet.count(MARKING) >= 2
        assert "Met Business Plan · South West BCU · as at February 2026" in sheet
        assert f"Page {place} of {number}" in sheet


def test_contents_say_the_sheet_on_which_a_section_begins(pack: Printed) -> None:
    sections = [(title, page) for level, title, page in pack.bookmarks if level == 2][1:]
    assert [title.partition(".")[0] for title, _ in sections] == [str(n) for n in range(1, 10)]
    for title, page in sections:
        assert title in pack.sheets[page - 1]
        assert f"{title} {page} " in pack.sheets[0]


def test_numbers_are_those_of_the_api(pack: Printed, server: str) -> None:
    Numbers(pack, server, area="south-west", as_at="2026-02").check()
    assert pack.text.count("February 2026 78 provisional") == 2


def test_nothing_stands_on_anything_else(pack: Printed) -> None:
    check_geometry(pack)
    assert len(figures(pack)) > 20


@pytest.fixture(scope="module")
def suppressed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """A pack of the product as if knife crime by area were internal."""
    with serving("-c", protected.PROGRAM.format(dataset=protected.DATASET)) as address:
        content = sheets.print_pack(
            browser, address, Stamp(protected.AREA, "2026-02", "release", "")
        )
    path = tmp_path_factory.mktemp("suppressed") / "pack.pdf"
    path.write_bytes(content)
    return Printed(path)


def test_suppressed_figures_stay_so_on_paper(suppressed: Printed, server: str) -> None:
    hidden = protected.hidden(Month(2026, 2))
    assert any(hidden.values())
    assert not all(hidden.values())
    text = suppressed.text
    part = text[text.rindex("Knife crime, newest first") :]
    asked = f"series?offence={protected.OFFENCE}&area={protected.AREA}&as-at=2026-02"
    for row in rows(server, asked):
        value = "[c]" if hidden[row["month"]] else f"{row['value']:,}"
        assert f"{month(row['month'])} {value}" in part, row
    assert "[c] suppressed: too small to publish" in part
    check_geometry(suppressed)


def test_what_belongs_together_stands_on_one_sheet(pack: Printed, page: Page, server: str) -> None:
    open_pack(page, server, "area=south-west&as-at=2026-02")
    check_wholes(pack, page)


def test_what_is_there_is_kept(pack: Printed) -> None:
    before = pack.path.stat().st_mtime_ns
    run = print_pack(pack.path.parent, area="south-west", as_at="2026-02", MARKING=MARKING)
    assert (run.returncode, pack.path.stat().st_mtime_ns) == (0, before)
    assert "1 already there, of the same release, month and marking." in run.stdout


@pytest.mark.parametrize(
    ("area", "as_at", "settings", "expected"),
    [
        ("atlantis", "2018-06", {}, "There is no area “atlantis”"),
        ("london", "2031-01", {}, "“2031-01” is not a value for as-at"),
        ("london", "2018-06", {"CHROMIUM": "/nowhere"}, "CHROMIUM=/nowhere is not a program"),
        ("london", "2018-06", {"MARKING": "x" * 101}, "one line of at most 100 characters"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_the_reason(
    tmp_path: Path, area: str, as_at: str, settings: dict[str, str], expected: str
) -> None:
    run = print_pack(tmp_path, area=area, as_at=as_at, **settings)
    assert run.returncode == 2
    assert expected in run.stderr
    assert "Traceback" not in run.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.full
@pytest.mark.parametrize("as_at", ["2018-06", "2026-02"])
@pytest.mark.parametrize("area", AREAS)
def test_ten_areas_at_two_months(
    tmp_path: Path, page: Page, server: str, area: str, as_at: str
) -> None:
    run = print_pack(tmp_path, area=area, as_at=as_at, MARKING=MARKING)
    assert run.returncode == 0, run.stderr
    pack = Printed(tmp_path / f"pack_{area}_{as_at}.pdf")
    assert pack.path.stat().st_size < reading.SMALLER_THAN
    assert all(sheet.count(MARKING) >= 2 for sheet in pack.sheets)
    check_structure(pack)
    check_geometry(pack)
    Numbers(pack, server, area=area, as_at=as_at).check()
    open_pack(page, server, f"area={area}&as-at={as_at}")
    check_wholes(pack, page)


@pytest.mark.full
def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "--area", "all", "--as-at", "2018-06", "--out", str(tmp_path)],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 600
    while len(list(tmp_path.glob("pack_*.pdf"))) < 2:
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    there = {path: path.stat().st_mtime_ns for path in tmp_path.glob("pack_*.pdf")}
    run = print_pack(tmp_path, area="all", as_at="2018-06")
    assert run.returncode == 0, run.stderr
    files = sorted(tmp_path.iterdir())
    assert len(files) == 45
    assert all(path.suffix == ".pdf" for path in files)
    assert all(path.stat().st_mtime_ns == before for path, before in there.items())
    assert f"{len(there)} already there" in run.stdout


def check_structure(pack: Printed) -> None:
    """Headings, tables with headings, and a text for every picture."""
    names = [name for name, _ in pack.tags]
    headings = [name for name in names if re.fullmatch(r"H[1-6]", name)]
    assert headings == [f"H{level}" for level, _, _ in pack.bookmarks]
    assert names.count("Table") > 20
    assert names.count("TH") > names.count("Table")
    words = [text for name, text in pack.tags if name == "Figure"]
    assert len(words) > 20
    assert all(words)
    assert sum(text.startswith("Chart: ") for text in words) >= 12


def check_wholes(pack: Printed, page: Page) -> None:
    """A heading, its chart and the chart's words stand on one sheet; no table is too wide."""
    for whole in page.locator(".pack-whole").all():
        title = reading.letters(whole.locator("h3").inner_text())
        words = reading.letters(whole.locator(".card-summary").inner_text())
        sheets = map(reading.letters, pack.sheets)
        assert any(title in sheet and words in sheet for sheet in sheets), title
    page.emulate_media(media="print")
    for sections, width in ((UPRIGHT, 673), (ACROSS, 1015)):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(TOO_WIDE, sections) == []
