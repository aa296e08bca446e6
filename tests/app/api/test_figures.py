"""What the data API says, against figures known from the sources."""

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[[str], dict[str, Any]]

HAVERING = "E09000016"
NEWEST = "2026-02"


def values(answer: dict[str, Any]) -> list[float]:
    return [row["value"] for row in answer["rows"]]


def test_burglary_by_borough_in_the_first_quarter(ask: Ask) -> None:
    answer = ask("/comparison?offence=burglary&quarter=2018-19-Q1&by=borough")
    assert len(answer["rows"]) == 32
    havering = next(row for row in answer["rows"] if row["area"] == HAVERING)
    assert havering["name"] == "Havering"
    assert havering["bcu"] == "east"
    assert round(havering["change_percent"], 1) == -30.0
    assert (
        havering["change_percent"]
        == 100 * (havering["count"] - havering["count_year_before"]) / havering["count_year_before"]
    )


def test_burglary_in_london_in_two_first_quarters(ask: Ask) -> None:
    before = ask("/series?offence=burglary&from=2017-04&to=2017-06")
    now = ask("/series?offence=burglary&from=2018-04&to=2018-06")
    assert sum(values(before)) == 17_413
    assert sum(values(now)) == 18_839
    assert values(ask(f"/series?offence=burglary&area={HAVERING}&from=2017-04&to=2017-04")) == [164]


def test_total_notifiable_offences_of_two_years(ask: Ask) -> None:
    year = "/series?measure=rolling-12&from={0}&to={0}"
    assert values(ask(year.format("2017-03"))) == [775_854]
    assert values(ask(year.format("2018-03"))) == [828_373]


def test_violence_in_the_classification_of_the_report(ask: Ask) -> None:
    year = "/series?offence=violence-against-the-person-pre-2019&from={}&to={}"
    assert sum(values(ask(year.format("2016-04", "2017-03")))) == 237_459
    assert sum(values(ask(year.format("2017-04", "2018-03")))) == 250_901


def test_young_victims_of_knife_injury(ask: Ask) -> None:
    series = "/series?offence=knife-injury-victims-under-25&from={}&to={}"
    assert sum(values(ask(series.format("2017-04", "2017-06")))) == 521
    assert sum(values(ask(series.format("2018-04", "2018-06")))) == 533


def test_knife_offences_are_keyed_by_quarter(ask: Ask) -> None:
    rows = ask("/series?offence=knife-offences&to=2019-03")["rows"]
    assert len(rows) == 44
    assert rows[0] == {
        "quarter": "2008-09-Q1", "value": 3135, "symbol": None, "provisional": False,
    }  # fmt: skip
    by_year = {
        year: sum(row["value"] for row in rows if row["quarter"].startswith(year))
        for year in ("2016-17", "2017-18")
    }
    assert by_year == {"2016-17": 12_060, "2017-18": 14_707}


@pytest.mark.parametrize("month", ["2018-06", "2024-02", "2025-07"])
def test_a_bcu_counts_what_its_boroughs_count(ask: Ask, month: str) -> None:
    question = f"/comparison?offence=all&month={month}&by="
    boroughs = ask(question + "borough")["rows"]
    for bcu in ask(question + "bcu")["rows"]:
        members = sum(row["count"] for row in boroughs if row["bcu"] == bcu["area"])
        if bcu["area"] == "west" and month < "2024-03":
            assert bcu["count"] > members, "the airports count towards the West BCU"
        else:
            assert bcu["count"] == members


def test_a_rate_is_a_months_count_times_twelve_per_1000_residents(ask: Ask) -> None:
    question = f"/series?offence=burglary&area={HAVERING}&from=2017-04&to=2017-04"
    (count,) = values(ask(question))
    (rate,) = values(ask(question + "&measure=rate"))
    year = "/comparison?offence=burglary&financial-year=2017-18&by=borough"
    (row,) = ask(f"{year}&area={HAVERING}")["rows"]
    assert rate == pytest.approx(1000 * count * 12 / row["population"])
    assert row["rate"] == pytest.approx(1000 * row["count"] / row["population"])
    assert row["rate_low"] < row["rate"] < row["rate_high"]


def test_a_rolling_sum_uses_months_before_from(ask: Ask) -> None:
    months = ask("/series?offence=robbery&from=2017-07&to=2018-06")
    (year,) = values(ask("/series?offence=robbery&measure=rolling-12&from=2018-06&to=2018-06"))
    assert year == sum(values(months))


def test_a_rolling_sum_is_missing_before_twelve_months(ask: Ask) -> None:
    rows = ask("/series?offence=robbery&measure=rolling-12&to=2011-03")["rows"]
    assert [row["value"] for row in rows[:11]] == [None] * 11
    assert {row["symbol"] for row in rows[:11]} == {"x"}
    assert rows[11]["value"] is not None
    assert rows[11]["symbol"] is None


