"""Which engine is in use, and the engine on a loaded release's tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.engine.address import EMBEDDED, Address, parse
from data.engine.engine import Engine
from data.remembering import remembered

if TYPE_CHECKING:
    from data.engine.session import Driver
    from data.store_model import Store


@dataclass(frozen=True, slots=True)
class Use:
    """How the engine is used.

    Attributes:
        address: Where it is.
        connect: Seconds within which a connection must be made.
        answer: Seconds within which a question must be answered.
        retry: Seconds for which an engine that did not answer is left alone.
    """

    address: Address
    connect: float = 5
    answer: float = 10
    retry: float = 5


_in_use: list[Use] = [Use(parse(EMBEDDED))]


def configure(url: str = EMBEDDED, *, connect: float = 5, answer: float = 10) -> None:
    """Use an engine from now on.

    Args:
        url: Its address; empty for DuckDB in this process.
        connect: Seconds within which a connection must be made.
        answer: Seconds within which a question must be answered.

    Raises:
        AddressError: The address cannot be used.
    """
    _in_use[0] = Use(parse(url), connect=connect, answer=answer)


def in_use() -> Use:
    """Return which engine is used, and how."""
    return _in_use[0]


def engine_of(store: Store) -> Engine:
    """Return the engine in use, on the tables of a loaded release. Nothing is connected yet."""
    return _engine_of(store, in_use())


@remembered(4)
def _engine_of(store: Store, use: Use) -> Engine:
    driver = _driver(use.address, store)
    return Engine(driver, connect=use.connect, answer=use.answer, retry=use.retry)


def _driver(address: Address, store: Store) -> Driver:
    from data.engine.drivers.duckdb import Embedded  # noqa: PLC0415

    files = {entry.id: store.path(entry) for entry in store.catalogue if entry.format == "parquet"}
    return Embedded(address, files)
