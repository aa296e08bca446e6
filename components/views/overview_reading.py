"""The sentence on a tile: a quarter among the same quarters before it, and beside London's."""

from __future__ import annotations

from typing import Final

from components import formatting, wording
from components.url_state import State
from components.views.overview_series import Found
from data.areas import LONDON
from data.periods import Quarter
from data.queries.changes import Change, quarter_change
from data.queries.standing import Standing, standing

FEWEST_YEARS: Final = 2
"""Years before that a standing needs to be worth a sentence."""


def reading(state: State, found: Found, change: Change) -> str:
    """One sentence on the quarter: among the same quarters before, and beside London.

    Every part is a comparison of counts; none says why, and none says "significant".
    """
    stands = standing(
        state.store, offence=found.offence.slug, area=found.area.code, as_at=state.as_at
    )
    alone = _difference(change) or f"counted from {state.store.cube(found.offence).first.label}"
    parts = [_standing(stands) or alone, _beside_london(state, found)]
    sentence = "; ".join(text for text in parts if text)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def months_of(quarter: Quarter) -> str:
    """The months of a quarter without its year: ``April to June``."""
    return quarter.label.rsplit(" ", 1)[0]


def _standing(stands: Standing | None) -> str:
    if stands is None or stands.years < FEWEST_YEARS:
        return ""
    months, years = months_of(stands.quarter), stands.years
    for run, word in ((stands.years_lower, "highest"), (stands.years_higher, "lowest")):
        year = stands.quarter.first.year
        if run == years:
            return f"the {word} {months} from {year - run} to {year}"
        if run >= FEWEST_YEARS:
            return f"the {word} {months} since {year - run - 1}"
    low, high = formatting.count(min(stands.before)), formatting.count(max(stands.before))
    return f"within the range of {months} in the {years} years before ({low} to {high})"


def _beside_london(state: State, found: Found) -> str:
    if found.area.code == LONDON:
        return ""
    london = quarter_change(state.store, offence=found.offence.slug, area=LONDON, as_at=state.as_at)
    if london is None or london.percent is None:
        return ""
    return f"in London it {wording.moved(london.percent)}"


def _difference(change: Change) -> str:
    if change.difference is None:
        return ""
    if change.difference == 0:
        return "the same count as a year before"
    word = "more" if change.difference > 0 else "fewer"
    return f"{formatting.count(abs(change.difference))} {word} than a year before"
