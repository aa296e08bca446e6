"""The findings panel says what was tested, and says so when nothing stands out."""

import json

from dash import html

from components import url_state
from components.views import overview_findings
from data.queries.findings import what_stands_out
from data.store import get_store


def panel(**query: str) -> str:
    named = {name.replace("_", "-"): value for name, value in query.items()}
    section: html.Section = overview_findings.panel(url_state.read(get_store(), (), named))
    return json.dumps(
        section.to_plotly_json(), default=lambda c: c.to_plotly_json(), ensure_ascii=False
    )


def test_five_findings_at_most_each_with_its_chart() -> None:
    state = url_state.read(get_store(), (), {})
    found = what_stands_out(state.store, area="london", as_at=state.as_at)
    text = panel()
    assert len(found.findings) > 5
    assert "the first 5 of" in text
    for finding in found.findings[:5]:
        assert finding.sentence in text
        assert finding.link in text
    assert found.findings[5].sentence not in text


def test_how_much_was_tested_and_what_chance_would_give() -> None:
    state = url_state.read(get_store(), (), {"area": "east"})
    found = what_stands_out(state.store, area="east", as_at=state.as_at)
    text = panel(area="east")
    assert f"{found.tests} tests of {found.series} series" in text
    assert f"about {found.by_chance:.0f}" in text


def test_an_empty_list_is_said_to_be_one() -> None:
    text = panel(area="E09000016")
    assert "Nothing stands out" in text
    assert "everyday changes" in text


def test_where_nothing_can_be_tested_the_reason_is_given() -> None:
    text = panel(area="E09000016", as_at="2010-06")
    assert "No series can be tested at this month" in text
    assert "too few lie before June 2010" in text
