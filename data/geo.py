"""Boundaries as they are sent to the browser, and where to look on the map.

The files are GeoJSON, made by `data.build`; nothing here needs a geometry library.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.catalogue import dataset
from data.errors import DataFileError
from data.label_room import label_room
from data.raw import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

LABEL_HEIGHT = 0.057
"""The height of a name with its value on a map of all London, as a part of London's height."""

Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Position = tuple[Longitude, Latitude]
Ring = Annotated[list[Position], Field(min_length=4)]
"""A closed line: the first position again at the end."""


class _Polygon(BaseModel):
    type: Literal["Polygon"]
    coordinates: Annotated[list[Ring], Field(min_length=1)]

    @property
    def outer(self) -> list[list[Position]]:
        return [self.coordinates[0]]


class _MultiPolygon(BaseModel):
    type: Literal["MultiPolygon"]
    coordinates: Annotated[list[Annotated[list[Ring], Field(min_length=1)]], Field(min_length=1)]

    @property
    def outer(self) -> list[list[Position]]:
        return [polygon[0] for polygon in self.coordinates]


Geometry = _Polygon | _MultiPolygon
"""Outlines of an area: `outer` gives the outer rings."""


class _Properties(BaseModel):
    model_config = ConfigDict(strict=True)

    area_code: str
    area_name: str
    bcu: str
    label_longitude: Longitude
    label_latitude: Latitude


class _Feature(BaseModel):
    type: Literal["Feature"]
    id: str
    properties: _Properties
    geometry: Annotated[_Polygon | _MultiPolygon, Field(discriminator="type")]


class _FeatureCollection(BaseModel):
    type: Literal["FeatureCollection"]
    features: list[_Feature]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the map, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude of the middle."""
        return ((self.west + self.east) / 2, (self.south + self.north) / 2)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Boundaries:
    """Boundaries of one release.

    Attributes:
        boroughs: GeoJSON of the 33 local authorities: features with `id` and `area_code`.
        bcus: GeoJSON of the twelve BCU outlines.
        boxes: Smallest rectangle around each area: `london`, BCUs, boroughs, the City.
        label_points: Longitude and latitude of a point well inside each area, for its name.
        label_rooms: Longitudes of the western and the eastern end of the strip, around that point,
            in which a name with its value does not leave the area on a map of London.
    """

    boroughs: bytes = field(repr=False)
    bcus: bytes = field(repr=False)
    boxes: Mapping[str, Box]
    label_points: Mapping[str, tuple[float, float]]
    label_rooms: Mapping[str, tuple[float, float]]


def load_boundaries(contents: Mapping[str, bytes], boroughs: pd.DataFrame) -> Boundaries:
    """Read and check both boundary files.

    Args:
        contents: Content of the files by dataset id.
        boroughs: The table `boroughs`.

    Raises:
        DataFileError: Not GeoJSON, an area missing or unknown, or another name or BCU than in the
            table.
    """
    known = {
        code: (name, bcu)
        for code, name, bcu in boroughs[["area_code", "area_name", "bcu"]].itertuples(
            index=False, name=None
        )
    }
    bcus = {
        bcu: (name, bcu)
        for bcu, name in boroughs[["bcu", "bcu_name"]].itertuples(index=False, name=None)
        if bcu
    }
    boxes: dict[str, Box] = {}
    points: dict[str, tuple[float, float]] = {}
    outlines: dict[str, list[list[Position]]] = {}
    for dataset_id, expected in (("boundaries-boroughs", known), ("boundaries-bcus", bcus)):
        file = dataset(dataset_id).file
        for feature in _features(file, contents[dataset_id], expected):
            code = feature.properties.area_code
            outlines[code] = feature.geometry.outer
            boxes[code] = _box(outlines[code])
            points[code] = (feature.properties.label_longitude, feature.properties.label_latitude)
    boxes["london"] = _around(boxes.values())
    height = (boxes["london"].north - boxes["london"].south) * LABEL_HEIGHT
    rooms = {code: label_room(rings, points[code], height) for code, rings in outlines.items()}
    points["london"] = boxes["london"].centre
    return Boundaries(
        boroughs=contents["boundaries-boroughs"],
        bcus=contents["boundaries-bcus"],
        boxes=MappingProxyType(boxes),
        label_points=MappingProxyType(points),
        label_rooms=MappingProxyType(rooms),
    )


def _features(file: str, content: bytes, expected: Mapping[str, tuple[str, str]]) -> list[_Feature]:
    """Return the features of a file that names exactly the expected areas."""
    decode(file, content)
    try:
        found = _FeatureCollection.model_validate_json(content).features
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        value = "" if isinstance(first["input"], dict | list) else first["input"]
        rule = f"the file must be GeoJSON of polygons: {place} {first['msg']}".replace("  ", " ")
        raise DataFileError(file, rule, column=place or None, value=value) from None
    seen: set[str] = set()
    for position, feature in enumerate(found):
        _check_feature(file, f"features.{position}", feature, expected, seen)
        seen.add(feature.properties.area_code)
    for code, (name, _) in expected.items():
        if code not in seen:
            rule = f"the file must have every area of boroughs.csv: {code} ({name}) is missing"
            raise DataFileError(file, rule, column="area_code")
    return found


def _check_feature(
    file: str,
    place: str,
    feature: _Feature,
    expected: Mapping[str, tuple[str, str]],
    seen: set[str],
) -> None:
    properties = feature.properties
    code = properties.area_code

    def refuse(rule: str, column: str, value: str) -> DataFileError:
        return DataFileError(file, f"{place}: {rule}", column=column, value=value)

    if code not in expected:
        raise refuse("must be an area of boroughs.csv", "area_code", code)
    if code in seen:
        raise refuse("an area may occur only once", "area_code", code)
    if feature.id != code:
        raise refuse("the id of a feature must be its area_code", "id", feature.id)
    name, bcu = expected[code]
    if properties.area_name != name:
        raise refuse(f"must be {name}, as in boroughs.csv", "area_name", properties.area_name)
    if properties.bcu != bcu:
        raise refuse(f"must be “{bcu}”, as in boroughs.csv", "bcu", properties.bcu)
    for ring in feature.geometry.outer:
        if ring[0] != ring[-1]:
            raise refuse(f"the outline of {code} must be closed", "coordinates", str(ring[-1]))


def _box(rings: list[list[Position]]) -> Box:
    return box_around([point for ring in rings for point in ring])


def box_around(points: Sequence[Position]) -> Box:
    """Return the smallest rectangle around points."""
    longitudes = [longitude for longitude, _ in points]
    latitudes = [latitude for _, latitude in points]
    return Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def _around(boxes: Iterable[Box]) -> Box:
    found = list(boxes)
    return Box(
        min(box.west for box in found),
        min(box.south for box in found),
        max(box.east for box in found),
        max(box.north for box in found),
    )
