"""Visits of a page: how much comes over the wire, from where, and when the first chart is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.performance.browser import opened, reader
from tests.performance.servers import Server
from tests.performance.unobserved import slow_page

GRAPH_SCRIPTS = ("/plotly/", "async-graph")
SLOW_VISITS = 3


@dataclass(frozen=True)
class Visit:
    """What came of a first and a second visit to a page.

    Args:
        first: Bytes over the wire on the first visit.
        second: Bytes over the wire on the second, in the same browser.
        questions: Callbacks asked for on the first visit.
        elsewhere: Addresses on other hosts that were asked for.
        graph_scripts: Scripts for graphs that were asked for.
    """

    first: float
    second: float
    questions: int
    elsewhere: tuple[str, ...]
    graph_scripts: tuple[str, ...]


def visit(browser: Browser, server: Server, path: str) -> Visit:
    """Visit a page twice, on a fast line."""
    with reader(browser) as context:
        _, first = opened(context, server.address + path)
        _, second = opened(context, server.address + path)
    host = urlsplit(server.address).netloc
    return Visit(
        first=first.total,
        second=second.total,
        questions=len(first.questions),
        elsewhere=tuple(url for url in first.addresses if urlsplit(url).netloc != host),
        graph_scripts=tuple(
            url for url in first.addresses if any(part in url for part in GRAPH_SCRIPTS)
        ),
    )


def first_chart(browser: Browser, server: Server, paths: Sequence[str]) -> dict[str, float]:
    """Return by path the seconds to the first chart on a slow line: the median of some visits."""
    return {
        path: median(_first_chart(browser, server, path) for _ in range(SLOW_VISITS))
        for path in paths
    }


def _first_chart(browser: Browser, server: Server, path: str) -> float:
    with slow_page(browser) as page:
        page.send("Page.navigate", url=server.address + path)
        milliseconds: float = page.wait_for("window.bench ? bench.firstChart : null")
        return milliseconds / 1000
