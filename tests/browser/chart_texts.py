"""What of a chart's words cannot be read: cut at an edge, turned upright, or one over another."""

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as LateError

LONGEST = 5_000
"""Milliseconds in which a chart is drawn at a new width."""

UNREADABLE = """() => {
  const EDGE = 1;
  /* A line of text is taller than its letters. */
  const INSIDE = 3;
  const WORDS = ".xtick text, .x2tick text, .ytick text, .y2tick text, .annotation-text, " +
    ".shape-label text";
  const shown = (text) => text.getBoundingClientRect().width > 0;
  const found = [];
  for (const graph of document.querySelectorAll(".js-plotly-plot")) {
    if (!graph.offsetParent) { continue; }
    const frame = graph.getBoundingClientRect();
    const say = (what, text) => found.push(`${graph.parentElement.id}: ${what}: ${text}`);
    const all = (selector) => [...graph.querySelectorAll(selector)].filter(shown);
    for (const text of all(WORDS)) {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      if (left < frame.left - EDGE || right > frame.right + EDGE ||
          top < frame.top - EDGE || bottom > frame.bottom + EDGE) { say("cut", text.textContent); }
    }
    const ticks = all(".xtick text").map((text) => [text, text.getBoundingClientRect()])
      .sort((one, other) => one[1].left - other[1].left);
    const badges = all(".shape-label text").map((text) => {
      const words = text.getBoundingClientRect();
      const box = text.closest(".shape-group").querySelector("path").getBoundingClientRect();
      if (words.left < box.left || words.right > box.right || words.top < box.top - EDGE ||
          words.bottom > box.bottom + EDGE) { say("wider than its badge", text.textContent); }
      if (box.left < frame.left || box.right > frame.right || box.top < frame.top) {
        say("cut", `badge ${text.textContent}`);
      }
      return [text.textContent, box];
    });
    const names = all(".annotation-text")
      .map((text) => [text.textContent, text.getBoundingClientRect()]);
    const words = [...badges, ...names];
    words.forEach(([one, box], place) => {
      for (const [other, beside] of words.slice(0, place)) {
        const apart = box.left + EDGE >= beside.right || beside.left + EDGE >= box.right ||
          box.top + INSIDE >= beside.bottom || beside.top + INSIDE >= box.bottom;
        if (!apart) { say("over another", `${one}, ${other}`); }
      }
    });
    ticks.forEach(([text, box], place) => {
      const words = text.textContent;
      if (/rotate\\((?!0)/.test(text.getAttribute("transform") || "")) { say("turned", words); }
      if (place && box.left < ticks[place - 1][1].right + EDGE) { say("too near", words); }
    });
  }
  return found;
}"""


def assert_readable(page: Page) -> None:
    """Fail with the words of the page's charts that cannot be read.

    A chart follows the width of its window a moment later.
    """
    try:
        page.wait_for_function(f"() => ({UNREADABLE})().length === 0", timeout=LONGEST)
    except LateError:
        raise AssertionError("\n".join(page.evaluate(UNREADABLE))) from None


DATES = """(card) => [...document.querySelectorAll(`#${card}-figure .xtick text`)]
  .filter((text) => text.getBoundingClientRect().width > 0).map((text) => text.textContent)"""


def dates_of(page: Page, card: str) -> list[str]:
    """The dates below a card's chart, from left to right; not those that plotly.js hides."""
    found: list[str] = page.evaluate(DATES, card)
    return found


def wait_for_dates(page: Page, card: str, number: int) -> None:
    """Wait until so many dates stand below a card's chart."""
    there = f"([card, number]) => ({DATES})(card).length === number"
    page.wait_for_function(there, arg=[card, number], timeout=LONGEST)
