"""Puts a new release on the engine before it counts, where loading is to do so.

Servers ask the tables of the release that they serve. Were it put there after it counts, they
would have none for that long.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from data.engine.address import Address
    from data.store_model import Store

VARIABLE: Final = "ENGINE_PUBLISH_URL"
"""The engine, with a user who may write there; empty for none."""


def offer(store: Store) -> None:
    """Put a release that is loaded, but does not count yet, on the engine.

    A release that is there and never comes to count does no harm: nobody asks it.

    Raises:
        EngineUnavailable: The engine cannot be reached or written to; nothing is changed.
        ValueError: `ENGINE_PUBLISH_URL` names no engine that has tables of its own.
    """
    address = _address()
    if address is not None:
        from data.engine.publishing import publish  # noqa: PLC0415

        publish(store, address)


def lags() -> bool:
    """Tell whether servers ask an engine on which loading does not put releases."""
    url = os.environ.get("ENGINE_URL", "")
    return bool(url) and not url.startswith("duckdb") and not os.environ.get(VARIABLE)


def _address() -> Address | None:
    url = os.environ.get(VARIABLE, "")
    if not url:
        return None
    from data.engine.address import parse  # noqa: PLC0415

    return parse(url)
