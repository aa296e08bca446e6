"""Measures every budget of the design, beside a plain Dash page in the same run.

`make bench` prints the table and writes it into `docs/measurements.md`.
"""

import datetime
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from playwright.sync_api import Browser

from data.periods import Month
from data.queries.findings import what_stands_out
from data.store import get_store
from server.settings import ROOT
from tests.performance import changes, load, visits
from tests.performance.board import board_filters
from tests.performance.browser import chromium_browser
from tests.performance.changes import Steps
from tests.performance.servers import PLAIN, PRODUCT, Server, serving

DOCUMENT = ROOT / "docs" / "measurements.md"
CHARTED = ("/", "/crime-trends", "/burglary")
CONNECTIONS, SECONDS = 4, 5.0
STARTS = 5
FILTER, MAP, PAGES, BOARD = (
    "Filter change on screen, p95",
    "Map change on screen, p95",
    "Page to page, p95",
    "500 milestones, 12 quarters: a filter on screen, p95",
)
ON_SCREEN = (FILTER, MAP, PAGES, BOARD)
FILTERED, MAPPED = changes.AREAS[:3], changes.AREAS[:2]
PLAIN_AT_DESIGN = 78
"""Milliseconds of a plain Dash page's filter change on the machine that the budgets come from."""
API = (
    "/api/v1/series?offence=burglary&area=london",
    "/api/v1/comparison?offence=burglary&quarter=2018-19-Q1&by=borough",
    "/api/v1/milestones",
    "/api/v1/report-check",
)
FINDINGS_MONTHS = (Month(2014, 6), Month(2018, 6), Month(2022, 6), Month(2026, 2))


@dataclass(frozen=True)
class Figure:
    """One measured figure.

    Args:
        name: What was measured.
        value: What came out.
        unit: Of the value.
        limit: The budget, the most (or with `least` the fewest) that it may be; None for none.
        plain: The same for the plain Dash page; None where it has no such thing.
        least: Whether the budget is a lower bound.
    """

    name: str
    value: float
    unit: str
    limit: float | None = None
    plain: float | None = None
    least: bool = False

    @property
    def verdict(self) -> str:
        """Whether the budget is kept."""
        if self.limit is None:
            return "–"
        kept = self.value >= self.limit if self.least else self.value <= self.limit
        return "within" if kept else "**over**"

    def row(self, slower: float) -> str:
        """The figure as a row of a Markdown table.

        Args:
            slower: How many times as long as the budgets' machine this one takes.
        """
        sign = "≥" if self.least else "≤"
        budget = "–" if self.limit is None else f"{sign} {_number(self.limit)} {self.unit}"
        plain = "–" if self.plain is None else f"{_number(self.plain)} {self.unit}"
        shown = f"{_number(self.value)} {self.unit}"
        there = f"{_number(self.value / slower)} {self.unit}" if self.name in ON_SCREEN else "–"
        return f"| {self.name} | {shown} | {budget} | {self.verdict} | {plain} | {there} |"


def measure() -> list[Figure]:
    """Measure everything; takes a few minutes."""
    figures = [Figure("Server start", _start(PRODUCT), "s", 3, _start(PLAIN))]
    with (
        chromium_browser() as browser,
        serving(PRODUCT) as product,
        serving(PLAIN) as plain,
    ):
        product.wait_until_quiet()
        plain.wait_until_quiet()
        figures.append(
            Figure(
                "Memory of a worker after the start",
                product.megabytes(),
                "MB",
                300,
                plain.megabytes(),
            )
        )
        for part in (_visits, _changes, _maps, _pages):
            figures += part(browser, product, plain)
        figures += _api(product)
        figures.append(Figure("Memory of a worker after the runs", product.megabytes(), "MB", 300))
        figures += _board(browser)
    return [*figures, _findings()]


def _start(command: tuple[str, ...]) -> float:
    """Seconds from the start of a process to its first answer: the middle of several."""
    seconds = []
    for _ in range(STARTS):
        with serving(command) as server:
            seconds.append(server.seconds)
    return median(seconds)


def _visits(browser: Browser, product: Server, plain: Server) -> list[Figure]:
    bare = visits.visit(browser, plain, "/")
    figures = []
    for path in CHARTED:
        seen = visits.visit(browser, product, path)
        figures += [
            Figure(f"First visit of {path}", seen.first / 1000, "kB", 1600, bare.first / 1000),
            Figure(f"Second visit of {path}", seen.second / 1000, "kB", 60, bare.second / 1000),
            Figure(f"Requests to other hosts, {path}", len(seen.elsewhere), "requests", 0),
        ]
    text_only = visits.visit(browser, product, "/report-check")
    figures.append(
        Figure(
            "Scripts for graphs on a page without one", len(text_only.graph_scripts), "scripts", 0
        )
    )
    slow_plain = visits.first_chart(browser, plain, ["/"])["/"]
    figures += [
        Figure(f"First chart at 10 Mbit/s, 40 ms, {path}", seconds, "s", 3, slow_plain)
        for path, seconds in visits.first_chart(browser, product, CHARTED).items()
    ]
    return figures


def _changes(browser: Browser, product: Server, plain: Server) -> list[Figure]:
    # In turns, here and below: how fast the machine is changes within minutes.
    ours, theirs = Steps(), Steps()
    for area in FILTERED:
        changes.filter_changes(ours, browser, product, area)
        changes.plain_changes(theirs, browser, plain, changes.LINE)
    return [
        Figure("Requests of a filter change, most", max(ours.requests), "requests", 1),
        Figure(
            FILTER, _p95(ours.milliseconds), "ms", 70,
            _p95(theirs.milliseconds),
        ),
        *_throughput("line", product, ours.questions, plain, theirs.questions),
    ]  # fmt: skip


