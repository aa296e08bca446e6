"""The latest figures: the five headline series, as the overview has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from components.pack.digest.model import Group, Line, Part
from components.pack.grid import grid_of, symbols_in
from components.pack.sections.overview import PATH, headlines
from components.views.overview_series import quarter_by

if TYPE_CHECKING:
    from components.pack.digest.since import Since
    from components.pack.states import Place

COLUMNS: Final = (
    "subject",
    "area",
    "count",
    "count_year_before",
    "change_percent",
    "count_12_months",
    "change_12_months_percent",
    "reading",
)
MISSING: Final = "["


def part(place: Place, since: Since) -> Part:
    """The latest quarter and twelve months of each headline series."""
    card = headlines(place.state(PATH, ()))
    grid = grid_of(card.table, COLUMNS)
    quarter, before = quarter_by(place.as_at), quarter_by(since.month)
    news = quarter != before
    short = (
        f"Figures: the latest complete quarter is {quarter.short_label}; it was "
        f"{before.short_label}."
        if news
        else f"Figures: {quarter.short_label} is still the latest complete quarter."
    )
    meant = symbols_in(grid)
    labels = {column.key: column.label for column in card.table.columns}
    names = labels["count"], labels["count_year_before"]
    return Part(
        key="figures",
        title=card.title,
        short=short,
        news=news,
        groups=(
            Group(
                "Headline series",
                tuple(_line(place, row, names) for row in grid.rows),
                "Each quarter against the same quarter a year before; 12 months against the 12 "
                "before.",
            ),
        ),
        notes=(f"{meant}.",) if meant else (),
        path=place.address(PATH),
        source=card.table.source,
    )


def _line(place: Place, row: Sequence[str], names: tuple[str, str]) -> Line:
    subject, area, count, before, change, year, year_change, reading = row
    now, then = names
    where = "" if area == place.area.label else f" ({area})"
    text = f"{subject}{where}: {count} in {now}"
    if not count.startswith(MISSING):
        text += f", {change} on {then} ({before})"
    twelve = "" if year.startswith(MISSING) else f"12 months: {year}, {year_change}."
    return Line(f"{text}.", details=tuple(each for each in (twelve, reading) if each))
