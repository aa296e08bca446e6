"""DuckDB in this process, over the Parquet files of a loaded release."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from data.engine.model import COLUMNS, Column, Table
from data.engine.session import Failed, Given, Missing, Unreachable

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from data.engine.address import Address
    from data.engine.facts import Facts, Tables

MEMORY, THREADS = "512MB", "2"


class Embedded:
    """Opens sessions on one database in memory, whose tables are views of the release's files.

    Args:
        address: Its options: `memory` (such as 512MB) and `threads`.
        tables: The release.
        everything: Whether to make the product's own tables too, from what is in memory.
    """

    dialect = "duckdb"
    schema = ""
    gives_up = False

    def __init__(self, address: Address, tables: Tables, *, everything: bool = False) -> None:
        self.name = address.name
        self._options: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": address.option("memory", MEMORY),
            "threads": address.option("threads", THREADS),
        }
        self._tables = tables
        self._everything = everything
        self._database: duckdb.DuckDBPyConnection | None = None
        self._lock = threading.Lock()

    def open(self) -> _Cursor:
        """Return a session; the first makes the database."""
        import duckdb  # noqa: PLC0415

        with self._lock:
            if self._database is None:
                try:
                    self._database = self._made()
                except duckdb.Error as error:
                    raise Unreachable(
                        f"cannot read the release’s tables: {_short(error)}"
                    ) from None
            return _Cursor(self._database.cursor())

    def missing(self, table: Table) -> str:
        """Say what is missing where a table is not there."""
        return f"has no {table.part} of {table.dataset}: none has been loaded into this release."

    def _made(self) -> duckdb.DuckDBPyConnection:
        import duckdb  # noqa: PLC0415

        database = duckdb.connect(
            config=self._options
            # Nothing is ever fetched from another host.
            | {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        )
        database.execute("SET parquet_metadata_cache = true")
        for dataset, path in self._tables.files.items():
            _add(database, dataset, database.read_parquet(str(path)))
        for dataset in self._tables.entries if self._everything else ():
            own = database.from_df(_frame(self._tables.facts(dataset)))
            own.create(f"own_{Table(dataset, 'facts').name}")
            _add(database, dataset, database.table(f"own_{Table(dataset, 'facts').name}"))
        return database


def _frame(facts: Facts) -> pd.DataFrame:
    """Return the rows of a table; a count that may not be shown is missing."""
    import pandas as pd  # noqa: PLC0415

    columns = facts.columns()
    there = columns.pop("there").astype(bool)
    counts = pd.arrays.IntegerArray(columns["count"].astype("int32"), ~there)
    return pd.DataFrame(columns | {"count": counts})


def _add(
    database: duckdb.DuckDBPyConnection, dataset: str, source: duckdb.DuckDBPyRelation
) -> None:
    """Make the tables of a dataset: a view of its facts, and its dimensions."""
    source.project(*COLUMNS["facts"]).create_view(Table(dataset, "facts").name)
    for part in ("places", "offences", "periods"):
        columns = source.project(*COLUMNS[part])
        columns.distinct().create(Table(dataset, part).name)


class _Cursor:
    """A session: a cursor of the database."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def run(self, statement: str, _: Given = None) -> Mapping[str, Column]:
        """Return the answer by column."""
        import duckdb  # noqa: PLC0415

        try:
            answer: Mapping[str, Column] = self._cursor.execute(statement).fetchnumpy()
        except duckdb.CatalogException:
            raise Missing from None
        except duckdb.Error as error:
            raise Failed(f"cannot answer: {_short(error)}") from None
        return answer

    def interrupt(self) -> None:
        """Make `run` in another thread give up."""
        self._cursor.interrupt()

    def close(self) -> None:
        """Let go of the cursor."""
        self._cursor.close()


def _short(error: Exception) -> str:
    """Return the first line of an error."""
    return str(error).partition("\n")[0][:200]
