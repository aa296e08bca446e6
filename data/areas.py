"""Areas: London, its twelve Basic Command Units (BCUs) and their thirty-two boroughs.

The table `boroughs` says which borough belongs to which BCU. Two sources of counts are no area
of their own: `AVIATION` (Heathrow and London City airports) counts towards London and, by
convention, the West BCU, since Heathrow lies in Hillingdon; `UNKNOWN` counts towards London only.
The City of London has its own police force: it is on maps, drawn grey, and never counted.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from data.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

AreaKind = Literal["london", "bcu", "borough"]

LONDON = "london"
CITY_OF_LONDON = "E09000001"
AVIATION = "AVIATION"
UNKNOWN = "UNKNOWN"
AVIATION_BCU = "west"

SOURCE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        AVIATION: "Heathrow and London City airports",
        UNKNOWN: "Borough not known",
    }
)
"""Names of the sources of counts that are no area."""


@dataclass(frozen=True, slots=True)
class Area:
    """One area that a reader can choose.

    Attributes:
        code: `london`, the BCU's slug, or the borough's ONS code.
        name: Name on screen.
        kind: `london`, `bcu` or `borough`.
        bcu: Slug of the BCU that holds a borough; of a BCU, its own; None for London.
        boroughs: ONS codes of the boroughs in it, in code order.
        extra: Sources counted in it that are no borough (`AVIATION`, `UNKNOWN`).
    """

    code: str
    name: str
    kind: AreaKind
    bcu: str | None
    boroughs: tuple[str, ...]
    extra: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source of counts that the area adds up."""
        return self.boroughs + self.extra

    @property
    def label(self) -> str:
        """Name as it stands in a sentence: "South West BCU"."""
        return f"{self.name} BCU" if self.kind == "bcu" else self.name


class Areas:
    """All areas, in the order of the area picker.

    Args:
        boroughs: The table `boroughs`: `area_code, area_name, bcu, bcu_name`, one row a borough
            and one for the City of London (whose `bcu` is empty).
    """

    def __init__(self, boroughs: pd.DataFrame) -> None:
        rows = [
            (str(code), str(name), str(bcu), str(bcu_name))
            for code, name, bcu, bcu_name in zip(
                boroughs["area_code"],
                boroughs["area_name"],
                boroughs["bcu"],
                boroughs["bcu_name"],
                strict=True,
            )
            if bcu
        ]
        rows.sort()
        self._areas = _picker_order(rows)
        self._by_code = {area.code: area for area in self._areas}

    def all(self) -> tuple[Area, ...]:
        """London, then each BCU by name, followed by its boroughs by name."""
        return self._areas

    def get(self, code: str) -> Area:
        """Return the area with this code.

        Raises:
            InvalidParameter: There is none; the nearest code or name is suggested.
        """
        area = self._by_code.get(code)
        if area is None:
            raise InvalidParameter("area", code, self.allowed, self._unknown(code))
        return area

    def __contains__(self, code: object) -> bool:
        """Whether `code` is an area."""
        return code in self._by_code

    @cached_property
    def london(self) -> Area:
        """The whole of the Met's area."""
        return self._by_code[LONDON]

    def boroughs(self) -> tuple[Area, ...]:
        """Return the boroughs in the order of their ONS codes."""
        return self._boroughs

    def bcus(self) -> tuple[Area, ...]:
        """Return the BCUs by name."""
        return self._bcus

    def children(self, code: str) -> tuple[Area, ...]:
        """Return the BCUs of London, the boroughs of a BCU, and nothing for a borough."""
        area = self.get(code)
        if area.kind == "london":
            return self._bcus
        if area.kind == "bcu":
            return tuple(each for each in self._boroughs if each.bcu == area.code)
        return ()

    @cached_property
    def _boroughs(self) -> tuple[Area, ...]:
        found = [area for area in self._areas if area.kind == "borough"]
        return tuple(sorted(found, key=lambda area: area.code))

    @cached_property
    def _bcus(self) -> tuple[Area, ...]:
        return tuple(area for area in self._areas if area.kind == "bcu")

    @property
    def allowed(self) -> str:
        """What may stand as an area, in words."""
        return (
            "london, a BCU ("
            + ", ".join(area.code for area in self._bcus)
            + ") or the ONS code of a London borough (E09000002 to E09000033)"
        )

    def _unknown(self, code: str) -> str:
        message = f"There is no area “{_shown(code)}”."
        if code == CITY_OF_LONDON:
            return message + " The City of London has its own police force and is not counted."
        names = {area.name.lower(): area.code for area in reversed(self._areas)}
        names |= {area.code.lower(): area.code for area in self._areas}
        near = difflib.get_close_matches(code[:100].strip().lower(), names, n=1, cutoff=0.75)
        if near:
            area = self._by_code[names[near[0]]]
            return f"{message} Did you mean {area.code} ({area.label})?"
        return f"{message} Allowed: {self.allowed}."


def _shown(code: str) -> str:
    from data.errors import cut  # noqa: PLC0415

    return cut(code)


def _picker_order(rows: list[tuple[str, str, str, str]]) -> tuple[Area, ...]:
    codes = tuple(code for code, _, _, _ in rows)
    areas = [Area(LONDON, "London", "london", None, codes, (AVIATION, UNKNOWN))]
    names = {bcu: bcu_name for _, _, bcu, bcu_name in rows}
    for bcu, bcu_name in sorted(names.items(), key=lambda item: item[1]):
        members = [(name, code) for code, name, of_bcu, _ in rows if of_bcu == bcu]
        extra = (AVIATION,) if bcu == AVIATION_BCU else ()
        in_code_order = tuple(sorted(code for _, code in members))
        areas.append(Area(bcu, bcu_name, "bcu", bcu, in_code_order, extra))
        areas += [Area(code, name, "borough", bcu, (code,)) for name, code in sorted(members)]
    return tuple(areas)
