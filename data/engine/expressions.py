"""The questions, written once as Ibis expressions and compiled for each engine.

A question has a shape (which filters, grouped by what) and values (codes, slugs, months). Ibis
compiles a shape once for each engine and table, with a marker where a value will stand; each
question then puts its values into the syntax tree. Compiling anew would cost as much as the
question itself.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from data.engine.model import COLUMNS, SORTED_BY, Table

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from sqlglot.expressions import Expression

AREAS, OFFENCES, BOROUGHS = "§areas", "§offences", "§boroughs"
FIRST, LAST = -2_000_000_001, -2_000_000_002
"""Markers: no code, slug or month is any of them."""

LISTS: Final = {AREAS: "areas", OFFENCES: "offences", BOROUGHS: "boroughs"}
BOUNDS: Final = {str(-FIRST): "first", str(-LAST): "last"}
"""Markers, and which of a question's values stand in their place."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a question is, without its values.

    Attributes:
        table: The table that it asks.
        by: Columns that counts are added up by; none for the rows themselves.
        areas: Whether it names areas.
        offences: Whether it names offences.
        periods: Whether it names a first and last period.
        boroughs: Whether it names boroughs.
    """

    table: Table
    by: tuple[str, ...] = ()
    areas: bool = False
    offences: bool = False
    periods: bool = False
    boroughs: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """What stands in the place of the markers; periods as ordinals of months."""

    areas: Collection[str] = ()
    offences: Collection[str] = ()
    boroughs: Collection[str] = ()
    first: int = 0
    last: int = 0


def statement(dialect: str, schema: str, shape: Shape, values: Values) -> str:
    """Return the statement that asks a question of an engine.

    Args:
        dialect: `duckdb`, `postgresql` or `spark`.
        schema: Where the release's tables are; empty where that is where the session is.
        shape: What is asked.
        values: Of what.
    """
    return _compiled(dialect, schema, shape).text(values)


class _Compiled:
    """A shape compiled for one engine and table: its syntax tree, and where values stand in it."""

    def __init__(self, tree: Expression, dialect: str) -> None:
        from sqlglot import exp  # noqa: PLC0415

        self._tree = tree
        self._dialect = dialect
        self._lock = threading.Lock()
        self._lists: list[tuple[exp.In, str]] = []
        self._bounds: list[tuple[Expression, str]] = []
        for node in [*tree.walk()]:
            if isinstance(node, exp.In) and node.expressions[0].name in LISTS:
                self._lists.append((node, LISTS[node.expressions[0].name]))
            if isinstance(node, exp.Literal) and node.name.lstrip("-") in BOUNDS:
                literal = exp.Literal.number(0)
                whole = node.parent if isinstance(node.parent, exp.Neg) else node
                whole.replace(literal)
                self._bounds.append((literal, BOUNDS[node.name.lstrip("-")]))

    def text(self, values: Values) -> str:
        """Return the statement with values in their places, each written as a literal."""
        from sqlglot import exp  # noqa: PLC0415

        # The tree is written into: one thread at a time.
        with self._lock:
            for node, name in self._lists:
                found = sorted(getattr(values, name))
                node.set("expressions", [exp.Literal.string(value) for value in found])
            for literal, name in self._bounds:
                literal.set("this", str(getattr(values, name)))
            asked: str = self._tree.sql(dialect=self._dialect)
        return asked


@functools.lru_cache(maxsize=256)
def _compiled(dialect: str, schema: str, shape: Shape) -> _Compiled:
    from ibis.backends.sql import compilers  # noqa: PLC0415

    kinds = {
        "duckdb": compilers.DuckDBCompiler,
        "postgresql": compilers.PostgresCompiler,
        "spark": compilers.PySparkCompiler,
    }
    compiler = kinds[dialect]()
    return _Compiled(compiler.to_sqlglot(_expression(schema, shape)), compiler.dialect)


def _expression(schema: str, shape: Shape) -> ir.Table:
    import ibis  # noqa: PLC0415

    columns = dict(COLUMNS[shape.table.part])
    table = ibis.table(columns, name=shape.table.name, database=schema or None)
    if shape.offences:
        table = table.filter(table["offence"].isin([OFFENCES]))
    if shape.areas:
        table = table.filter(table["area_code"].isin([AREAS]))
    if shape.boroughs:
        table = table.filter(table["borough"].isin([BOROUGHS]))
    if shape.periods:
        table = table.filter(table["period"] >= FIRST, table["period"] <= LAST)
    if not shape.by:
        return table.order_by([*(name for name in SORTED_BY if name in columns)])
    counts = table["count"]
    return table.group_by(list(shape.by)).aggregate(
        total=counts.sum().cast("int64").fill_null(0),
        found=counts.count(),
        rows=table.count(),
    )
