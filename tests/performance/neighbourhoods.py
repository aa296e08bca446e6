"""Measures the loading of the widest borough extract and of one at neighbourhood level.

    python -m tests.performance.neighbourhoods

makes an extract of 4,835 neighbourhoods × 30 labels × 191 months (27.7 million cells), loads it
into a copy of the bundled tables, and before it, three times, the publisher's extract of 1,730
rows × 142 months where that is beside the repository; prints seconds and the most memory used.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from data.extracts.labels import TWELVE
from data.periods import Month, months_between
from data.rows import text_rows
from data.store import DEFAULT_DIRECTORY, get_store

NEIGHBOURHOODS, LABELS, FIRST, LAST = 4_835, 30, Month(2010, 4), Month(2026, 2)
WIDE = Path(__file__).resolve().parents[3] / "shared" / "official"
WIDE_FILE = "mps_borough_level_crime_2010-04_2022-01.csv"
SECONDS, MEGABYTES, WIDE_SECONDS = 60, 2_000, 2


def write_neighbourhoods(path: Path) -> int:
    """Write an extract at neighbourhood level; return how many cells it has."""
    generator = np.random.default_rng(6)
    months = [f"{month.year}{month.number:02d}" for month in months_between(FIRST, LAST)]
    rows = text_rows(get_store().table("offence-labels"))
    labels = [row for row in rows if row["layout"] == TWELVE][:LABELS]
    boroughs = [area.name for area in get_store().areas.boroughs()]
    header = ["LSOA Code", "LSOA Name", "Borough", "Major Category", "Minor Category", *months]
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(header) + "\n")
        for area in range(NEIGHBOURHOODS):
            counts = generator.poisson(0.6, (len(labels), len(months)))
            borough = boroughs[area % len(boroughs)]
            for label, row in zip(labels, counts, strict=True):
                start = f'E01{area:06d},{borough} {area:04d},{borough},"{label["group_label"]}"'
                numbers = ",".join(map(str, row))
                file.write(f'{start},"{label["label"]}",{numbers}\n')
    return NEIGHBOURHOODS * len(labels) * len(months)


def measure(file: Path, directory: Path, *options: str) -> tuple[float, float]:
    """Load a file in a process of its own; return seconds and megabytes."""
    command = [sys.executable, "-m", "data", "load", str(file), "--data-dir", str(directory)]
    started = time.perf_counter()
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(done.stderr)
    print(done.stdout.strip())
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    results = {}
    with tempfile.TemporaryDirectory() as name:
        tables = Path(name) / "tables"
        ignored = shutil.ignore_patterns("releases")
        shutil.copytree(DEFAULT_DIRECTORY, tables, ignore=ignored)
        if (WIDE / WIDE_FILE).is_file():
            runs = [measure(WIDE / WIDE_FILE, tables, "--afresh") for _ in range(3)]
            results["wide"] = {
                "seconds": sorted(round(seconds, 2) for seconds, _ in runs),
                "megabytes": round(max(memory for _, memory in runs)),
            }
        file = Path(name) / "neighbourhoods.csv"
        cells = write_neighbourhoods(file)
        seconds, memory = measure(file, tables, "--accept-totals")
        results["neighbourhoods"] = {
            "cells": cells,
            "file_megabytes": round(file.stat().st_size / 1024**2),
            "seconds": round(seconds, 2),
            "megabytes": round(memory),
        }
    print(json.dumps(results, indent=2))
    print(f"Budgets: wide {WIDE_SECONDS} s; neighbourhoods {SECONDS} s and {MEGABYTES} MB")


if __name__ == "__main__":
    main()
