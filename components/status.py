"""Milestone status: never colour alone, always a shape and a word (design §8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dash import html

from components.dom import dom


@dataclass(frozen=True)
class StatusMark:
    """How a status looks and reads."""

    slug: str
    shape: str
    word: str


MARKS: Final[dict[str, StatusMark]] = {
    mark.slug: mark
    for mark in (
        StatusMark("delivered", "✓", "delivered"),
        StatusMark("on-track", "●", "on track"),
        StatusMark("some-delay", "▲", "some delay"),
        StatusMark("not-assessed", "○", "not assessed"),
    )
}

NO_STATUS: Final = "no status: reported progress"


def status_tag(status: str | None) -> html.Span:
    """The tag of a status; an activity has none and says so."""
    if status is None:
        return html.Span("activity", className="status status-none", title=NO_STATUS)
    mark = MARKS[status]
    return html.Span(
        [html.Span(mark.shape, className="status-shape", **dom(aria_hidden="true")), mark.word],
        className=f"status status-{mark.slug}",
    )


def status_text(status: str | None) -> str:
    """A status in a table or a download: shape and word."""
    if status is None:
        return "–"
    mark = MARKS[status]
    return f"{mark.shape} {mark.word}"
