"""Addresses of the product, and the tokens of the programs that ask for them."""

import hashlib
from typing import Any

from server.stack import registered

TOKEN, EDITORS_TOKEN = "a token of a viewer", "a token of an editor"


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def example(route: str) -> str:
    """An address of a route."""
    parts = {
        "{dataset}": "boroughs", "{fingerprint}": "0", "{name}": "boroughs", "{job}": "a" * 24
    }  # fmt: skip
    for name, value in parts.items():
        route = route.replace(name, value)
    # What takes seconds to make is asked for a place that there is not.
    return f"{route}?area=nowhere" if route.startswith("/exports/") else route


def addresses(app: Any) -> list[tuple[str, str]]:
    """Every method and route of the product, its pages included."""
    routes = [
        (method, path) for path, methods in registered(app).items() for method in sorted(methods)
    ]
    return sorted({*routes, *(("GET", page["path"]) for page in app.pages())})
