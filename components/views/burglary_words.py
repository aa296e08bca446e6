"""What the burglary page says: every sentence follows from the numbers of a picture."""

from __future__ import annotations

from typing import Final

from components import formatting, wording
from components.chart_card import Absent
from components.links import relative
from components.url_state import State
from components.views.burglary_about import breaks, month_of
from components.views.burglary_picture import (
    CHANGE,
    COUNT,
    RATE,
    SIGNIFICANCE,
    Picture,
)

RATE_WORDS: Final = "per 1,000 residents a year"


def map_subtitle(found: Picture) -> str:
    """Measure, area and period."""
    where = "London boroughs" if found.zoom.kind == "london" else f"{found.zoom.label} boroughs"
    what = {
        CHANGE.slug: f"change on {found.period.year_before().label}, per cent",
        RATE.slug: f"offences {RATE_WORDS}",
        COUNT.slug: "offences",
        SIGNIFICANCE.slug: (
            "rate against the pooled rate of the 32 boroughs, "
            + ("allowing for the usual spread" if found.adjusted else "chance alone")
        ),
    }[found.measure.slug]
    mark = ", provisional" if found.provisional else ""
    return f"{found.subject}, {what}, {where}, {found.period.label}{mark}"


def map_summary(found: Picture) -> str:
    """The text alternative of the map."""
    sentences = [
        {
            CHANGE.slug: _change_sentence,
            RATE.slug: _range_sentence,
            COUNT.slug: _range_sentence,
            SIGNIFICANCE.slug: verdict_sentence,
        }[found.measure.slug](found),
        _area_sentence(found),
        *_cautions(found),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _boroughs(found: Picture) -> str:
    return (
        f"{len(found.listed)} boroughs"
        if found.zoom.kind == "london"
        else f"{len(found.listed)} boroughs of {found.zoom.label}"
    )


def _change_sentence(found: Picture) -> str:
    ways = [wording.direction(row["change_percent"]) for row in found.known]
    rose, fell, level = (ways.count(way) for way in ("rise", "fall", "level"))
    moved = wording.ways(rose, fell, level)
    of = "" if moved.endswith("all") else "of the "
    high, low = found.known[0], found.known[-1]
    return (
        f"{found.subject} {moved} {of}{_boroughs(found)}: from "
        f"{formatting.change(low['change_percent'])} in {low['name']} to "
        f"{formatting.change(high['change_percent'])} in {high['name']}."
    )


def _range_sentence(found: Picture) -> str:
    high, low = found.known[0], found.known[-1]
    column, words = found.measure.column, found.measure.words
    unit = f" {RATE_WORDS}" if found.measure is RATE else " offences"
    pooled = (
        f", against {formatting.decimal(found.pooled_rate)} in the 32 boroughs together"
        if found.measure is RATE
        else ""
    )
    return (
        f"{found.subject} in the {_boroughs(found)}: from {words(low[column])} in "
        f"{low['name']} to {words(high[column])}{unit} in {high['name']}{pooled}."
    )


def verdict_sentence(found: Picture) -> str:
    """Both counts of boroughs that stand out, with and without the adjustment."""
    if not found.judged:
        return f"{found.period.last.label} is provisional, so no borough is judged."

    chance, spread = (_differing(found, adjusted=each) for each in (False, True))
    return (
        f"Of {found.judged} boroughs {chance} from the {formatting.decimal(found.pooled_rate)} "
        f"{RATE_WORDS} of all together by more than chance would give; once their usual spread "
        f"is allowed for, {spread}."
    )


def _differing(found: Picture, *, adjusted: bool) -> str:
    number = found.flagged(adjusted=adjusted)
    verb = "differs" if number in {0, 1} else "differ"
    if number == 0:
        return f"none {verb}"
    ways = {way: found.flagged(adjusted=adjusted, verdict=way) for way in ("above", "below")}
    parts = ", ".join(f"{count} {way}" for way, count in ways.items() if count)
    return f"{number} {verb} ({parts})"


def _area_sentence(found: Picture) -> str:
    change = found.change
    if change is None or change.value is None:
        return ""
    if found.area.kind == "borough":
        return f"{found.area.label}: {_borough_sentence(found)}"
    return f"{found.area.label}: {wording.against(change, 'offences')}"


def _borough_sentence(found: Picture) -> str:
    assert found.change is not None  # noqa: S101 - asked above
    sentence = wording.against(found.change, "offences")
    ranks = [row["area"] for row in found.ranked if row[found.measure.column] is not None]
    if found.area.code not in ranks:
        return sentence
    place = formatting.ordinal(ranks.index(found.area.code) + 1)
    return (
        f"{sentence} By {found.measure.heading} it ranks {place} of {len(ranks)} boroughs; the "
        "1st is the highest."
    )


def _cautions(found: Picture) -> list[str]:
    said = []
    spanned = breaks(found)
    if spanned and found.measure is CHANGE:
        named = formatting.join_words([f"{each['label']} ({month_of(each)})" for each in spanned])
        said.append(f"These changes span a break, {named}: part of them may be recording.")
    if found.provisional and found.measure is not SIGNIFICANCE:
        said.append(f"{found.period.last.label} is provisional and likely to rise.")
    return said


def nothing_to_map(found: Picture) -> Absent:
    """Why a map cannot be drawn, and the way to one that can."""
    if found.measure is SIGNIFICANCE and found.provisional:
        title = f"{found.period.last.label} is provisional: no borough is judged"
        message = "Its counts will rise, by an amount that differs from borough to borough."
    else:
        cube = found.store.cube(found.offence)
        title = f"{found.period.label} has no year before it to compare with"
        message = f"Recorded crime by borough runs from {cube.first.label}."
    return Absent(
        title=title,
        message=message,
        link_text="Show the rate instead",
        link_href=relative(
            "/burglary",
            area=found.area.code,
            as_at=str(found.as_at),
            offence=found.offence.slug,
            quarter=str(found.period),
            measure=RATE.slug,
        ),
    )


def nothing_yet(state: State) -> Absent:
    """Why there is no map at all: no quarter is complete by as-at."""
    cube = state.store.cube(state.store.offences.get("burglary"))
    first = cube.first.quarter if cube.first.quarter.first >= cube.first else cube.first.quarter + 1
    return Absent(
        title="No complete quarter yet",
        message=(
            f"The page is as at {state.as_at.label}. Recorded crime by borough runs from "
            f"{cube.first.label}; its first complete quarter is {first.label}."
        ),
        link_text=f"Show {first.label}",
        link_href=relative("/burglary", area=state.area.code, as_at=str(first.last)),
    )
