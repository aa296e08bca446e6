"""The classes of maps: every value in the class that the key says, as the screen rounds it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from components import formatting, theme
from components.map_classes import (
    MapClass,
    amount_classes,
    change_classes,
    verdict_classes,
)


def labels(values: list[float | None]) -> list[str]:
    found = change_classes(values)
    return [found.classes[place].label for place in found.index]


def test_changes_are_classed_as_they_are_shown() -> None:
    assert labels([-15.0, -14.96, -14.94, -0.06]) == [
        "fell 15 % or more",
        "fell 15 % or more",
        "fell less than 15 %",
        "fell less than 15 %",
    ]
    assert labels([0.06, 14.94, 14.96, 29.94, 29.96, 30.0]) == [
        "rose less than 15 %",
        "rose less than 15 %",
        "rose 15 to 30 %",
        "rose 15 to 30 %",
        "rose 30 % or more",
        "rose 30 % or more",
    ]


def test_what_rounds_to_nought_is_neither_a_rise_nor_a_fall() -> None:
    assert labels([-0.04, 0.0, 0.04, 5.0, -5.0, 40.0]) == [
        "no change",
        "no change",
        "no change",
        "rose less than 15 %",
        "fell less than 15 %",
        "rose 30 % or more",
    ]


def test_a_change_has_the_five_diverging_colours_even_where_a_class_is_empty() -> None:
    found = change_classes([-50.0, -40.0])
    assert [each.colour for each in found.classes] == list(theme.DIVERGING)


def test_what_is_missing_is_a_class_of_its_own() -> None:
    found = change_classes([None, float("nan"), 1.0])
    assert [found.classes[place].label for place in found.index] == [
        "no figure",
        "no figure",
        "rose less than 15 %",
    ]


def test_amounts_are_cut_at_round_numbers_into_about_four_equal_groups() -> None:
    found = amount_classes([float(v) for v in range(101, 133)], words=formatting.count)
    assert [each.label for each in found.classes] == [
        "under 110",
        "110 to 119",
        "120 or more",
    ]
    assert [found.index.count(place) for place in range(3)] == [9, 10, 13]
    rates = amount_classes([4.3, 5.9, 6.2, 8.0, 8.1, 9.9, 12.0, 16.7], words=formatting.decimal,
                           digits=1)  # fmt: skip
    assert [each.label for each in rates.classes] == [
        "under 6.1",
        "6.1 to 8.0",
        "8.1 to 9.9",
        "10.0 or more",
    ]
    assert rates.index == (0, 0, 1, 1, 2, 2, 3, 3)
    assert [each.colour for each in rates.classes] == [
        theme.SEQUENTIAL_PALE,
        *reversed(theme.SEQUENTIAL),
    ]


def test_equal_amounts_are_one_class() -> None:
    found = amount_classes([5.0, 5.0, 5.0], words=formatting.count)
    assert [each.label for each in found.classes] == ["all"]
    assert found.index == (0, 0, 0)


def test_verdicts_have_a_shape_beside_their_colour() -> None:
    found = verdict_classes(["above", None, "below", "as-expected"])
    assert [found.classes[place].label for place in found.index] == [
        "above",
        "no figure",
        "below",
        "as expected",
    ]
    assert [each.shape for each in found.classes] == ["▼", "●", "▲", ""]


def test_white_text_stands_on_dark_classes_only() -> None:
    dark = {colour for colour in theme.DIVERGING if MapClass("", colour).is_dark}
    assert dark == {theme.FALL_STRONG, theme.RISE_STRONG}


@given(st.lists(st.one_of(st.none(), st.integers(0, 5000)), min_size=1, max_size=40))
def test_every_amount_lies_within_the_bounds_of_its_class(values: list[int | None]) -> None:
    found = amount_classes(
        [None if v is None else float(v) for v in values], words=formatting.count
    )
    assert len(found.index) == len(values)
    for value, place in zip(values, found.index, strict=True):
        label = found.classes[place].label.replace(",", "")
        if value is None:
            assert label == "no figure"
        elif label.startswith("under "):
            assert value < int(label.removeprefix("under "))
        elif label.endswith(" or more"):
            assert value >= int(label.removesuffix(" or more"))
        elif " to " in label:
            low, high = map(int, label.split(" to "))
            assert low <= value <= high
        else:
            assert label == "all"


@given(st.lists(st.floats(-200, 200), min_size=1, max_size=40))
def test_a_change_is_never_in_a_class_of_the_other_direction(values: list[float]) -> None:
    for value, label in zip(values, labels(list(values)), strict=True):
        way = {1: "rose", -1: "fell", 0: "no change"}[(round(value, 1) > 0) - (round(value, 1) < 0)]
        assert label.startswith(way)
