"""What views need of an application: the prefix under which it is served."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from dash._get_paths import CONFIG


@pytest.fixture(autouse=True)
def _served_at_the_root() -> Iterator[None]:
    """Addresses are made as if an application were served at ``/``."""
    missing = "requests_pathname_prefix" not in CONFIG
    if missing:
        CONFIG["requests_pathname_prefix"] = "/"
    yield
    if missing:
        del CONFIG["requests_pathname_prefix"]
