"""The publisher's names of areas."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from data.areas import AVIATION, UNKNOWN, Areas
from data.extracts.sheet import fold

OTHERS: Mapping[str, str] = {
    "london heathrow and london city airports": AVIATION,
    "heathrow and london city airports": AVIATION,
    "aviation security (so18)": AVIATION,
    "unknown": UNKNOWN,
    "not known": UNKNOWN,
    "other / nk": UNKNOWN,
}
"""Names that are no borough's, and the source of counts that each is."""

SUMS = frozenset(
    ("total", "totals", "grand total", "london", "london total", "met", "mps", "mps total", "all")
)


class Places:
    """Codes of the areas by the names in the publisher's files."""

    def __init__(self, areas: Areas) -> None:
        self._codes: dict[str, str] = {fold(area.name): area.code for area in areas.boroughs()}
        self._codes.update(OTHERS)
        self._names = {area.code: area.name for area in areas.boroughs()}

    @property
    def boroughs(self) -> Mapping[str, str]:
        """Name of each borough, by code."""
        return self._names

    def code(self, name: str) -> str | None:
        """Return the code of a borough, `AVIATION` or `UNKNOWN`; None for any other name."""
        return self._codes.get(fold(name))

    def rule(self, name: str) -> str:
        """Say what is wrong with a name that is not known."""
        folded = fold(name)
        if not folded:
            return "must not be blank: it names the borough"
        if folded in SUMS or folded.endswith(" total"):
            return "must be a borough: take rows with sums out of the file"
        if folded in ("city of london", "london, city of"):
            return "must be a borough of the Met: the City of London has its own police force"
        near = difflib.get_close_matches(folded[:100], self._codes, n=1, cutoff=0.6)
        known = f" (the nearest is {self.name(self._codes[near[0]])})" if near else ""
        return f"must be the name of a London borough{known}"

    def name(self, code: str) -> str:
        """Return the name of a borough, or the code of what is none."""
        return self._names.get(code, code)
