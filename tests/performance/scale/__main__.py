"""`make scale`: measure, print, and keep in `docs/measurements-scale.md`.

`SCALE_PARTS` (`engines,readers`) says what; `SCALE_READERS`, `SCALE_SECONDS` how many read and how
long; `SCALE_CELLS`, `SCALE_ENGINES` (`duckdb,postgresql,spark`) and `SCALE_GROWTH` (cells,
separated by commas) how much data and where; `SCALE_PRIORITY` (1 to 99, none by default) the
real-time priority of what is measured, on a machine that has other work.
"""

import os
import sys

from tests.performance.scale import engines, readers
from tests.performance.scale.document import PARTS, keep


def main() -> int:
    """Measure; return 1 where a reader got an error or a wrong number, else 0."""
    wanted = [each.strip() for each in os.environ.get("SCALE_PARTS", ",".join(PARTS)).split(",")]
    unknown = sorted(set(wanted) - set(PARTS))
    if unknown:
        print(f"SCALE_PARTS: {', '.join(unknown)}. There is: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    status = 0
    if "engines" in wanted:
        sizes = engine_plan()
        text = engines.report(engines.measure(sizes), sizes)
        print(text)
        keep("engines", text)
    if "readers" in wanted:
        plan = readers.Plan(
            readers=int(os.environ.get("SCALE_READERS") or 1000),
            seconds=float(os.environ.get("SCALE_SECONDS") or 60),
        )
        measured = readers.measure(plan)
        text, runs = readers.report(measured, plan), measured.runs
        print(text)
        wrong = [fault for run in runs for fault in run.faults]
        print(*wrong[:20], sep="\n", file=sys.stderr)
        if wrong or any(run.result.errors for run in runs):
            status = 1
        keep("readers", text)
    return status


def engine_plan() -> engines.Plan:
    """Return how much data is asked of which engines."""
    usual = engines.Plan()
    named = os.environ.get("SCALE_ENGINES")
    growth = os.environ.get("SCALE_GROWTH")
    return engines.Plan(
        cells=int(os.environ.get("SCALE_CELLS") or usual.cells),
        engines=tuple(named.split(",")) if named else usual.engines,
        growth=tuple(map(int, growth.split(","))) if growth else usual.growth,
    )


if __name__ == "__main__":
    sys.exit(main())