def test_a_change_is_missing_where_the_earlier_count_is_zero_or_missing(ask: Ask) -> None:
    question = f"/series?offence=homicide&area={HAVERING}&measure=change-on-year&as-at={NEWEST}"
    rows = {row["month"]: row for row in ask(question)["rows"]}
    counts = {
        row["month"]: row["value"]
        for row in ask(f"/series?offence=homicide&area={HAVERING}&as-at={NEWEST}")["rows"]
    }
    assert rows["2010-04"]["value"] is None
    assert rows["2010-04"]["symbol"] == "x"
    zero = next(month for month in rows if counts.get(year_before(month)) == 0)
    assert rows[zero]["value"] is None
    assert rows[zero]["symbol"] == "z"
    known = next(month for month in rows if counts.get(year_before(month), 0) > 0)
    before = counts[year_before(known)]
    assert rows[known]["value"] == 100 * (counts[known] - before) / before


def year_before(month: str) -> str:
    return f"{int(month[:4]) - 1}{month[4:]}"


def test_a_change_across_a_break_is_flagged(ask: Ask) -> None:
    question = f"/series?measure=change-on-year&from=2024-01&as-at={NEWEST}"
    answer = ask(question)
    flagged = [row["month"] for row in answer["rows"] if row["spans_break"]]
    assert flagged[0] == "2024-03"
    assert flagged[-1] == "2025-02"
    assert "2024-03" in {each["month"] for each in answer["meta"]["breaks"]}


def test_only_the_newest_month_is_provisional(ask: Ask) -> None:
    rows = ask(f"/series?as-at={NEWEST}")["rows"]
    assert [row["month"] for row in rows if row["provisional"] is True] == [NEWEST]
    (row, *_) = ask(f"/comparison?offence=all&by=borough&month={NEWEST}")["rows"]
    assert row["provisional"] is True
    assert row["significance"] is None


def test_missing_is_not_zero(ask: Ask) -> None:
    offence = "death-or-serious-injury-by-illegal-driving"
    rows = ask(f"/series?offence={offence}&as-at={NEWEST}")["rows"]
    before = [row for row in rows if row["month"] < "2024-02"]
    assert {(row["value"], row["symbol"]) for row in before} == {(None, "x")}
    assert all(row["value"] is not None for row in rows[len(before) :])


def test_the_board_has_six_milestones_and_42_rows(ask: Ask) -> None:
    rows = ask("/milestones")["rows"]
    assert len(rows) == 42
    milestones = ask("/milestones?kind=milestone")["rows"]
    assert [row["status"] for row in milestones] == ["delivered"] * 6
    commitments = ask("/milestones?kind=commitment&status=not-assessed")["rows"]
    assert len(commitments) == 11
    activities = ask("/milestones?kind=activity")["rows"]
    assert {(row["status"], row["symbol"]) for row in activities} == {(None, "z")}
    both = ask("/milestones?kind=milestone,commitment")["rows"]
    assert len(both) == 17


def test_the_board_of_an_area_says_what_is_its_own(ask: Ask) -> None:
    rows = ask("/milestones?area=south-west")["rows"]
    assert {row["scope"] for row in rows} == {"area", "london"}
    own = [row["title"] for row in rows if row["scope"] == "area"]
    assert any("South West" in title for title in own)
    assert not any("West BCU" in title and "South" not in title for title in own)


def test_the_report_check_has_every_figure_and_claim(ask: Ask) -> None:
    rows = {row["id"]: row for row in ask("/report-check")["rows"]}
    assert len(rows) == 51
    assert [row["kind"] for row in rows.values()].count("claim") == 6
    assert (rows["tno"]["reported"], rows["tno"]["loaded"]) == (827_225, 828_373)
    assert rows["tno"]["difference"] == 1_148
    assert rows["tno"]["verdict"] == "close"
    assert rows["havering-change"]["verdict"] == "agrees"
    assert rows["esb-price"]["verdict"] == "cannot-be-checked"
    assert rows["esb-price"]["loaded"] is None
    assert rows["esb-price"]["symbol"] == "x"


def test_as_at_does_not_alter_the_report_check(ask: Ask) -> None:
    assert ask("/report-check?as-at=2026-02") == ask("/report-check")


def test_the_lists(ask: Ask) -> None:
    areas = ask("/areas")["rows"]
    assert [row["kind"] for row in areas].count("borough") == 32
    assert [row["kind"] for row in areas].count("bcu") == 12
    assert areas[0] == {"area": "london", "name": "London", "kind": "london", "bcu": None}
    offences = {row["offence"]: row for row in ask("/offences")["rows"]}
    assert offences["burglary-residential"]["parent"] == "burglary"
    assert offences["knife-crime"]["first_month"] == "2022-03"
    assert offences["knife-offences"]["last_month"] == "2019-03"
    datasets = {row["dataset"]: row for row in ask("/datasets")["rows"]}
    assert datasets["recorded-crime"]["last"] == NEWEST
    assert all(row["licence"] and row["source"] for row in datasets.values())
