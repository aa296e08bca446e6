"""The boundaries, simplified with shared borders kept, and the BCU outlines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

NATIONAL_GRID = "EPSG:27700"
WGS_84 = "EPSG:4326"
TOLERANCE = 120
"""Simplification tolerance in metres: no area triangle larger than its square is cut off."""
DECIMALS = 5
"""Decimals of a degree: about one metre."""


def simplified(source: Path, boroughs: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return boroughs on the National Grid, simplified as a coverage.

    Raises:
        ValueError: A shared border was torn, or a borough is missing.
    """
    import geopandas as gpd  # noqa: PLC0415

    shapes = gpd.read_file(source).to_crs(NATIONAL_GRID).sort_values("area_code")
    columns = ["area_code", "area_name", "bcu", "bcu_name"]
    joined = shapes[["area_code", "geometry"]].merge(
        boroughs[columns], on="area_code", how="outer", validate="one_to_one", indicator=True
    )
    if not joined["_merge"].eq("both").all():
        message = "the boundaries and the table of boroughs do not name the same boroughs"
        raise ValueError(message)
    joined["geometry"] = joined.geometry.simplify_coverage(TOLERANCE)
    if not joined.geometry.is_valid_coverage():
        message = "simplification has torn a shared border"
        raise ValueError(message)
    return joined[[*columns, "geometry"]]


def outlines(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return one outline a BCU, from the simplified boroughs."""
    members = shapes[shapes["bcu"] != ""]
    merged = members.dissolve(by="bcu", as_index=False, method="coverage").sort_values("bcu")
    merged["area_code"] = merged["bcu"]
    merged["area_name"] = merged["bcu_name"]
    return merged


def to_geojson(shapes: gpd.GeoDataFrame) -> bytes:
    """Return compact GeoJSON in longitude and latitude, five decimals, one feature a line.

    Outer rings run clockwise, as plotly's projection needs: run the other way, it fills the rest
    of the globe.
    """
    import geopandas as gpd  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    # A name is written in the middle of the largest circle that fits into the area.
    circles = shapely.maximum_inscribed_circle(shapes.geometry.to_numpy(), tolerance=10)
    middles = shapely.get_point(circles, 0)
    labels = shapely.get_coordinates(gpd.GeoSeries(middles, crs=NATIONAL_GRID).to_crs(WGS_84))
    outside = shapely.orient_polygons(shapes.to_crs(WGS_84).geometry.to_numpy(), exterior_cw=True)
    features = [
        json.dumps(
            {
                "type": "Feature",
                "id": row.area_code,
                "properties": {
                    "area_code": row.area_code,
                    "area_name": row.area_name,
                    "bcu": row.bcu,
                    "label_longitude": round(float(longitude), DECIMALS),
                    "label_latitude": round(float(latitude), DECIMALS),
                },
                "geometry": _rounded(_plain(shape).__geo_interface__),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for row, (longitude, latitude), shape in zip(
            shapes.itertuples(), labels, outside, strict=True
        )
    ]
    body = ",\n".join(features)
    return f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n'.encode()


def _plain(shape: Any) -> Any:  # noqa: ANN401 - a shapely geometry
    """Return a multipolygon of one part as that part."""
    import shapely  # noqa: PLC0415

    return shapely.get_geometry(shape, 0) if shapely.get_num_geometries(shape) == 1 else shape


def _rounded(geometry: Any) -> Any:  # noqa: ANN401 - nested GeoJSON
    if isinstance(geometry, dict):
        return {
            "type": geometry["type"],
            "coordinates": _rounded(geometry["coordinates"]),
        }
    if isinstance(geometry, float):
        return round(geometry, DECIMALS)
    return [_rounded(part) for part in geometry]
