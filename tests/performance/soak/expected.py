"""What must be shown: each answer's numbers against the queries on the release that it names."""

from __future__ import annotations

import csv
import functools
import io
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from components import formatting
from data import releases
from data.periods import Month, Quarter
from data.queries.changes import quarter_change
from data.queries.comparison import comparison
from data.queries.series import series
from data.store import load_release
from data.store_model import Store

ROUNDED = 0.006
"""Tables carry decimals with at least two places."""

COUNTED = ("count", "count_year_before")
TILES = {"all": "all", "violence": "violence-against-the-person", "burglary": "burglary"}
Rows = list[tuple[str, float | None]]


class Expected:
    """The numbers of each release of a data directory, computed apart from the server.

    Args:
        directory: The data directory.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._stores: dict[str, Store] = {}
        self.checked = 0

    def learn(self, release: releases.Release) -> None:
        """Load a release, so that what is answered from it can be checked."""
        self._stores[release.content] = load_release(self._directory, release)

    def fault(self, asked: Mapping[str, str], content: str, body: bytes) -> str | None:
        """Return what is wrong with an answer; None where all is right.

        Args:
            asked: As in the step.
            content: The release that the answer names.
            body: The answer, uncompressed.
        """
        store = self._stores.get(content)
        if store is None:
            return f"an answer from release {content}, which nobody loaded"
        check = CHECKS.get(asked.get("shown", ""))
        if check is None:
            return None
        self.checked += 1
        return check(store, asked, body)


def _series(store: Store, asked: Mapping[str, str], body: bytes) -> str | None:
    shown = [(row["month"], row["value"]) for row in json.loads(body)["rows"]]
    return _differ(shown, list(_values(store, **_question(asked))), exact=True)


def _comparison(store: Store, asked: Mapping[str, str], body: bytes) -> str | None:
    for row in json.loads(body)["rows"]:
        known = _boroughs(store, asked["offence"], asked["quarter"])[row["name"]]
        for name in COUNTED:
            if _number(row[name]) != known[name]:
                return f"{row['name']}, {name}: {row[name]} instead of {known[name]}"
    return None


def _trends(store: Store, asked: Mapping[str, str], body: bytes) -> str | None:
    table = json.loads(json.loads(body)["response"]["trend-table"]["data-table"])
    shown = [(row[0], _cell(row[1])) for row in table["rows"]][::-1]
    known = dict(_values(store, **_question(asked)))
    return _differ(shown, [(month, known[month]) for month, _ in shown], exact=False)


def _map(store: Store, asked: Mapping[str, str], body: bytes) -> str | None:
    table = json.loads(json.loads(body)["response"]["map-table"]["data-table"])
    places = [column[0] for column in table["columns"]]
    known = _boroughs(store, "burglary", asked["quarter"])
    for row in table["rows"]:
        cells = dict(zip(places, map(_cell, row), strict=True))
        for name in COUNTED:
            if cells[name] != known[str(cells["borough"])][name]:
                return f"{cells['borough']}, {name}: {cells[name]} on the map’s table"
    return None


def _overview(store: Store, asked: Mapping[str, str], body: bytes) -> str | None:
    text = json.dumps(json.loads(body), ensure_ascii=False)
    for tile, offence in TILES.items():
        value = _quarter(store, offence, asked["area"], asked["as_at"])
        after = text.partition(f"tile-{tile}")[2][:1500]
        if value is not None and f">{formatting.count(value)}<" not in after:
            return f"the tile of {offence} does not show {formatting.count(value)}"
    return None


def _crime_trends(store: Store, asked: Mapping[str, str], body: bytes) -> str | None:
    found = _first_table(json.loads(body), "trend-table")
    shown = [(row[0], _cell(row[1])) for row in found["rows"]][::-1]
    known = dict(_values(store, "all", asked["area"], "count", asked["as_at"]))
    return _differ(shown, [(month, known[month]) for month, _ in shown], exact=True)


def _download(store: Store, asked: Mapping[str, str], body: bytes) -> str | None:
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    table = store.table(asked["dataset"])
    if len(rows) != len(table) + 1:
        return f"{len(rows) - 1} rows instead of {len(table)}"
    if asked["dataset"] != "recorded-crime":
        return None
    column = rows[0].index("2018-06")
    sums = sum(float(row[column] or 0) for row in rows[1:]), float(table["2018-06"].sum())
    return None if sums[0] == sums[1] else f"June 2018 sums to {sums[0]}, not {sums[1]}"


CHECKS = {
    "series": _series, "comparison": _comparison, "trends": _trends, "map": _map,
    "/": _overview, "/crime-trends": _crime_trends, "download": _download,
}  # fmt: skip


def _question(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: asked[name] for name in ("offence", "area", "measure", "as_at")}


@functools.lru_cache(maxsize=4096)
def _values(store: Store, offence: str, area: str, measure: str, as_at: str) -> tuple[Any, ...]:
    rows = series(store, offence=offence, area=area, measure=measure, as_at=Month.parse(as_at)).rows
    return tuple(zip(rows["month"], map(_number, rows["value"]), strict=True))


@functools.lru_cache(maxsize=512)
def _boroughs(store: Store, offence: str, quarter: str) -> dict[str, dict[str, Any]]:
    rows = comparison(store, offence=offence, by="borough", quarter=Quarter.parse(quarter)).rows
    return {
        str(row["name"]): {name: _number(row[name]) for name in COUNTED}
        for row in rows.to_dict("records")
    }


@functools.lru_cache(maxsize=1024)
def _quarter(store: Store, offence: str, area: str, as_at: str) -> float | None:
    change = quarter_change(store, offence=offence, area=area, as_at=Month.parse(as_at))
    return None if change is None else change.value


def _differ(shown: Rows, known: Rows, *, exact: bool) -> str | None:
    if [month for month, _ in shown] != [month for month, _ in known]:
        return f"{len(shown)} months instead of {len(known)}"
    for (month, value), (_, right) in zip(shown, known, strict=True):
        if value is None or right is None:
            same = value is right
        else:
            same = math.isclose(value, right, rel_tol=1e-12 if exact else 0,
                                abs_tol=0 if exact else ROUNDED)  # fmt: skip
        if not same:
            return f"{month}: {value} instead of {right}"
    return None


def _number(value: Any) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _cell(cell: Any) -> Any:
    value = cell.get("v") if isinstance(cell, dict) else cell
    return float(value) if isinstance(value, int | float) else value


def _first_table(answer: Any, table_id: str) -> Any:
    return json.loads(next(_tables(answer, table_id)))


def _tables(part: Any, table_id: str) -> Iterator[str]:
    if isinstance(part, dict):
        if part.get("id") == table_id and "data-table" in part:
            yield part["data-table"]
        for each in part.values():
            yield from _tables(each, table_id)
    elif isinstance(part, list):
        for each in part:
            yield from _tables(each, table_id)
