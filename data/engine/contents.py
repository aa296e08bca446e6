"""What a dataset has on an engine: areas, months, offences."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.engine.expressions import Shape, Values
from data.engine.model import Table
from data.periods import Month

if TYPE_CHECKING:
    from data.engine.engine import Engine


@dataclass(frozen=True, slots=True)
class Place:
    """A small area.

    Attributes:
        code: ONS code.
        name: Name; the code where the publisher gives none.
        borough: ONS code of the borough; empty where the publisher names none.
    """

    code: str
    name: str
    borough: str


def places(
    engine: Engine, dataset: str, within: Collection[str] | None = None
) -> tuple[Place, ...]:
    """Return the areas of a dataset, in the order of their codes.

    Args:
        engine: The engine, on a release's tables.
        dataset: Id of the dataset.
        within: ONS codes of boroughs; None for every area.

    Raises:
        EngineUnavailable: The engine cannot answer.
    """
    shape = Shape(Table(dataset, "places"), boroughs=within is not None)
    answer = engine.ask_once(shape, Values(boroughs=tuple(sorted(within or ()))))
    rows = zip(answer["area_code"], answer["area_name"], answer["borough"], strict=True)
    return tuple(
        Place(str(code), str(name) or str(code), str(borough)) for code, name, borough in rows
    )


def months(engine: Engine, dataset: str) -> tuple[Month, ...]:
    """Return the months that a dataset has, in order; one between that it lacks is left out.

    Raises:
        EngineUnavailable: The engine cannot answer.
    """
    answer = engine.ask_once(Shape(Table(dataset, "periods")), Values())
    return tuple(Month.from_ordinal(int(each)) for each in answer["period"])


def offences(engine: Engine, dataset: str) -> tuple[str, ...]:
    """Return the slugs of the offences that a dataset has, in order.

    Raises:
        EngineUnavailable: The engine cannot answer.
    """
    answer = engine.ask_once(Shape(Table(dataset, "offences")), Values())
    return tuple(str(each) for each in answer["offence"])
