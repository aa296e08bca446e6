"""Ward boundaries: read, checked, and parted by borough, as maps of wards need them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.catalogue import dataset
from data.errors import DataFileError
from data.geo import Box, Geometry, Position, box_around

WARD_BOUNDARIES = "boundaries-wards"


class _Properties(BaseModel):
    model_config = ConfigDict(strict=True)

    area_code: Annotated[str, Field(pattern=r"^E05[0-9]{6}$")]
    area_name: str
    borough: Annotated[str, Field(pattern=r"^E09[0-9]{6}$")]


class _Feature(BaseModel):
    type: Literal["Feature"]
    id: str
    properties: _Properties
    geometry: Annotated[Geometry, Field(discriminator="type")]


class _FeatureCollection(BaseModel):
    type: Literal["FeatureCollection"]
    features: Annotated[list[_Feature], Field(min_length=1)]


@dataclass(frozen=True, slots=True, eq=False)
class WardShapes:
    """The wards of one borough.

    Attributes:
        geojson: Features whose id is the ward's code.
        box: Smallest rectangle around them.
        boxes: The same of each ward, by code.
    """

    geojson: bytes = field(repr=False)
    box: Box
    boxes: Mapping[str, Box]


def ward_shapes(content: bytes) -> dict[str, WardShapes]:
    """Return the wards of each borough that has any, by the borough's code.

    Raises:
        DataFileError: It is not the GeoJSON that the loader writes.
    """
    file = dataset(WARD_BOUNDARIES).file
    try:
        found = _FeatureCollection.model_validate_json(content).features
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        rule = f"the file must be GeoJSON of wards: {place} {first['msg']}"
        raise DataFileError(file, rule, column=place or None) from None
    parted: dict[str, list[_Feature]] = defaultdict(list)
    seen: set[str] = set()
    for feature in found:
        if feature.id in seen or feature.id != feature.properties.area_code:
            rule = "a ward may occur only once, and its id must be its area_code"
            raise DataFileError(file, rule, column="id", value=feature.id)
        seen.add(feature.id)
        parted[feature.properties.borough].append(feature)
    return {borough: _of_borough(features) for borough, features in sorted(parted.items())}


def _of_borough(features: Sequence[_Feature]) -> WardShapes:
    boxes = {each.id: box_around(_points(each)) for each in features}
    corners = [
        corner
        for box in boxes.values()
        for corner in ((box.west, box.south), (box.east, box.north))
    ]
    collection = {
        "type": "FeatureCollection",
        "features": [each.model_dump(mode="json") for each in features],
    }
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    return WardShapes(text.encode(), box_around(corners), boxes)


def _points(feature: _Feature) -> list[Position]:
    return [point for ring in feature.geometry.outer for point in ring]
