"""Every component id of the product: none stands anywhere else as a loose string."""

from __future__ import annotations

from typing import Any, Final

LOCATION: Final = "_pages_location"
"""The location component that Dash Pages brings; links and Back go through it."""

MAIN: Final = "main"
PAGE_STATE: Final = "page-state"
PAGE_TITLE: Final = "page-title"
PAGE_SUBTITLE: Final = "page-subtitle"
PAGE_PROBLEMS: Final = "page-problems"
LIVE: Final = "live"

AREA_PICKER: Final = "area-picker"
AS_AT_PICKER: Final = "as-at-picker"
NEWEST_LINK: Final = "newest-link"
NAV_TOGGLE: Final = "nav-toggle"
NAV_LIST: Final = "nav-list"
URL_SYNC: Final = "url-sync"


def control(name: Any, page: Any) -> dict[str, Any]:
    """The id of the control that holds a query parameter of a page.

    Pages share names of parameters (``offence``, ``measure``). Were the ids equal too, a control
    of one page would start the callbacks of all others, which lack their other inputs.

    Args:
        name: The query parameter, or a wildcard.
        page: The page's path, or a wildcard.
    """
    return {"type": "control", "name": name, "page": page}


def nav(path: str) -> dict[str, str]:
    """The id of the navigation link to ``path``."""
    return {"type": "nav", "path": path}


def card(card_id: str, part: str) -> str:
    """The id of one part of a chart card, such as ``figure``, ``title`` or ``summary``."""
    return f"{card_id}-{part}"
