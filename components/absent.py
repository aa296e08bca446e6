"""What a page says where a series does not reach: from when it runs, and the way to it."""

from __future__ import annotations

from components import wording
from components.chart_card import Absent
from data.offences import Offence
from data.periods import Month
from data.store import Store


def series_starts_later(*, store: Store, offence: Offence, as_at: Month, href: str) -> Absent:
    """The state of a card whose series starts after the chosen month.

    Args:
        store: The loaded data.
        offence: The series.
        as_at: The chosen month.
        href: The same page at the series' newest month.
    """
    cube = store.cube(offence)
    return Absent(
        title=f"{wording.offence_name(offence)}: the series starts in {cube.first.label}",
        message=(
            f"The page is as at {as_at.label}. {store.dataset(offence.dataset).title} runs from "
            f"{cube.first.label} to {cube.last.label}."
        ),
        link_text=f"Show {cube.last.label}, its newest month",
        link_href=href,
    )
