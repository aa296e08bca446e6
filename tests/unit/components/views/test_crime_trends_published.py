"""Crime trends as published then against now: control, chart, table and words say both."""

from __future__ import annotations

import json

from components.chart_card import Card
from components.url_state import State, read
from components.views import crime_trends as view
from data.store import get_store
from tests.unit.components.reading import text_of


def state(**query: str) -> State:
    found = read(get_store(), view.PARAMETERS, query)
    assert found.problems == ()
    return found


def card(**query: str) -> Card:
    found = view.card(state(**query))
    assert isinstance(found, Card)
    return found


def test_both_are_said_drawn_and_tabled() -> None:
    found = card(offence="burglary", published="extract-2019")
    assert found.title == "June 2018: 6,094 now, 6,093 then"
    assert found.subtitle.endswith("now, and as published in 2019")
    assert found.summary == (
        "January 2017 to June 2018: 18 months have a value as published in 2019 and now; 10 were "
        "revised, most February 2017: 6,118 then, 6,141 now. Over these months 115,525 were "
        "counted then, 115,558 now (0.0\N{NO-BREAK SPACE}%)."
    )
    rows = {row[0]: row[1:] for row in json.loads(found.table.to_json())["rows"]}
    assert rows["2017-02"] == [6141, 6118, 23]
    assert rows["2016-12"][1] is None
    names = [trace["name"] for trace in found.figure.to_plotly_json()["data"] if trace.get("name")]
    assert {"Now", "As published in 2019"} <= set(names)
    labels = [each["text"] for each in found.figure.to_plotly_json()["layout"]["annotations"]]
    assert {"Now", "As published in 2019"} <= set(labels)


def test_the_control_is_there_only_where_a_version_is() -> None:
    offered = [each.value for each in view.offered(state(offence="robbery"))]
    assert offered == ["now", "extract-2019"]
    assert view.offered(state(offence="robbery", area="south-west")) == []
    victims = view.offered(state(offence="knife-injury-victims-under-25"))
    assert [each.label for each in victims] == ["Now only", "As published in April 2024"]


def test_a_version_that_the_series_has_not_is_said_and_what_is_now_is_shown() -> None:
    asked = state(offence="theft", published="extract-2019")
    assert text_of(view.beside(asked)[0]) == (
        "Theft, London: there is no version as published in 2019, so the chart shows what is "
        "loaded now."
    )
    assert card(offence="theft", published="extract-2019").title == card(offence="theft").title


def test_other_measures_are_compared_too() -> None:
    found = card(
        offence="knife-injury-victims-under-25", published="extract-2024-04", measure="rolling-12",
        **{"as-at": "2023-06"},
    )  # fmt: skip
    assert "now" in found.title
    assert "as published in April 2024" in found.summary
    assert "counted then" not in found.summary
