"""Measures the product's own questions about small areas on each engine.

    python -m tests.performance.engines [--cells 30000000] [--engine duckdb postgresql spark]

writes a made-up table of that size, publishes it where the engine has tables of its own, and asks
each question again and again, alternately through the product's query module and by the same
question written by hand for the engine. Prints, for each engine and question, p50 and p95 of
both in milliseconds and their ratio; and for each engine the time to publish and the most memory
that the asking process used. `--json` writes the same as JSON.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from data.catalogue import dataset
from data.engine import (
    Engine,
    configure,
    counts_beside,
    counts_by_period,
    engine_of,
    months,
    offences,
    places,
)
from data.engine.address import EMBEDDED, parse
from data.engine.publishing import publish
from data.periods import Month
from data.store import DEFAULT_DIRECTORY, load_store
from server.memory import settle
from tests.performance import priority
from tests.performance.synthetic import DATASET, write_synthetic

TIMES: Final = {"duckdb": 40, "postgresql": 40, "spark": 8}
CELLS: Final = 30_000_000
BURGLARY: Final = ("burglary-business-and-community", "burglary-residential")
Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the product's questions.

    Attributes:
        title: What a page shows with it.
        ask: Asks it through the query module.
        areas: Codes that it names; None for all.
        offences: Slugs that it names; None for all.
        first: First month.
        last: Last month.
        by: What the hand-written question groups by.
    """

    title: str
    ask: Run
    areas: Sequence[str] | None
    offences: Sequence[str] | None
    first: Month
    last: Month
    by: str


def questions(engine: Engine) -> list[Asked]:
    """Return what pages ask about small areas."""
    known = places(engine, DATASET)
    first, last = months(engine, DATASET)[0], months(engine, DATASET)[-1]
    within = [each.code for each in known if each.borough == known[-1].borough][:151]
    one, year = within[3:4], last + -11

    def period(
        areas: Sequence[str], groups_of: dict[str, Sequence[str]], start: Month
    ) -> Callable[[], object]:
        groups = {code: [code] for code in areas}
        return lambda: counts_by_period(
            engine, DATASET, areas=groups, offences=groups_of, first=start, last=last
        )

    slugs = offences(engine, DATASET)
    return [
        Asked(
            "series of one area",
            period(one, {"burglary": BURGLARY}, first),
            *(one, BURGLARY, first, last, "area_code, period"),
        ),
        Asked(
            "heat map of a borough",
            period(within, {"burglary": BURGLARY}, first),
            *(within, BURGLARY, first, last, "area_code, period"),
        ),
        Asked(
            "table of a borough, 24 months",
            period(within, {"shoplifting": ["shoplifting"]}, last + -23),
            *(within, ["shoplifting"], last + -23, last, "area_code, offence, period"),
        ),
        Asked(
            "every offence in one area",
            period(one, {slug: [slug] for slug in slugs}, first),
            *(one, slugs, first, last, "area_code, offence, period"),
        ),
        Asked(
            "all offences in a borough",
            period(within, {"all": slugs}, last + -23),
            *(within, slugs, last + -23, last, "area_code, period"),
        ),
        Asked(
            "every area beside each other",
            lambda: counts_beside(engine, DATASET, offences=BURGLARY, spans=[(year, last)]),
            *(None, BURGLARY, year, last, "area_code"),
        ),
    ]


def by_hand(asked: Asked, schema: str) -> str:
    """Return the question as someone would write it for the engine."""
    where = [f"period BETWEEN {asked.first.ordinal} AND {asked.last.ordinal}"]
    for column, values in (("area_code", asked.areas), ("offence", asked.offences)):
        if values is not None:
            where.append(f"{column} IN ({', '.join(repr(value) for value in values)})")
    table = f"{schema}.facts_{DATASET.replace('-', '_')}" if schema else _table()
    return (
        f"SELECT {asked.by}, CAST(SUM(count) AS BIGINT) AS total, COUNT(count) AS found, "  # noqa: S608
        f"COUNT(*) AS rows FROM {table} WHERE {' AND '.join(where)} GROUP BY {asked.by}"
    )


def _table() -> str:
    return f"facts_{DATASET.replace('-', '_')}"


def measure(run: Run, other: Run, times: int) -> tuple[list[float], list[float]]:
    """Return milliseconds of two runs that take turns, so that both see the same machine."""
    found: tuple[list[float], list[float]] = ([], [])
    run(), other()
    for _ in range(times):
        for kept, each in zip(found, (run, other), strict=True):
            begun = time.perf_counter()
            each()
            kept.append((time.perf_counter() - begun) * 1000)
    return found


def quantiles(values: list[float]) -> dict[str, float]:
    """Return p50 and p95, in milliseconds."""
    found = statistics.quantiles(values, n=20, method="inclusive")
    return {"p50": round(found[9], 1), "p95": round(found[18], 1)}


