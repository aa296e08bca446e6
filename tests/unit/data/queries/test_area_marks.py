"""The two marks of a row of the area page."""

import numpy as np
import pytest

from data.periods import Month
from data.queries.area_marks import against_london, variation
from data.queries.judged import judged_chart
from data.store import get_store


def test_a_special_cause_is_what_the_chart_says() -> None:
    store = get_store()
    mark = variation(store, offence="robbery", area="london", as_at=Month(2018, 6))
    assert mark.kind == "concern"
    assert "above the upper limit" in mark.why
    judged = judged_chart(store, offence="robbery", area="london", as_at=Month(2018, 6))
    assert judged is not None
    assert judged.signal is not None
    assert judged.signal.direction == "concern"


def test_every_kind_is_the_charts_own() -> None:
    store = get_store()
    seen = set()
    for offence in store.offences.groups():
        for area in ("london", "south-west", "E09000016"):
            for month in (Month(2018, 6), Month(2026, 2)):
                mark = variation(store, offence=offence.slug, area=area, as_at=month)
                seen.add(mark.kind)
                judged = judged_chart(store, offence=offence.slug, area=area, as_at=month)
                assert judged is not None
                signal = judged.signal
                if mark.kind in {"concern", "improvement", "neither"}:
                    assert signal is not None
                    assert signal.direction == mark.kind
                elif mark.kind == "common-cause":
                    assert signal is not None
                    assert signal.rule is None
    assert {"concern", "improvement", "common-cause", "not-judged"} <= seen


@pytest.mark.parametrize(
    ("offence", "as_at", "why"),
    [
        ("knife-crime", Month(2018, 6), "has not begun"),
        ("burglary", Month(2012, 6), "season"),
        ("robbery", Month(2024, 8), "12 months"),
        ("fraud-and-forgery-historical", Month(2018, 6), "too rare"),
    ],
)
def test_no_verdict_has_its_reason(offence: str, as_at: Month, why: str) -> None:
    mark = variation(get_store(), offence=offence, area="E09000016", as_at=as_at)
    assert mark.kind == "not-judged"
    assert why in mark.why


def test_a_rate_is_compared_by_its_interval() -> None:
    # 48 in a year among 10,000: 4.8 per 1,000, 95 % interval 3.54 to 6.36.
    counts = [48, 48, 48, 48, np.nan, 48, 48, 48, 0]
    residents = [10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 0, np.nan, 10_000]
    london = [3.5, 3.6, 6.3, 6.4, 6.4, np.nan, 6.4, 6.4, 0.1]
    assert against_london(counts, residents, london) == [
        "above",
        "alike",
        "alike",
        "below",
        "not-compared",
        "not-compared",
        "not-compared",
        "not-compared",
        "alike",
    ]
    assert against_london([], [], []) == []
