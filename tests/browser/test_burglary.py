"""The burglary page: map, ranking, facts and funnel go together; a change sends values only."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import wait_until_drawn

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]

HAVERING, LAMBETH, BEXLEY = "E09000016", "E09000022", "E09000004"
HIGHLIGHT = """(card) => {
  const graph = document.querySelector(`#${card} .js-plotly-plot`);
  const trace = graph.data.find((each) => each.name === "highlight");
  if (trace.locations) { return trace.locations[0] || null; }
  const areas = graph.data.find((each) => each.name === "areas");
  return trace.x.length ? areas.customdata[areas.x.indexOf(trace.x[0])] : null;
}"""
MAP_SHOWS = """() => {
  const trace = document.querySelector("#map .js-plotly-plot").data
    .find((each) => each.name === "boroughs");
  return Object.fromEntries(trace.locations.map((code, index) => [code, trace.text[index]]));
}"""


def choose(page: Page, value: str) -> None:
    page.locator(f'input[type="radio"][value="{value}"]').check(force=True)


def facts(page: Page) -> str:
    return page.locator("#burglary-facts").inner_text().replace("\u00a0", " ")


def expect_highlight(page: Page, code: str | None) -> None:
    for card in ("map", "funnel"):
        page.wait_for_function(f"([card, code]) => ({HIGHLIGHT})(card) === code", arg=[card, code])


def point_at(page: Page, code: str) -> None:
    """Rest the pointer on a borough of the map of London, whose boroughs are drawn first."""
    expect(page.locator("#map .choroplethlocation")).to_have_count(33)
    place = page.evaluate(
        """(code) => {
          const graph = document.querySelector("#map .js-plotly-plot");
          const codes = graph.data.find((t) => t.name === "boroughs").locations;
          const paths = graph.querySelectorAll(".choroplethlocation");
          const box = paths[codes.indexOf(code)].getBoundingClientRect();
          return [box.x + box.width / 2, box.y + box.height / 2];
        }""",
        code,
    )
    page.mouse.move(*place)


class Traffic:
    """The requests of a page from now on, with the bytes that came over the wire."""

    def __init__(self, page: Page) -> None:
        self.urls: list[str] = []
        self.answers: list[float] = []
        self._names: dict[str, str] = {}
        session: CDPSession = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)

    def _sent(self, event: dict[str, object]) -> None:
        request = event["request"]
        assert isinstance(request, dict)
        self._names[str(event["requestId"])] = str(request["url"])
        if "favicon" not in str(request["url"]):
            self.urls.append(str(request["url"]))

    def _finished(self, event: dict[str, object]) -> None:
        size = event["encodedDataLength"]
        assert isinstance(size, int | float)
        if "_dash-update-component" in self._names.get(str(event["requestId"]), ""):
            self.answers.append(size)


def test_the_map_the_ranking_and_the_funnel_are_drawn(open_page: Open) -> None:
    page = open_page("/burglary")
    expect(page.locator("h1")).to_have_text(
        "Burglary rose 8.2\u00a0% in London, but fell 30.0\u00a0% in Havering"
    )
    shown = page.evaluate(MAP_SHOWS)
    assert len(shown) == 32
    assert shown[HAVERING].replace("\u00a0", " ") == "−30.0 %"
    expect(page.locator(".map-key li")).to_have_count(6)
    expect(page.locator(".map-key")).to_contain_text("fell 15 % or more 2")
    rows = page.locator(".ranking tbody tr")
    expect(rows).to_have_count(32)
    expect(rows.first).to_contain_text("Haringey")
    expect(rows.last).to_contain_text("Havering")
    expect(page.locator("#funnel-summary")).to_contain_text("32 boroughs 23 differ")
    assert "18,839" in facts(page)


def test_a_change_is_one_small_request_and_fetches_no_boundaries(open_page: Open) -> None:
    page = open_page("/burglary")
    traffic = Traffic(page)
    for value in ("rate", "significance", "burglary-residential"):
        choose(page, value)
        page.wait_for_url(f"**={value}**")
        wait_until_drawn(page)
    assert len(traffic.urls) == 3, traffic.urls
    assert all("_dash-update-component" in url for url in traffic.urls)
    while len(traffic.answers) < 3:
        page.wait_for_timeout(50)
    # Headers are counted too.
    assert max(traffic.answers) <= 5_000


def test_an_address_restores_the_screen(open_page: Open) -> None:
    page = open_page(
        "/burglary?area=south-west&offence=burglary-residential&measure=rate&quarter=2017-18"
    )
    expect(page.locator("h1")).to_contain_text("Residential burglary")
    expect(page.locator("#map-title")).to_contain_text("Highest rate in")
    expect(page.locator("#map-subtitle")).to_contain_text("South West BCU boroughs, 2017-18")
    for value in ("burglary-residential", "rate"):
        expect(page.locator(f'input[type="radio"][value="{value}"]')).to_be_checked()
    expect(page.locator("#combobox-quarter input")).to_have_value("2017-18, whole year")


def test_each_control_changes_the_page_and_back_returns(open_page: Open) -> None:
    page = open_page("/burglary")
    first = page.locator("#map-title").inner_text()
    choose(page, "burglary-residential")
    page.wait_for_url("**offence=burglary-residential**")
    expect(page.locator("h1")).to_contain_text("Residential burglary rose 7.5")
    choose(page, "significance")
    expect(page.locator("#map-title")).to_contain_text("stand")
    choose(page, "no")
    page.wait_for_url("**adjusted=no**")
    expect(page.locator("#map-title")).to_contain_text("by more than chance")
    for _ in range(3):
        page.go_back()
        wait_until_drawn(page)
    page.wait_for_url("**/burglary")
    expect(page.locator("#map-title")).to_have_text(first)


def test_a_financial_year_is_chosen_by_keyboard(open_page: Open) -> None:
    page = open_page("/burglary?measure=significance&adjusted=no")
    field = page.locator("#combobox-quarter input")
    field.focus()
    field.fill("2017-18, whole")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**quarter=2017-18**")
    expect(page.locator("#map-title")).to_have_text("25 of 32 boroughs differ by more than chance")
    expect(page.locator("#map-summary")).to_contain_text("1 differs (1 above)")
    expect(page.locator("#funnel-title")).to_have_text(
        "25 boroughs beyond chance, 1 beyond the usual spread"
    )


def test_pointing_and_focusing_show_the_same_facts_without_a_request(open_page: Open) -> None:
    page = open_page("/burglary")
    traffic = Traffic(page)
    point_at(page, HAVERING)
    expect(page.locator("#burglary-facts h2")).to_have_text("Havering")
    expect_highlight(page, HAVERING)
    pointed = facts(page)
    for part in ("389", "after 556 a year before", "−30.0 %", "5.5 to 6.7", "32 of 32"):
        assert part in pointed
    page.mouse.move(2, 2)
    expect(page.locator("#burglary-facts h2")).to_have_text("London")
    expect_highlight(page, None)
    page.locator(f'.ranking [data-key="{HAVERING}"] button').focus()
    expect_highlight(page, HAVERING)
    assert facts(page) == pointed
    expect(page.locator(f'.ranking tr[data-key="{HAVERING}"]')).to_have_class("is-chosen")
    assert traffic.urls == []


def test_the_ranking_is_walked_with_arrow_keys(open_page: Open) -> None:
    page = open_page("/burglary")
    page.locator(f'.ranking [data-key="{LAMBETH}"] button').focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f'.ranking [data-key="{BEXLEY}"] button')).to_be_focused()
    expect_highlight(page, BEXLEY)
    page.keyboard.press("Home")
    expect(page.locator("#burglary-facts h2")).to_have_text("Haringey")


def test_a_chosen_borough_stays_chosen_when_the_measure_changes(open_page: Open) -> None:
    page = open_page("/burglary")
    page.locator(f'.ranking [data-key="{BEXLEY}"] button').click()
    choose(page, "rate")
    expect(page.locator("#burglary-facts")).to_contain_text("30 of 32")
    expect_highlight(page, BEXLEY)


def test_a_bcu_zooms_and_lists_its_boroughs(open_page: Open) -> None:
    page = open_page("/burglary?area=south-west")
    assert len(page.evaluate(MAP_SHOWS)) == 4
    expect(page.locator(".ranking tbody tr")).to_have_count(4)
    expect(page.locator(".map-key")).to_contain_text("other boroughs")
    page.locator("#map").get_by_role("tab", name="Table").click()
    expect(page.locator("#map-table tbody tr")).to_have_count(4)
    page.locator('.ranking [data-key="E09000024"] button').click()
    page.get_by_role("link", name="Show Merton").click()
    page.wait_for_url("**area=E09000024**")
    wait_until_drawn(page)
    expect(page.locator("h1")).to_contain_text("Merton")
    outlined = "document.querySelector('#map .js-plotly-plot').data.find(t => t.name === 'chosen')"
    assert page.evaluate(f"{outlined}.locations") == ["E09000024"]


def test_a_map_that_was_absent_is_drawn_when_there_is_one(open_page: Open) -> None:
    page = open_page("/burglary?as-at=2011-01")
    expect(page.locator("#map-absent")).to_contain_text("no year before it")
    expect(page.locator("#map-content")).to_be_hidden()
    choose(page, "rate")
    expect(page.locator("#map-title")).to_have_text("Highest rate in Redbridge: 15.7 per 1,000")
    expect(page.locator("#map .choroplethlocation").first).to_be_visible()
    box = page.locator("#map .js-plotly-plot").bounding_box()
    assert box is not None
    assert box["height"] > 300


def test_before_the_first_quarter_there_is_a_way_on(open_page: Open) -> None:
    page = open_page("/burglary?as-at=2010-04")
    expect(page.locator("#map-absent")).to_contain_text("first complete quarter")
    page.get_by_role("link", name="Show April to June 2010").click()
    page.wait_for_url("**as-at=2010-06**")
    wait_until_drawn(page)
    expect(page.locator("#map-absent")).to_contain_text("no year before it")


def test_the_map_needs_no_webgl(page: Page, server: str) -> None:
    page.add_init_script(
        """const get = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
          return kind.includes("webgl") ? null : get.call(this, kind, ...rest);
        };"""
    )
    page.goto(f"{server}/burglary")
    wait_until_drawn(page)
    expect(page.locator("#map .choroplethlocation").nth(5)).to_be_visible()


def test_on_a_phone_nothing_is_cut_off(open_page: Open, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    open_page("/burglary?measure=significance&adjusted=no")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for name in ("Westminster", "Hammersmith and Fulham"):
        box = page.locator(".ranking tr", has_text=name).first.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 320
    for button in page.locator(".ranking-name").all()[:5]:
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 24
