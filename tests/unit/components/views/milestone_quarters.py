"""A store with four made-up quarters after the real one; see `tests.unit.data.intake.quarters`."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from components.url_state import read
from components.views.milestones import Shown
from components.views.milestones_choices import PARAMETERS
from data.store import Store, load_store
from tests.unit.data.intake.made_up import data_directory
from tests.unit.data.intake.quarters import load_all


@functools.cache
def store() -> Store:
    """The real board of 2018-19-Q1, and made-up ones of Q2 to Q4."""
    with tempfile.TemporaryDirectory() as place:
        directory = data_directory(Path(place) / "data")
        load_all(directory, Path(place))
        return load_store(directory)


def shown(**query: str) -> Shown:
    parameters = {name.replace("_", "-"): value for name, value in query.items()}
    return Shown(read(store(), PARAMETERS, parameters))
