"""PostgreSQL: a schema a release."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from data.engine.model import Column, Table
from data.engine.session import Failed, Given, Missing, Unreachable

if TYPE_CHECKING:
    import psycopg

    from data.engine.address import Address

SCHEMA = "release_"
NUMBERS = frozenset(("period", "total", "found", "rows", "count"))


def connection(
    address: Address, *, connect: float, answer: float, writing: bool = False
) -> psycopg.Connection[Any]:
    """Return a connection; one for reading cannot write.

    Args:
        address: The server.
        connect: Seconds within which it must be there.
        answer: Seconds after which the server gives up a statement; 0 for never.
        writing: Whether it is for publishing.

    Raises:
        Unreachable: The server cannot be reached, or refuses.
    """
    try:
        import psycopg  # noqa: PLC0415
    except ImportError:
        fault = "needs a driver: pip install -r requirements-engines.txt."
        raise Unreachable(fault) from None
    # A plan that is kept does not know how many areas are asked for: twice as slow for a borough.
    options = f"-c statement_timeout={round(answer * 1000)} -c plan_cache_mode=force_custom_plan"
    if not writing:
        options += " -c default_transaction_read_only=on"
    known: dict[str, Any] = {
        "host": address.host or None,
        "port": address.port,
        "dbname": address.database or None,
        "user": address.user or None,
        "password": address.password or None,
        # libpq knows no less than two seconds.
        "connect_timeout": max(2, round(connect)),
        "application_name": "met-business-plan-dashboard",
        "options": options,
        "keepalives_idle": 30,
        **dict(address.options),
    }
    try:
        return psycopg.connect(
            autocommit=True,
            **{name: value for name, value in known.items() if value is not None},
        )
    except psycopg.Error as error:
        raise Unreachable(_why(error)) from None


class PostgreSQL:
    """Opens sessions on the schema of one release.

    Args:
        address: The server.
        release: Content of the release.
        connect: Seconds within which a connection must be made.
        answer: Seconds within which a question must be answered.
    """

    dialect = "postgresql"
    gives_up = True

    def __init__(self, address: Address, release: str, *, connect: float, answer: float) -> None:
        self.name = address.name
        self.schema = SCHEMA + release
        self._address = address
        self._connect = connect
        self._answer = answer

    def open(self) -> _Session:
        """Return a session.

        Raises:
            Unreachable: The server cannot be reached, or refuses.
        """
        opened = connection(self._address, connect=self._connect, answer=self._answer)
        return _Session(opened, self._answer)

    def missing(self, table: Table) -> str:
        """Say what is missing where a table is not there."""
        return (
            f"has no {table.part} of {table.dataset} in the release that is served. It must be "
            "published there: python -m data publish."
        )


class _Session:
    """A session: a connection."""

    def __init__(self, opened: psycopg.Connection[Any], answer: float) -> None:
        self._connection = opened
        self._answer = answer

    def run(self, statement: str, values: Given = None) -> Mapping[str, Column]:
        """Return the answer by column."""
        import psycopg  # noqa: PLC0415
        from psycopg import errors  # noqa: PLC0415

        try:
            with self._connection.cursor(binary=True) as cursor:
                cursor.execute(statement.encode(), values, prepare=values is not None)
                names = [column.name for column in cursor.description or ()]
                rows = cursor.fetchall()
        except (errors.UndefinedTable, errors.InvalidSchemaName):
            raise Missing from None
        except errors.QueryCanceled:
            fault = f"did not answer within {self._answer:g} seconds."
            raise Failed(fault) from None
        except psycopg.Error as error:
            kind = Unreachable if self._connection.closed else Failed
            raise kind(_why(error)) from None
        columns = zip(*rows, strict=True) if rows else ((),) * len(names)
        return {
            name: np.array(column, dtype=np.int64) if name in NUMBERS else list(column)
            for name, column in zip(names, columns, strict=True)
        }

    def interrupt(self) -> None:
        """Cut the line: a server that hangs answers no request to cancel either."""
        with contextlib.suppress(OSError):
            copy = socket.socket(fileno=os.dup(self._connection.fileno()))
            copy.shutdown(socket.SHUT_RDWR)
            copy.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


REASONS = {
    "25": "lets this connection read only.",
    "28": "refuses the user or the password of ENGINE_URL.",
    "3D": "has no database of the name in ENGINE_URL.",
    "42501": "does not let the user of ENGINE_URL read the release’s tables.",
    "53": "has no room for another connection or question.",
    "57P": "is starting or stopping.",
}
"""What it means, by the beginning of the server's code."""

SAID = {
    "timeout": "did not accept a connection in time.",
    "authentication": "refuses the user or the password of ENGINE_URL.",
    "password": "refuses the user or the password of ENGINE_URL.",
    "does not exist": "has no such user or database as in ENGINE_URL.",
    "starting up": "is starting.",
    "shutting down": "is stopping.",
}
"""What it means where there is no code, by a word of what libpq says."""


def _why(error: psycopg.Error) -> str:
    """Say why a server does not answer, without what it says of users and passwords."""
    code, said = error.sqlstate or "", str(error).lower()
    found = [reason for start, reason in REASONS.items() if code.startswith(start)]
    found += [reason for word, reason in SAID.items() if word in said]
    return found[0] if found else "cannot be reached."
