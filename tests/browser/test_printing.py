"""A page on paper, as the browser's own print command gives it."""

from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES = (
    "/?area=south-west",
    "/crime-trends?area=london&as-at=2026-02",
    "/knife-injury?as-at=2026-02",
    "/burglary?area=south-west",
    "/area?area=south-west",
    "/milestones",
)
SHOWN = """[...document.querySelectorAll(".js-plotly-plot")].filter((it) => it.offsetParent)"""
WIDTHS = f"""() => {SHOWN}.map((it) => [Math.round(it._fullLayout.width), it.clientWidth])"""
REMEMBER = f"""() => window.addEventListener("beforeprint", () => {{
  window.drawnForPaper = {SHOWN}
    .flatMap((it) => [...it.querySelectorAll(".main-svg text")])
    .filter((it) => it.getBoundingClientRect().width && getComputedStyle(it).opacity !== "0")
    .flatMap((it) => it.querySelector("tspan") ? [...it.querySelectorAll("tspan")] : [it])
    .map((line) => line.textContent);
}})"""


def printed(page: Page) -> list[str]:
    """Print a page; return what stands on each sheet, without spaces."""
    document = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
    return ["".join(sheet.get_textpage().get_text_range().split()) for sheet in document]


@pytest.mark.parametrize("path", PAGES)
def test_charts_are_on_paper_whole_and_as_they_were_on_screen_afterwards(
    open_page: Callable[[str], Page], path: str
) -> None:
    page = open_page(path)
    before = page.evaluate(WIDTHS)
    page.evaluate(REMEMBER)
    sheets = "".join(printed(page))
    words = page.evaluate("window.drawnForPaper")
    assert len(words) > 5
    # What is cut off at the edge of a sheet is not on it.
    assert [word for word in words if "".join(word.split()) not in sheets] == []
    page.wait_for_function(
        f"before => JSON.stringify(({WIDTHS})()) === JSON.stringify(before)", arg=before
    )


def test_a_chart_stands_on_the_first_sheet_with_the_title(
    open_page: Callable[[str], Page],
) -> None:
    """The card is longer than what the title leaves of the sheet; what is said ends on the next."""
    page = open_page("/crime-trends?area=E09000029&offence=burglary&as-at=2026-02")
    title = page.locator("#trend .card-title").inner_text()
    first, *others = printed(page)
    for words in (title, "2022", "2023", "2024", "2025", "2026"):
        assert "".join(words.split()) in first
    for control in ("Comparewith", "Saveorcopy", "Export"):
        assert control not in "".join([first, *others])
