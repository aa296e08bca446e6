"""`make soak` (READERS, SOAK_MINUTES, SEED): prints the report, and writes it into docs."""

from __future__ import annotations

import os
import sys

from server.settings import ROOT
from tests.performance.soak.report import report
from tests.performance.soak.run import Plan, soak

DOCUMENT = ROOT / "docs" / "measurements-soak.md"


def main() -> int:
    """Run the soak; return 1 where a rule was broken, else 0."""
    plan = Plan(
        readers=int(os.environ.get("READERS") or 200),
        steady=60 * float(os.environ.get("SOAK_MINUTES") or 10),
        seed=int(os.environ.get("SEED") or 20260301),
        say=lambda what: print(what, file=sys.stderr, flush=True),
    )
    run = soak(plan)
    text = report(run, plan)
    print(text)
    if not run.broken:
        DOCUMENT.write_text(text, encoding="utf-8")
    return 1 if run.broken else 0


if __name__ == "__main__":
    sys.exit(main())
