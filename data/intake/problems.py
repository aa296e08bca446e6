"""What is wrong with a file, or needs a second look: row, column, value and rule of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.errors import cut


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake or one thing to confirm.

    Attributes:
        rule: What must hold, or what was noticed.
        row: Row of the sheet, or line of the text file, from 1; None for the whole file.
        column: The column as the template calls it; None for the whole row or file.
        value: What stands there, cut to 100 characters; None where there is nothing to show.
    """

    rule: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        """Return the problem as one line."""
        place = [
            f"row {self.row}" if self.row is not None else "",
            f"column {self.column}" if self.column is not None else "",
        ]
        where = ", ".join(part for part in place if part)
        found = "" if self.value is None else f" (found “{self.value}”)"
        return f"{where}: {self.rule}{found}" if where else f"{self.rule}{found}"


@dataclass(slots=True)
class Problems:
    """Problems as they are found."""

    found: list[Problem] = field(default_factory=list)

    def add(
        self,
        rule: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
    ) -> None:
        """Note a problem."""
        shown = None if value is None or value == "" else cut(value)
        self.found.append(Problem(rule, row, column, shown))

    def in_order(self) -> list[Problem]:
        """Return the problems: of the whole file first, then by row."""
        return sorted(self.found, key=lambda each: each.row or 0)


class Unreadable(Exception):  # noqa: N818 - what a file is, not what went wrong here
    """A file that cannot be read as a table at all.

    Attributes:
        problem: Why.
    """

    def __init__(self, rule: str, *, row: int | None = None, value: object = None) -> None:
        self.problem = Problem(rule, row, None, None if value is None else cut(value))
        super().__init__(str(self.problem))
