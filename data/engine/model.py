"""How counts lie on an engine: four tables a dataset.

`facts`: one row an area, offence and period that is counted, sorted by offence, area, period: a
question names offences first, so what it needs lies together. A period that is missing has no
row; a count that may not be shown has a row without a number. `places`, `offences` and `periods`
are its dimensions: what occurs in the facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Column = Any
"""One column of an answer: an array or a list, of text or whole numbers."""

Part = Literal["facts", "places", "offences", "periods"]

COLUMNS: Final[Mapping[Part, Mapping[str, str]]] = {
    "facts": {"offence": "string", "area_code": "string", "period": "int32", "count": "int32"},
    "places": {"area_code": "string", "area_name": "string", "borough": "string"},
    "offences": {"offence": "string"},
    "periods": {"period": "int32"},
}
"""Columns of each table with their types. `offence` is a slug; `period` is the ordinal of the
period's first month (`Month.ordinal`: 12 × year + month − 1)."""

SORTED_BY: Final = ("offence", "area_code", "period")


@dataclass(frozen=True, slots=True)
class Table:
    """One table on an engine.

    Attributes:
        dataset: Id of the dataset.
        part: Which of its tables.
    """

    dataset: str
    part: Part

    @property
    def name(self) -> str:
        """Its name on every engine: `facts_recorded_crime_by_ward`."""
        return f"{self.part}_{self.dataset.replace('-', '_')}"
