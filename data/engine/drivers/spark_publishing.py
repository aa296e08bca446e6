"""Puts a release into a warehouse of Parquet files: written beside its place, then renamed."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.engine.drivers.spark import COMPLETE, file_system, session, warehouse
from data.engine.model import SORTED_BY, Part, Table
from data.engine.publishing import Progress, Published
from data.engine.rows import datasets, dimension, pieces
from data.engine.session import Unreachable
from data.errors import EngineUnavailable

if TYPE_CHECKING:
    import polars as pl
    from pyspark.sql import SparkSession

    from data.engine.address import Address
    from data.engine.facts import Tables

PARTS: tuple[Part, ...] = ("places", "offences", "periods")


def publish_there(tables: Tables, address: Address, *, keep: int, said: Progress) -> Published:
    """Write every table of a release; see `data.engine.publishing.publish`."""
    place = warehouse(address)
    name = f"release_{tables.release}"
    try:
        spark = session(address)
        files, done = file_system(spark, f"{place}/{name}/{COMPLETE}")
        rows = {} if files.exists(done) else _write(spark, place, name, tables, said)
        removed = _prune(spark, place, name, keep)
    except Unreachable as error:
        raise EngineUnavailable(address.name, str(error)) from None
    except Exception as error:
        fault = f"refuses the release: {type(error).__name__}."
        raise EngineUnavailable(address.name, fault) from error
    return Published(name, rows, removed)


def _write(
    spark: SparkSession, place: str, name: str, tables: Tables, said: Progress
) -> dict[str, int]:
    stage = f"{place}/.unfinished-{uuid.uuid4().hex}"
    rows = {}
    try:
        for dataset in datasets(tables):
            said(f"Writing {dataset}")
            facts = Table(dataset, "facts")
            number = 0
            for position, piece in enumerate(pieces(tables, dataset)):
                _put(spark, piece, f"{stage}/{facts.name}/part-{position:05d}.parquet")
                number += piece.height
            rows[dataset] = number
            for part in PARTS:
                table = Table(dataset, part)
                frame = dimension(tables, dataset, part)
                _put(spark, frame, f"{stage}/{table.name}/part-00000.parquet")
        files, begun = file_system(spark, f"{stage}/{COMPLETE}")
        files.create(begun).close()
        # What has no mark was left by someone who was killed.
        files.delete(_path(spark, f"{place}/{name}"), True)
        if not files.rename(_path(spark, stage), _path(spark, f"{place}/{name}")):
            raise OSError
    finally:
        files, begun = file_system(spark, stage)
        files.delete(begun, True)
    return rows


def _put(spark: SparkSession, rows: pl.DataFrame, path: str) -> None:
    """Write rows, sorted, as one Parquet file of the warehouse."""
    with tempfile.TemporaryDirectory() as name:
        local = Path(name) / "rows.parquet"
        rows.sort([each for each in SORTED_BY if each in rows.columns]).write_parquet(
            local, compression="snappy", statistics=True, row_group_size=122_880
        )
        files, there = file_system(spark, path)
        files.copyFromLocalFile(True, True, _path(spark, f"file://{local}"), there)


def _prune(spark: SparkSession, place: str, name: str, keep: int) -> tuple[str, ...]:
    """Remove the oldest releases; never the one that is published."""
    files, root = file_system(spark, place)
    found = [
        (each.getModificationTime(), each.getPath().getName())
        for each in files.listStatus(root)
        if each.getPath().getName().startswith("release_")
    ]
    others = sorted((each for each in found if each[1] != name), reverse=True)
    old = tuple(each for _, each in others[max(keep - 1, 0) :])
    for each in old:
        files.delete(_path(spark, f"{place}/{each}"), True)
    return old


def _path(spark: SparkSession, path: str) -> Any:  # noqa: ANN401 - an object of Java's
    return file_system(spark, path)[1]
