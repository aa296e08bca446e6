"""All boards of a release, put in order once: what every question about them starts from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar, cast

from data.board_changes import Change, Kept, compare, original_dues, year_to_date
from data.milestone_filters import scope_in, searchable_text
from data.milestones import Due, Milestone, board_order, milestones_of, quarters_of
from data.remembering import remembered

if TYPE_CHECKING:
    from data.areas import Area, Areas
    from data.periods import Month, Quarter
    from data.store import Store

Answer = TypeVar("Answer")
MOST_ANSWERS = 256
"""Answers that an index remembers before it starts again."""


class BoardIndex:
    """The rows of all boards by quarter, and what follows from them, each worked out once.

    Attributes:
        rows: Every row, in the order of the file.
        quarters: The reporting quarters that have a board, oldest first.
    """

    def __init__(self, rows: tuple[Milestone, ...], areas: Areas) -> None:
        self.rows = rows
        self.quarters = quarters_of(rows)
        self._areas = areas
        boards: dict[Quarter, list[Milestone]] = {each: [] for each in self.quarters}
        for row in rows:
            boards[row.reported_quarter].append(row)
        self._boards = {
            quarter: tuple(sorted(found, key=board_order)) for quarter, found in boards.items()
        }
        self._answers: dict[tuple[object, ...], object] = {}

    def board(self, quarter: Quarter) -> tuple[Milestone, ...]:
        """Return one quarter's rows, soonest due first, undated last."""
        return self._boards.get(quarter, ())

    def texts(self, quarter: Quarter) -> tuple[str, ...]:
        """Return what a search looks through, for each row of `board`."""
        return self._once(
            ("texts", quarter),
            lambda: tuple(searchable_text(each, self._areas) for each in self.board(quarter)),
        )

    def latest(self, last: Month, also: Quarter | None = None) -> Mapping[str, Milestone]:
        """Return each promise at its latest word: the newest board by a month that has its id.

        Args:
            last: The month by which boards were out.
            also: A board that counts although it came later.
        """

        def found() -> dict[str, Milestone]:
            known = (each for each in self.quarters if each.last <= last or each == also)
            return {row.id: row for quarter in known for row in self._boards[quarter]}

        return self._once(("latest", last, also), found)

    def originals(self, quarter: Quarter) -> Mapping[str, Due]:
        """Return the due date first promised, by id, as the boards up to a quarter have it."""

        def found() -> dict[str, Due]:
            known = (each for each in self.quarters if each <= quarter)
            return original_dues(row for each in known for row in self._boards[each])

        return self._once(("originals", quarter), found)

    def changes(self, quarter: Quarter, since: Quarter) -> tuple[Change, ...]:
        """Return how each milestone and commitment changed; see `data.board_changes.compare`."""
        return self._once(
            ("changes", quarter, since),
            lambda: compare(
                self.board(since),
                self.board(quarter),
                quarter=quarter,
                originals=self.originals(quarter),
            ),
        )

    def year_so_far(self, quarter: Quarter, area: Area) -> Mapping[str, Kept]:
        """Return how the milestones due in the year so far were kept, of what concerns an area."""
        return self._once(
            ("year", quarter, area.code),
            lambda: year_to_date(
                [each for each in self.rows if scope_in(each, area) is not None], quarter
            ),
        )

    def _once(self, question: tuple[object, ...], answer: Callable[[], Answer]) -> Answer:
        found = self._answers.get(question)
        if found is None:
            found = answer()
            if len(self._answers) >= MOST_ANSWERS:
                self._answers.clear()
            self._answers[question] = found
        return cast(Answer, found)


@remembered(1)
def board_index(store: Store) -> BoardIndex:
    """Return the index of a release; computed once for each."""
    return BoardIndex(milestones_of(store.table("milestones")), store.areas)
