"""What the browser draws, and what it is spared: still parts, equal values, second drawings."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import wait_until_drawn

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]

COUNT_DRAWINGS = """(() => {
  window.drawings = [];
  document.addEventListener("load", () => {
    if (!window.Plotly || !window.Plotly.react || window.counted) { return; }
    window.counted = true;
    for (const [holder, name] of [[window.Plotly, "react"], [window.Plotly.Plots, "resize"]]) {
      const original = holder[name];
      holder[name] = function (graph, ...what) {
        const before = graph._fullLayout;
        return Promise.resolve(original(graph, ...what)).then((done) => {
          const drawnAnew = graph._fullLayout !== before;
          if (drawnAnew) { window.drawings.push(name + " " + graph.closest(".dash-graph").id); }
          return done;
        });
      };
    }
  }, true);
})()"""


def tick(page: Page, value: str) -> None:
    page.locator(f'input[type=radio][value="{value}"]:visible').first.check(force=True)


def test_every_graph_of_a_page_is_drawn_once(page: Page, server: str) -> None:
    page.add_init_script(COUNT_DRAWINGS)
    page.goto(f"{server}/burglary")
    wait_until_drawn(page)
    page.wait_for_function("window.drawings.length >= 2")
    page.wait_for_timeout(300)
    assert sorted(page.evaluate("window.drawings")) == ["react funnel-figure", "react map-figure"]


def test_a_graph_takes_another_size_with_its_window(open_page: Open) -> None:
    page = open_page("/crime-trends")
    wide = page.locator("#trend-figure .main-svg").first.bounding_box()
    assert wide is not None
    page.set_viewport_size({"width": 700, "height": 900})
    page.wait_for_function(
        "width => document.querySelector('#trend-figure .main-svg').clientWidth < width - 200",
        arg=wide["width"],
    )


def test_a_graph_out_of_sight_shows_the_last_of_several_changes(open_page: Open) -> None:
    page = open_page("/burglary")
    page.set_viewport_size({"width": 1440, "height": 400})
    page.evaluate("window.scrollTo(0, 0)")
    for value in ("burglary-residential", "burglary-business-and-community", "burglary"):
        tick(page, value)
    wait_until_drawn(page)
    expect(page.locator("#funnel-title")).to_contain_text("borough")
    drawn = "() => document.querySelector('#funnel-figure .js-plotly-plot').data[6].y.slice(0, 3)"
    fresh = page.context.new_page()
    fresh.goto(page.url)
    wait_until_drawn(fresh)
    expected = fresh.evaluate(drawn)
    page.wait_for_function(f"expected => String(({drawn})()) === String(expected)", arg=expected)


def test_what_only_old_browsers_need_is_not_loaded(open_page: Open) -> None:
    page = open_page("/crime-trends")
    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert any("plotly" in address for address in loaded)
    assert not [address for address in loaded if "polyfill" in address]
    # Dash's scripts take this one part of it for granted; the form controls' script brings it.
    assert page.evaluate("typeof window.regeneratorRuntime.wrap") == "function"
    assert page.evaluate("String(window.parseFloat).includes('[native code]')")


def test_what_is_on_screen_already_is_not_drawn_again(open_page: Open) -> None:
    page = open_page("/crime-trends?area=south-west")
    tick(page, "rate")
    expect(page.locator("#trend-subtitle")).to_contain_text("per 1,000 residents")
    page.evaluate(
        """() => {
          window.touched = [];
          const watch = (id) => new MutationObserver(() => window.touched.push(id)).observe(
            document.getElementById(id), { childList: true, characterData: true, subtree: true });
          ["page-title", "trend-summary", "trend-key", "trend-subtitle"].forEach(watch);
        }"""
    )
    tick(page, "count")
    expect(page.locator("#trend-subtitle")).to_contain_text("offences a month")
    wait_until_drawn(page)
    assert set(page.evaluate("window.touched")) == {"trend-subtitle"}


COUNT_AFTERWARDS = """() => {
  window.seen = [];
  document.querySelector("#trend-figure .js-plotly-plot").on("plotly_afterplot", () =>
    window.seen.push(document.querySelector("#trend-subtitle").textContent));
}"""


def test_a_changed_graph_in_sight_is_drawn_once_and_before_the_rest(open_page: Open) -> None:
    page = open_page("/crime-trends")
    subtitle = page.locator("#trend-subtitle")
    before = subtitle.inner_text()
    page.evaluate(COUNT_AFTERWARDS)
    tick(page, "rate")
    expect(subtitle).to_contain_text("per 1,000 residents")
    wait_until_drawn(page)
    page.wait_for_timeout(200)
    assert page.evaluate("window.seen") == [before]
    drawn = "() => document.querySelector('#trend-figure .js-plotly-plot').calcdata[0].at(-1).y"
    assert page.evaluate(drawn) < 200, "a rate, no count"


def test_of_two_answers_the_earlier_that_comes_late_is_not_drawn(open_page: Open) -> None:
    page = open_page("/crime-trends")
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        # The first answer waits for the second.
        if "rate" in (route.request.post_data or "") and not waiting:
            waiting.append(route)
        else:
            route.continue_()

    page.route("**/_dash-update-component", hold)
    tick(page, "rate")
    tick(page, "rolling-12")
    expect(page.locator("#trend-subtitle")).to_contain_text("twelve months")
    wait_until_drawn(page)
    page.evaluate(COUNT_AFTERWARDS)
    for route in waiting:
        route.continue_()
    page.wait_for_timeout(500)
    assert len(waiting) == 1
    assert page.evaluate("window.seen") == []
    expect(page.locator("#trend-subtitle")).to_contain_text("twelve months")


def test_content_comes_as_html_and_as_components_by_turns(open_page: Open) -> None:
    page = open_page("/milestones")
    facts = page.locator("#milestone-counts")
    expect(facts).to_have_attribute("data-island", "still")
    everything = facts.inner_text()
    box = page.locator("#milestone-q, input[type=search]").first
    box.fill("no milestone says this")
    expect(page.locator("#milestone-empty")).to_contain_text("No")
    box.fill("")
    expect(facts).to_have_text(everything, use_inner_text=True)


def test_still_parts_are_elements_with_their_text(open_page: Open) -> None:
    page = open_page("/about")
    stills = page.locator("[data-still]")
    assert stills.count() > 5
    empty = "(all) => all.filter((each) => each.dataset.still && !each.childNodes.length).length"
    assert stills.evaluate_all(empty) == 0
    expect(page.locator("#datasets")).to_contain_text("Open Government Licence")


def test_from_page_to_page_nothing_of_the_old_one_stays(open_page: Open) -> None:
    page = open_page("/about")
    for name in ("Overview", "Report check", "Area", "Milestones", "About", "Crime trends"):
        page.get_by_role("link", name=name, exact=True).first.click()
        wait_until_drawn(page)
        seen = page.locator(".page").inner_text()
        fresh = page.context.new_page()
        fresh.set_viewport_size({"width": 1440, "height": 900})
        fresh.goto(page.url)
        wait_until_drawn(fresh)
        assert fresh.locator(".page").inner_text() == seen
        fresh.close()


def test_the_table_of_a_closed_tab_is_drawn_when_it_is_opened(open_page: Open) -> None:
    page = open_page("/crime-trends")
    assert page.locator("#trend-table tbody tr").count() == 0
    page.get_by_role("tab", name="Table").click()
    expect(page.locator("#trend-table tbody tr")).to_have_count(60)
    page.get_by_role("tab", name="Chart").click()
    tick(page, "3y")
    expect(page.locator("#trend-subtitle")).to_contain_text("July 2015")
    page.get_by_role("tab", name="Table").click()
    expect(page.locator("#trend-table tbody tr")).to_have_count(36)
