"""The address of the boundaries, which a map fetches once and keeps."""

from __future__ import annotations

from typing import Literal

import dash

from data.fingerprint import fingerprint
from data.store import Store

Level = Literal["boroughs", "bcus"]


def boundaries_url(store: Store, level: Level = "boroughs") -> str:
    """Return the address of a GeoJSON of boundaries, for `geojson=` of a choropleth.

    The features' `id` is the area's code, so `featureidkey` stays at its default, `id`. The
    address changes with the content, so a browser may keep it for good: a figure that carries
    the address instead of the boundaries is some 70 kB smaller.

    Args:
        store: The data.
        level: `boroughs` (33 with the City of London) or `bcus` (12).
    """
    content = store.boundaries.boroughs if level == "boroughs" else store.boundaries.bcus
    path: str = dash.get_relative_path(f"/boundaries/{fingerprint(content)}/{level}.json")
    return path


def ward_boundaries_url(store: Store, borough: str) -> str:
    """Return the address of the boundaries of a borough's wards, which are loaded."""
    content = store.wards[borough].geojson
    path: str = dash.get_relative_path(f"/boundaries/{fingerprint(content)}/wards-{borough}.json")
    return path
