"""Loading in the browser: what was recognised, what is new, what is wrong, what to confirm."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Final

import dash
from dash import dcc, html
from dash.development.base_component import Component

from components.dom import dom
from components.tables import Column, Table, data_table
from data.desk.model import UNDER_WAY, Doing, FileSaid, Found

FORM, OUTCOME, JOB, POLL, RELEASES = (
    "load-form",
    "load-outcome",
    "load-job",
    "load-poll",
    "load-releases",
)
POLL_MILLISECONDS: Final = 1000

KINDS: Final = {
    "totals": "Sums differ from what is loaded by more than a revision, and this is right",
    "low-month": "A month is lower than those around it, and this is right",
    "older": "The file is older than what is loaded, and shall change it",
    "warnings": "The warnings on a board, figures or claims are right",
}
"""What accepting each kind of doubt says."""

STEPS: Final = {
    "check": "The files are being checked.",
    "load": "The files are being loaded.",
    "rollback": "The release is being put in use.",
}
COLUMNS: Final = (
    Column("file", "File"),
    Column("row", "Row", "count"),
    Column("column", "Column"),
    Column("rule", "What is wrong, or to confirm"),
    Column("value", "Found"),
)
SHOWN_AT_FIRST: Final = 50


def body(limit: str) -> list[Component]:
    """The page: choosing files, and the places for what comes of it.

    Args:
        limit: How much may be sent, in words.
    """
    address = dash.get_relative_path("/load")
    return [
        html.Section(
            [
                html.H2("Choose the files", className="card-title"),
                html.P(
                    "The publisher’s extracts of recorded crime and knife crime, population "
                    "estimates, the table of offence labels, or a quarter’s board, figures or "
                    "claims by our templates: CSV or XLSX. What each file is, is told by its "
                    "content. Several are loaded together, as one release, or none of them is. "
                    f"Together they may have {limit}.",
                    className="load-about",
                ),
                html.Div(id=FORM, **dom(data_island="load-form", data_value=address)),
            ],
            className="panel",
        ),
        html.Div(id=OUTCOME),
        dcc.Store(id=JOB),
        dcc.Interval(id=POLL, interval=POLL_MILLISECONDS, disabled=True),
    ]


def outcome(doing: Doing) -> list[Component]:
    """What a job says, as it stands.

    Args:
        doing: How far it is.
    """
    if doing.state in UNDER_WAY:
        return [_waiting(doing)]
    title = _title(doing)
    parts: list[Component] = [
        html.H2(title, id="load-result", className="card-title", tabIndex=-1),
    ]
    if doing.message and doing.message not in title:
        parts.append(html.P(doing.message))
    if doing.state == "loaded":
        parts.append(html.P("Every page shows it within seconds; nobody needs to restart."))
    parts += [_file(each) for each in doing.files]
    if doing.errors:
        parts += _findings("To put right", "load-errors", doing.errors)
    if doing.doubts:
        parts += _findings("To confirm", "load-doubts", doing.doubts)
    if doing.state == "checked":
        parts.append(_confirm(doing.doubts))
    look = {"loaded": "good", "unchanged": "good", "refused": "bad", "failed": "bad"}
    return [
        html.Section(
            parts,
            className=f"panel load-result load-{look.get(doing.state, 'open')}",
            **dom(data_island="load-result", data_value=doing.state),
        )
    ]


def _waiting(doing: Doing) -> Component:
    action = doing.task.action if doing.task else "check"
    text = doing.step or STEPS[action]
    if doing.state == "waiting":
        text = "Waiting for its turn: one load is worked on at a time."
    return html.Section(
        [html.P([html.Span(className="load-busy"), text], role="status")], className="panel"
    )


def _title(doing: Doing) -> str:
    action = doing.task.action if doing.task else "check"
    if doing.state == "checked" and doing.doubts:
        kinds = len({each.accept for each in doing.doubts})
        return f"The files can be loaded once you confirm {_counted(kinds, 'kind')} of doubt"
    words = {
        "checked": "The files can be loaded; nothing has been changed yet",
        "refused": "The files cannot be loaded; nothing was changed",
        "loaded": f"Loaded: release {doing.release}",
        "unchanged": f"All of it was loaded already; release {doing.release} stays",
        "failed": "It did not work",
    }
    if action == "rollback" and doing.state == "loaded":
        return f"Release {doing.release} counts now"
    return words.get(doing.state, "")


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _file(said: FileSaid) -> Component:
    heading = f"{said.name}: {said.title}" if said.title else f"{said.name} was not recognised"
    return html.Div(
        [
            html.H3(heading, className="load-file"),
            html.Ul([html.Li(note.strip()) for note in said.notes], className="load-notes"),
        ]
    )


def _findings(title: str, name: str, found: Sequence[Found]) -> list[Component]:
    table = Table(
        caption=f"{title}: {len(found):,}",
        columns=COLUMNS,
        rows=[[each.file, each.row, each.column, each.rule, each.value] for each in found],
        filename=name,
        most=SHOWN_AT_FIRST,
    )
    return [
        html.H3(f"{title} ({len(found):,})", className="load-file"),
        data_table(name, table, class_name="stacks load-findings"),
    ]


def _confirm(doubts: Sequence[Found]) -> Component:
    """The place for a box a kind of doubt, and for the button that loads."""
    counted = Counter(each.accept for each in doubts)
    kinds = [
        [kind, f"{words} ({counted[kind]:,})"] for kind, words in KINDS.items() if counted[kind]
    ]
    return html.Div(
        id="load-confirm",
        **dom(data_island="load-confirm", data_options=json.dumps(kinds, ensure_ascii=False)),
    )
