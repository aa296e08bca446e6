from __future__ import annotations

import pytest

from data.breaks import breaks_for, rebase_months
from data.events import boundaries_note, events_for
from data.periods import Month
from data.store import Store


def rebases(store: Store, offence: str, area: str, measure: str = "count") -> list[str]:
    found = breaks_for(store.offences.get(offence), store.areas.get(area), measure)
    return [str(month) for month in rebase_months(found)]


@pytest.mark.parametrize(
    ("offence", "area", "expected"),
    [
        ("all", "london", ["2013-02", "2024-03"]),
        ("all", "south-west", ["2013-02", "2024-02", "2024-03"]),
        ("burglary", "london", ["2024-03"]),
        ("burglary", "E09000016", ["2024-02", "2024-03"]),
        ("burglary-residential", "london", ["2017-04", "2024-03"]),
        ("burglary-business-and-community", "west", ["2017-04", "2024-02", "2024-03"]),
        ("interfering-with-a-motor-vehicle", "london", ["2014-04", "2024-03"]),
        ("vehicle-offences", "london", ["2024-03"]),
        ("fraud-and-forgery-historical", "london", ["2013-02", "2024-03"]),
        (
            "racially-or-religiously-aggravated-public-fear-alarm-or-distress",
            "london",
            ["2010-08", "2012-09", "2024-03"],
        ),
        ("knife-injury-victims-under-25", "london", ["2022-03"]),
        ("knife-crime", "london", []),
        ("knife-offences", "london", []),
        ("violence-against-the-person-pre-2019", "london", ["2017-01"]),
    ],
)
def test_statistics_start_afresh_where_the_series_does(
    store: Store, offence: str, area: str, expected: list[str]
) -> None:
    assert rebases(store, offence, area) == expected


@pytest.mark.parametrize("offence", ["burglary", "knife-injury-victims-under-25", "knife-crime"])
def test_rates_of_every_series_have_the_census_as_a_break(store: Store, offence: str) -> None:
    assert "2021-01" in rebases(store, offence, "london", "rate")
    assert "2021-01" not in rebases(store, offence, "london", "change-on-year")


def test_the_extract_of_february_2022_is_noted_and_rebases_nothing(store: Store) -> None:
    found = breaks_for(store.offences.get("theft"), store.areas.get("london"))
    nominal = next(each for each in found if each.month == Month(2022, 2))
    assert not nominal.rebase
    assert "0.0 %" in nominal.description


def test_breaks_are_in_order_and_say_what_happened(store: Store) -> None:
    for offence in store.offences.all():
        found = breaks_for(offence, store.areas.london, "rate")
        months = [each.month for each in found]
        assert months == sorted(months)
        assert all(each.label and each.description.endswith(".") for each in found)


def labels(store: Store, area: str, offence: str | None = None) -> list[str]:
    return [event.label for event in events_for(store.areas.get(area), offence)]


def test_a_bcu_and_its_boroughs_show_its_go_live_and_others_do_not(store: Store) -> None:
    for code in ("south-west", "E09000032", "london"):
        assert "South West BCU live" in labels(store, code)
    assert "South West BCU live" not in labels(store, "west")
    assert "West BCU live" in labels(store, "E09000017")


def test_operation_mexico_is_shown_on_burglary_in_the_east(store: Store) -> None:
    assert "Operation Mexico: East BCU" in labels(store, "E09000016", "burglary")
    assert "Operation Mexico: East BCU" not in labels(store, "E09000016", "robbery")
    assert "Operation Mexico: East BCU" not in labels(store, "west", "burglary")


def test_the_task_force_is_shown_on_violence_everywhere(store: Store) -> None:
    assert "Violent Crime Task Force launched" in labels(store, "E09000002", "homicide")
    assert "Violent Crime Task Force launched" not in labels(store, "london", "burglary")


def test_every_event_names_known_areas_and_offences(store: Store) -> None:
    for event in events_for(store.areas.london):
        assert all(area in store.areas for area in event.areas)
        assert all(offence in store.offences for offence in event.offences)


def test_before_its_go_live_a_bcu_says_todays_boundaries(store: Store) -> None:
    south_west = store.areas.get("south-west")
    note = boundaries_note(south_west, Month(2010, 4))
    assert note == "Before May 2018, when South West BCU went live: today's boundaries."
    assert boundaries_note(south_west, Month(2018, 5)) is None


def test_pathfinders_and_bcus_without_a_date_say_what_is_known(store: Store) -> None:
    east = boundaries_note(store.areas.get("east"), Month(2016, 1))
    assert east is not None
    assert "pathfinder in 2017" in east
    assert boundaries_note(store.areas.get("east"), Month(2018, 1)) is None
    north = boundaries_note(store.areas.get("north"), Month(2020, 1))
    assert north is not None
    assert "does not say when North BCU went live" in north


def test_london_and_boroughs_have_no_note_on_boundaries(store: Store) -> None:
    assert boundaries_note(store.areas.london, Month(2010, 4)) is None
    assert boundaries_note(store.areas.get("E09000016"), Month(2010, 4)) is None
