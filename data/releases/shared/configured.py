"""Which store a data directory follows: the configured one, if it is the configured directory."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from data.releases.shared.store import ReleaseStore, check

VARIABLE = "RELEASE_STORE"


class _Configured:
    """What was configured.

    Attributes:
        url: The store's URL; None: as the environment says.
    """

    url: str | None = None


_configured = _Configured()


def configure(url: str | None) -> None:
    """Follow another store from now on: empty for none, None for what the environment says."""
    _configured.url = url


def followed() -> ReleaseStore | None:
    """Return the configured store; None where there is none.

    Raises:
        ValueError: There is no way to reach it.
    """
    url = os.environ.get(VARIABLE, "") if _configured.url is None else _configured.url
    return opened(url) if url else None


def of(directory: Path) -> ReleaseStore | None:
    """Return the store that a data directory follows; None for a directory by itself.

    Only the configured data directory follows the configured store, so that a try in another one
    never publishes.

    Raises:
        ValueError: There is no way to reach the store.
    """
    from data.store import configured_directory  # noqa: PLC0415 - it loads what is here

    if directory.resolve() != configured_directory().resolve():
        return None
    return followed()


@lru_cache(maxsize=8)
def opened(url: str) -> ReleaseStore:
    """Return the store at a URL.

    Raises:
        ValueError: There is no way to reach it.
    """
    return ReleaseStore(check(url))
