"""The product as if a dataset were internal: its small counts are suppressed."""

from __future__ import annotations

from dataclasses import replace

from data.catalogue import CATALOGUE
from data.counts import Counts
from data.periods import Month
from data.store import DEFAULT_DIRECTORY, load_store

DATASET, OFFENCE, AREA = "knife-crime-by-area", "knife-crime", "london"
PROGRAM = """
import runpy
from dataclasses import replace
from data import store
from data.catalogue import CATALOGUE
store.load_store.__defaults__ = (
    tuple(
        replace(each, disclosure="suppress-below: 5") if each.id == "{dataset}" else each
        for each in CATALOGUE
    ),
)
runpy.run_path("app.py", run_name="__main__")
"""
"""Serves it: a program of Python; `dataset` is to be filled in."""


def hidden(last: Month) -> dict[str, bool]:
    """Whether each month's knife crime of the area is suppressed, to a last month."""
    store = load_store(
        DEFAULT_DIRECTORY,
        tuple(
            replace(each, disclosure="suppress-below: 5") if each.id == DATASET else each
            for each in CATALOGUE
        ),
    )
    cube: Counts = store.cubes[DATASET]
    marks = cube.hidden(AREA, OFFENCE).tolist()
    found = dict(zip(map(str, cube.periods), marks, strict=True))
    return {period: mark for period, mark in found.items() if period <= str(last)}
