"""Counts on an engine: DuckDB in this process, PostgreSQL or Spark, chosen by an address.

The questions are in `counts`, written once (Ibis expressions in `expressions`); an engine runs
them on the tables of one release. What is here knows no page and no query of the product; nothing
heavy is imported before a question is asked.
"""

from data.engine.contents import Place, months, offences, places
from data.engine.counted import Beside, Counted
from data.engine.counts import counts_beside, counts_by_period
from data.engine.engine import Engine
from data.engine.use import configure, engine_of

__all__ = [
    "Beside",
    "Counted",
    "Engine",
    "Place",
    "configure",
    "counts_beside",
    "counts_by_period",
    "engine_of",
    "months",
    "offences",
    "places",
]
