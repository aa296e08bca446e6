"""Takes ward boundaries as the ONS publishes them: GeoJSON, one feature a ward."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from data.catalogue import dataset
from data.errors import DataFileError
from data.extracts.findings import Unreadable
from data.extracts.small_area_register import register_of
from data.small_areas import LEVELS
from data.ward_shapes import WARD_BOUNDARIES, ward_shapes
from data.words import number

if TYPE_CHECKING:
    from data.extracts.draft import Draft
    from data.extracts.findings import Findings

Ring = list[list[float]]

TITLE = "ward boundaries"
CODE = re.compile(r"(wd|ward)_?([0-9]{2})?_?(cd|code)|area_code")
NAME = re.compile(r"(wd|ward)_?([0-9]{2})?_?(nm|name)|area_name")
BOROUGH = re.compile(r"lad_?([0-9]{2})?_?(cd|code)|borough")
LARGEST = 6_000_000
"""Bytes of what is kept: boundaries generalised to 20 metres are a tenth of it."""

DECIMALS = 5
"""About a metre."""

WEST, EAST, SOUTH, NORTH = -0.6, 0.4, 51.2, 51.8
"""A rectangle around London, in degrees."""


def is_geojson(content: bytes) -> bool:
    """Whether a file is JSON rather than a table."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def take_ward_boundaries(
    content: bytes, draft: Draft, findings: Findings, notes: list[str]
) -> None:
    """Keep the outlines of London's wards; those elsewhere are left out."""
    try:
        features = _features(content)
    except Unreadable as error:
        findings.add(error.rule, value=error.value)
        return
    kept, register = [], register_of(draft, LEVELS["ward"])
    for place, feature in enumerate(features):
        properties = feature.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        code = _property(properties, CODE)
        known = register.get(code)
        borough = _property(properties, BOROUGH) or (known.borough if known else "")
        if not re.fullmatch(LEVELS["ward"].code, code) or borough not in draft.places.boroughs:
            continue
        try:
            geometry = _geometry(feature.get("geometry"))
        except Unreadable as error:
            findings.add(f"features.{place} ({code}): {error.rule}", value=error.value)
            return
        name = _property(properties, NAME) or (known.name if known else code)
        kept.append(
            {
                "type": "Feature",
                "id": code,
                "properties": {"area_code": code, "area_name": name, "borough": borough},
                "geometry": geometry,
            }
        )
    if not kept:
        findings.add(
            "the file must have London's wards: features with a ward's code (WD24CD) and its "
            "borough's (LAD24CD), or wards whose figures are loaded"
        )
        return
    _keep(kept, draft, findings, notes)
    codes = {str(each["id"]) for each in kept}
    missing = [code for code in register if code not in codes]
    if missing:
        notes.append(f"{number(len(missing))} wards with figures are not in it, so on no map.")


def _keep(kept: list[dict[str, Any]], draft: Draft, findings: Findings, notes: list[str]) -> None:
    collection = {"type": "FeatureCollection", "features": kept}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
    if len(text) > LARGEST:
        size = f"{len(text) / 1e6:.1f} MB"
        findings.add("the boundaries must be generalised: take the file BGC or BSC", value=size)
        return
    try:
        boroughs = ward_shapes(text)
    except DataFileError as error:
        findings.add(error.rule, column=error.column)
        return
    notes.append(
        f"Boundaries of {number(len(kept))} wards in {number(len(boroughs))} boroughs, "
        f"{number(len(text) / 1000)} kB."
    )
    draft.pending[dataset(WARD_BOUNDARIES).file] = text


def _features(content: bytes) -> list[dict[str, Any]]:
    """Return the features of a file.

    Raises:
        Unreadable: It is no GeoJSON.
    """
    rule = "the file must be GeoJSON: a FeatureCollection with a feature a ward"
    try:
        read = json.loads(content.removeprefix(b"\xef\xbb\xbf").decode())
    except (ValueError, RecursionError):
        raise Unreadable(rule) from None
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or not all(isinstance(each, dict) for each in features):
        raise Unreadable(rule)
    return features


def _property(properties: Mapping[str, Any], form: re.Pattern[str]) -> str:
    found = (
        value
        for name, value in properties.items()
        if form.fullmatch(str(name).casefold()) and isinstance(value, str)
    )
    return next(found, "").strip()


def _geometry(geometry: object) -> dict[str, Any]:
    """Return a geometry with outer rings clockwise, as the maps need it, rounded to a metre.

    Raises:
        Unreadable: It is no polygon in degrees of longitude and latitude around London.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        raise Unreadable("the geometry must be a Polygon or MultiPolygon", value=kind)
    parts: Any = geometry.get("coordinates")
    polygons: Any = [parts] if kind == "Polygon" else parts
    try:
        made = [
            [_ring(ring, clockwise=place == 0) for place, ring in enumerate(polygon)]
            for polygon in (polygons or [])
        ]
    except (TypeError, ValueError, IndexError):
        raise Unreadable("the coordinates must be lists of pairs of numbers") from None
    if not made or not all(made):
        raise Unreadable("the geometry must have an outline")
    return {"type": "MultiPolygon", "coordinates": made}


def _ring(ring: Any, *, clockwise: bool) -> Ring:  # noqa: ANN401 - of a file
    points = [
        [round(float(point[0]), DECIMALS), round(float(point[1]), DECIMALS)] for point in ring
    ]
    for longitude, latitude in points:
        if not (WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH):
            rule = "the coordinates must be longitude and latitude (WGS 84) in London"
            raise Unreadable(rule, value=f"{longitude}, {latitude}")
    if points and points[0] != points[-1]:
        points.append(points[0])
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(points))
    return points if (area < 0) == clockwise else points[::-1]
