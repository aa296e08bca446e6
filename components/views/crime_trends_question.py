"""What can be asked of Crime trends: measures, months, controls, and the window on screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from components.tables import CellType
from components.url_state import Choice, Context, Parameter, State
from components.views import wards
from components.views.crime_process import (
    REBASE_AUTO,
    rebase_choices,
    season_choices,
)
from components.views.crime_trends_versions import NOW, choices
from components.views.offence_choices import offence_choices
from data.periods import Month

RANGES: Final = {"3y": ("3 years", 36), "5y": ("5 years", 60), "all": ("All", None)}


@dataclass(frozen=True)
class Measure:
    """How a measure is named, drawn and written."""

    slug: str
    label: str
    axis: str
    cell: CellType
    hover_format: str
    hover_unit: str
    suffix: str = ""
    from_zero: bool = True
    shares_axis: bool = False


MEASURES: Final[dict[str, Measure]] = {
    m.slug: m
    for m in (
        Measure("count", "Count", "a month", "count", ",.0f", ""),
        Measure(
            "rate",
            "Rate",
            "per 1,000 residents a year",
            "decimal",
            ",.1f",
            " per 1,000",
            shares_axis=True,
        ),
        Measure("rolling-12", "Rolling 12 months", "in twelve months", "count", ",.0f", ""),
        Measure(
            "change-on-year",
            "Change on a year",
            "per cent on the same month a year before",
            "change",
            "+,.1f",
            " %",
            suffix=" %",
            from_zero=False,
            shares_axis=True,
        ),
    )
}


def _measures(_: Context) -> list[Choice]:
    return [Choice(m.slug, m.label) for m in MEASURES.values()]


def _compare(_: Context) -> list[Choice]:
    return [Choice("none", "Off"), Choice("london", "On")]


def _ranges(_: Context) -> list[Choice]:
    return [Choice(slug, label) for slug, (label, _months) in RANGES.items()]


def _charts(_: Context) -> list[Choice]:
    return [Choice("line", "Over time"), Choice("process", "Signal or noise")]


OVER_TIME: Final = ("chart", "line")
SIGNAL_OR_NOISE: Final = ("chart", "process")

PARAMETERS: Final = (
    Parameter("offence", "Offence", offence_choices, lambda _: "all"),
    Parameter("measure", "Measure", _measures, lambda _: "count", only_with=OVER_TIME),
    Parameter("range", "Period", _ranges, lambda _: "5y", only_with=OVER_TIME),
    Parameter("compare", "Compare with London", _compare, lambda _: "none", only_with=OVER_TIME),
    Parameter("chart", "View", _charts, lambda _: "line"),
    Parameter("window", "Period", _ranges, lambda _: "3y", only_with=SIGNAL_OR_NOISE),
    Parameter(
        "season", "Take the season out", season_choices, lambda _: "auto", only_with=SIGNAL_OR_NOISE
    ),
    Parameter(
        "rebase", "Limits start afresh", rebase_choices, lambda _: REBASE_AUTO,
        only_with=SIGNAL_OR_NOISE,
    ),
    wards.PARAMETER,
    Parameter(
        "published", "Compare with an earlier version", choices, lambda _: NOW, only_with=OVER_TIME
    ),
)  # fmt: skip


def window(state: State) -> tuple[Month, Month]:
    """The months on screen: from the chosen range to as-at, within what the series has."""
    cube = state.store.cube(state.store.offences.get(state["offence"]))
    last = min(state.as_at, cube.last)
    months = RANGES[state["window" if state["chart"] == "process" else "range"]][1]
    first = cube.first if months is None else max(cube.first, last + (1 - months))
    return first, last
