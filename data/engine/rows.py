"""The rows of a release's tables in pieces, for whoever puts them on an engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.engine.model import COLUMNS, Part

if TYPE_CHECKING:
    import polars as pl

    from data.engine.facts import Tables

PIECE = 500_000
"""Rows that are held at once."""


def datasets(tables: Tables) -> tuple[str, ...]:
    """Return the ids of every dataset that has counts."""
    return (*tables.entries, *(name for name, file in tables.files.items() if file.is_file()))


def pieces(tables: Tables, dataset: str) -> Iterator[pl.DataFrame]:
    """Yield the facts of a dataset, sorted: the columns of `COLUMNS["facts"]`."""
    import polars as pl  # noqa: PLC0415

    names = [*COLUMNS["facts"]]
    if dataset in tables.entries:
        yield own(tables, dataset).select(names)
        return
    rows = pl.scan_parquet(tables.files[dataset]).select(names)
    number = int(rows.select(pl.len()).collect().item())
    for start in range(0, number, PIECE):
        yield rows.slice(start, PIECE).collect()


def dimension(tables: Tables, dataset: str, part: Part) -> pl.DataFrame:
    """Return the places, offences or periods of a dataset."""
    import polars as pl  # noqa: PLC0415

    names = [*COLUMNS[part]]
    if dataset in tables.entries:
        return own(tables, dataset).select(names).unique().sort(names)
    return pl.scan_parquet(tables.files[dataset]).select(names).unique().collect().sort(names)


def own(tables: Tables, dataset: str) -> pl.DataFrame:
    """Return the rows of one of the product's own tables; a hidden count is null."""
    import polars as pl  # noqa: PLC0415

    columns = tables.facts(dataset).columns()
    frame = pl.DataFrame(
        {
            name: column.tolist() if column.dtype == object else column
            for name, column in columns.items()
        },
        schema_overrides={
            "offence": pl.String,
            "area_code": pl.String,
            "area_name": pl.String,
            "borough": pl.String,
        },
    )
    return frame.with_columns(pl.when("there").then("count").alias("count")).drop("there")
