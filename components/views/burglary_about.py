"""What the burglary page's charts are: definitions, methods in plain words, notes on a period."""

from __future__ import annotations

from collections.abc import Mapping

from components.views.burglary_picture import Picture
from data import population
from data.periods import Month
from data.queries.comparison import EXPECTED_NOTE


def about(found: Picture) -> list[str]:
    """Definition and source: what no control changes."""
    meta = found.meta
    return [
        f"Burglary as recorded by the Metropolitan Police, residential and of businesses and "
        f"communities. Source: {meta.source} ({meta.publisher}). {meta.licence}.",
        "Change: on the same period a year before. Rate: offences per 1,000 residents a year, "
        "with its 95 % interval (Byar's approximation, exact Poisson below ten). Counts below ten "
        "are read with care. The classes of a change are the same in every period; those of "
        "counts and rates hold about a quarter of the boroughs each, cut at round numbers.",
        "All boroughs together: all offences of the 32 boroughs over all their residents. Chance "
        "alone: a borough differs when its own 99.8 % interval does not hold that rate. Usual "
        "spread: boroughs are not alike, so they differ more than chance would have them; one "
        "stands out when it lies beyond 99.8 % limits widened by that spread. The funnel below "
        "shows both.",
        population.NOTE,
    ]


def notes(found: Picture) -> list[str]:
    """What must be known about one period beside :func:`about`: gaps, a census, breaks."""
    said = (population.NOTE, EXPECTED_NOTE.format(one="borough", many="boroughs"))
    return [
        *(note for note in found.meta.notes if note not in said),
        *(
            f"Break in {month_of(each)}: {each['label']}. {each['description']}"
            for each in found.meta.breaks
        ),
    ]


def funnel_about() -> list[str]:
    """How to read the funnel, in words."""
    return [
        "Each mark is a borough: how many people live there, and its offences per 1,000 residents "
        "a year. The horizontal line is the rate of the 32 boroughs together (the pooled rate). "
        "Around it lie the limits within which chance would leave a borough of that size: 95 % "
        "and 99.8 %. They narrow to the right because chance matters less where more people live.",
        "Chance alone: were every borough alike, 998 of 1,000 would lie within the outer solid "
        "limits (exact Poisson). A borough is judged by its own 99.8 % interval: Byar's "
        "approximation, exact below ten offences.",
        "Usual spread: boroughs are not alike, so nearly all differ by more than chance alone. The "
        "dashed limits add the spread that boroughs usually show among themselves (additive random "
        "effects, the tenth at each end left out when it is estimated), as the NHS does for "
        "hospitals. A borough beyond them stands out even so.",
        "Neither says why. Visitors, workers and empty homes are not among residents: central "
        "boroughs have more of what is stolen from than their residents alone.",
    ]


def month_of(each: Mapping[str, object]) -> str:
    """The month of a break, as an answer's meta gives it, in words."""
    return Month.parse(str(each["month"])).label


def breaks(found: Picture) -> list[dict[str, object]]:
    """The breaks between the two periods at which nothing can be compared without saying so."""
    return [each for each in found.meta.breaks if each["rebase"]]
