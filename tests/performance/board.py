"""A large milestone board: five hundred milestones over twelve quarters, and its filters timed.

Nothing on it is real: see `tests.unit.data.intake.quarters`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tests.performance.browser import opened, reader
from tests.performance.changes import Steps
from tests.performance.servers import PRODUCT, Server, serving
from tests.unit.data.intake.made_up import data_directory
from tests.unit.data.intake.quarters import write_many

QUARTERS, MILESTONES = 12, 500
NEWEST = "2021-22-Q1"
STATUSES = ("delivered", "on-track", "some-delay")
THEMES = ("serious-violence", "safeguarding", "acquisitive", "outcomes", "capabilities")
QUIET = 250
"""Milliseconds without a change of the page after which a filter has had its effect."""

TICK = """async ([value, quiet]) => {
  const boxes = [...document.querySelectorAll(".chips input")];
  const box = boxes.find((one) => one.value === value || one.id.endsWith(`_${value}`));
  const line = document.querySelector("#milestone-count-line");
  const board = document.querySelector("#milestone-board");
  const before = line.textContent;
  const begun = performance.now();
  let shown = begun;
  let drawn = 0;
  const watch = new MutationObserver(function (records) {
    const isBoard = records.some((one) => one.type === "childList" && board.contains(one.target));
    requestAnimationFrame(() => setTimeout(() => {
      shown = performance.now();
      if (isBoard) { drawn = shown; }
    }));
  });
  watch.observe(document.querySelector(".page"),
    { childList: true, subtree: true, characterData: true, attributes: true });
  box.click();
  await new Promise(function (done) {
    const look = () => (line.textContent !== before && performance.now() - shown > quiet
      ? done() : setTimeout(look, 10));
    look();
  });
  watch.disconnect();
  bench.board = [...(bench.board || []), (drawn || shown) - begun];
  return shown - begun;
}"""


@contextmanager
def large_board() -> Iterator[Server]:
    """The product on twelve boards of five hundred milestones."""
    with TemporaryDirectory() as place:
        directory = data_directory(Path(place) / "data")
        write_many(directory, quarters=QUARTERS, number=MILESTONES)
        with serving(PRODUCT, DATA_DIR=directory) as server:
            server.wait_until_quiet()
            yield server


def board_filters(browser: Browser) -> tuple[Steps, list[float]]:
    """Go through the filters of a large board, alone and together; no state comes twice.

    Returns:
        The steps, timed until everything that a filter changes on the page is drawn: board, counts,
        changes, due dates; and the milliseconds until the board itself is.
    """
    steps, boards = Steps(), list[float]()
    with large_board() as server:
        for themes in ((), *combinations(THEMES, 1), *combinations(THEMES, 2)):
            query = f"quarter={NEWEST}&theme={','.join(themes)}"
            with reader(browser) as context:
                page, wire = opened(context, f"{server.address}/milestones?{query}")
                for status in STATUSES:
                    steps.take(page, wire, TICK, [status, QUIET])  # type: ignore[list-item]
                boards += page.evaluate("bench.board")
    return steps, boards


if __name__ == "__main__":
    from statistics import median, quantiles

    from tests.performance.browser import chromium_browser

    with chromium_browser() as chromium:
        found, boards = board_filters(chromium)
    for name, times in (("the board", boards), ("all of the page", found.milliseconds)):
        print(f"{name}: median {median(times):.0f} ms, p95 {quantiles(times, n=20)[-1]:.0f} ms")
