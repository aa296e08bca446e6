"""The dashboard's own queries on each engine, and on ten and a hundred times the data."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from server.settings import ROOT
from tests.performance import priority

SCRIPT = "tests.performance.engines"
LONGEST = 3600
Found = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """How much data, on which engines.

    Attributes:
        cells: Cells of the table that every engine is asked.
        engines: The engines.
        growth: Cells of the tables that DuckDB alone is asked, the smallest first.
    """

    cells: int = 30_000_000
    engines: tuple[str, ...] = ("duckdb", "postgresql", "spark")
    growth: tuple[int, ...] = (3_000_000, 30_000_000, 300_000_000)


def measure(plan: Plan) -> list[Found]:
    """Ask each engine, then DuckDB at each size; each in a process of its own.

    Returns:
        What was found, as `tests.performance.engines --json` gives it.

    Raises:
        subprocess.CalledProcessError: One of them failed.
    """
    found = []
    for engine in plan.engines:
        sizes = [plan.cells]
        if engine == "duckdb":
            sizes = sorted({plan.cells, *plan.growth})
        for cells in sizes:
            found += _ask(engine, cells)
    return found


def _ask(engine: str, cells: int) -> list[Found]:
    command = [sys.executable, "-m", SCRIPT, "--json", "--engine", engine, "--cells", str(cells)]
    done = subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=LONGEST
    )
    rows: list[Found] = json.loads(done.stdout)
    return rows


def report(found: Sequence[Found], plan: Plan) -> str:
    """Return what came of it as a section of the document."""
    same = [each for each in found if _near(each["cells"], plan.cells)]
    grown = sorted((each for each in found if each["engine"] == "duckdb"), key=_cells)
    parts = [
        "A made-up national table of small areas, drawn from the real distributions "
        "(`tests/performance/synthetic.py`). Milliseconds; *by hand* is the same question written "
        "for the engine, asked in turn with the product's. Ratio: of the medians. "
        f"{os.cpu_count()} processors; {priority.words()}.",
        *(_engine(each) for each in same),
    ]
    if len(grown) > 1:
        parts.append(_growth(grown))
    return "\n\n".join(parts)


def _engine(each: Found) -> str:
    rows = "\n".join(
        f"| {row['question']} | {row['layer']['p50']} | {row['layer']['p95']} | "
        f"{row['by_hand']['p50']} | {row['by_hand']['p95']} | {row['ratio']} |"
        for row in each["questions"]
    )
    published = f"published in {each['publish_seconds']} s, " if each["publish_seconds"] else ""
    return f"""\
**{each["engine"]}, {each["cells"]:,} cells**: written in {each["written_seconds"]} s
({each["file_megabytes"]} MB of Parquet), {published}first touch {each["first_touch_seconds"]} s, a
process of {each["megabytes"]} MB at most ({each["megabytes_without_engine"]} MB before the first
question).

| question | p50 | p95 | by hand p50 | by hand p95 | ratio |
| --- | --- | --- | --- | --- | --- |
{rows}"""


def _growth(grown: Sequence[Found]) -> str:
    head = " | ".join(f"{each['cells']:,}" for each in grown)
    titles = [row["question"] for row in grown[0]["questions"]]
    rows = [f"| {title} | {' | '.join(_p95(each, title) for each in grown)} |" for title in titles]
    for name, unit in (("megabytes", "MB"), ("file_megabytes", "MB"), ("written_seconds", "s")):
        words = {
            "megabytes": "memory of the process, at most",
            "file_megabytes": "Parquet",
            "written_seconds": "written in",
        }[name]
        values = " | ".join(f"{each[name]:,} {unit}" for each in grown)
        rows.append(f"| {words} | {values} |")
    return f"""\
**Growth, DuckDB**: p95 in milliseconds by cells.

| question | {head} |
| --- |{" --- |" * len(grown)}
""" + "\n".join(rows)


def _p95(each: Found, title: str) -> str:
    row = next(row for row in each["questions"] if row["question"] == title)
    return f"{row['layer']['p95']:,}"


def _near(cells: int, wanted: int) -> bool:
    return abs(cells - wanted) < wanted / 100


def _cells(each: Found) -> int:
    return int(each["cells"])
