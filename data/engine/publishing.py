"""Puts the tables of a release on an engine, so that servers can ask it: all of them or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.engine.facts import Tables

if TYPE_CHECKING:
    from data.engine.address import Address
    from data.store_model import Store

Progress = Callable[[str], None]
KEPT = 3
"""Releases that stay on the engine, with the one that is published."""


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did.

    Attributes:
        schema: What the release is called on the engine.
        rows: Rows of the facts by dataset; empty where the release was there already.
        removed: Earlier releases that were removed.
    """

    schema: str
    rows: dict[str, int]
    removed: tuple[str, ...]


def publish(
    store: Store,
    address: Address,
    *,
    keep: int = KEPT,
    reader: str = "",
    said: Progress = lambda _: None,
) -> Published:
    """Put every table of counts of a release on an engine.

    Args:
        store: The loaded release.
        address: The engine.
        keep: How many releases stay there, with this one.
        reader: Who may read the tables besides who publishes them; empty for nobody.
        said: Is told what is written.

    Raises:
        EngineUnavailable: The engine cannot be reached or written to; nothing is changed.
        ValueError: DuckDB reads the release's own files: there is nothing to publish.
    """
    tables = Tables.of(store)
    if address.kind == "postgresql":
        from data.engine.drivers.postgresql_publishing import publish_there  # noqa: PLC0415

        return publish_there(tables, address, keep=keep, reader=reader, said=said)
    if address.kind == "spark":
        from data.engine.drivers.spark_publishing import publish_there as write  # noqa: PLC0415

        return write(tables, address, keep=keep, said=said)
    raise ValueError("DuckDB reads the files of the release itself: there is nothing to publish.")
