"""Addresses within the product: a path with its query, under whatever prefix it is served."""

from __future__ import annotations

import dash

from components.url_state import query_string


def relative(path: str, *, fragment: str = "", **query: str | None) -> str:
    """An address of this product.

    Args:
        path: The page's path, ``/burglary``.
        fragment: The element to go to, without ``#``.
        query: Parameters, underscores for hyphens; empty ones and the area London are left out.
    """
    if query.get("area") == "london":
        query["area"] = None
    address: str = dash.get_relative_path(path)
    return f"{address}{query_string(**query)}{f'#{fragment}' if fragment else ''}"
