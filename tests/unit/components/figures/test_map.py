"""Borough maps: values only, discrete classes, labels that do not stand upon each other."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from components import theme
from components.figures.map import (
    BOROUGHS,
    LABELS,
    Label,
    borough_map,
    fits,
    map_values,
    place_labels,
)
from components.map_classes import MapClass

BOX = (-0.5, 51.3, 0.3, 51.7)
CLASSES = (MapClass("low", "#CFE1F4"), MapClass("high", "#12436D"))


def drawn(**more: Any) -> go.Figure:
    given: dict[str, Any] = {
        "names": {"A": "Alpha", "B": "Beta"},
        "classes": CLASSES,
        "index": [0, 1],
        "texts": ["1.0", "2.0"],
        "labels": [Label(-0.1, 51.5, "Beta<br>2.0", on_dark=True)],
        "boundaries": "/boundaries/abc/boroughs.json",
        "box": BOX,
        "city": "C",
    }
    return borough_map(**given | more)


def test_plotly_accepts_the_figure() -> None:
    go.Figure(drawn(chosen=["A"], around={"D": "Delta"}).to_dict())


def test_the_boundaries_come_by_address() -> None:
    figure = drawn()
    maps = [trace for trace in figure.data if trace["type"] == "choropleth"]
    assert {trace["geojson"] for trace in maps} == {"/boundaries/abc/boroughs.json"}


def test_classes_are_steps_of_one_colour_each() -> None:
    trace = drawn().data[BOROUGHS]
    assert list(trace["z"]) == [0, 1]
    assert (trace["zmin"], trace["zmax"]) == (-0.5, 1.5)
    assert [list(step) for step in trace["colorscale"]] == [
        [0.0, "#CFE1F4"],
        [0.5, "#CFE1F4"],
        [0.5, "#12436D"],
        [1.0, "#12436D"],
    ]
    assert trace["marker"]["line"]["color"] == theme.PAPER
    assert trace["marker"]["line"]["width"] == 1.2


def test_the_city_is_grey_and_has_no_class() -> None:
    figure = drawn()
    city = next(trace for trace in figure.data if trace["name"] == "city")
    assert list(city["locations"]) == ["C"]
    assert city["colorscale"][0][1] == theme.OUTSIDE
    assert "not counted" in city["hovertemplate"]
    assert "C" not in figure.data[BOROUGHS]["locations"]


def test_the_chosen_borough_is_outlined_and_the_highlight_waits() -> None:
    figure = drawn(chosen=["A"])
    by_name = {trace["name"]: trace for trace in figure.data}
    assert list(by_name["chosen"]["locations"]) == ["A"]
    assert by_name["chosen"]["marker"]["line"]["color"] == theme.INK
    assert list(by_name["highlight"]["locations"]) == []
    assert list(by_name["highlight-halo"]["locations"]) == []


def test_nothing_is_fetched_for_base_layers() -> None:
    assert drawn().layout["geo"]["visible"] is False


def test_values_alone_make_the_map_of_another_question() -> None:
    other: dict[str, Any] = {
        "classes": (*CLASSES, MapClass("top", "#2073BC")),
        "index": [2, 0],
        "texts": ["3.0", "4.0"],
        "labels": [Label(0.1, 51.6, "Alpha<br>3.0", on_dark=False)],
    }
    before, wanted = drawn().to_dict(), drawn(**other).to_dict()
    for (_, trace, *way, last), value in map_values(**other).items():
        place = before["data"][trace]
        for key in way:
            place = place[key]
        place[last] = value
    assert go.Figure(before).to_dict() == go.Figure(wanted).to_dict()


def test_text_on_a_dark_borough_is_white_and_has_an_edge_of_the_contrast() -> None:
    font = drawn().data[LABELS]["textfont"]
    assert list(font["color"]) == [theme.PAPER]
    assert font["shadow"] == "auto"


def label(longitude: float, latitude: float, text: str = "Merton<br>+1.0 %") -> Label:
    return Label(longitude, latitude, text, on_dark=False)


def test_a_label_that_would_stand_on_another_is_left_out() -> None:
    first, upon, beside = label(0, 51.5), label(0.01, 51.501), label(0.2, 51.5)
    assert place_labels([first, upon, beside], box=BOX, most=6) == [first, beside]
    assert place_labels([first, upon], box=BOX, most=6, always=2) == [first, upon]


def test_only_so_many_labels_are_placed() -> None:
    wanted = [label(-0.4 + 0.15 * step, 51.4) for step in range(4)]
    assert place_labels(wanted, box=BOX, most=2) == wanted[:2]


def test_a_label_is_within_its_borough_only_where_the_borough_is_wide_enough() -> None:
    assert fits("Sutton<br>4.5", width=0.1, box=BOX)
    assert not fits("Hammersmith and Fulham<br>+30.4 %", width=0.1, box=BOX)
    # Narrow letters take less room than wide ones: seven letters both.
    assert fits("Illirif", width=0.05, box=BOX)
    assert not fits("Wammawm", width=0.05, box=BOX)