def most_memory() -> float:
    """Return the most memory that this process has had, in megabytes.

    What `getrusage` gives begins with that of the process that started this one.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    found = next(line for line in lines if line.startswith("VmHWM:"))
    return int(found.split()[1]) / 1024


def ask(url: str, directory: Path, times: int) -> dict[str, Any]:
    """Ask everything of one engine; run in a process of its own, so that its memory is known."""
    patient = 300
    priority.take()
    configure(url, connect=patient, answer=patient)
    store = load_store(directory)
    before = most_memory()
    engine = engine_of(store)
    begun = time.perf_counter()
    every = questions(engine)
    every[0].ask()
    touched = time.perf_counter() - begun
    # As a server does when it has loaded: else every second answer of many rows has the garbage
    # collector look through all that was loaded, and it falls upon whoever asks second.
    settle()
    rows = []
    for asked in every:
        session = engine._driver.open()
        written = by_hand(asked, engine._driver.schema)
        layer, own = measure(asked.ask, lambda: session.run(written), times)  # noqa: B023 - asked now
        session.close()
        ratio = statistics.median(layer) / statistics.median(own)
        rows.append(
            {
                "question": asked.title,
                "layer": quantiles(layer),
                "by_hand": quantiles(own),
                "ratio": round(ratio, 2),
            }
        )
    most = most_memory()
    return {
        "engine": parse(url).kind,
        "first_touch_seconds": round(touched, 2),
        "megabytes": round(most),
        "megabytes_without_engine": round(before),
        "questions": rows,
    }


def run(engine: str, directory: Path, *, times: int | None = None) -> dict[str, Any]:
    """Publish a release on an engine and ask it; the engine is started and stopped here."""
    server = None
    url, seconds = EMBEDDED, 0.0
    try:
        if engine == "postgresql":
            from tests.engines.postgresql import Server  # noqa: PLC0415

            server = Server()
            url = server.url
            priority.take(server.pid)
        elif engine == "spark":
            url = f"spark-local://?warehouse={directory}/warehouse&executors=2&cores=1&memory=2048"
        if engine != "duckdb":
            begun = time.perf_counter()
            publish(load_store(directory), parse(url))
            seconds = time.perf_counter() - begun
        command = [sys.executable, "-m", "tests.performance.engines", "--ask", url]
        command += ["--directory", str(directory), "--times", str(times or TIMES[engine])]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    finally:
        if server is not None:
            server.remove()
    return {"publish_seconds": round(seconds, 1)} | dict(json.loads(done.stdout.splitlines()[-1]))


def prepared(place: Path, cells: int) -> tuple[Path, dict[str, float]]:
    """Return a data directory with a made-up table of neighbourhoods, and what it is."""
    directory = place / f"cells-{cells}"
    shutil.copytree(DEFAULT_DIRECTORY, directory, ignore=shutil.ignore_patterns("releases"))
    file = directory / dataset(DATASET).file
    begun = time.perf_counter()
    written = write_synthetic(file, cells)
    return directory, {
        "cells": written.rows,
        "areas": written.areas,
        "written_seconds": round(time.perf_counter() - begun, 1),
        "file_megabytes": round(file.stat().st_size / 1e6, 1),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the engines.")
    parser.add_argument("--cells", type=int, nargs="+", default=[CELLS])
    parser.add_argument("--engine", nargs="+", choices=[*TIMES], default=["duckdb", "postgresql"])
    parser.add_argument("--times", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--ask", default="", help=argparse.SUPPRESS)
    parser.add_argument("--directory", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ask:
        print(json.dumps(ask(options.ask, options.directory, options.times)))
        return
    results = []
    with tempfile.TemporaryDirectory() as name:
        for cells in options.cells:
            directory, what = prepared(Path(name), cells)
            for engine in options.engine:
                found = what | run(engine, directory, times=options.times or None)
                results.append(found)
                if not options.json:
                    say(found)
            shutil.rmtree(directory)
    if options.json:
        print(json.dumps(results, indent=2))


def say(found: dict[str, Any]) -> None:
    """Print what was found of one engine."""
    print(
        f"{found['engine']}: {found['cells']:,} cells in {found['file_megabytes']} MB, published "
        f"in {found['publish_seconds']} s, first touch {found['first_touch_seconds']} s, "
        f"{found['megabytes']} MB ({found['megabytes_without_engine']} without)"
    )
    for row in found["questions"]:
        layer, own = row["layer"], row["by_hand"]
        print(
            f"  {row['question']:<32} p50 {layer['p50']:>8} p95 {layer['p95']:>8}   by hand p50 "
            f"{own['p50']:>8} p95 {own['p95']:>8}   ratio {row['ratio']}"
        )


if __name__ == "__main__":
    main()