def _maps(browser: Browser, product: Server, plain: Server) -> list[Figure]:
    ours, theirs = Steps(), Steps()
    for area in MAPPED:
        changes.map_changes(ours, browser, product, area)
        changes.plain_changes(theirs, browser, plain, changes.MONTHS)
    return [
        Figure("Map change over the wire, most", max(ours.sizes) / 1000, "kB", 5,
               max(theirs.sizes) / 1000),
        Figure(MAP, _p95(ours.milliseconds), "ms", 90,
               _p95(theirs.milliseconds)),
        *_throughput("map", product, ours.questions, plain, theirs.questions),
    ]  # fmt: skip


def _throughput(
    name: str, product: Server, ours: Sequence[str], plain: Server, theirs: Sequence[str]
) -> list[Figure]:
    """Server time of distinct questions without remembered answers, and changes a second."""
    with serving(PRODUCT, RESPONSE_CACHE_MB=0) as forgetful:
        forgetful.wait_until_quiet()
        distinct = load.ask(load.Job(forgetful.port, list(dict.fromkeys(ours))))
    bare = load.ask(load.Job(plain.port, load.several(theirs, len(ours))))
    fast = load.ask(load.Job(product.port, list(ours), CONNECTIONS, SECONDS))
    slow = load.ask(load.Job(plain.port, list(theirs), CONNECTIONS, SECONDS))
    return [
        Figure(f"Server time of a {name} change, no answer remembered, p95",
               _p95(distinct.milliseconds), "ms", 30, _p95(bare.milliseconds)),
        Figure(f"{name.capitalize()} changes a second", fast.a_second, "a second",
               3 * slow.a_second, slow.a_second, least=True),
    ]  # fmt: skip


def _pages(browser: Browser, product: Server, plain: Server) -> list[Figure]:
    ours, theirs = Steps(), Steps()
    for area in changes.AREAS:
        changes.page_to_page(ours, browser, product, area)
        changes.plain_page_to_page(theirs, browser, plain)
    return [Figure(PAGES, _p95(ours.milliseconds), "ms", 300, _p95(theirs.milliseconds))]


def _api(product: Server) -> list[Figure]:
    outcome = load.ask(load.Job(product.port, load.several(API, 200)))
    return [Figure("Data API, p95", _p95(outcome.milliseconds), "ms")]


def _board(browser: Browser) -> list[Figure]:
    """A filter of a large board: the board itself, and all that follows it on the page."""
    steps, boards = board_filters(browser)
    return [
        Figure(BOARD, _p95(boards), "ms", 250),
        Figure("The same, with all else that follows it on the page, p95",
               _p95(steps.milliseconds), "ms"),
    ]  # fmt: skip


def _findings() -> Figure:
    """Findings of every area, nothing remembered but the libraries."""
    store = get_store()
    what_stands_out(store, area="london", as_at=Month(2016, 6))
    times = []
    for month in FINDINGS_MONTHS:
        for area in store.areas.all():
            begun = time.perf_counter()
            what_stands_out(store, area=area.code, as_at=month)
            times.append((time.perf_counter() - begun) * 1000)
    return Figure("Findings of an area, server time, p95", _p95(times), "ms", 150)


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 100 else f"{value:,.1f}"


def times_as_long(figures: Sequence[Figure]) -> float:
    """How many times as long as the budgets' machine this one takes for the same plain page."""
    change = next(each for each in figures if each.name == FILTER)
    return (change.plain or PLAIN_AT_DESIGN) / PLAIN_AT_DESIGN


def document(figures: Sequence[Figure]) -> str:
    """The document that keeps the figures."""
    today = datetime.datetime.now(datetime.UTC).date()
    busy = os.getloadavg()[0]
    slower = times_as_long(figures)
    rows = "\n".join(figure.row(slower) for figure in figures)
    return f"""# Measurements

Made by `make bench` on {today.day} {today:%B %Y}: one worker, {os.cpu_count()} processors shared by
servers, browser and measuring; load average at the end {busy:.1f}. The plain page is
`tests/performance/plain_app.py`: the same data with stock Dash, in the same run. It is a page with
one chart and no text; bytes and times stand beside those of whole pages.

| what | measured | budget | | plain Dash | at the budgets' speed |
| --- | --- | --- | --- | --- | --- |
{rows}

p95: nineteen in twenty are faster. *On screen* is from the input to the frame that shows its
effect, every state a new one; of a new page, to the frame in which all its graphs are drawn, those
out of the window too. Both applications take turns, area by area. *Changes a second* are asked by
four readers at once, the questions of the browser run over and over, so that remembered answers
count; the budget is three times the plain page. The first chart is timed in a page that no
inspector watches, as readers have it (`tests/performance/unobserved.py`). Timings vary with what
else the machine does.

*At the budgets' speed*: the budgets come from a machine on which the filter change of the plain
page took {PLAIN_AT_DESIGN} ms at p95; here it took {slower:.1f} times as long. The last column is
what was measured, divided by that; whether a budget is kept is said of what was measured.
"""


def main() -> None:
    """Measure, print and keep."""
    text = document(measure())
    DOCUMENT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
