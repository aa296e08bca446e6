"""`python -m data.desk JOB`: does one job's work; the server starts it."""

from __future__ import annotations

import sys
from pathlib import Path

from data.desk.working import work

if __name__ == "__main__":
    work(Path(sys.argv[1]))
