"""What the product needs of an engine's own library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from data.engine.model import Column, Table


Given = Mapping[str, int | list[str]] | None


class Missing(Exception):  # noqa: N818 - names what is missing
    """The engine answers, but has not the tables of a release; the message says which."""


class Failed(Exception):  # noqa: N818 - a state of affairs
    """The engine answers, but not this question; the message says why, without credentials."""


class Unreachable(Exception):  # noqa: N818 - a state of affairs
    """The engine does not answer; the message says why, without credentials."""


class Hangs(Unreachable):
    """The engine accepts questions, and never answers."""


class Session(Protocol):
    """A connection, used by one thread at a time."""

    def run(self, statement: str, values: Given = None) -> Mapping[str, Column]:
        """Return the answer by column.

        Args:
            statement: What is asked.
            values: What stands for the names in it; None where there are none.

        Raises:
            Missing: There is no such table.
            Failed: The engine gave this question up.
            Unreachable: The engine is gone.
        """

    def interrupt(self) -> None:
        """Make `run` in another thread give up; the session is not used again."""

    def close(self) -> None:
        """Let go of the connection."""


class Driver(Protocol):
    """Opens sessions on one release's tables."""

    @property
    def name(self) -> str:
        """The engine in words, without user and password."""

    @property
    def dialect(self) -> str:
        """`duckdb`, `postgresql` or `spark`."""

    @property
    def gives_up(self) -> bool:
        """Whether the engine itself gives up a question that takes too long.

        Where it does, one that does not even do that hangs; where it does not, the question is
        given up here.
        """

    @property
    def schema(self) -> str:
        """Where the release's tables are; empty where that is where a session is."""

    def open(self) -> Session:
        """Return a session, ready to ask.

        Raises:
            Unreachable: The engine does not answer.
        """

    def missing(self, table: Table) -> str:
        """Say what is missing where a table is not there."""
