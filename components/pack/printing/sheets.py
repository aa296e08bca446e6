"""One pack: the page opened, its charts awaited, printed as a tagged PDF with bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from components.pack.printing.errors import PrintingError
from components.pack.printing.stamp import Stamp, first_pages, stamped

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

READY: Final = "[data-island='print-actions'][data-ready]"
PATIENCE: Final = 120_000
"""Milliseconds in which a page and its charts are drawn."""
VIEWPORT: Final[Any] = {"width": 1000, "height": 1000}
HEADINGS: Final = """() => [...document.querySelectorAll(".page h1, .page h2, .page h3")]
  .map((heading) => heading.textContent.replace(/\\s+/g, " ").trim())"""
SECTIONS: Final = """() => Object.fromEntries(
  [...document.querySelectorAll("[data-page-of]")].map((place) => [place.dataset.pageOf,
    document.querySelector("#" + place.dataset.pageOf + " h2").textContent.replace(/\\s+/g, " ")
      .trim()]))"""
FILL: Final = """(pages) => {
  for (const place of document.querySelectorAll("[data-page-of]")) {
    place.textContent = pages[place.dataset.pageOf] || "";
  }
}"""


def print_pack(browser: Browser, address: str, stamp: Stamp) -> bytes:
    """Print a pack.

    It is printed twice: a browser does not number the entries of a table of contents, so the
    pages on which sections begin are read from the first print.

    Args:
        browser: A running Chromium.
        address: The product's address.
        stamp: Which pack.

    Returns:
        A PDF: tagged, with bookmarks, language, title and the stamp.

    Raises:
        PrintingError: the page cannot be drawn.
    """
    from playwright.sync_api import Error  # noqa: PLC0415 - only to print

    query = urlencode({"area": stamp.area, "as-at": stamp.as_at})
    context = browser.new_context(viewport=VIEWPORT, locale="en-GB")
    try:
        page = context.new_page()
        page.goto(f"{address}/pack?{query}", timeout=PATIENCE)
        page.wait_for_selector(READY, timeout=PATIENCE)
        return _printed(page, stamp)
    except Error as error:
        reason = error.message.splitlines()[0]
        raise PrintingError(f"The pack of {stamp.area} cannot be drawn: {reason}") from None
    finally:
        context.close()


def _printed(page: Page, stamp: Stamp) -> bytes:
    problems = page.locator("#page-problems li, .pack-chart .empty").all_text_contents()
    if problems:
        raise PrintingError(f"The pack of {stamp.area} cannot be drawn: {problems[0]}")
    headings: list[str] = page.evaluate(HEADINGS)
    title = headings[0]
    page.evaluate("title => { document.title = title; }", title)
    sections: dict[str, str] = page.evaluate(SECTIONS)
    begins = first_pages(_pdf(page), headings)
    page.evaluate(FILL, {key: str(begins[heading]) for key, heading in sections.items()})
    return stamped(_pdf(page), stamp, title=title, headings=headings)


def _pdf(page: Page) -> bytes:
    return page.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True)
