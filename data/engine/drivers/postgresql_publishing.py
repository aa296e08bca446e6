"""Puts a release into PostgreSQL: one transaction makes its schema with all that is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, LiteralString

from data.engine.drivers.postgresql import SCHEMA, connection
from data.engine.model import COLUMNS, Part, Table
from data.engine.publishing import Progress, Published
from data.engine.rows import datasets, dimension, pieces
from data.engine.session import Unreachable
from data.errors import EngineUnavailable

if TYPE_CHECKING:
    import psycopg
    from psycopg.sql import Composed

    from data.engine.address import Address
    from data.engine.facts import Tables

TYPES: Final = {"string": "text", "int32": "integer"}
LOCK: Final = 7_107_071
"""Number of the lock that keeps two publishers apart."""
CONNECT: Final = 10.0
COPY: Final = "COPY {}.{} FROM STDIN (FORMAT csv, NULL '\\N')"
INDEX: Final = "CREATE INDEX ON {}.{} (offence, area_code, period) INCLUDE (count)"
"""Holds the count too, so that a question reads the index alone."""


def publish_there(
    tables: Tables, address: Address, *, keep: int, reader: str, said: Progress
) -> Published:
    """Write every table of a release; see `data.engine.publishing.publish`."""
    import psycopg  # noqa: PLC0415

    try:
        opened = connection(address, connect=CONNECT, answer=0, writing=True)
    except Unreachable as error:
        raise EngineUnavailable(address.name, str(error)) from None
    schema = SCHEMA + tables.release
    try:
        with opened:
            with opened.transaction():
                opened.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
                rows = {} if _there(opened, schema) else _write(opened, schema, tables, said)
                removed = _prune(opened, schema, keep)
                if reader:
                    _let_read(opened, schema, reader)
            for dataset in rows:
                # Without it, the first questions would look into every page for what is visible.
                opened.execute(_named("VACUUM (ANALYZE) {}.{}", schema, Table(dataset, "facts")))
    except psycopg.Error as error:
        fault = str(error).partition("\n")[0][:200]
        raise EngineUnavailable(address.name, f"refuses the release: {fault}") from None
    return Published(schema, rows, removed)


def _there(opened: psycopg.Connection[Any], schema: str) -> bool:
    found = opened.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (schema,))
    return found.fetchone() is not None


def _write(
    opened: psycopg.Connection[Any], schema: str, tables: Tables, said: Progress
) -> dict[str, int]:
    from psycopg.sql import SQL, Identifier  # noqa: PLC0415

    opened.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
    rows = {}
    for dataset in datasets(tables):
        said(f"Writing {dataset}")
        facts = Table(dataset, "facts")
        _create(opened, schema, facts)
        rows[dataset] = _copy(opened, schema, facts, pieces(tables, dataset))
        opened.execute(
            _named(
                "CREATE INDEX ON {}.{} (offence, area_code, period) INCLUDE (count)", schema, facts
            )
        )
        parts: tuple[Part, ...] = ("places", "offences", "periods")
        for part in parts:
            table = Table(dataset, part)
            _create(opened, schema, table)
            _copy(opened, schema, table, [dimension(tables, dataset, part)])
    return rows


def _create(opened: psycopg.Connection[Any], schema: str, table: Table) -> None:
    from psycopg.sql import SQL, Identifier  # noqa: PLC0415

    columns = SQL(", ").join(
        SQL("{} {}").format(Identifier(name), SQL(TYPES[kind]))
        for name, kind in COLUMNS[table.part].items()
    )
    opened.execute(
        SQL("CREATE TABLE {}.{} ({})").format(Identifier(schema), Identifier(table.name), columns)
    )


def _copy(opened: psycopg.Connection[Any], schema: str, table: Table, rows: Any) -> int:  # noqa: ANN401 - data frames
    number = 0
    with (
        opened.cursor() as cursor,
        cursor.copy(
            _named("COPY {}.{} FROM STDIN (FORMAT csv, NULL '\\N')", schema, table)
        ) as copy,
    ):
        for piece in rows:
            copy.write(piece.write_csv(include_header=False, null_value="\\N").encode())
            number += piece.height
    return number


def _prune(opened: psycopg.Connection[Any], schema: str, keep: int) -> tuple[str, ...]:
    """Remove the oldest releases; never the one that is published."""
    from psycopg.sql import SQL, Identifier  # noqa: PLC0415

    found = opened.execute(
        "SELECT nspname FROM pg_namespace WHERE nspname ~ %s AND nspname <> %s ORDER BY oid DESC",
        (f"^{SCHEMA}[0-9a-f]{{16}}$", schema),
    )
    old = tuple(str(name) for (name,) in found.fetchall()[max(keep - 1, 0) :])
    for name in old:
        opened.execute(SQL("DROP SCHEMA {} CASCADE").format(Identifier(name)))
    return old


def _let_read(opened: psycopg.Connection[Any], schema: str, reader: str) -> None:
    from psycopg.sql import SQL, Identifier  # noqa: PLC0415

    who, where = Identifier(reader), Identifier(schema)
    opened.execute(SQL("GRANT USAGE ON SCHEMA {} TO {}").format(where, who))
    opened.execute(SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {} TO {}").format(where, who))


def _named(statement: LiteralString, schema: str, table: Table) -> Composed:
    """Return a statement of this module with the names put in, quoted."""
    from psycopg.sql import SQL, Identifier  # noqa: PLC0415

    return SQL(statement).format(Identifier(schema), Identifier(table.name))
