"""Process-behaviour charts of loaded series: window, rebasing, what counts, what is said."""

from __future__ import annotations

import numpy as np
import pytest

from data.errors import InvalidParameter
from data.periods import Month
from data.queries.process_meta import ProcessMeta
from data.queries.series import series
from data.queries.spc import DEFAULT_MONTHS, process_chart, spc
from data.store import Store

UNDER_25 = "knife-injury-victims-under-25"
NEWEST = Month(2026, 2)

# April 2017 to June 2018, as published: mean 2614/15, mean moving range 253/14.
VICTIMS = [173, 155, 193, 181, 176, 180, 200, 191, 153, 159, 133, 187, 186, 183, 164]


def test_the_reports_months_by_hand(store: Store) -> None:
    rows = spc(store, offence=UNDER_25).rows
    assert rows["value"].to_list() == VICTIMS
    mean, moving = 2614 / 15, 253 / 14
    assert rows["mean"].to_list() == pytest.approx([mean] * 15)
    assert rows["upper_limit"].iloc[0] == pytest.approx(mean + 2.66 * moving)
    assert rows["lower_limit"].iloc[0] == pytest.approx(mean - 2.66 * moving)
    assert rows["near_upper_limit"].iloc[0] == pytest.approx(mean + 2.66 * moving * 2 / 3)
    assert not rows["special_cause"].any()
    assert set(rows["rule"]) == {None}


def test_by_default_36_months_to_as_at_are_charted(store: Store) -> None:
    rows = spc(store, offence="robbery", as_at=Month(2018, 6)).rows
    assert len(rows) == DEFAULT_MONTHS
    assert (rows["month"].iloc[0], rows["month"].iloc[-1]) == ("2015-07", "2018-06")


def test_an_explicit_from_wins_over_the_window(store: Store) -> None:
    rows = spc(store, offence="robbery", start=Month(2012, 1), end=Month(2018, 6)).rows
    assert len(rows) == 78


def test_limits_start_afresh_at_a_break_and_the_break_is_the_first_point(store: Store) -> None:
    found = process_chart(store, offence=UNDER_25, start=Month(2017, 4), as_at=NEWEST)
    meta = found.result.meta
    assert isinstance(meta, ProcessMeta)
    assert [(part["from"], part["to"]) for part in meta.segments] == [
        ("2017-04", "2022-02"),
        ("2022-03", "2026-02"),
    ]
    rows = found.result.rows.set_index("month")
    earlier = rows.loc["2017-04":"2022-02", "value"].mean()
    assert rows.loc["2022-02", "mean"] == pytest.approx(earlier)
    # The provisional month is in no mean.
    assert rows.loc["2022-03", "mean"] == pytest.approx(
        rows.loc["2022-03":"2026-01", "value"].mean()
    )
    assert [each["month"] for each in meta.breaks] == ["2022-03"]
    assert "Limits start afresh in March 2022." in meta.notes


def test_the_provisional_month_has_limits_and_no_mark(store: Store) -> None:
    rows = spc(store, offence=UNDER_25, as_at=NEWEST).rows
    last = rows.iloc[-1]
    assert last["provisional"]
    assert not last["special_cause"]
    assert last["rule"] is None
    assert last["upper_limit"] == rows["upper_limit"].iloc[-2]
    assert spc(store, offence=UNDER_25, as_at=NEWEST).meta.segments[0]["points"] == 35  # type: ignore[attr-defined]


def test_without_rebasing_the_notes_name_the_break(store: Store) -> None:
    answer = spc(store, offence=UNDER_25, start=Month(2020, 1), as_at=NEWEST, rebase="none")
    assert answer.rows["mean"].nunique() == 1
    assert "Limits run across a break: Newer extract (March 2022)." in answer.meta.notes


def test_a_month_is_rebased_at_besides_the_breaks(store: Store) -> None:
    for month in ("2024-03", Month(2024, 3)):
        answer = spc(store, offence=UNDER_25, start=Month(2020, 1), as_at=NEWEST, rebase=month)
        assert [part["from"] for part in answer.meta.segments] == [  # type: ignore[attr-defined]
            "2020-01",
            "2022-03",
            "2024-03",
        ]


def test_a_break_before_the_window_does_not_matter(store: Store) -> None:
    answer = spc(store, offence=UNDER_25, start=Month(2022, 3), as_at=Month(2023, 6))
    assert answer.meta.breaks == ()
    assert answer.rows["upper_limit"].notna().all()


@pytest.mark.parametrize(("first", "limits"), [(Month(2017, 8), False), (Month(2017, 7), True)])
def test_eleven_months_get_values_and_no_limits(store: Store, first: Month, limits: bool) -> None:
    answer = spc(store, offence=UNDER_25, start=first)
    rows = answer.rows
    assert rows["value"].notna().all()
    assert rows["upper_limit"].notna().all() == limits
    assert rows["mean"].notna().all()
    said = (
        "August 2017 to June 2018: too few months for limits, which take 12; this stretch has 11."
    )
    assert (said in answer.meta.notes) is not limits


def test_down_is_improvement_and_for_police_activity_neither(store: Store) -> None:
    rows = spc(store, offence=UNDER_25, start=Month(2017, 4), end=Month(2022, 2)).rows
    marked = rows[rows["special_cause"]]
    high = marked["value"] > marked["mean"]
    assert set(marked.loc[high & marked["rule"].ne("trend"), "direction"]) == {"concern"}
    assert set(marked.loc[~high & marked["rule"].ne("trend"), "direction"]) == {"improvement"}
    drugs = spc(store, offence="drug-offences", start=Month(2014, 1), end=Month(2018, 6)).rows
    assert set(drugs.loc[drugs["special_cause"], "direction"]) == {"neither"}


def test_a_missing_month_has_its_symbol_and_no_mark(store: Store) -> None:
    rows = spc(
        store,
        offence="death-or-serious-injury-by-illegal-driving",
        start=Month(2022, 1),
        as_at=NEWEST,
    ).rows
    missing = rows[rows["value"].isna()]
    assert len(missing) == 25
    assert set(missing["symbol"]) == {"x"}
    assert not missing["special_cause"].any()


def test_values_are_those_of_the_series(store: Store) -> None:
    for area in ("london", "west", "E09000016"):
        chart = spc(store, offence="theft", area=area, as_at=NEWEST).rows
        counted = series(store, offence="theft", area=area, as_at=NEWEST).rows
        np.testing.assert_array_equal(chart["value"], counted["value"].tail(DEFAULT_MONTHS))


def test_a_series_that_starts_after_as_at_has_no_row_and_says_so(store: Store) -> None:
    answer = spc(store, offence="knife-crime", area="west")
    assert answer.rows.empty
    assert list(answer.rows.columns)[:2] == ["month", "value"]
    assert "March 2022" in answer.meta.notes[0]
    assert answer.meta.to_record()["window"] is None


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        ({"rebase": "yes"}, "rebase"),
        ({"rebase": "2010-04"}, "rebase"),
        ({"offence": "knife-offences"}, "offence"),
        ({"offence": UNDER_25, "area": "west"}, "area"),
        ({"offence": "nothing"}, "offence"),
        ({"start": Month(2018, 7)}, "from"),
        ({"end": Month(2018, 7), "as_at": Month(2018, 6)}, "to"),
    ],
)
def test_what_cannot_be_charted(store: Store, question: dict[str, object], parameter: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        spc(store, **question)  # type: ignore[arg-type]
    assert caught.value.parameter == parameter
