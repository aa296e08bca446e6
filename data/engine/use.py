"""Which engine is in use, and the engine on a loaded release's tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

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
        everything: Whether the product's own tables are asked of it too, not only small areas.
    """

    address: Address
    connect: float = 5
    answer: float = 10
    retry: float = 5
    everything: bool = False


_in_use: list[Use] = [Use(parse(EMBEDDED))]
_engines: WeakValueDictionary[tuple[Use, Path, str], Engine] = WeakValueDictionary()


def configure(
    url: str = EMBEDDED,
    *,
    connect: float = 5,
    answer: float = 10,
    retry: float = 5,
    everything: bool = False,
) -> None:
    """Use an engine from now on.

    Args:
        url: Its address; empty for DuckDB in this process.
        connect: Seconds within which a connection must be made.
        answer: Seconds within which a question must be answered.
        retry: Seconds for which an engine that did not answer is left alone.
        everything: Ask it for the product's own tables too; a release loaded from now on has no
            counts in memory.

    Raises:
        AddressError: The address cannot be used.
    """
    _in_use[0] = Use(parse(url), connect=connect, answer=answer, retry=retry, everything=everything)


def in_use() -> Use:
    """Return which engine is used, and how."""
    return _in_use[0]


def engine_of(store: Store) -> Engine:
    """Return the engine in use, on the tables of a loaded release. Nothing is connected yet."""
    return _engine_of(store, in_use())


@remembered(4)
def _engine_of(store: Store, use: Use) -> Engine:
    # One engine a release, whether its counts lie there or in memory.
    key = use, store.directory, store.release
    engine = _engines.get(key)
    if engine is None:
        driver = _driver(use, store)
        engine = Engine(driver, connect=use.connect, answer=use.answer, retry=use.retry)
        _engines[key] = engine
    return engine


def _driver(use: Use, store: Store) -> Driver:
    """Return the driver of an engine; what is imported for it is imported here."""
    from data.engine.facts import Tables  # noqa: PLC0415

    if use.address.kind == "postgresql":
        from data.engine.drivers.postgresql import PostgreSQL  # noqa: PLC0415

        return PostgreSQL(use.address, store.release, connect=use.connect, answer=use.answer)
    if use.address.kind == "spark":
        from data.engine.drivers.spark import Spark  # noqa: PLC0415

        return Spark(use.address, store.release)
    from data.engine.drivers.duckdb import Embedded  # noqa: PLC0415

    return Embedded(use.address, Tables.of(store), everything=use.everything)
