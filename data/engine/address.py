"""The address of an engine, as in the setting `ENGINE_URL`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

Kind = Literal["duckdb", "postgresql", "spark"]

EMBEDDED: Final = "duckdb://"
ALLOWED: Final = (
    "duckdb:// (in this process, over the release’s Parquet files), "
    "postgresql://user@host:5432/database, or spark://host:7077 and spark-local:// with "
    "?warehouse=/directory"
)
_SCHEMES: Final[dict[str, Kind]] = {
    "duckdb": "duckdb",
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "spark": "spark",
    "spark-local": "spark",
}
_OPTIONS: Final[dict[Kind, tuple[str, ...]]] = {
    "duckdb": ("memory", "threads"),
    "postgresql": ("sslmode", "sslrootcert"),
    "spark": ("warehouse", "executors", "cores", "memory"),
}


class AddressError(ValueError):
    """An address that cannot be used; the message never repeats a password."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an engine is.

    Attributes:
        kind: Which engine.
        scheme: As written: `spark` and `spark-local` are one engine.
        host: Name or number of the host; empty for an engine in this process.
        port: TCP port; None for the engine's own.
        database: The database; empty for none.
        user: Who connects; empty for whoever runs this.
        password: Not shown by `repr`, `str` or any message.
        options: What stands after the question mark.
    """

    kind: Kind
    scheme: str
    host: str = ""
    port: int | None = None
    database: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    options: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The engine in words, without user and password."""
        title = {"duckdb": "DuckDB", "postgresql": "PostgreSQL", "spark": "Spark"}[self.kind]
        if not self.host:
            return f"{title} in this process" if self.kind == "duckdb" else title
        return f"{title} at {self.host}:{self.port}" if self.port else f"{title} at {self.host}"

    def option(self, name: str, default: str = "") -> str:
        """Return one of the options."""
        return dict(self.options).get(name, default)

    def __str__(self) -> str:
        """Return the name: safe to log."""
        return self.name


def parse(url: str) -> Address:
    """Return the address that a URL stands for; an empty one is DuckDB in this process.

    Raises:
        AddressError: The scheme, the port or an option is not known.
    """
    try:
        parts = urlsplit(url.strip() or EMBEDDED)
        port = parts.port
    except ValueError:
        raise AddressError(f"It is no address of an engine. Allowed: {ALLOWED}.") from None
    kind = _SCHEMES.get(parts.scheme)
    if kind is None:
        scheme = parts.scheme[:40] or "no scheme"
        raise AddressError(f"“{scheme}” names no engine. Allowed: {ALLOWED}.")
    options = tuple(parse_qsl(parts.query))
    for name, _ in options:
        if name not in _OPTIONS[kind]:
            known = ", ".join(_OPTIONS[kind])
            raise AddressError(f"“{name[:40]}” is no option of {kind}. Allowed: {known}.")
    return Address(
        kind=kind,
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=port,
        database=unquote(parts.path.lstrip("/")),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        options=options,
    )
