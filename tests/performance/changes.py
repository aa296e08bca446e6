"""What a reader does on a page, each step timed in the browser until it is on screen."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.performance.browser import Wire, opened, reader
from tests.performance.servers import Server

AREAS = ("london", "south-west", "E09000016", "west", "E09000027")
PAGES = (
    "/crime-trends",
    "/knife-injury",
    "/burglary",
    "/area",
    "/milestones",
    "/report-check",
    "/about",
    "/",
)
OFFENCES, QUARTERS, PLAIN_CHANGES, PLAIN_ROUNDS = 10, 8, 40, 5
MEASURES = ("count", "rate", "rolling-12", "change-on-year")
MAP_MEASURES = ("change-on-year", "rate", "count", "significance")
MAP_OFFENCES = ("burglary", "burglary-residential")
REST = 40
"""Milliseconds between two steps, in which what the browser put off is done."""

OPTIONS = "(field) => JSON.parse(document.querySelector(field).dataset.options).map((o) => o[1])"
SEARCH = """([field, label]) => {
  const input = document.querySelector(field + " input[role=combobox]");
  input.focus();
  input.value = label;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}"""
CHOOSE = """([field, label, graph]) => {
  const found = [...document.querySelectorAll(field + " [role=option]")];
  const option = found.find((one) => one.textContent === label);
  return bench.change(() => option.click(), graph);
}"""
TICK = """([name, value, graph]) => {
  const radios = [...document.querySelectorAll("input[type=radio]")];
  const radio = radios.find((one) => one.value === value && one.id.includes(`"name":"${name}"`));
  return bench.change(() => radio.click(), graph);
}"""
SET = """([id, value, graph]) =>
  bench.change(() => dash_clientside.set_props(id, { value }), graph)"""
FOLLOW = "([link, there]) => bench.goTo(() => document.querySelector(link).click(), there)"


@dataclass
class Steps:
    """Steps taken.

    Attributes:
        milliseconds: From each input to the frame that shows its effect.
        questions: What was asked of the server, in order.
        sizes: Bytes over the wire of each answer.
        requests: How many requests each step made.
    """

    milliseconds: list[float] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)

    def take(self, page: Page, wire: Wire, script: str, arguments: list[str]) -> None:
        """Take one step and note what came of it."""
        wire.forget()
        self.milliseconds.append(page.evaluate(script, arguments))
        page.wait_for_timeout(REST)
        self.requests.append(len(wire.addresses))
        self.questions += wire.questions
        self.sizes += wire.answer_sizes


def filter_changes(steps: Steps, browser: Browser, server: Server, area: str) -> None:
    """Change offence and measure of an area on `/crime-trends`; no state comes twice."""
    graph = "#trend-figure .js-plotly-plot"
    address = f"{server.address}/crime-trends?as-at=2026-02&range=all&area={area}"
    with reader(browser) as context:
        page, wire = opened(context, address)
        now = MEASURES[0]
        for label in page.evaluate(OPTIONS, "#combobox-offence")[1 : OFFENCES + 1]:
            _choose(steps, page, wire, "#combobox-offence", label, graph)
            for measure in list(_others(MEASURES, now)):
                steps.take(page, wire, TICK, ["measure", measure, graph])
                now = measure


def map_changes(steps: Steps, browser: Browser, server: Server, area: str) -> None:
    """Change quarter, measure and offence of an area on `/burglary`; no state comes twice."""
    graph = "#map-figure .js-plotly-plot"
    with reader(browser) as context:
        page, wire = opened(context, f"{server.address}/burglary?as-at=2025-12&area={area}")
        now, offence = MAP_MEASURES[0], MAP_OFFENCES[0]
        for label in page.evaluate(OPTIONS, "#combobox-quarter")[1 : QUARTERS + 1]:
            _choose(steps, page, wire, "#combobox-quarter", label, graph)
            now = _through(steps, page, wire, now, graph)
            (offence,) = _others(MAP_OFFENCES, offence)
            steps.take(page, wire, TICK, ["offence", offence, graph])
            now = _through(steps, page, wire, now, graph)


def _through(steps: Steps, page: Page, wire: Wire, now: str, graph: str) -> str:
    """Go through the map's other measures; return the last of them."""
    for measure in list(_others(MAP_MEASURES, now)):
        steps.take(page, wire, TICK, ["measure", measure, graph])
        now = measure
    return now


@dataclass(frozen=True)
class PlainList:
    """A drop-down list of the plain application.

    Attributes:
        path: Its page.
        control: Its id.
        graph: What it changes.
        values: What it is set to, one after the other and over again.
    """

    path: str
    control: str
    graph: str
    values: tuple[str, ...]


LINE = PlainList(
    "/",
    "offence",
    "#line .js-plotly-plot",
    ("Arson", "Shoplifting", "Rape", "Bicycle theft", "Homicide"),
)
MONTHS = PlainList(
    "/map",
    "month",
    "#map .js-plotly-plot",
    ("2018-06", "2018-05", "2018-04", "2018-03", "2018-02"),
)


def plain_changes(steps: Steps, browser: Browser, server: Server, chosen: PlainList) -> None:
    """Change a list of the plain application, without its list being opened."""
    with reader(browser) as context:
        page, wire = opened(context, server.address + chosen.path)
        for step in range(PLAIN_CHANGES):
            value = chosen.values[(step + 1) % len(chosen.values)]
            steps.take(page, wire, SET, [chosen.control, value, chosen.graph])


def page_to_page(steps: Steps, browser: Browser, server: Server, area: str) -> None:
    """Go through all pages by their links."""
    with reader(browser) as context:
        page, wire = opened(context, f"{server.address}/?area={area}")
        for path in PAGES:
            arguments = [f'.nav-link[data-nav="{path}"]', f'.page[data-path="{path}"]']
            steps.take(page, wire, FOLLOW, arguments)


def plain_page_to_page(steps: Steps, browser: Browser, server: Server) -> None:
    """Go to and fro between the two pages of the plain application."""
    with reader(browser) as context:
        page, wire = opened(context, server.address + "/")
        for _ in range(PLAIN_ROUNDS):
            steps.take(page, wire, FOLLOW, ["#to-map", "#page-map .choroplethlayer path"])
            steps.take(page, wire, FOLLOW, ["#to-line", "#page-line .trace"])


def _choose(  # noqa: PLR0917
    steps: Steps, page: Page, wire: Wire, field: str, label: str, graph: str
) -> None:
    """Choose in a searchable list; what is timed begins with the choice."""
    page.evaluate(SEARCH, [field, label])
    steps.take(page, wire, CHOOSE, [field, label, graph])


def _others(values: tuple[str, ...], now: str) -> Iterator[str]:
    """Go through the other values, once around."""
    at = values.index(now)
    return iter(values[at + 1 :] + values[:at])
