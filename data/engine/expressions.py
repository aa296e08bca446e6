"""The questions, written once as Ibis expressions and compiled for each engine.

A question has a shape (which filters, grouped by what) and values (codes, slugs, months). Ibis
compiles a shape once for each engine and table, with a marker where a value will stand. Compiling
anew would cost as much as the question itself, and so would writing its text, where the engine
answers in less than a millisecond: PostgreSQL is given one text for each shape, which it prepares,
and the values beside it. DuckDB and Spark are given values as literals, by which they choose the
groups of rows to read.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from data.engine.model import COLUMNS, SORTED_BY, Table

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from sqlglot import exp
    from sqlglot.expressions import Expression

AREA: Final = "area_code"
AREAS, OFFENCES, BOROUGHS = "§areas", "§offences", "§boroughs"
FIRST, LAST = -2_000_000_001, -2_000_000_002
"""Markers: no code, slug or month is any of them."""

LISTS: Final = {AREAS: "areas", OFFENCES: "offences", BOROUGHS: "boroughs"}
BOUNDS: Final = {str(-FIRST): "first", str(-LAST): "last"}
"""Markers, and which of a question's values stand in their place."""
NAMED: Final = ("postgresql",)
"""Engines that are given values beside the text."""


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


class Statement(NamedTuple):
    """What an engine is asked.

    Attributes:
        text: The statement.
        values: What stands for the names in it; None where they stand in it as literals.
    """

    text: str
    values: Mapping[str, int | list[str]] | None = None


def statement(dialect: str, schema: str, shape: Shape, values: Values) -> Statement:
    """Return the statement that asks a question of an engine.

    Args:
        dialect: `duckdb`, `postgresql` or `spark`.
        schema: Where the release's tables are; empty where that is where the session is.
        shape: What is asked.
        values: Of what.
    """
    return _compiled(dialect, schema, shape).of(values)


class _Compiled(Protocol):
    """A shape compiled for one engine and table."""

    def of(self, values: Values) -> Statement:
        """Return the statement with these values."""


class _Literal:
    """A syntax tree, and where values stand in it: each is written as a literal."""

    def __init__(self, tree: Expression, dialect: str) -> None:
        from sqlglot import exp  # noqa: PLC0415

        self._tree = tree
        self._dialect = dialect
        self._lock = threading.Lock()
        self._lists = _lists(tree)
        self._bounds: list[tuple[Expression, str]] = []
        for node, name in _bounds(tree):
            literal = exp.Literal.number(0)
            node.replace(literal)
            self._bounds.append((literal, name))

    def of(self, values: Values) -> Statement:
        """Return the statement with values in their places."""
        from sqlglot import exp  # noqa: PLC0415

        # The tree is written into: one thread at a time.
        with self._lock:
            for node, name in self._lists:
                found = sorted(getattr(values, name))
                node.set("expressions", [exp.Literal.string(value) for value in found])
            for literal, name in self._bounds:
                literal.set("this", str(getattr(values, name)))
            return Statement(self._tree.sql(dialect=self._dialect))


class _Named:
    """A text with names for the values, which are given beside it: the same for every question."""

    def __init__(self, tree: Expression, dialect: str) -> None:
        from sqlglot import exp  # noqa: PLC0415

        self._lists: list[str] = []
        self._bounds: list[str] = []
        for node, name in _lists(tree):
            among = exp.Any(this=exp.Paren(this=exp.Placeholder(this=name)))
            node.replace(exp.EQ(this=node.this.copy(), expression=among))
            self._lists.append(name)
        for other, name in _bounds(tree):
            other.replace(exp.Placeholder(this=name))
            self._bounds.append(name)
        self._text = tree.sql(dialect=dialect)

    def of(self, values: Values) -> Statement:
        """Return the text, and the values by their names."""
        given: dict[str, int | list[str]] = {each: [*getattr(values, each)] for each in self._lists}
        given |= {each: getattr(values, each) for each in self._bounds}
        return Statement(self._text, given)


def _lists(tree: Expression) -> list[tuple[exp.In, str]]:
    """Return each list that stands for values, and for which."""
    from sqlglot import exp  # noqa: PLC0415

    found = [node for node in tree.find_all(exp.In) if node.expressions[0].name in LISTS]
    return [(node, LISTS[node.expressions[0].name]) for node in found]


def _bounds(tree: Expression) -> list[tuple[Expression, str]]:
    """Return each number that stands for a month, its sign included, and for which."""
    from sqlglot import exp  # noqa: PLC0415

    found = [node for node in tree.find_all(exp.Literal) if node.name.lstrip("-") in BOUNDS]
    return [
        (node.parent if isinstance(node.parent, exp.Neg) else node, BOUNDS[node.name.lstrip("-")])
        for node in found
    ]


@functools.lru_cache(maxsize=256)
def _compiled(dialect: str, schema: str, shape: Shape) -> _Compiled:
    from ibis.backends.sql import compilers  # noqa: PLC0415

    kinds = {
        "duckdb": compilers.DuckDBCompiler,
        "postgresql": compilers.PostgresCompiler,
        "spark": compilers.PySparkCompiler,
    }
    compiler = kinds[dialect]()
    tree = compiler.to_sqlglot(_expression(dialect, schema, shape))
    return (_Named if dialect in NAMED else _Literal)(tree, compiler.dialect)


def _expression(dialect: str, schema: str, shape: Shape) -> ir.Table:
    import ibis  # noqa: PLC0415

    columns = dict(COLUMNS[shape.table.part])
    table = ibis.table(columns, name=shape.table.name, database=schema or None)
    # Spark looks at each row in this order: numbers first, which are quickly compared and leave
    # the fewest rows; then what has the most values.
    if shape.periods:
        table = table.filter(table["period"] >= FIRST, table["period"] <= LAST)
    if shape.areas:
        table = table.filter(table[AREA].isin([AREAS]))
    if shape.boroughs:
        table = table.filter(table["borough"].isin([BOROUGHS]))
    if shape.offences:
        table = table.filter(table["offence"].isin([OFFENCES]))
    if not shape.by:
        return table.order_by([*(name for name in SORTED_BY if name in columns)])
    counts = table["count"]
    keys = [table[name] for name in shape.by]
    if dialect == "duckdb" and not shape.areas:
        # As it lies in the file, a code is a place in the dictionary of its group of rows. Adding
        # up by those grows faster than the table: six times slower at 54,000 areas.
        keys = [
            _plain(key) if name == AREA else key for name, key in zip(shape.by, keys, strict=True)
        ]
    return table.group_by(keys).aggregate(
        total=counts.sum().cast("int64").fill_null(0),
        found=counts.count(),
        rows=table.count(),
    )


def _plain(code: ir.StringValue) -> ir.StringValue:
    """Return a code as text of its own, the same letters."""
    return code.substr(0).name(code.get_name())
