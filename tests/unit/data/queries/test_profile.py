"""Every offence group of every area at once, against counts and rates worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from data.errors import InvalidParameter
from data.offences import ALL
from data.periods import Month, Quarter
from data.queries.comparison import comparison
from data.queries.profile import KNIFE_CRIME, Profile, profile, profile_offences
from data.queries.profile_counts import ranked
from data.queries.series import series
from data.store import Store

JUNE_2018 = Month(2018, 6)
HAVERING = "E09000016"


def row(found: Profile, area: str, offence: str) -> pd.Series:
    rows = found.result.rows
    return rows[(rows["area"] == area) & (rows["offence"] == offence)].iloc[0]


def test_burglary_in_havering(store: Store) -> None:
    found = profile(store, areas=[HAVERING], as_at=JUNE_2018)
    burglary = row(found, HAVERING, "burglary")
    assert found.quarter == Quarter(2018, 1)
    assert (found.first, found.last) == (Month(2017, 7), JUNE_2018)
    assert burglary["count"] == 389
    assert burglary["count_year_before"] == 556
    assert burglary["change_percent"] == pytest.approx(-30.03597122)
    assert burglary["count_12_months"] == 2139
    # 2,139 offences, 256,039 residents in 2017; London 79,042 and 8,817,347.
    assert burglary["rate"] == pytest.approx(1000 * 2139 / 256039)
    assert burglary["london_rate"] == pytest.approx(1000 * 79042 / 8817347)
    assert burglary["against_london_percent"] == pytest.approx(
        100 * (2139 / 256039 * 8817347 / 79042 - 1)
    )
    assert (burglary["rank"], burglary["rank_of"]) == (18, 32)


def test_rows_are_every_area_by_every_offence_in_the_order_asked(store: Store) -> None:
    found = profile(store, areas=["south-west", "london", HAVERING], as_at=JUNE_2018)
    offences = profile_offences(store, as_at=JUNE_2018)
    assert len(offences) == 13
    assert list(found.result.rows["area"]) == [
        area for area in ("south-west", "london", HAVERING) for _ in offences
    ]
    assert list(found.result.rows["offence"]) == 3 * list(offences)


def test_knife_crime_stands_in_a_profile_once_it_is_counted(store: Store) -> None:
    assert KNIFE_CRIME not in profile_offences(store, as_at=Month(2022, 2))
    assert profile_offences(store, as_at=Month(2022, 3))[-1] == KNIFE_CRIME
    found = profile(store, areas=["london"], as_at=Month(2022, 9))
    knife = row(found, "london", KNIFE_CRIME)
    assert knife["count"] > 0
    # April to June 2022 has no year before in this series, nor 12 months.
    assert math.isnan(knife["change_percent"])
    assert math.isnan(knife["rate"])
    assert knife["symbol"] == "x"


def test_a_profile_agrees_with_the_questions_asked_one_by_one(store: Store) -> None:
    areas = ["london", *(area.code for area in store.areas.bcus())]
    found = profile(store, areas=areas, as_at=Month(2026, 2))
    quarter = Quarter(2025, 3)
    for offence in ("robbery", ALL, KNIFE_CRIME):
        beside = comparison(store, offence=offence, by="bcu", quarter=quarter).rows
        for each in beside.to_dict("records"):
            own = row(found, each["area"], offence)
            assert own["count"] == each["count"]
            assert own["change_percent"] == pytest.approx(each["change_percent"])
        year = series(store, offence=offence, measure="rolling-12", as_at=Month(2026, 2)).rows
        assert row(found, "london", offence)["count_12_months"] == year["value"].iloc[-1]


def test_the_newest_month_is_marked_in_the_months_that_hold_it(store: Store) -> None:
    rows = profile(store, areas=["london"], as_at=Month(2026, 2)).result.rows
    assert not rows["provisional"].any()
    assert rows["provisional_12_months"].all()
    assert not profile(store, areas=["london"]).result.rows["provisional_12_months"].any()


def test_a_change_across_a_break_says_so_for_the_offences_it_concerns(store: Store) -> None:
    found = profile(store, areas=["london", HAVERING], as_at=Month(2024, 3))
    assert [each.month for each in found.breaks["london"]] == [Month(2024, 3)]
    assert [each.month for each in found.breaks["borough"]] == [Month(2024, 2), Month(2024, 3)]
    assert row(found, "london", "robbery")["spans_break"]
    assert not row(found, "london", KNIFE_CRIME)["spans_break"]
    assert found.result.meta.breaks


def test_nothing_before_a_nought_is_not_applicable(store: Store) -> None:
    fraud = row(
        profile(store, areas=["london"], as_at=JUNE_2018), "london", "fraud-and-forgery-historical"
    )
    assert fraud["count_year_before"] == 0
    assert math.isnan(fraud["change_percent"])
    assert fraud["symbol"] == "z"


@pytest.mark.parametrize("as_at", [Month(2010, 4), Month(2010, 5)])
def test_before_the_first_quarter_everything_is_missing(store: Store, as_at: Month) -> None:
    rows = profile(store, areas=["london", "west"], as_at=as_at).result.rows
    for column in ("count", "count_year_before", "change_percent", "rate", "rank"):
        assert rows[column].isna().all()
    assert (rows["symbol"] == "x").all()


def test_before_a_year_is_counted_there_are_counts_and_no_rates(store: Store) -> None:
    rows = profile(store, areas=["london", "west"], as_at=Month(2011, 1)).result.rows
    assert rows["count"].notna().all()
    assert rows[["count_year_before", "rate", "rank"]].isna().all(axis=None)


def test_an_unknown_area_is_refused(store: Store) -> None:
    with pytest.raises(InvalidParameter, match="area"):
        profile(store, areas=["atlantis"])


def test_notes_say_what_the_west_bcu_holds_and_how_rates_are_made(store: Store) -> None:
    notes = " ".join(profile(store, areas=["west"], as_at=JUNE_2018).result.meta.notes)
    assert "airports" in notes
    assert "mid-year estimate" in notes
    assert "Census" in notes


def test_ranks_count_from_the_highest_among_the_same_kind(store: Store) -> None:
    areas = (store.areas.london, *store.areas.bcus()[:4], *store.areas.boroughs()[:3])
    rate = np.array([[9.0], [2.0], [5.0], [5.0], [np.nan], [1.0], [3.0], [2.0]])
    found = ranked(areas, rate)
    assert found.rank[:, 0].tolist() == pytest.approx(
        [np.nan, 3, 1, 1, np.nan, 3, 1, 2], nan_ok=True
    )
    assert found.among[:, 0].tolist() == pytest.approx(
        [np.nan, 3, 3, 3, np.nan, 3, 3, 3], nan_ok=True
    )
    assert found.shared[:, 0].tolist() == [False, False, True, True, False, False, False, False]


def test_an_offence_that_nobody_has_is_not_ranked(store: Store) -> None:
    found = ranked(store.areas.bcus(), np.zeros((12, 1)))
    assert np.isnan(found.rank).all()
    assert np.isnan(found.among).all()
