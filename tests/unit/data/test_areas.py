from __future__ import annotations

import pytest

from data.errors import InvalidParameter
from data.store import Store


def test_the_picker_lists_london_then_each_bcu_with_its_boroughs(store: Store) -> None:
    areas = store.areas.all()
    assert len(areas) == 1 + 12 + 32
    assert [area.name for area in areas[:5]] == [
        "London", "Central East", "Hackney", "Tower Hamlets", "Central North",
    ]  # fmt: skip
    bcus = [area.name for area in areas if area.kind == "bcu"]
    assert bcus == sorted(bcus)


def test_the_city_of_london_is_no_area_and_the_message_says_why(store: Store) -> None:
    with pytest.raises(InvalidParameter, match="own police force"):
        store.areas.get("E09000001")


def test_airports_count_towards_london_and_the_west_and_unknown_towards_london(
    store: Store,
) -> None:
    assert store.areas.get("london").extra == ("AVIATION", "UNKNOWN")
    assert store.areas.get("west").extra == ("AVIATION",)
    others = [area for area in store.areas.all() if area.code not in ("london", "west")]
    assert all(area.extra == () for area in others)
    assert len(store.areas.get("london").sources) == 34


def test_children_are_bcus_of_london_boroughs_of_a_bcu_and_none_of_a_borough(
    store: Store,
) -> None:
    assert len(store.areas.children("london")) == 12
    assert [area.name for area in store.areas.children("south-west")] == [
        "Kingston upon Thames", "Merton", "Richmond upon Thames", "Wandsworth",
    ]  # fmt: skip
    assert store.areas.children("E09000027") == ()


def test_boroughs_are_in_code_order(store: Store) -> None:
    codes = [area.code for area in store.areas.boroughs()]
    assert codes == sorted(codes)
    assert codes[0] == "E09000002"


@pytest.mark.parametrize(
    ("given", "suggested"),
    [("Havering", "E09000016"), ("southwest", "south-west"), ("E0900016", "E09000016"),
     ("LONDON", "london"), ("richmond upon tames", "E09000027")],
)  # fmt: skip
def test_an_unknown_area_is_refused_with_the_nearest(
    store: Store, given: str, suggested: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        store.areas.get(given)
    assert caught.value.parameter == "area"
    assert f"Did you mean {suggested} " in caught.value.message


def test_an_area_like_no_other_is_refused_with_what_is_allowed(store: Store) -> None:
    with pytest.raises(InvalidParameter, match="E09000002 to E09000033"):
        store.areas.get("<script>" * 50)


def test_a_bcu_stands_in_a_sentence_as_bcu(store: Store) -> None:
    assert store.areas.get("south-west").label == "South West BCU"
    assert store.areas.get("E09000016").label == "Havering"
