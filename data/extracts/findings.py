"""What is wrong with a file, or needs a second look: file, row, column, value and rule of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from data.errors import DataFileError, cut

Accept = Literal["totals", "low-month", "older", "warnings"]
"""What can be accepted with an option `--accept-…` of that name."""

MOST_OF_A_KIND = 100
"""Findings of one rule that are spelt out; the others are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake, or one thing to confirm.

    Attributes:
        file: Name of the file.
        rule: What must hold, or what was noticed.
        row: Line of the text file or row of the sheet, from 1; None for the whole file.
        column: Header of the column; None for the whole row or file.
        value: What stands there, cut to 100 characters; None where there is nothing to show.
        accept: The option that accepts it; None for a mistake.
    """

    file: str
    rule: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    accept: Accept | None = None

    def __str__(self) -> str:
        """Return the finding as one line: file, row, column, rule and value."""
        error = DataFileError(
            self.file, self.rule, row=self.row, column=self.column, value=self.value
        )
        return str(error)


@dataclass(slots=True)
class Findings:
    """The findings of one file, as they are made.

    Attributes:
        file: Name of the file.
        found: All of them; of many of one kind the first `MOST_OF_A_KIND`.
    """

    file: str
    found: list[Finding] = field(default_factory=list)
    _of_a_kind: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        rule: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
        accept: Accept | None = None,
        kind: str | None = None,
    ) -> None:
        """Note a finding; `kind` groups rules that differ in their words."""
        kind = kind or rule
        self._of_a_kind[kind] += 1
        if self._of_a_kind[kind] <= MOST_OF_A_KIND:
            shown = None if value is None else cut(value)
            self.found.append(Finding(self.file, rule, row, column, shown, accept))

    def skip(self, kind: str, more: int) -> None:
        """Count findings of a kind without spelling them out."""
        self._of_a_kind[kind] += more

    @property
    def errors(self) -> list[Finding]:
        """The mistakes: of the whole file first, then by row; how many more of each kind last."""
        wrong = sorted(
            (each for each in self.found if each.accept is None), key=lambda each: each.row or 0
        )
        more = [
            Finding(self.file, f"{count - MOST_OF_A_KIND:,} more of this kind: {kind}")
            for kind, count in self._of_a_kind.items()
            if count > MOST_OF_A_KIND
        ]
        return wrong + more if wrong else []

    @property
    def doubts(self) -> list[Finding]:
        """What someone must confirm."""
        return [each for each in self.found if each.accept is not None]


class Unreadable(Exception):  # noqa: N818 - what a file is, not what went wrong here
    """A file that cannot be read as a table at all.

    Attributes:
        row: Line or row; None for the whole file.
        value: What stands there.
        rule: What it must be.
    """

    def __init__(
        self, rule: str, *, row: int | None = None, column: str | None = None, value: object = None
    ) -> None:
        self.rule = rule
        self.row = row
        self.column = column
        self.value = None if value is None else cut(value)
        super().__init__(rule)
