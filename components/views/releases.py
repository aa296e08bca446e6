"""Every release and who made it count; and the recent entries of the audit log on loads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from components.dom import dom
from components.tables import Cell, Column, Table, data_table
from data.releases import Release

MOST_NOTES: Final = 8
RELEASES: Final = "releases-table"
AUDIT: Final = "audit-table"
ACTIONS: Final = {
    "check": "checked files",
    "load": "loaded files",
    "rollback": "went back to a release",
}
OUTCOMES: Final = {"begun": "begun", "done": "done", "refused": "refused", "failed": "failed"}


def releases(
    found: Sequence[Release], used: str, *, rollback: str | None = None
) -> list[Component]:
    """The releases, the newest first.

    Args:
        found: Every release.
        used: Id of the one that counts.
        rollback: Where going back is asked for; None where nobody may.
    """
    listed = [_release(each, used, rollback) for each in reversed(found)]
    island = {} if rollback is None else dom(data_island="load-releases", data_value=rollback)
    return [html.Ol(listed, className="releases", **island)]


def _release(release: Release, used: str, rollback: str | None) -> Component:
    counts = release.id == used
    loaded = ", ".join(source.name for source in release.sources)
    who = f" by {release.by}" if release.number else ""
    made = f"{release.made:%-d %B %Y, %H:%M} UTC{who}"
    head: list[Component] = [html.H3(f"Release {release.id}", className="release-name")]
    if counts:
        head.append(html.Span("counts now", className="release-counts"))
    elif rollback is not None:
        head.append(
            html.Button(
                "Go back to it",
                type="button",
                className="button-quiet",
                **dom(data_release=release.id, aria_label=f"Go back to release {release.id}"),
            )
        )
    parts: list[Component] = [html.Div(head, className="release-head"), html.P(made)]
    if loaded:
        parts.append(html.P(f"From {loaded}"))
    if release.notes:
        parts.append(_notes(release.notes))
    return html.Li(parts, className="release" + (" is-current" if counts else ""))


def _notes(notes: Sequence[str]) -> Component:
    items = html.Ul([html.Li(note) for note in notes], className="load-notes")
    if len(notes) <= MOST_NOTES:
        return items
    return html.Details([html.Summary(f"What is new and revised ({len(notes)} lines)"), items])


def audit(entries: Sequence[Mapping[str, str]]) -> Component:
    """The recent entries on loads and going back, the newest first."""
    rows = [
        [
            each["time"][:19].replace("T", " "),
            each["name"] or each["subject"],
            each["role"],
            ACTIONS.get(each["action"], each["action"]),
            OUTCOMES.get(each["outcome"], each["outcome"]),
            Cell(each["object"] or None, symbol="z"),
            Cell(each["release"] or None, symbol="z"),
            Cell(each["detail"] or None, symbol="z"),
        ]
        for each in entries
    ]
    table = Table(
        caption="Recent loads, checks and changes of the release, the newest first",
        columns=(
            Column("time", "When (UTC)", row_header=True),
            Column("who", "Who"),
            Column("role", "Role"),
            Column("action", "What"),
            Column("outcome", "Outcome"),
            Column("object", "Files or release"),
            Column("release", "Release"),
            Column("detail", "More"),
        ),
        rows=rows,
        filename="audit-of-loads",
        source="Source: the audit log of this dashboard",
        most=50,
    )
    return data_table(AUDIT, table, class_name="stacks audit-table")
