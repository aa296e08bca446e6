"""The trend over the same quarter of the last five years."""

import pytest

from data.periods import Month
from data.queries.quarter_trend import quarter_trend
from data.queries.series import series
from data.statistics.trend import same_quarter_trend
from data.store import get_store


def test_it_rests_on_the_same_quarter_of_five_years() -> None:
    store = get_store()
    found = quarter_trend(store, offence="robbery", area="london", as_at=Month(2018, 6))
    assert found is not None
    rows = series(
        store, offence="robbery", start=Month(2014, 4), end=Month(2018, 6)
    ).rows.set_index("month")["value"]
    counts = [rows[f"{year}-04" : f"{year}-06"].sum() for year in range(2014, 2019)]
    expected = same_quarter_trend(counts)
    assert expected is not None
    assert found.trend.years == 5
    assert found.trend.percent_a_year == pytest.approx(expected.percent_a_year)
    assert str(found.quarter) == "2018-19-Q1"
    assert found.is_clear == (expected.low > 0 or expected.high < 0)


@pytest.mark.parametrize(
    ("offence", "as_at"),
    [
        ("robbery", Month(2013, 6)),  # four years of data only
        ("robbery", Month(2025, 6)),  # across March 2024
        ("burglary-residential", Month(2018, 6)),  # across April 2017
    ],
)
def test_too_few_years_or_a_break_give_no_trend(offence: str, as_at: Month) -> None:
    assert quarter_trend(get_store(), offence=offence, area="london", as_at=as_at) is None
