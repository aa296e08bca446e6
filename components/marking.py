"""The marking that everything of this process carries: pages, exports, slides, paper.

The setting ``MARKING`` says what it is; whoever starts the process configures it here once, as it
does with the data.
"""

from __future__ import annotations

from typing import Final

from dash import html

from components.dom import dom

_CONFIGURED: Final[dict[str, str]] = {}


def configure(text: str) -> None:
    """Set the marking.

    Args:
        text: One line, such as ``OFFICIAL-SENSITIVE – draft until 20 July``; empty for none.
    """
    _CONFIGURED["text"] = text.strip()


def current() -> str | None:
    """The marking, or None where none is set."""
    return _CONFIGURED.get("text") or None


def banner() -> html.Div | None:
    """The line at the top of every page; None where none is set.

    On paper the browser repeats it at the top and foot of every sheet (``assets/66-print.js``).
    """
    text = current()
    if text is None:
        return None
    return html.Div(
        html.P(text),
        className="marking",
        role="note",
        **dom(aria_label="Protective marking", data_island="marking", data_value=text),
    )
