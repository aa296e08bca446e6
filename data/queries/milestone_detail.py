"""Everything known of one milestone, commitment or activity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.errors import InvalidParameter
from data.milestones import THEMES
from data.periods import Quarter
from data.queries.milestone_rows import every_milestone
from data.queries.report_check import checked

if TYPE_CHECKING:
    from data.areas import Area
    from data.milestones import Milestone
    from data.offences import Offence
    from data.queries.check_row import CheckRow
    from data.store import Store


@dataclass(frozen=True, slots=True)
class MilestoneDetail:
    """One row of the board with what belongs to it.

    Attributes:
        milestone: The row.
        areas: The BCUs and boroughs that it names, in the row's order.
        source: The report and the heading that it stands under.
        figures: The report's figures and claims about it, checked.
        offences: Series that show its context, which is no proof of effect.
        history: The same milestone on every board, oldest first.
    """

    milestone: Milestone
    areas: tuple[Area, ...]
    source: str
    figures: tuple[CheckRow, ...]
    offences: tuple[Offence, ...]
    history: tuple[Milestone, ...]


def report_title(quarter: Quarter) -> str:
    """Return the name of a quarter's report."""
    return (
        f"Metropolitan Police Service, Business Plan progress update {quarter.financial_year}, "
        f"quarter {quarter.number}"
    )


def milestone_detail(
    store: Store,
    *,
    id: str,
    quarter: Quarter | str | None = None,
) -> MilestoneDetail:
    """Return one milestone, commitment or activity with its figures and series.

    Args:
        store: The loaded data.
        id: Its name.
        quarter: The board it is taken from; by default the newest that has it.

    Raises:
        InvalidParameter: No board has it, or the board asked for has not.
    """
    history = tuple(
        sorted(
            (each for each in every_milestone(store) if each.id == id),
            key=lambda each: each.reported_quarter,
        )
    )
    if not history:
        raise InvalidParameter("id", id, "the id of a milestone, commitment or activity")
    wanted = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
    chosen = [each for each in history if wanted in (None, each.reported_quarter)]
    if not chosen:
        raise InvalidParameter("quarter", wanted, [str(each.reported_quarter) for each in history])
    found = chosen[-1]
    theme = THEMES[found.theme].title
    return MilestoneDetail(
        milestone=found,
        areas=tuple(store.areas.get(code) for code in found.areas),
        source=f"{report_title(found.reported_quarter)}: {theme}, {found.subtheme}",
        figures=_figures(store, found),
        offences=tuple(store.offences.get(slug) for slug in found.offences),
        history=history,
    )


def _figures(store: Store, milestone: Milestone) -> tuple[CheckRow, ...]:
    """Return the checked figures and claims that a row names, in its order."""
    rows = {
        row.id: row
        for row in checked(store)
        if row.reported_quarter == str(milestone.reported_quarter)
    }
    return tuple(rows[each] for each in milestone.figures)
