from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from data.catalogue import dataset
from data.errors import DataFileError
from data.geo import load_boundaries
from data.store import DEFAULT_DIRECTORY, Store

Shapes = dict[str, Any]


@pytest.fixture
def refused(store: Store) -> Callable[[Callable[[Shapes], object]], DataFileError]:
    """Return a function that changes the borough boundaries and gives the error of loading."""
    names = ("boundaries-boroughs", "boundaries-bcus")
    contents = {
        name: (DEFAULT_DIRECTORY / dataset(name).file).read_bytes() for name in names
    }  # fmt: skip

    def change(edit: Callable[[Shapes], object]) -> DataFileError:
        shapes = json.loads(contents["boundaries-boroughs"])
        edit(shapes)
        changed = contents | {"boundaries-boroughs": json.dumps(shapes).encode()}
        with pytest.raises(DataFileError) as caught:
            load_boundaries(changed, store.table("boroughs"))
        assert caught.value.file == "boundaries_boroughs.geojson"
        return caught.value

    return change


Refused = Callable[[Callable[[Shapes], object]], DataFileError]


def havering(shapes: Shapes) -> Shapes:
    found: Shapes = next(feature for feature in shapes["features"] if feature["id"] == "E09000016")
    return found


def test_a_missing_borough_is_refused(refused: Refused) -> None:
    error = refused(lambda shapes: shapes["features"].remove(havering(shapes)))
    assert "E09000016 (Havering) is missing" in error.rule


def test_an_unknown_area_is_refused(refused: Refused) -> None:
    error = refused(lambda shapes: havering(shapes)["properties"].update(area_code="E09000099"))
    assert (error.column, error.value) == ("area_code", "E09000099")
    assert "features.15" in error.rule


def test_an_area_twice_is_refused(refused: Refused) -> None:
    error = refused(lambda shapes: shapes["features"].append(havering(shapes)))
    assert "only once" in error.rule


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [("bcu", "west", "“east”"), ("area_name", "Romford", "must be Havering")],
)
def test_another_bcu_or_name_than_in_the_table_is_refused(
    refused: Refused, name: str, value: str, rule: str
) -> None:
    error = refused(lambda shapes: havering(shapes)["properties"].update({name: value}))
    assert (error.column, error.value) == (name, value)
    assert rule in error.rule


def test_another_id_than_the_code_is_refused(refused: Refused) -> None:
    assert refused(lambda shapes: havering(shapes).update(id="E09000015")).column == "id"


def test_an_outline_that_does_not_close_is_refused(refused: Refused) -> None:
    error = refused(lambda shapes: havering(shapes)["geometry"]["coordinates"][0].pop())
    assert "closed" in error.rule


@pytest.mark.parametrize(
    "edit",
    [
        lambda shapes: shapes.update(type="Feature"),
        lambda shapes: shapes.pop("features"),
        lambda shapes: havering(shapes).update(geometry=None),
        lambda shapes: havering(shapes)["geometry"].update(type="Point"),
        lambda shapes: havering(shapes)["geometry"].update(coordinates=[]),
        lambda shapes: havering(shapes)["geometry"]["coordinates"][0].append(["a", "b"]),
        lambda shapes: havering(shapes)["geometry"]["coordinates"][0].append([0.1, 181.0]),
        lambda shapes: havering(shapes)["properties"].pop("label_latitude"),
        lambda shapes: havering(shapes)["properties"].update(area_code=9),
    ],
)
def test_what_is_no_geojson_of_polygons_is_refused(
    refused: Refused, edit: Callable[[Shapes], object]
) -> None:
    assert "GeoJSON of polygons" in refused(edit).rule


@pytest.mark.parametrize("content", [b"{", b"[]", b"null", b"\xff\xfe{}"])
def test_what_is_no_json_object_is_refused(store: Store, content: bytes) -> None:
    contents = {"boundaries-boroughs": content, "boundaries-bcus": content}
    with pytest.raises(DataFileError, match=r"boundaries_boroughs\.geojson"):
        load_boundaries(contents, store.table("boroughs"))


def test_every_area_has_a_box_and_a_point_within_it(store: Store) -> None:
    boundaries = store.boundaries
    codes = {area.code for area in store.areas.all()} | {"E09000001"}
    assert set(boundaries.boxes) == set(boundaries.label_points) == codes
    for code, box in boundaries.boxes.items():
        longitude, latitude = boundaries.label_points[code]
        assert box.west < longitude < box.east
        assert box.south < latitude < box.north


def test_the_box_of_a_bcu_holds_those_of_its_boroughs(store: Store) -> None:
    for bcu in store.areas.bcus():
        whole = store.boundaries.boxes[bcu.code]
        parts = [store.boundaries.boxes[code] for code in bcu.boroughs]
        assert whole.west == min(part.west for part in parts)
        assert whole.north == max(part.north for part in parts)


def test_the_middle_of_london_is_in_london(store: Store) -> None:
    longitude, latitude = store.boundaries.boxes["london"].centre
    assert longitude == pytest.approx(-0.09, abs=0.02)
    assert latitude == pytest.approx(51.49, abs=0.02)
