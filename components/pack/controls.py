"""A page's controls in a pack of that page: checked as the page checks them, and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from components.url_state import Context, Parameter, label_of
from components.views import area, burglary, crime_trends, knife_injury, milestones_choices
from components.views.report_check import PARAMETERS as REPORT_CHECK
from data.errors import InvalidParameter

OF_PAGE: Final[Mapping[str, Sequence[Parameter]]] = {
    "crime-trends": crime_trends.PARAMETERS,
    "knife-injury": knife_injury.PARAMETERS,
    "burglary": burglary.PARAMETERS,
    "area": area.PARAMETERS,
    "milestones": milestones_choices.PARAMETERS,
    "report-check": REPORT_CHECK,
}
"""The controls of each page that has some, as its address names them."""

ARRANGED: Final = frozenset({"show", "meeting", "id"})
"""What arranges a page on the screen and leaves what it says as it is."""
LINE: Final = "line"
IDLE_IN: Final[Mapping[str, frozenset[str]]] = {
    LINE: frozenset({"window", "season", "rebase"}),
    "process": frozenset({"measure", "range", "compare"}),
}
"""Controls of crime trends that are not on the screen, by its view."""


def checked(page: str | None, given: Mapping[str, str], context: Context) -> dict[str, str]:
    """The controls that an address gives, in their canonical form.

    Args:
        page: The page; None for all of them, which are taken as they open.
        given: Values by parameter, as in the page's address; an empty one is not given.
        context: What the page is about.

    Raises:
        InvalidParameter: the page has no such control, or it has no such value.
    """
    known = {each.name: each for each in OF_PAGE.get(page or "", ())}
    found: dict[str, str] = {}
    for name, raw in given.items():
        if name not in known:
            raise InvalidParameter(name, raw, sorted(known) or "no control")
        if raw:
            found[name] = known[name].check(raw, context)
    return found


def in_words(
    page: str | None, given: Mapping[str, str], context: Context
) -> tuple[tuple[str, str, bool], ...]:
    """What each control of a page says: its label, its value, whether it is as the page opens.

    Args:
        page: The page; None for all of them.
        given: As :func:`checked` returns it.
        context: What the page is about.
    """
    found = []
    idle = ARRANGED | (IDLE_IN[given.get("chart", LINE)] if page == "crime-trends" else frozenset())
    for each in OF_PAGE.get(page or "", ()):
        default = each.default(context)
        value = given.get(each.name, default)
        if each.name not in idle and (value or default):
            found.append((each.label, label_of(each, value, context), value == default))
    return tuple(found)
