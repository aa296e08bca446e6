"""The report's own headlines beside the tiles."""

import pytest

from data.periods import Month
from data.queries.headlines import annual_headlines
from data.store import Store


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("offence", "text", "verdict"),
    [
        (
            "all",
            "827,225 offences in 2017-18, against 777,458 in 2016-17; +6.4 % in 2017-18 on 2016-17",
            "close",
        ),
        (
            "violence-against-the-person",
            "250,287 offences in 2017-18, against 237,774 in 2016-17; +5.26 % in 2017-18 on "
            "2016-17",
            "close",
        ),
        (
            "knife-crime",
            "14,680 offences in 2017-18, against 12,115 in 2016-17; +21.2 % in 2017-18 on 2016-17",
            "close",
        ),
        (
            "knife-injury-victims-under-25",
            "+3 % in 2018-19 to date on a year earlier; +24 % in 2017-18 to date on a year earlier",
            "close",
        ),
        ("burglary", "+8 % in April to June 2018 on April to June 2017", "agrees"),
    ],
)
def test_each_tile_has_what_the_report_says(
    store: Store, offence: str, text: str, verdict: str
) -> None:
    headline = annual_headlines(store, as_at=Month(2018, 6))[offence]
    assert plain(headline.text) == text
    assert headline.verdict == verdict


@pytest.mark.parametrize("as_at", [Month(2018, 5), Month(2018, 7), Month(2026, 2)])
def test_headlines_stand_only_beside_the_figures_that_their_writers_had(
    store: Store, as_at: Month
) -> None:
    assert annual_headlines(store, as_at=as_at) == {}
