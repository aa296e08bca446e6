"""What "since" means: months and days, and what cannot be looked back to."""

from __future__ import annotations

import datetime

import pytest

from components.pack.digest.since import Since
from data.errors import InvalidParameter
from data.periods import Month
from data.store import Store

AS_AT = Month(2018, 6)


@pytest.mark.parametrize(
    ("given", "month", "day", "label"),
    [
        ("2018-03", Month(2018, 3), datetime.date(2018, 3, 31), "March 2018"),
        ("2018-03-31", Month(2018, 3), datetime.date(2018, 3, 31), "31 March 2018"),
        ("2018-03-30", Month(2018, 2), datetime.date(2018, 3, 30), "30 March 2018"),
        ("2016-02-29", Month(2016, 2), datetime.date(2016, 2, 29), "29 February 2016"),
        ("2018-06-30", Month(2018, 6), datetime.date(2018, 6, 30), ""),
        ("2018-06-29", Month(2018, 5), datetime.date(2018, 6, 29), "29 June 2018"),
    ],
)
def test_a_day_stands_for_the_last_month_that_had_ended(
    store: Store, given: str, month: Month, day: datetime.date, label: str
) -> None:
    if not label:
        with pytest.raises(InvalidParameter):
            Since.parse(given, store=store, as_at=AS_AT)
        return
    since = Since.parse(given, store=store, as_at=AS_AT)
    assert (since.month, since.day, since.label, since.code) == (month, day, label, given)
    assert since.label in since.meaning


@pytest.mark.parametrize(
    "given",
    ["", "March", "2018", "2018-13", "2018-02-30", "2018-06", "2018-07", "2009-12", "x" * 500],
)
def test_what_cannot_be_looked_back_to_is_refused_with_what_can(store: Store, given: str) -> None:
    with pytest.raises(InvalidParameter, match="since") as refused:
        Since.parse(given, store=store, as_at=AS_AT)
    said = str(refused.value)
    assert "a month such as 2018-05 or a day such as 2018-05-31" in said
    assert "from 2010-04 on and before the end of June 2018" in said
    assert len(said) < 400
