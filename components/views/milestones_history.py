"""How one milestone moved from board to board: its status, its due date, what it came from."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components import theme
from components.status import status_text
from components.views.milestones import Shown
from components.views.milestones_parts import detail_table
from components.views.milestones_words import no_date
from data.board_changes import months_between_dues, original_dues
from data.milestones import Milestone
from data.queries.milestone_detail import MilestoneDetail
from data.queries.milestone_rows import every_milestone

WIDTH: Final = 560
LEFT: Final = 96
RIGHT: Final = 84
ROW: Final = 22


def history(shown: Shown, found: MilestoneDetail) -> list[Component]:
    """Each board's word on a milestone, drawn and in a table; nothing where there is but one."""
    rows = _known(shown, found.history)
    if len(rows) < 2:  # noqa: PLR2004 - one word is no history
        return _relatives(shown, found.milestone)
    return [
        html.H3("From report to report", className="detail-heading"),
        *_drawing(rows),
        detail_table(
            "What each report said",
            ("Report", "Status", "Due", "Moved", "Reason given"),
            _cells(shown, rows),
        ),
        *_relatives(shown, found.milestone),
    ]


def slip_svg(rows: Sequence[Milestone]) -> str:
    """Draw the due date that each board gave as a point, one board below the other.

    Args:
        rows: One milestone on several boards, oldest first; boards without a date draw nothing.

    Returns:
        An SVG document in which later dates lie further to the right.
    """
    dated = [(number, each.due) for number, each in enumerate(rows) if each.due is not None]
    months = [due.last.ordinal for _, due in dated]
    reach = (max(months) - min(months)) or 1
    height = ROW * len(rows) + 4
    points = [
        (
            round(LEFT + (month - min(months)) / reach * (WIDTH - LEFT - RIGHT), 1),
            ROW * number + ROW / 2 + 2,
        )
        for (number, _), month in zip(dated, months, strict=True)
    ]
    names = "".join(
        f'<text x="0" y="{ROW * number + ROW / 2 + 6}">{escape(each.reported_quarter.short_label)}'
        "</text>"
        for number, each in enumerate(rows)
    )
    line = " ".join(f"{x},{y}" for x, y in points)
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="4.5" fill="{theme.FOCUS}"/>'
        f'<text x="{x + 9}" y="{y + 4}" paint-order="stroke" stroke="{theme.PAPER}" '
        f'stroke-width="5">{escape(due.last.short_label)}</text>'
        for (x, y), (_, due) in zip(points, dated, strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="{escape(theme.FONT_FAMILY)}" '
        f'font-size="13" fill="{theme.INK}">{names}'
        f'<polyline fill="none" stroke="{theme.CONTEXT}" stroke-width="2" points="{line}"/>'
        f"{dots}</svg>"
    )


def _drawing(rows: Sequence[Milestone]) -> list[Component]:
    if not any(each.due for each in rows):
        return []
    words = "; ".join(f"{each.reported_quarter.short_label}: {_due(each)}" for each in rows)
    height = ROW * len(rows) + 4
    return [
        html.Img(
            src=f"data:image/svg+xml,{quote(slip_svg(rows))}",
            alt=f"Due date by report. {words}.",
            width=str(WIDTH),
            height=str(height),
            className="slip-chart",
        )
    ]


def _known(shown: Shown, rows: Sequence[Milestone]) -> list[Milestone]:
    """The boards that were out by as-at, and the one on screen."""
    as_at = shown.state.as_at
    return [
        each
        for each in rows
        if each.reported_quarter.last <= as_at or each.reported_quarter == shown.quarter
    ]


def _cells(
    shown: Shown, rows: Sequence[Milestone]
) -> list[list[str | Component | list[Component]]]:
    original = original_dues(every_milestone(shown.state.store)).get(rows[0].id)
    cells: list[list[str | Component | list[Component]]] = []
    before: Milestone | None = None
    for each in rows:
        moved = _moved(months_between_dues(before.due, each.due)) if before else "first report"
        in_all = months_between_dues(original, each.due)
        since = f"; {_moved(in_all)} than first promised" if in_all else ""
        cells.append(
            [
                each.reported_quarter.short_label,
                status_text(each.status),
                _due(each),
                f"{moved}{since}",
                each.reason_for_delay or "\u2013",
            ]
        )
        before = each
    return cells


def _due(row: Milestone) -> str:
    return row.due.label if row.due else no_date(row.due_note)


def _moved(months: int | None) -> str:
    if months is None:
        return "no date to compare"
    if months == 0:
        return "not moved"
    unit = "month" if abs(months) == 1 else "months"
    return f"{abs(months)} {unit} {'later' if months > 0 else 'earlier'}"


def _relatives(shown: Shown, milestone: Milestone) -> list[Component]:
    """Links to what it continues and to what continues it."""
    every = every_milestone(shown.state.store)
    titles = {each.id: each.title for each in every}
    after = {each.id for each in every if milestone.id in each.continues}
    lines = [
        html.P([f"{words}: ", *_links(shown, names, titles)])
        for words, names in (("Continues", milestone.continues), ("Continued by", sorted(after)))
        if names
    ]
    return list(lines)


def _links(shown: Shown, names: Sequence[str], titles: dict[str, str]) -> list[Component | str]:
    parts: list[Component | str] = []
    for name in names:
        parts += [
            html.A(titles.get(name, name), href=shown.opening(name)),
            "; ",
        ]
    return parts[:-1]
