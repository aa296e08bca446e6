"""The methods in words that a borough commander understands, and the links that lead to them.

Formulas, sources, limits and an example worked by hand stand in ``docs/statistics.md`` under the
same anchors (a test keeps the two in step).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from dash import html

from components.links import relative

if TYPE_CHECKING:
    from data.areas import Area
    from data.periods import Month


@dataclass(frozen=True)
class Method:
    """A method: its anchor, its name, and what it does in plain words."""

    id: str
    name: str
    words: str


METHODS: Final[dict[str, Method]] = {
    method.id: method
    for method in (
        Method(
            "xmr",
            "Signal or noise: process-behaviour charts",
            "Every monthly figure goes up and down. The two outer lines show how far it usually "
            "goes when nothing has changed: the mean plus and minus 2.66 times the average step "
            "from one month to the next. A month outside them, or a pattern that luck seldom "
            "makes (seven months rising, falling or on one side of the mean; two of three close "
            "to a limit), is a special cause and worth asking about. The rest is ordinary "
            "variation: to praise or blame anyone for it is a waste of time.",
        ),
        Method(
            "rates",
            "Rates and intervals",
            "A rate makes boroughs of different size comparable: offences for every 1,000 "
            "residents in a year. Even if nothing changed, the count would not come out exactly "
            "the same again; the interval says how far off it may be by chance.",
        ),
        Method(
            "funnel",
            "Areas against London: the funnel",
            "Small boroughs jump about more than large ones, so a league table misleads. The "
            "funnel shows how far a borough of each size may lie from the rate of all. Judged by "
            "chance alone nearly every borough is flagged, because boroughs really are different; "
            "judged by the usual spread of boroughs, few are. The second is the question to act "
            "on; both counts are shown.",
        ),
        Method(
            "seasonal",
            "Taking the season out",
            "Burglary rises every November, when it gets dark early: that is no news. The adjusted "
            "figure says what the month would have been without the usual ups and downs of the "
            "year, so that what is left is news.",
        ),
        Method(
            "compare",
            "One quarter against the same a year before",
            "“Up 8 %” says nothing until one knows how much the figure usually moves. A change is "
            "set beside the changes from year to year that the same series has shown before; only "
            "a larger one is called more than it usually changes.",
        ),
        Method(
            "trend",
            "The same quarter over five years",
            "Comparing April to June with April to June needs no seasonal adjustment. The trend "
            "says by how many per cent a year the quarter has risen or fallen, and whether five "
            "figures scattered like these could have come about without any trend.",
        ),
        Method(
            "fdr",
            "Many tests at once",
            "Look at sixty figures and about three will seem remarkable by luck alone. Every "
            "figure looked at is counted, the page says how many flags luck would give, and only "
            "what luck is unlikely to explain is listed.",
        ),
        Method(
            "suppression",
            "Small counts of internal data",
            "A very small number may point to a person. In data that are not already published, "
            "counts from 1 to 4 are hidden, and as many others as it takes that nobody can work "
            "them out from totals and differences. All figures loaded now are published.",
        ),
    )
}


class Placed(Protocol):
    """What knows an area and a month: a page's state, or what was found for it."""

    @property
    def area(self) -> Area:
        """The chosen area."""

    @property
    def as_at(self) -> Month:
        """The last month taken into account."""


def method_link(method: str, state: Placed) -> html.P:
    """A paragraph that leads to a method's plain words, with area and as-at kept."""
    found = METHODS[method]
    href = relative("/about", fragment=found.id, area=state.area.code, as_at=str(state.as_at))
    return html.P(["The method in plain words: ", html.A(found.name, href=href), "."])
