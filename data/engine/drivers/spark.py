"""Spark: a directory of Parquet files a release, in a warehouse that every executor reaches."""

from __future__ import annotations

import contextlib
import os
import threading
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from data.engine.address import Address, AddressError
from data.engine.model import COLUMNS, Column, Table
from data.engine.session import Failed, Given, Missing, Unreachable

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WAREHOUSE = "warehouse"
EXECUTORS, CORES, MEMORY = 2, 1, 1024
COMPLETE = "_PUBLISHED"
"""File in a release's directory that is written last."""

_starting = threading.Lock()
_sessions: dict[str, SparkSession] = {}


def warehouse(address: Address) -> str:
    """Return where the releases are.

    Raises:
        AddressError: The address does not say.
    """
    place = address.option(WAREHOUSE)
    if not place:
        raise AddressError("Spark needs ?warehouse=/directory in ENGINE_URL, which it can reach.")
    return place.rstrip("/")


def session(address: Address) -> SparkSession:
    """Return the session of this process with a Spark; the first starts it, which takes seconds.

    Raises:
        Unreachable: It cannot be started or reached.
    """
    master = _master(address)
    with _starting:
        found = _sessions.get(master)
        if found is not None and not _stopped(found):
            return found
        try:
            from pyspark.sql import SparkSession  # noqa: PLC0415
        except ImportError:
            fault = "needs a driver: pip install -r requirements-spark.txt, and Java 17."
            raise Unreachable(fault) from None
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1" if not address.host else "")
        try:
            made = (
                SparkSession.builder.master(master)
                .appName("met-business-plan-dashboard")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                # Answers are small: a few parts, not the usual two hundred.
                .config("spark.sql.shuffle.partitions", str(4 * _number(address, "executors", 2)))
                .config("spark.log.level", "ERROR")
                .getOrCreate()
            )
        except Exception as error:
            fault = f"cannot be started or reached: {type(error).__name__}."
            raise Unreachable(fault) from None
        _sessions[master] = made
        return made


def _master(address: Address) -> str:
    if address.scheme == "spark":
        return f"spark://{address.host}:{address.port or 7077}"
    executors = _number(address, "executors", EXECUTORS)
    if executors < EXECUTORS:
        return "local[2]"
    cores, memory = _number(address, "cores", CORES), _number(address, "memory", MEMORY)
    return f"local-cluster[{executors},{cores},{memory}]"


def _number(address: Address, name: str, default: int) -> int:
    text = address.option(name, str(default))
    if not text.isdecimal() or not 1 <= int(text) <= 2**20:
        raise AddressError(f"{name} of ENGINE_URL must be a whole number, not “{text[:20]}”.")
    return int(text)


def _stopped(found: SparkSession) -> bool:
    try:
        return bool(found.sparkContext._jsc.sc().isStopped())
    except Exception:
        return True


class Spark:
    """Opens sessions on the directory of one release.

    Args:
        address: The master, and where the warehouse is.
        release: Content of the release.
    """

    dialect = "spark"
    gives_up = False

    def __init__(self, address: Address, release: str) -> None:
        self.name = address.name
        self.schema = ""
        self._address = address
        self._directory = f"{warehouse(address)}/release_{release}"
        self._release = release

    def open(self) -> _Session:
        """Return a session whose views are the release's files.

        Raises:
            Unreachable: Spark cannot be started or reached.
        """
        return _Session(session(self._address).newSession(), self._directory)

    def missing(self, table: Table) -> str:
        """Say what is missing where a table is not there."""
        return (
            f"has no {table.part} of {table.dataset} in the release that is served. It must be "
            "published there: python -m data publish."
        )


class _Session:
    """A session with a view of each table that was asked for."""

    def __init__(self, opened: SparkSession, directory: str) -> None:
        self._spark = opened
        self._directory = directory
        self._group = uuid.uuid4().hex
        self._seen: set[str] = set()

    def run(self, statement: str, _: Given = None) -> Mapping[str, Column]:
        """Return the answer by column."""
        try:
            self._spark.sparkContext.setJobGroup(self._group, "question", interruptOnCancel=True)
            self._see(statement)
            asked = self._spark.sql(statement)
            rows = asked.collect()
        except Missing:
            raise
        except Exception as error:
            if _stopped(self._spark):
                raise Unreachable("is no longer there.") from None
            raise Failed(f"cannot answer: {type(error).__name__}.") from None
        return {name: [row[place] for row in rows] for place, name in enumerate(asked.columns)}

    def _see(self, statement: str) -> None:
        """Make the views of the tables that a statement names."""
        import sqlglot  # noqa: PLC0415
        from sqlglot import exp  # noqa: PLC0415

        for table in sqlglot.parse_one(statement, dialect="spark").find_all(exp.Table):
            if table.name in self._seen:
                continue
            part = table.name.partition("_")[0]
            if not _exists(self._spark, f"{self._directory}/{COMPLETE}") or not _exists(
                self._spark, f"{self._directory}/{table.name}"
            ):
                raise Missing
            columns = [*COLUMNS[part]]  # type: ignore[index] # a table's name begins with its part
            read = self._spark.read.parquet(f"{self._directory}/{table.name}")
            read.select(*columns).createOrReplaceTempView(table.name)
            self._seen.add(table.name)

    def interrupt(self) -> None:
        """Make `run` in another thread give up."""
        with contextlib.suppress(Exception):
            self._spark.sparkContext.cancelJobGroup(self._group)

    def close(self) -> None:
        """Forget the views; Spark itself goes on for other sessions."""
        with contextlib.suppress(Exception):
            for name in self._seen:
                self._spark.catalog.dropTempView(name)


def file_system(spark: SparkSession, path: str) -> tuple[Any, Any]:
    """Return Hadoop's file system of a path, and the path as it wants it."""
    java: Any = spark.sparkContext._jvm
    place = java.org.apache.hadoop.fs.Path(path)
    return place.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration()), place


def _exists(spark: SparkSession, path: str) -> bool:
    files, place = file_system(spark, path)
    return bool(files.exists(place))
