"""What a board says differently from the boards before it, and a person must confirm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.intake.board import LABELS, Board
from data.milestones import ACTIVITY, DELIVERED, Milestone, milestone_of, quarters_of
from data.periods import Quarter


def note_doubts(board: Board, loaded: Sequence[Milestone]) -> None:
    """Add warnings on what changed since the board before, and on a rewritten first date.

    Args:
        board: The board as read, without errors.
        loaded: Every row of the boards that are loaded.
    """
    if board.quarter is None:
        return
    earlier = [each for each in loaded if each.reported_quarter < board.quarter]
    if not earlier:
        return
    last = quarters_of(tuple(earlier))[-1]
    before = {each.id: each for each in earlier if each.reported_quarter == last}
    first_due = {each.id: each for each in reversed(_in_time(earlier)) if each.due is not None}
    now = [milestone_of(row) for row in board.rows]
    for row, number in zip(now, board.numbers, strict=True):
        if row.id in before:
            _compare(board, row, number, before[row.id], last)
        _note_first_date(board, row, number, first_due)
    _note_vanished(board, now, before, last)


def _in_time(milestones: Sequence[Milestone]) -> list[Milestone]:
    return sorted(milestones, key=lambda each: each.reported_quarter)


def _compare(board: Board, row: Milestone, number: int, then: Milestone, last: Quarter) -> None:
    if then.status == DELIVERED and row.status != DELIVERED:
        board.warnings.add(
            f"was delivered in {last.short_label} and is not now: it is reopened",
            row=number,
            column=LABELS["status"],
            value=row.id,
        )
    if then.due is not None and row.due != then.due and not row.reason_for_delay:
        moved = f"to {row.due.label}" if row.due else "and now has no date"
        board.warnings.add(
            f"was due {then.due.label} in {last.short_label}, {moved}, without a reason",
            row=number,
            column=LABELS["due"],
            value=row.id,
        )


def _note_first_date(
    board: Board, row: Milestone, number: int, first_due: Mapping[str, Milestone]
) -> None:
    first = first_due.get(row.id)
    if first is None or row.original_due is None or first.due is None:
        return
    promised = first.original_due or first.due
    if row.original_due != promised:
        board.warnings.add(
            f"was first due {promised.label} (board of {first.reported_quarter.short_label}), "
            f"and the file says {row.original_due.label}",
            row=number,
            column=LABELS["original_due"],
            value=row.id,
        )


def _note_vanished(
    board: Board, now: Sequence[Milestone], before: Mapping[str, Milestone], last: Quarter
) -> None:
    here = {each.id for each in now} | {name for each in now for name in each.continues}
    for name, then in before.items():
        if name in here or then.kind == ACTIVITY or then.status == DELIVERED:
            continue
        board.warnings.add(
            f"“{then.title}” was on the board of {last.short_label}, not delivered, and is not in "
            "the file: it is dropped",
            column=LABELS["id"],
            value=name,
        )
