"""Ward boundaries: as the ONS publishes them, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.store import load_store
from tests.unit.data.extracts.made_up import put
from tests.unit.data.extracts.ward_files import (
    MERTON,
    SUTTON,
    boundaries,
    load,
    load_boundaries,
    wards,
)

Said = pytest.CaptureFixture[str]
BEDDINGTON = "E05013755"


def test_boundaries_are_kept_by_borough_with_outlines_clockwise(
    directory: Path, capsys: Said
) -> None:
    content = boundaries()
    elsewhere = json.loads(json.dumps(content["features"][0]))
    elsewhere["properties"] |= {"WD24CD": "E05000026", "LAD24CD": "E07000001"}
    content["features"].append(elsewhere)
    assert load_boundaries(directory, content) == 0
    said = capsys.readouterr().out
    assert "wards.geojson: ward boundaries." in said
    assert "Boundaries of 6 wards in 2 boroughs" in said
    shapes = load_store(directory).wards
    assert set(shapes) == {SUTTON, MERTON}
    box = shapes[SUTTON].boxes[BEDDINGTON]
    assert (box.west, box.south, box.east, box.north) == (-0.22, 51.34, -0.2, 51.37)
    assert (shapes[SUTTON].box.west, shapes[SUTTON].box.east) == (-0.22, -0.14)
    features = json.loads(shapes[SUTTON].geojson)["features"]
    assert features[0]["id"] == BEDDINGTON
    ring = features[0]["geometry"]["coordinates"][0][0]
    assert ring[:3] == [[-0.22, 51.34], [-0.22, 51.37], [-0.2, 51.37]], "clockwise"


def test_boroughs_come_from_the_figures_where_the_file_has_none(
    directory: Path, capsys: Said
) -> None:
    content = boundaries()
    for feature in content["features"]:
        del feature["properties"]["LAD24CD"]
    assert load_boundaries(directory, content) == 2
    assert "the file must have London's wards" in capsys.readouterr().err
    assert load(directory, wards()) == 0
    content["features"].pop()
    capsys.readouterr()
    assert load_boundaries(directory, content) == 0
    assert "1 wards with figures are not in it, so on no map." in capsys.readouterr().out


def in_metres(content: dict[str, Any]) -> None:
    content["features"][0]["geometry"]["coordinates"][0][0] = [527000.0, 164000.0]


def a_line(content: dict[str, Any]) -> None:
    content["features"][0]["geometry"]["type"] = "LineString"


def words(content: dict[str, Any]) -> None:
    content["features"][0]["geometry"]["coordinates"] = [["a", "b"]]


def short(content: dict[str, Any]) -> None:
    content["features"][0]["geometry"]["coordinates"][0] = [[-0.2, 51.4], [-0.2, 51.5]]


def twice(content: dict[str, Any]) -> None:
    content["features"].append(content["features"][0])


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            in_metres,
            "must be longitude and latitude (WGS 84) in London (found “527000.0, 164000.0”)",
        ),
        (a_line, "the geometry must be a Polygon or MultiPolygon (found “LineString”)"),
        (words, "the coordinates must be"),
        (short, "the file must be GeoJSON of wards"),
        (twice, "a ward may occur only once"),
    ],
)
def test_what_no_map_could_show_is_refused(
    directory: Path, capsys: Said, spoil: Callable[[dict[str, Any]], None], told: str
) -> None:
    content = boundaries()
    spoil(content)
    assert load_boundaries(directory, content) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"{", b'{"type": "Topology"}', b'{"features": [1]}', b"{}"])
def test_what_is_no_geojson_is_refused(directory: Path, capsys: Said, content: bytes) -> None:
    from data.__main__ import main  # noqa: PLC0415

    file = put(directory.parent, "x.geojson", content)
    assert main(["load", str(file), "--data-dir", str(directory)]) == 2
    assert "the file must be GeoJSON: a FeatureCollection" in capsys.readouterr().err
